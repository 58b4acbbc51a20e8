package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/asked"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var saidPage = frame.Page{
	Name: "said", Title: "Said", Key: "o", Also: []string{"/said/{kind}"}, Show: said, Plain: true,
	Acts: map[string]frame.Act{"say": sayEntry, "undo": undoEntry},
}

// saidView is what the page draws: without a kind the kinds there are, else the
// form of one and what was said.
type saidView struct {
	Kinds       []toldRow
	Kind        *record.Kind
	Means, Form string // Form names the form, so that it is one entry however often it is sent
	CanSay      bool
	Moment      bool // the form asks for one
	Inputs      []input
	Heads       []string
	Rows        []entryRow
	More        int // entries that are not shown
}

// toldRow is one kind in the list of them.
type toldRow struct {
	Name, Title, Means, Last string
	Count                    int
}

// input is one field of a form. As is a type of <input>, "select" or "".
type input struct {
	ID, Name, Label, Help, As string
	Min, Max, Step            string
	Choices                   []string
	Value                     string
	Must                      bool
	Most                      int
}

// entryRow is one entry: when, by whom, and the fields as Heads names them.
type entryRow struct {
	ID, When, By string
	Cells        []cell
}

// cell is what a field holds; Link is where it leads.
type cell struct{ Text, Link string }

// saidValue is a kind as JSON.
type saidValue struct {
	Kind    string          `json:"kind"`
	Means   string          `json:"means"`
	Not     string          `json:"not"`
	Entries []record.Object `json:"entries"`
}

type kindValue struct {
	Kind  string `json:"kind"`
	Title string `json:"title"`
	Count int    `json:"count"`
	Last  string `json:"last"`
}

// said is what the person said of a kind, with the form to say more.
func said(a *frame.Ask) (frame.View, error) {
	name := a.Request.PathValue("kind")
	if name == "" {
		return kindsSaid(a)
	}
	k, known := record.Named(name)
	if !known {
		return frame.View{}, fault.New(fault.Usage, "there is no kind %q", name)
	}
	list, err := a.Desk.Said(a.Ctx, k, when.Span{})
	if err != nil {
		return frame.View{}, err
	}
	slices.Reverse(list) // the newest first
	value := saidValue{Kind: k.Name, Means: k.Means, Not: k.Not, Entries: []record.Object{}}
	page := saidView{Kind: k, Means: frame.Sentence(k.Means), Form: frame.NewForm(), CanSay: a.Voice != nil, Moment: k.Placed == record.AtMoment, Inputs: inputs(k)}
	for _, f := range k.Asks() {
		page.Heads = append(page.Heads, f.Name)
	}
	for _, e := range list {
		value.Entries = append(value.Entries, e.Object())
	}
	const most = 200
	for _, e := range list[:min(most, len(list))] {
		page.Rows = append(page.Rows, newEntryRow(a, e))
	}
	page.More = max(0, len(list)-most)
	return frame.View{Finding: saidFinding(a, k, len(list)), Value: value, Rows: func() [][]string { return entriesCSV(k, list) }, Page: page}, nil
}

func entriesCSV(k *record.Kind, list []record.Entry) [][]string {
	rows := [][]string{{"id", "at", "day", "by"}}
	for _, f := range k.Fields {
		rows[0] = append(rows[0], f.Name)
	}
	for _, e := range list {
		o := e.Object()
		row := []string{o.ID, o.At, o.Day.String(), o.By}
		for _, f := range k.Fields {
			row = append(row, e.Text(f.Name))
		}
		rows = append(rows, row)
	}
	return rows
}

func kindsCSV(values []kindValue) [][]string {
	rows := [][]string{{"kind", "title", "count", "last"}}
	for _, v := range values {
		rows = append(rows, []string{v.Kind, v.Title, fmt.Sprint(v.Count), v.Last})
	}
	return rows
}

func saidFinding(a *frame.Ask, k *record.Kind, n int) string {
	if n == 0 {
		return k.Title + ": you have said nothing yet."
	}
	return k.Title + ": " + a.Counted(n, k.One, k.Many) + "."
}

