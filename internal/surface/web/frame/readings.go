package frame

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
)

// Report is the whole report, reckoned once for what the store holds.
func (a *Ask) Report() (reckon.Report, error) {
	return Once(a, "report", func(ctx context.Context) (reckon.Report, error) { return a.Reckon.Look(ctx, a.Grant, a.Question) })
}

// Chosen is the reading that ?measure= and ?sphere= name, else the headline.
func (a *Ask) Chosen(r reckon.Report) (reckon.Reading, error) {
	name, sphere := a.Query.Get("measure"), a.Query.Get("sphere")
	for _, m := range r.Measures {
		if (name == "" || m.Name == name) && (sphere == "" || m.Sphere == sphere) {
			return m, nil
		}
	}
	if len(r.Measures) == 0 {
		return reckon.Reading{}, fault.New(fault.Nothing, "no evidence of yours is known yet").
			Try("`backsight import PATH...` reads git repositories, calendars and the logs of assistants; `backsight demo` shows a made-up life")
	}
	return reckon.Reading{}, fault.New(fault.Usage, "there is no measure %q here", strings.TrimSpace(name+" "+sphere)).Try("the Drift page lists all measures")
}

// Words is what a measure is called in a sentence.
func Words(name string) string { return look.Called(name) }

// DriftAddress is where a measure in a sphere is shown.
func DriftAddress(measure, sphere string, more ...string) string {
	q := url.Values{"measure": {measure}}
	if sphere != "all" {
		q.Set("sphere", sphere)
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return "/drift?" + q.Encode()
}

// Choices are the measures, with the one shown here chosen.
func (a *Ask) Choices(r reckon.Report, here reckon.Reading) (out []Choice) {
	for _, m := range r.Measures {
		if m.Sphere == "all" {
			out = append(out, Choice{m.Name, Words(m.Name), DriftAddress(m.Name, "all"), m.Name == here.Name})
		}
	}
	return out
}

// Claims are the finding of a reading and what else is claimed of it; turns have
// a list of their own.
func (a *Ask) Claims(r reckon.Report, m reckon.Reading) (finding string, rest []string) {
	for _, c := range r.ClaimsOf(m) {
		if c.Turn > 0 {
			continue
		}
		if finding == "" {
			finding = a.Locale.Said(c.Text)
			continue
		}
		rest = append(rest, a.Locale.Said(c.Text))
	}
	if finding == "" {
		finding = say.Upper(Words(m.Name)) + ": there is too little evidence to say anything."
	}
	return finding, rest
}

// Warnings are what makes the rest of a report doubtful.
func (a *Ask) Warnings(r reckon.Report) (out []string) {
	for _, c := range r.Warnings() {
		out = append(out, a.Locale.Said(c.Text))
	}
	return out
}

// Value is a number, or that nothing was seen.
func (a *Ask) Value(v *float64) string {
	if v == nil {
		return "no evidence"
	}
	return a.Locale.Number(*v)
}

// TurnLine is a turn as a list of them shows it.
type TurnLine struct {
	N                  int
	When, Between      string
	What, Moved        string
	Address            string
	Here, SourceChange bool
}

var turnKinds = map[string]string{
	"step": "in one step", "slide": "in a slide", "step_or_slide": "in a step or a short slide", "instrument": "because a source changed",
}

// Turns are those of a reading, in order, each with the address that shows it.
func (a *Ask) Turns(m reckon.Reading) (out []TurnLine) {
	for i, t := range m.Backsight.TurnsOrNone() {
		n := i + 1
		line := TurnLine{
			N: n, When: look.Month(t.At), Between: look.Between(t.Low, t.High), What: turnKinds[t.Kind],
			Moved:   fmt.Sprintf("%s to %s", a.Locale.Number(t.From), a.Locale.Number(t.To)),
			Address: DriftAddress(m.Name, m.Sphere, "turn", strconv.Itoa(n)) + "#around",
			Here:    a.Query.Get("turn") == strconv.Itoa(n), SourceChange: t.Kind == "instrument",
		}
		if t.End != nil {
			line.What += " until " + look.Month(*t.End)
		}
		out = append(out, line)
	}
	return out
}

// InUnit is a value as a sentence says it: so much a week, a share, a level.
func (a *Ask) InUnit(m reckon.Reading, v float64) string {
	switch {
	case strings.HasSuffix(m.Unit, "/week"):
		return a.Locale.Number(v) + " a week"
	case m.Unit == "%":
		return a.Locale.Percent(v / 100)
	}
	return a.Locale.Number(v) + " " + m.Unit
}

// WeekRow is a week of a reading in a table; Hole says that nothing was seen.
type WeekRow struct {
	Week, Address, Value, Of string
	Hole                     bool
}

// WeekRows are the numbers behind the picture, the newest week first.
func (a *Ask) WeekRows(m reckon.Reading) (out []WeekRow) {
	for _, w := range slices.Backward(m.Series) {
		row := WeekRow{Week: a.Locale.Day(w.Week), Address: "/week/" + w.Week.String(), Value: "no evidence", Of: a.Locale.Number(w.Of), Hole: w.Value == nil}
		if w.Value != nil {
			row.Value = a.Locale.Number(*w.Value)
		}
		out = append(out, row)
	}
	return out
}

// ValueIn is the value of a reading in a week, nil where nothing was seen.
func ValueIn(m reckon.Reading, week when.Day) *float64 {
	i, found := slices.BinarySearchFunc(m.Series, week, func(w reckon.Week, day when.Day) int { return int(w.Week - day) })
	if !found {
		return nil
	}
	return m.Series[i].Value
}

// Only is the report with nothing but one reading.
func Only(r reckon.Report, m reckon.Reading) reckon.Report {
	r.Measures = []reckon.Reading{m}
	r.Claims = slices.DeleteFunc(slices.Clone(r.Claims), func(c reckon.Claim) bool { return c.About != m.Name || c.Sphere != m.Sphere })
	return r
}

// WeeksCSV is a row a week, of all measures of a report.
func WeeksCSV(r reckon.Report) [][]string {
	rows := [][]string{{"measure", "sphere", "week", "value", "of", "seen"}}
	for _, m := range r.Measures {
		for _, w := range m.Series {
			value := ""
			if w.Value != nil {
				value = PlainNumber(*w.Value)
			}
			rows = append(rows, []string{m.Name, m.Sphere, w.Week.String(), value, PlainNumber(w.Of), PlainNumber(w.Seen)})
		}
	}
	return rows
}
