package web

import (
	"errors"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/surface/web/first"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// nothingView says what would give a page something to show.
type nothingView struct {
	Why, Next string
	First     *first.View // on the first run, what could be read
}

// nothing is a page without data: what is missing, and the command that gives it.
func nothing(a *frame.Ask, err error) (frame.View, error) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return frame.View{}, err
	}
	says := nothingView{Why: frame.Sentence(f.Say), Next: f.Hint}
	if says.First, err = firstRun(a); err != nil {
		return frame.View{}, err
	}
	return frame.View{
		Finding: says.Why, Value: map[string]string{"nothing": says.Why, "next": says.Next},
		Rows: func() [][]string { return [][]string{{"nothing"}, {says.Why}} }, Page: says, Template: "nothing", Empty: true,
	}, nil
}

// firstRun is what could be read, where nothing has been yet.
func firstRun(a *frame.Ask) (*first.View, error) {
	if a.Begin == nil {
		return nil, nil
	}
	coverage, err := a.Reckon.Book.Coverage(a.Ctx, a.Grant)
	if err != nil || len(coverage) > 0 {
		return nil, err
	}
	return first.Found(a)
}
