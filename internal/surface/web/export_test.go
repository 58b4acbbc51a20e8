package web

import (
	"context"
	"net/http"
	"net/http/httptest"

	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/web/frame"
	"github.com/backsight/backsight/internal/surface/web/week"
)

// Addresses are those of every page, without what one may add to it.
func Addresses() (out []string) {
	for _, p := range pages().List {
		out = append(out, "/"+p.Name)
	}
	return out
}

// DayPage answers with the Day page of a day that was reckoned already.
func DayPage(o frame.Options) func(w http.ResponseWriter, r *http.Request, day reckon.Day) {
	var found reckon.Day
	handler := showing(o, func(a *frame.Ask) (frame.View, error) { return dayView(a, found), nil })
	return func(w http.ResponseWriter, r *http.Request, day reckon.Day) {
		found = day
		handler.ServeHTTP(w, r)
	}
}

// WeekLine is a day's line on the Week page: the hands, and the time with others.
func WeekLine(o frame.Options, r *http.Request, day reckon.Day) (hands, met string) {
	var row week.Row
	handler := showing(o, func(a *frame.Ask) (frame.View, error) {
		row = week.RowOf(a, day)
		return dayView(a, day), nil
	})
	handler.ServeHTTP(httptest.NewRecorder(), r)
	return row.Hands, row.Met
}

// Verdict answers as Handler answers the Audit page, with a verdict of its own.
func Verdict(o frame.Options, v audit.Verdict) http.Handler {
	p := auditPage
	p.Show = func(a *frame.Ask) (frame.View, error) {
		a.Book = judged{a.Book, v}
		return auditLog(a)
	}
	return alone(o, p)
}

// judged is a book with a verdict on it.
type judged struct {
	frame.Book
	verdict audit.Verdict
}

func (j judged) VerifyAudit(context.Context, policy.Grant, ...audit.Checkpoint) (audit.Verdict, error) {
	return j.verdict, nil
}

// showing answers every address as the Day page does, with what is given.
func showing(o frame.Options, show func(*frame.Ask) (frame.View, error)) http.Handler {
	p := dayPage
	p.Show, p.Plain, p.Also = show, true, []string{"/"}
	return alone(o, p)
}

// alone is one page as Handler answers it.
func alone(o frame.Options, p frame.Page) http.Handler {
	all := pages()
	all.List = []frame.Page{p}
	return frame.Around(o, all)
}
