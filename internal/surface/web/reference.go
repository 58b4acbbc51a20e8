package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var referencePage = frame.Page{
	Name: "reference", Title: "Reference", Key: "f", Show: reference,
	Acts: map[string]frame.Act{"fix": fixReference, "release": releaseReference, "event": tellEvent, "remove": removeEvent},
}

// referenceKey names the one reference a person has.
const referenceKey = "reference"

// referenceView is what the Reference page draws.
type referenceView struct {
	Why     string
	Fixed   bool
	CanSay  bool
	Period  string // as the form proposes it
	Before  []saidRow
	Others  []otherRow
	Events  []eventRow
	Kinds   []string
	Measure string
}

// saidRow is a reference that was fixed or taken back, and when.
type saidRow struct{ At, Period, Why string }

type otherRow struct {
	Period, Then, Moved string
	Here                bool
}

type eventRow struct{ Key, Period, Kind, Text string }

// referenceValue is the page as JSON.
type referenceValue struct {
	Reference  *reckon.RefRange     `json:"reference"`
	References []reckon.Sensitivity `json:"references"`
	Events     []eventValue         `json:"events"`
}

type eventValue struct {
	Key string `json:"key"`
	logbook.Said
	id string
}

// reference is what everything is set against, and what happened in life.
func reference(a *frame.Ask) (frame.View, error) {
	events, err := lifeEvents(a)
	if err != nil {
		return frame.View{}, err
	}
	r, err := frame.Once(a, "report with others", func(ctx context.Context) (reckon.Report, error) {
		q := a.Question
		q.Others, q.Measures = true, []string{"hands_on_days"}
		return a.Reckon.Look(ctx, a.Grant, q)
	})
	if err != nil {
		return frame.View{}, err
	}
	page := referenceView{CanSay: a.Voice != nil, Kinds: logbook.LifeKinds(), Others: otherRows(a, r)}
	if page.Before, err = referencesBefore(a); err != nil {
		return frame.View{}, err
	}
	finding := "There is no reference yet: no year has enough evidence to be proposed."
	if ref := r.Reference; ref != nil {
		page.Fixed, page.Why, page.Period = ref.Chosen == "fixed", frame.Sentence(ref.Why), ref.Days().String()
		finding = fmt.Sprintf("Your reference is %s. It is a proposal: you have not fixed one yet.", a.Locale.Days(ref.Days()))
		if page.Fixed {
			finding = fmt.Sprintf("Your reference is %s, fixed by you. It does not move.", a.Locale.Days(ref.Days()))
		}
	}
	value := referenceValue{Reference: r.Reference, References: r.Others, Events: events}
	for _, e := range events {
		days := when.Days{From: e.From, To: e.To}
		page.Events = append(page.Events, eventRow{e.Key, a.SpanOfDays(days), e.What, e.Text})
	}
	return frame.View{Finding: finding, Value: value, Rows: func() [][]string { return eventsCSV(events) }, Page: page}, nil
}

func eventsCSV(events []eventValue) [][]string {
	rows := [][]string{{"key", "from", "to", "kind", "text"}}
	for _, e := range events {
		last := when.Days{From: e.From, To: e.To}.Last()
		rows = append(rows, []string{e.Key, e.From.String(), last.String(), e.What, e.Text})
	}
	return rows
}

// lifeEvents are the life events in force, by time.
func lifeEvents(a *frame.Ask) ([]eventValue, error) {
	out := []eventValue{}
	for f, err := range a.Book.Facts(a.Ctx, a.Grant, when.Span{}, logbook.KindLife) {
		if err != nil {
			return nil, fmt.Errorf("reading the events: %w", err)
		}
		said, err := logbook.Read[logbook.Said](&f)
		if err != nil {
			continue // of a later version
		}
		e, err := record.Read(&f)
		if err != nil {
			continue // of a later version
		}
		out = append(out, eventValue{f.Key, said, e.ID})
	}
	slices.SortFunc(out, func(x, y eventValue) int { return int(x.From) - int(y.From) })
	return out, nil
}

// referencesBefore is every reference there ever was, the newest first.
func referencesBefore(a *frame.Ask) (out []saidRow, err error) {
	for f, err := range a.Book.Versions(a.Ctx, a.Grant, logbook.KindReference, referenceKey) {
		if err != nil {
			return nil, fmt.Errorf("reading the references: %w", err)
		}
		said, err := logbook.Read[logbook.Said](&f)
		if err != nil {
			continue // of a later version
		}
		row := saidRow{At: a.Locale.Day(said.At.Day(a.Question.Habits.Zone(a.Question.Now))), Period: "taken back"}
		if !f.Gone {
			row.Period, row.Why = a.Locale.Days(when.Days{From: said.From, To: said.To}), said.Text
		}
		out = append([]saidRow{row}, out...)
	}
	return out, nil
}

func otherRows(a *frame.Ask, r reckon.Report) (out []otherRow) {
	for _, o := range r.Others {
		days := when.Days{From: o.From, To: o.To + 1}
		row := otherRow{Period: a.Locale.Days(days), Then: a.Ranged(o.Then), Moved: a.Ranged(o.Moved), Here: r.Reference != nil && r.Reference.Days() == days}
		out = append(out, row)
	}
	return out
}

func fixReference(a *frame.Ask) (string, error) {
	days, err := when.ParsePeriod(strings.TrimSpace(a.Query.Get("period")))
	if err != nil {
		return "", fault.New(fault.Usage, "%v", err).Try("write 2017, 2017-03, or two of them: 2017-03..2018-02")
	}
	why := strings.TrimSpace(a.Query.Get("why"))
	if why == "" {
		why = "fixed by you"
	}
	return "/reference", a.Say(record.Reference.New(record.Values{"period": {Days: days}, "why": {Text: logbook.Text(why)}}))
}

func releaseReference(a *frame.Ask) (string, error) {
	gone := record.Reference.New(nil)
	gone.Gone = true
	return "/reference", a.Say(gone)
}

func tellEvent(a *frame.Ask) (string, error) {
	days, err := when.ParsePeriod(a.Query.Get("from"))
	if err != nil {
		return "", fault.New(fault.Usage, "the first day: %v", err)
	}
	if until := a.Query.Get("until"); until != "" {
		last, err := when.ParsePeriod(until)
		if err != nil {
			return "", fault.New(fault.Usage, "the last day: %v", err)
		}
		days.To = last.To
	}
	text, kind := strings.TrimSpace(a.Query.Get("text")), a.Query.Get("kind")
	switch {
	case days.Len() == 0:
		return "", fault.New(fault.Usage, "the end is before the beginning")
	case text == "":
		return "", fault.New(fault.Usage, "an event needs a name")
	case !slices.Contains(logbook.LifeKinds(), kind):
		return "", fault.New(fault.Usage, "there is no kind of event %q", kind)
	}
	return "/reference", a.Say(record.Life.New(record.Values{
		"text": {Text: logbook.Text(text)}, "what": {Text: kind}, "from": {Day: days.From}, "to": {Day: days.Last()},
	}))
}

func removeEvent(a *frame.Ask) (string, error) {
	events, err := lifeEvents(a)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(events, func(e eventValue) bool { return e.Key == a.Query.Get("key") })
	if i < 0 {
		return "", fault.New(fault.Usage, "this event no longer exists")
	}
	return "/reference", a.Unsay(record.Life, events[i].id)
}
