// Package web is the pages of Backsight: a handler that shows, from the store,
// how far a person has moved. Every page is drawn on the server and complete
// without scripts; each also answers as .json and .csv, from the same value.
//
// It is not the server: whoever mounts it keeps foreign hosts, other origins and
// missing keys away, and opens POST only to who may write. It reckons nothing,
// knows no SQL, and sends nothing anywhere.
package web

import (
	"context"
	"iter"
	"log/slog"
	"net/http"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
)

// Options are what the pages stand on. Found, Import and Say are nil where
// nothing may be found, read or said: a demo shows no form.
type Options struct {
	Desk  reckon.Desk
	Book  Book
	Grant policy.Grant
	// Question is what is asked now: the clock, the settings, who the person is.
	Question func(context.Context) (reckon.Question, error)
	Say      func(context.Context, Saying) error
	Found    func(context.Context) ([]Found, error)
	Import   func(ctx context.Context, tell func(Progress)) error
	// Begin runs something beside the requests; whoever serves ends it and waits.
	Begin    func(do func(context.Context))
	Rate     *money.Amount  // an hour of one person; nil for none
	Prices   reckon.Pricing // of models' tokens
	Plans    []reckon.Plan  // what plans cost a month
	Settings []Setting
	Where    []Setting    // where the store and the settings lie
	Log      *slog.Logger // nil for none
}

// Book is what the pages read of the store beside what reckon does.
type Book interface {
	// Generation changes with everything that could change a page.
	Generation(context.Context, policy.Grant) (string, error)
	Places(context.Context, policy.Grant) ([]Place, error)
	// BadRows are at most limit rows that could not be read at a place.
	BadRows(ctx context.Context, g policy.Grant, at logbook.Place, limit int) ([]logbook.BadRow, error)
	Versions(ctx context.Context, g policy.Grant, kind logbook.Kind, key string) iter.Seq2[logbook.Fact, error]
	Fact(context.Context, policy.Grant, logbook.ID) (logbook.Fact, error)
	Facts(context.Context, policy.Grant, when.Span, ...logbook.Kind) iter.Seq2[logbook.Fact, error]
	AuditEntries(ctx context.Context, g policy.Grant, from int64) iter.Seq2[audit.Line, error]
	VerifyAudit(context.Context, policy.Grant, ...audit.Checkpoint) (audit.Verdict, error)
	Checkpoint(context.Context, policy.Grant) (audit.Checkpoint, error)
	Tokens(context.Context, policy.Grant) ([]policy.Token, error)
}

// Place is where evidence was read, and when first and last.
type Place struct {
	logbook.Place
	First, Last when.Instant
	Facts, Bad  int
}

// Saying is something the person says on a page: a fact with history. Key is ""
// for a new one; Gone takes it back. Body is logbook.Said, Set or Pin, whose
// At is filled in by who keeps it.
type Saying struct {
	Kind logbook.Kind
	Key  string
	Gone bool
	Said logbook.Said
	Set  logbook.Set
	Pin  logbook.Pin
}

// Found is something on this machine that could be read.
type Found struct {
	Source string // "git", "calendar", "Claude Code"
	What   string // "41 repositories under ~/src"
	Since  string // "2014 to today", "" where that is not known
}

// Progress is how far an import is.
type Progress struct {
	Done  int    `json:"done"`
	Total int    `json:"total"`
	Place string `json:"place"`
	What  string `json:"what"`
	Error string `json:"error,omitempty"`
	Over  bool   `json:"over"`
}

// Setting is one setting as it stands.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Means string `json:"means"`
}

// site is the pages with what they stand on.
type site struct {
	Options
	pages   []page
	files   files
	kept    *kept
	reading *reading
}

// Handler answers every page. To add a page, write its file and its template and
// put it into pages.
func Handler(o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &site{Options: o, pages: pages(), files: newFiles(), kept: newKept(), reading: newReading()}
	mux := http.NewServeMux()
	mux.Handle("GET /static/{name}", s.files)
	mux.HandleFunc("GET /import/events", s.events)
	for _, p := range s.pages {
		s.route(mux, p)
	}
	mux.HandleFunc("/", s.nowhere)
	return formats(walls(mux))
}

// Paths are the patterns of http.ServeMux that the pages answer: for whoever
// mounts them beside other rooms.
func Paths() (out []string) {
	out = append(out, "GET /{$}", "GET /.json", "GET /.csv", "GET /index.json", "GET /index.csv", "GET /static/{name}", "GET /import/events")
	for _, p := range pages() {
		for _, as := range []string{"", ".json", ".csv"} {
			out = append(out, "GET /"+p.name+as)
			if p.was != "" {
				out = append(out, "GET /"+p.was+as)
			}
		}
		for _, also := range p.also {
			out = append(out, "GET "+also)
		}
		for name := range p.acts {
			out = append(out, "POST /"+p.name+"/"+name)
		}
	}
	return out
}

// walls tells the browser to run and fetch nothing but what comes from here.
func walls(next http.Handler) http.Handler {
	const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}
