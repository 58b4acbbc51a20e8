// Package frame is what every page of Backsight needs and no page owns. Around
// puts it around pages that are handed in: the routes and forms, an answer in
// HTML, JSON or CSV (answer.go), the menu (frame.go), files and templates, the
// walls and the door of a browser without a session, what was reckoned already
// (kept.go), the waiting for what takes long (working.go) and the job that runs
// beside requests (job.go).
//
// A page gets an Ask: who asks what, the desk and its reckoning, and how the
// person writes numbers and dates (locale.go). It gives a View. What several pages
// say alike lies here too: what a request names (named.go), measures as a page
// speaks of them (readings.go), days (lived.go), words (words.go), and the voice
// that keeps what a form says (voice.go).
//
// It knows no page, reckons nothing, and has no SQL.
package frame

import (
	"context"
	"io/fs"
	"iter"
	"log/slog"
	"net/http"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
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

// Pages are the pages that the frame goes around.
type Pages struct {
	List []Page // in the order of the menu
	// Templates holds templates/NAME.html for each page, and templates/parts.html
	// for what several of them share.
	Templates fs.FS
	// Nothing is a page without data: the error says what is missing.
	Nothing func(*Ask, error) (View, error)
}

// site is the pages with what they stand on.
type site struct {
	Options
	reckon  reckon.Desk
	pages   Pages
	files   files
	kept    *kept
	working *working
}

// Around answers every page.
func Around(o Options, p Pages) http.Handler {
	s := &site{Options: o, reckon: o.Desk.Reckoning(), pages: p, files: newFiles(p.Templates), kept: newKept(), working: newWorking()}
	if s.Question == nil {
		s.Question = func(ctx context.Context) (reckon.Question, error) { return o.Desk.Question(ctx, desk.Query{}) }
	}
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /static/{name}", s.files)
	for _, p := range p.List {
		s.route(mux, p)
	}
	mux.HandleFunc("/", s.nowhere)
	return formats(walls(mux))
}

// Paths are the patterns of http.ServeMux that the pages answer: for whoever
// mounts them beside other rooms.
func (p Pages) Paths() (out []string) {
	out = append(out, "GET /{$}", "GET /.json", "GET /.csv", "GET /index.json", "GET /index.csv", "GET /static/{name}")
	for _, p := range p.List {
		for _, as := range []string{"", ".json", ".csv"} {
			out = append(out, "GET /"+p.Name+as)
			if p.Was != "" {
				out = append(out, "GET /"+p.Was+as)
			}
		}
		for _, also := range p.Also {
			out = append(out, "GET "+also)
		}
		for name := range p.Streams {
			out = append(out, "GET /"+p.Name+"/"+name)
		}
		for name := range p.Acts {
			out = append(out, "POST /"+p.Name+"/"+name)
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
