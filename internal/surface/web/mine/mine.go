// Package mine is the page that asks whose commits are written under a name with an
// address that is not known as the person's. What it is told the desk keeps, and the
// histories that this changes are read again beside the requests.
package mine

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// Page is at /mine. It has no line in the menu: what is not counted leads to it.
var Page = frame.Page{
	Name: frame.Mine, Show: show, Plain: true,
	Acts: map[string]frame.Act{"yes": yes, "no": no},
}

// row is one address as the page shows it.
type row struct{ Address, Met, Reasons string }

// view is what the page draws.
type view struct {
	Known  []string
	Rows   []row
	CanSay bool
}

// value is the page as JSON.
type value struct {
	Known     []string           `json:"known"`
	Uncounted []reckon.Uncounted `json:"uncounted"`
}

func show(a *frame.Ask) (frame.View, error) {
	v := value{Known: []string{}, Uncounted: append([]reckon.Uncounted{}, a.Question.Uncounted...)}
	page := view{CanSay: a.Voice != nil}
	for _, i := range a.Question.Habits.Self.Identities {
		v.Known = append(v.Known, string(i))
	}
	page.Known = v.Known
	for _, u := range v.Uncounted {
		page.Rows = append(page.Rows, row{frame.AddressOf(u), say.Upper(draw.Met(u)), say.Upper(draw.Reasons(u)) + "."})
	}
	finding := "Every commit under your name is counted."
	if n := len(v.Uncounted); n > 0 {
		what := "Commits that may be yours are not counted: "
		if slices.ContainsFunc(v.Uncounted, func(u reckon.Uncounted) bool { return u.Commits == 0 }) {
			what = "What may be yours is not counted as yours: "
		}
		finding = what + a.Counted(n, "address", "addresses") + "."
	}
	return frame.View{Finding: finding, Value: v, Rows: func() [][]string { return table(v) }, Page: page}, nil
}

// table is the page as CSV.
func table(v value) [][]string {
	rows := [][]string{{"name", "email", "commits", "from", "to", "events", "of", "where", "for", "against"}}
	for _, u := range v.Uncounted {
		rows = append(rows, []string{
			u.Name, u.Email, strconv.Itoa(u.Commits), u.From.String(), u.To.String(), strconv.Itoa(u.Events), strconv.Itoa(u.Of),
			strings.Join(u.Where, "; "), strings.Join(u.For, "; "), strings.Join(u.Against, "; "),
		})
	}
	return rows
}

// asked is the address that a form names.
func asked(a *frame.Ask) (string, error) {
	address := strings.TrimSpace(a.Query.Get("address"))
	switch {
	case a.Voice == nil:
		return "", fault.New(fault.NotAllowed, "nothing can be said here: this life is made up")
	case who.Known(address) == "":
		return "", fault.New(fault.Usage, "no address was named")
	}
	return address, nil
}

// yes counts an address as the person's.
func yes(a *frame.Ask) (string, error) {
	address, err := asked(a)
	if err != nil {
		return "", err
	}
	d := a.Desk
	if _, err := d.Own(a.Ctx, address); err != nil {
		return "", err
	}
	renew := func(ctx context.Context) error {
		p, err := d.Identified(ctx)
		if err == nil {
			var problems []error
			problems, err = d.Renew(ctx, p.Self, "mine", desk.Silent{}.Meter())
			err = errors.Join(append(problems, err)...)
		}
		return err
	}
	if a.Begin == nil {
		return next(a), renew(a.Ctx)
	}
	a.Begin(func(ctx context.Context) {
		if err := renew(ctx); err != nil {
			a.Log().Error("reading the histories again", "error", err)
		}
	})
	return next(a), nil
}

// no keeps that an address is somebody else's.
func no(a *frame.Ask) (string, error) {
	address, err := asked(a)
	if err == nil {
		err = a.Desk.NotMe(a.Ctx, who.Known(address))
	}
	return next(a), err
}

// next is where the form leads: on to the next address, else back to the first page.
func next(a *frame.Ask) string {
	if len(a.Question.Uncounted) > 1 {
		return "/" + frame.Mine
	}
	return "/"
}
