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
)

var referencePage = page{
	name: "reference", title: "Reference", key: "f", show: reference,
	acts: map[string]act{"fix": fixReference, "release": releaseReference, "event": tellEvent, "remove": removeEvent},
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
func reference(a *ask) (view, error) {
	events, err := a.events()
	if err != nil {
		return view{}, err
	}
	r, err := once(a, "report with others", func(ctx context.Context) (reckon.Report, error) {
		q := a.q
		q.Others, q.Measures = true, []string{"hands_on_days"}
		return a.Desk.Look(ctx, a.Grant, q)
	})
	if err != nil {
		return view{}, err
	}
	page := referenceView{CanSay: a.Say != nil, Kinds: logbook.LifeKinds(), Others: a.otherRows(r)}
	if page.Before, err = a.referencesBefore(); err != nil {
		return view{}, err
	}
	finding := "There is no reference yet: no year has enough evidence to be proposed."
	if ref := r.Reference; ref != nil {
		page.Fixed, page.Why, page.Period = ref.Chosen == "fixed", sentence(ref.Why), ref.Days().String()
		finding = fmt.Sprintf("Your reference is %s. It is a proposal: you have not fixed one yet.", a.loc.days(ref.Days()))
		if page.Fixed {
			finding = fmt.Sprintf("Your reference is %s, fixed by you. It does not move.", a.loc.days(ref.Days()))
		}
	}
	value := referenceValue{Reference: r.Reference, References: r.Others, Events: events}
	for _, e := range events {
		days := when.Days{From: e.From, To: e.To}
		page.Events = append(page.Events, eventRow{e.Key, a.eventDays(days), e.What, e.Text})
	}
	return view{Finding: finding, Value: value, Rows: func() [][]string { return eventsCSV(events) }, Page: page}, nil
}

func eventsCSV(events []eventValue) [][]string {
	rows := [][]string{{"key", "from", "to", "kind", "text"}}
	for _, e := range events {
		last := when.Days{From: e.From, To: e.To}.Last()
		rows = append(rows, []string{e.Key, e.From.String(), last.String(), e.What, e.Text})
	}
	return rows
}

// eventDays is a stretch of days as an event shows it: one day by itself.
func (a *ask) eventDays(days when.Days) string {
	if days.Len() == 1 {
		return a.loc.day(days.From)
	}
	return a.loc.days(days)
}

// events are the life events in force, by time.
func (a *ask) events() ([]eventValue, error) {
	out := []eventValue{}
	for f, err := range a.Book.Facts(a.ctx, a.Grant, when.Span{}, logbook.KindLife) {
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
func (a *ask) referencesBefore() (out []saidRow, err error) {
	for f, err := range a.Book.Versions(a.ctx, a.Grant, logbook.KindReference, referenceKey) {
		if err != nil {
			return nil, fmt.Errorf("reading the references: %w", err)
		}
		said, err := logbook.Read[logbook.Said](&f)
		if err != nil {
			continue // of a later version
		}
		row := saidRow{At: a.loc.day(said.At.Day(a.q.Habits.Zone(a.q.Now))), Period: "taken back"}
		if !f.Gone {
			row.Period, row.Why = a.loc.days(when.Days{From: said.From, To: said.To}), said.Text
		}
		out = append([]saidRow{row}, out...)
	}
	return out, nil
}

func (a *ask) otherRows(r reckon.Report) (out []otherRow) {
	for _, o := range r.Others {
		days := when.Days{From: o.From, To: o.To + 1}
		row := otherRow{Period: a.loc.days(days), Then: a.ranged(o.Then), Moved: a.ranged(o.Moved), Here: r.Reference != nil && r.Reference.Days() == days}
		out = append(out, row)
	}
	return out
}

// ranged is a value with its interval.
func (a *ask) ranged(r *reckon.Range) string {
	if r == nil {
		return "not known"
	}
	return fmt.Sprintf("%s (%s to %s)", a.loc.number(r.Value), a.loc.number(r.Low), a.loc.number(r.High))
}

// say keeps what a form said, where that is possible at all.
func (a *ask) say(e record.Entry) (string, error) {
	if a.Say == nil {
		return "", errMadeUp()
	}
	_, err := a.Say.Say(a.ctx, e)
	return "/reference", err
}

// unsay takes back what a form names, where that is possible at all.
func (a *ask) unsay(k *record.Kind, id string) error {
	if a.Say == nil {
		return errMadeUp()
	}
	_, err := a.Say.Unsay(a.ctx, k, id)
	return err
}

func errMadeUp() error {
	return fault.New(fault.NotAllowed, "nothing can be said here: this life is made up")
}

func fixReference(a *ask) (string, error) {
	days, err := when.ParsePeriod(strings.TrimSpace(a.query.Get("period")))
	if err != nil {
		return "", fault.New(fault.Usage, "%v", err).Try("write 2017, 2017-03, or two of them: 2017-03..2018-02")
	}
	why := strings.TrimSpace(a.query.Get("why"))
	if why == "" {
		why = "fixed by you"
	}
	return a.say(record.Reference.New(record.Values{"period": {Days: days}, "why": {Text: logbook.Text(why)}}))
}

func releaseReference(a *ask) (string, error) {
	gone := record.Reference.New(nil)
	gone.Gone = true
	return a.say(gone)
}

func tellEvent(a *ask) (string, error) {
	days, err := when.ParsePeriod(a.query.Get("from"))
	if err != nil {
		return "", fault.New(fault.Usage, "the first day: %v", err)
	}
	if until := a.query.Get("until"); until != "" {
		last, err := when.ParsePeriod(until)
		if err != nil {
			return "", fault.New(fault.Usage, "the last day: %v", err)
		}
		days.To = last.To
	}
	text, kind := strings.TrimSpace(a.query.Get("text")), a.query.Get("kind")
	switch {
	case days.Len() == 0:
		return "", fault.New(fault.Usage, "the end is before the beginning")
	case text == "":
		return "", fault.New(fault.Usage, "an event needs a name")
	case !slices.Contains(logbook.LifeKinds(), kind):
		return "", fault.New(fault.Usage, "there is no kind of event %q", kind)
	}
	return a.say(record.Life.New(record.Values{
		"text": {Text: logbook.Text(text)}, "what": {Text: kind}, "from": {Day: days.From}, "to": {Day: days.Last()},
	}))
}

func removeEvent(a *ask) (string, error) {
	events, err := a.events()
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(events, func(e eventValue) bool { return e.Key == a.query.Get("key") })
	if i < 0 {
		return "", fault.New(fault.Usage, "this event no longer exists")
	}
	return "/reference", a.unsay(record.Life, events[i].id)
}
