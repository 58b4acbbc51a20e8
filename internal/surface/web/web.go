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

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/record"
)

// Options are what the pages stand on.
type Options struct {
	Desk *desk.Desk
	// Question is what is asked now: the clock, the settings, who the person is. nil
	// for what the desk asks.
	Question func(context.Context) (reckon.Question, error)
	// Say keeps what a form says; nil where nothing may be said: a demo shows no form.
	Say Voice
	// Begin runs something beside the requests; whoever serves ends it and waits. nil
	// where nothing may be read.
	Begin func(do func(context.Context))
	Log   *slog.Logger // nil for none
}

// Book is what the pages read of the store beside what reckon and the desk do.
type Book interface {
	Versions(ctx context.Context, g policy.Grant, kind logbook.Kind, key string) iter.Seq2[logbook.Fact, error]
	Fact(context.Context, policy.Grant, logbook.ID) (logbook.Fact, error)
	Facts(context.Context, policy.Grant, when.Span, ...logbook.Kind) iter.Seq2[logbook.Fact, error]
	AuditEntries(ctx context.Context, g policy.Grant, from int64) iter.Seq2[audit.Line, error]
	VerifyAudit(context.Context, policy.Grant, ...audit.Checkpoint) (audit.Verdict, error)
	Checkpoint(context.Context, policy.Grant) (audit.Checkpoint, error)
	Tokens(context.Context, policy.Grant) ([]policy.Token, error)
}

// Voice keeps what the person says. A *desk.Desk is one.
type Voice interface {
	Say(context.Context, ...record.Entry) ([]desk.Kept, error)
	Unsay(ctx context.Context, k *record.Kind, id string) (record.Entry, error)
}

// Setting is one setting as it stands.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Means string `json:"means"`
}

// site is the pages with what they stand on.
type site struct {
	Desk     reckon.Desk
	Book     Book
	Grant    policy.Grant
	Question func(context.Context) (reckon.Question, error)
	Say      Voice
	Begin    func(do func(context.Context))
	Log      *slog.Logger

	desk    *desk.Desk
	pages   []page
	files   files
	kept    *kept
	reading *reading
	working *working
}

// standing is a site on what the options say.
func standing(o Options) *site {
	s := &site{
		Desk: o.Desk.Reckoning(), Book: o.Desk.DB, Grant: o.Desk.Grant, Question: o.Question, Say: o.Say, Begin: o.Begin, Log: o.Log,
		desk: o.Desk, pages: pages(), files: newFiles(), kept: newKept(), reading: newReading(), working: newWorking(),
	}
	if s.Question == nil {
		s.Question = func(ctx context.Context) (reckon.Question, error) { return o.Desk.Question(ctx, desk.Query{}) }
	}
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	return s
}

// Handler answers every page. To add a page, write its file and its template and
// put it into pages.
func Handler(o Options) http.Handler {
	s := standing(o)
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
