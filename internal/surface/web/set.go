package web

import (
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// setStretch says what a stretch of a day was. It is a fact of its own: the
// evidence stays as it is, and taking it back is another.
func setStretch(a *frame.Ask) (string, error) {
	span, d, err := a.Stretch()
	if err != nil {
		return "", err
	}
	work := a.Query.Get("work")
	e, err := record.Set.Typed(func(field string) string {
		switch {
		case field == "from":
			return span.From.String()
		case field == "to":
			return span.To.String()
		case field == "hands" && work != string(timeline.Making):
			return "" // the form shows it whatever is chosen
		}
		return a.Query.Get(field)
	})
	if err != nil {
		return "", err
	}
	return "/day/" + d.String(), a.Say(e)
}

// unsetStretch takes back what was said of a stretch.
func unsetStretch(a *frame.Ask) (string, error) {
	span, d, err := a.Stretch()
	if err != nil {
		return "", err
	}
	gone := record.Set.New(record.Values{"from": {Instant: span.From}, "to": {Instant: span.To}})
	return "/day/" + d.String(), a.Unsay(record.Set, gone.KeyOf(0))
}
