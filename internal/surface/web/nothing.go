package web

import (
	"errors"

	"github.com/backsight/backsight/internal/base/fault"
)

// nothingView says what would give a page something to show.
type nothingView struct {
	Why, Next string
}

// nothing is a page without data: what is missing, and the command that gives it.
func (a *ask) nothing(p page, err error) (view, error) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return view{}, err
	}
	says := nothingView{Why: sentence(f.Say), Next: f.Hint}
	return view{
		Finding: says.Why, Value: map[string]string{"nothing": says.Why, "next": says.Next},
		Rows: [][]string{{"nothing"}, {says.Why}}, Page: says, drawn: "nothing",
	}, nil
}
