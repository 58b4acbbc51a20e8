package web

import (
	"errors"

	"github.com/backsight/backsight/internal/base/fault"
)

// nothingView says what would give a page something to show.
type nothingView struct {
	Why, Next string
	First     *importView // on the first run, what could be read
}

// nothing is a page without data: what is missing, and the command that gives it.
func (a *ask) nothing(p page, err error) (view, error) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return view{}, err
	}
	says := nothingView{Why: sentence(f.Say), Next: f.Hint}
	if says.First, err = a.firstRun(); err != nil {
		return view{}, err
	}
	return view{
		Finding: says.Why, Value: map[string]string{"nothing": says.Why, "next": says.Next},
		Rows: func() [][]string { return [][]string{{"nothing"}, {says.Why}} }, Page: says, drawn: "nothing",
	}, nil
}

// firstRun is what could be read, where nothing has been yet.
func (a *ask) firstRun() (*importView, error) {
	if a.Begin == nil {
		return nil, nil
	}
	coverage, err := a.Desk.Book.Coverage(a.ctx, a.Grant)
	if err != nil || len(coverage) > 0 {
		return nil, err
	}
	found, err := once(a, "found", a.found)
	return &importView{Found: found, CanRead: a.Say != nil}, err
}