// kindsSaid lists the kinds, with how much was said of each.
func kindsSaid(a *frame.Ask) (frame.View, error) {
	values, page, total := []kindValue{}, saidView{}, 0
	for _, k := range record.Sayable() {
		list, err := a.Desk.Said(a.Ctx, k, when.Span{})
		if err != nil {
			return frame.View{}, err
		}
		one, row := kindValue{Kind: k.Name, Title: k.Title, Count: len(list)}, toldRow{Name: k.Name, Title: k.Title, Means: k.Means, Count: len(list)}
		if len(list) > 0 {
			one.Last = list[len(list)-1].Object().Day.String()
			row.Last = a.Locale.Day(list[len(list)-1].Object().Day)
		}
		total += len(list)
		values, page.Kinds = append(values, one), append(page.Kinds, row)
	}
	finding := fmt.Sprintf("What only you can say: %s so far.", a.Counted(total, "entry", "entries"))
	return frame.View{Finding: finding, Value: map[string]any{"kinds": values}, Rows: func() [][]string { return kindsCSV(values) }, Page: page}, nil
}

func newEntryRow(a *frame.Ask, e record.Entry) entryRow {
	at := e.At.In(a.Question.Habits.Zone(a.Question.Now))
	if e.Kind.Placed == record.AtMoment {
		at, _ = time.Parse(time.RFC3339Nano, e.Object().At) // as the clock there showed it
	}
	row := entryRow{ID: e.ID, By: e.Who(), When: a.Locale.Day(when.DayOf(at)) + " " + at.Format("15:04")}
	for _, f := range e.Kind.Asks() {
		c := cell{Text: e.Text(f.Name)}
		if f.As == record.Link {
			c.Link = c.Text
		}
		row.Cells = append(row.Cells, c)
	}
	return row
}

// inputs are the fields of a kind as a form asks for them.
func inputs(k *record.Kind) (out []input) {
	for _, f := range k.Asks() {
		i := input{ID: "say-" + f.Name, Name: f.Name, Label: f.Label, Help: f.Help, As: "text", Must: f.Must, Value: f.Default}
		switch f.As {
		case record.Number, record.Percent:
			i.As, i.Step = "number", "any"
			if f.Whole {
				i.Step = "1"
			}
			if f.From < f.To {
				i.Min, i.Max = fmt.Sprint(f.From), fmt.Sprint(f.To)
			}
		case record.Choice:
			i.As, i.Choices = "select", f.Choices
			if !f.Must && f.Default == "" {
				i.Choices = append([]string{""}, f.Choices...)
			}
		case record.Flag:
			i.As, i.Choices = "select", []string{"no", "yes"}
		case record.Date:
			i.As = "date"
		case record.Link:
			i.As = "url"
		case record.Text:
			i.Most = f.Most
			if i.Most == 0 {
				i.Most = record.UsualMost
			}
		}
		out = append(out, i)
	}
	return out
}

// kindOf is the kind that a form names.
func kindOf(a *frame.Ask) (*record.Kind, error) {
	k, known := record.Named(a.Query.Get("kind"))
	if !known {
		return nil, fault.New(fault.Usage, "there is no kind %q", a.Query.Get("kind"))
	}
	return k, nil
}

// sayEntry keeps what a form says, at home, now or when it says.
func sayEntry(a *frame.Ask) (string, error) {
	k, err := kindOf(a)
	if err != nil {
		return "", err
	}
	e, err := a.Typed(k)
	if err != nil {
		return "", err
	}
	zone := a.Question.Habits.Zone(a.Question.Now)
	if text := strings.TrimSpace(a.Query.Get("at")); text != "" && k.Placed == record.AtMoment {
		t, err := time.Parse("2006-01-02T15:04", text)
		if err != nil {
			return "", fault.New(fault.Usage, "%q is not a time like 2026-03-02T10:15", text)
		}
		e = e.In(when.DayOf(t).At(zone, t.Hour()*60+t.Minute()), zone)
	}
	if !e.Timed() && k.Placed == record.AtMoment {
		e = e.In(a.Question.Instant, zone)
		if _, err := asked.Join(a.Ctx, a.Desk, &e, a.Desk.Options.Now()); err != nil {
			return "", err
		}
	}
	if err := a.Say(e); err != nil || k != record.Energy {
		return "/said/" + k.Name, err
	}
	return "/said/" + k.Name, asked.Take(a.Desk.Options.Folders.State)
}

// undoEntry takes back the entry that a form names.
func undoEntry(a *frame.Ask) (string, error) {
	k, err := kindOf(a)
	if err != nil {
		return "", err
	}
	return "/said/" + k.Name, a.Unsay(k, a.Query.Get("id"))
}
