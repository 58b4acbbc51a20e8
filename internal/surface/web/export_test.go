package web

import (
	"context"
	"net/http"

	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon"
)

// DayPage answers with the Day page of a day that was reckoned already.
func DayPage(o Options) func(w http.ResponseWriter, r *http.Request, day reckon.Day) {
	s := standing(o)
	return func(w http.ResponseWriter, r *http.Request, day reckon.Day) {
		formats(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			a, err := s.asking(r)
			if err != nil {
				panic(err)
			}
			s.answer(w, r, a, dayPage, a.dayView(day), http.StatusOK)
		})).ServeHTTP(w, r)
	}
}

// WeekRow is a day's line on the Week page: the hands, and the time with others.
func WeekRow(o Options, r *http.Request, day reckon.Day) (hands, met string) {
	a, err := standing(o).asking(r)
	if err != nil {
		panic(err)
	}
	row := a.weekDay(day)
	return row.Hands, row.Met
}

// Verdict answers as Handler answers the Audit page, with a verdict of its own.
func Verdict(o Options, v audit.Verdict) http.Handler {
	s := standing(o)
	s.Book = judged{s.Book, v}
	mux := http.NewServeMux()
	s.route(mux, auditPage)
	return formats(mux)
}

// judged is a book with a verdict on it.
type judged struct {
	Book
	verdict audit.Verdict
}

func (j judged) VerifyAudit(context.Context, policy.Grant, ...audit.Checkpoint) (audit.Verdict, error) {
	return j.verdict, nil
}
