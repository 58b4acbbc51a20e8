package web

import (
	"context"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw/svg"
)

var driftPage = page{name: "drift", title: "Drift", key: "d", show: drift}

// driftView is what the Drift page draws.
type driftView struct {
	Choices  []choice // measures
	Spheres  []choice
	Rest     []string // what else is claimed of the measure
	Seen     string
	Picture  picture
	Turns    []turnLine
	Around   *around
	Year     *yearView
	Ref      string
	Means    string
	Not      string
	Limits   []string
	Weeks    []weekRow
	Unit     string
	Measures []measureLine // the others of which it is known how far they moved
	Untold   []measureLine // and those of which it is not
}

// choice is one of several, with the address that chooses it.
type choice struct {
	Value, Text, Address string
	Chosen               bool
}

// picture is one drawing at two widths, of which the page shows one.
type picture struct{ Wide, Small template.HTML }

type turnLine struct {
	N                  int
	When, Between      string
	What, Moved        string
	Address            string
	Here, SourceChange bool
}

type weekRow struct {
	Week, Address, Value, Of string
	Hole                     bool
}

type measureLine struct{ Name, Address, Finding string }

// report is the whole report, reckoned once for what the store holds.
func (a *ask) report() (reckon.Report, error) {
	return once(a, "report", func(ctx context.Context) (reckon.Report, error) { return a.Desk.Look(ctx, a.Grant, a.q) })
}

// drift shows one measure over all its years.
func drift(a *ask) (view, error) {
	r, err := a.report()
	if err != nil {
		return view{}, err
	}
	m, err := a.chosen(r)
	if err != nil {
		return view{}, err
	}
	page := driftView{
		Choices: a.choices(r, m), Spheres: a.spheres(r, m), Turns: a.turns(m), Means: say.Upper(m.Means), Not: m.Not, Unit: m.Unit,
		Picture: a.plot(m, r), Weeks: a.weekRows(m), Seen: a.seen(m, r.Period.To),
	}
	page.Measures, page.Untold = a.others(r, m)
	finding, rest := a.claims(r, m)
	page.Rest = rest
	page.Limits = a.loc.limits(r.Limits)
	if ref := r.Reference; ref != nil {
		page.Ref = fmt.Sprintf("Set against %s, %s: %s.", a.loc.days(ref.Days()), ref.Chosen, strings.TrimSuffix(ref.Why, "."))
	}
	if page.Around, err = a.around(r, m); err != nil {
		return view{}, err
	}
	if page.Year, err = a.yearOf(m); err != nil {
		return view{}, err
	}
	if a.query.Has("measure") {
		r = only(r, m)
	}
	return view{Finding: finding, Value: r, Rows: func() [][]string { return weeksCSV(r) }, Page: page}, nil
}

// chosen is the reading that ?measure= and ?sphere= name, else the headline.
func (a *ask) chosen(r reckon.Report) (reckon.Reading, error) {
	name, sphere := a.query.Get("measure"), a.query.Get("sphere")
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

// words is what a measure is called in a sentence.
func words(name string) string {
	switch name {
	case "remove":
		return "distance from the work"
	case "planned_remove":
		return "planned distance from the work"
	}
	return strings.Replace(strings.ReplaceAll(name, "_", " "), "hands on", "hands-on", 1)
}

// driftAddress is where a measure in a sphere is shown.
func driftAddress(measure, sphere string, more ...string) string {
	q := url.Values{"measure": {measure}}
	if sphere != "all" {
		q.Set("sphere", sphere)
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return "/drift?" + q.Encode()
}

func (a *ask) choices(r reckon.Report, here reckon.Reading) (out []choice) {
	for _, m := range r.Measures {
		if m.Sphere == "all" {
			out = append(out, choice{m.Name, words(m.Name), driftAddress(m.Name, "all"), m.Name == here.Name})
		}
	}
	return out
}

func (a *ask) spheres(r reckon.Report, here reckon.Reading) (out []choice) {
	names := map[string]string{"all": "everywhere", "work": "at work", "own": "on your own projects"}
	for _, m := range r.Measures {
		if m.Name == here.Name {
			out = append(out, choice{m.Sphere, names[m.Sphere], driftAddress(m.Name, m.Sphere), m.Sphere == here.Sphere})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// claims are the finding of a reading and what else is claimed of it; turns have
// a list of their own.
func (a *ask) claims(r reckon.Report, m reckon.Reading) (finding string, rest []string) {
	for _, c := range r.Claims {
		if c.About != m.Name || c.Sphere != m.Sphere || c.Turn > 0 {
			continue
		}
		if finding == "" {
			finding = a.loc.said(c.Text)
			continue
		}
		rest = append(rest, a.loc.said(c.Text))
	}
	if finding == "" {
		finding = say.Upper(words(m.Name)) + ": there is too little evidence to say anything."
	}
	return finding, rest
}

// seen is how many of the weeks were, from the first to the last day that is over.
func (a *ask) seen(m reckon.Reading, over when.Day) string {
	seen := 0
	for _, w := range m.Series {
		if w.Value != nil {
			seen++
		}
	}
	first, last := m.Series[0].Week, min(m.Series[len(m.Series)-1].Week+6, over)
	return fmt.Sprintf("Evidence: %s of %s weeks, %s to %s.", a.loc.count(seen), a.loc.count(len(m.Series)), a.loc.day(first), a.loc.day(last))
}

// plot draws the years of a reading; what is drawn is escaped text and numbers.
func (a *ask) plot(m reckon.Reading, r reckon.Report) picture {
	turn := func(n int) string { return driftAddress(m.Name, m.Sphere, "turn", strconv.Itoa(n)) + "#around" }
	return picture{
		Wide:  template.HTML(svg.PlotLinked(m, r, false, "wide", turn)),
		Small: template.HTML(svg.PlotLinked(m, r, true, "small", turn)),
	}
}

var turnKinds = map[string]string{
	"step": "in one step", "slide": "in a slide", "step_or_slide": "in a step or a short slide", "instrument": "because a source changed",
}

func (a *ask) turns(m reckon.Reading) (out []turnLine) {
	for i, t := range m.Backsight.TurnsOrNone() {
		n := i + 1
		line := turnLine{
			N: n, When: look.Month(t.At), Between: look.Between(t.Low, t.High), What: turnKinds[t.Kind],
			Moved:   fmt.Sprintf("%s to %s", a.loc.number(t.From), a.loc.number(t.To)),
			Address: driftAddress(m.Name, m.Sphere, "turn", strconv.Itoa(n)) + "#around",
			Here:    a.query.Get("turn") == strconv.Itoa(n), SourceChange: t.Kind == "instrument",
		}
		if t.End != nil {
			line.What += " until " + look.Month(*t.End)
		}
		out = append(out, line)
	}
	return out
}

// weekRows are the numbers behind the picture, the newest week first.
func (a *ask) weekRows(m reckon.Reading) (out []weekRow) {
	for _, w := range slices.Backward(m.Series) {
		row := weekRow{Week: a.loc.day(w.Week), Address: "/week/" + w.Week.String(), Value: "no evidence", Of: a.loc.number(w.Of), Hole: w.Value == nil}
		if w.Value != nil {
			row.Value = a.loc.number(*w.Value)
		}
		out = append(out, row)
	}
	return out
}

// others are the findings of the other measures, in the same sphere: those that
// tell how far it moved, and those that cannot.
func (a *ask) others(r reckon.Report, here reckon.Reading) (told, untold []measureLine) {
	for _, m := range r.Measures {
		if m.Sphere != here.Sphere || m.Name == here.Name {
			continue
		}
		finding, _ := a.claims(r, m)
		line := measureLine{say.Upper(words(m.Name)), driftAddress(m.Name, m.Sphere), finding}
		if m.Backsight != nil && m.Backsight.Moved != nil {
			told = append(told, line)
		} else {
			untold = append(untold, line)
		}
	}
	return told, untold
}

// only is the report with nothing but one reading.
func only(r reckon.Report, m reckon.Reading) reckon.Report {
	r.Measures = []reckon.Reading{m}
	r.Claims = slices.DeleteFunc(slices.Clone(r.Claims), func(c reckon.Claim) bool { return c.About != m.Name || c.Sphere != m.Sphere })
	return r
}

func weeksCSV(r reckon.Report) [][]string {
	rows := [][]string{{"measure", "sphere", "week", "value", "of", "seen"}}
	for _, m := range r.Measures {
		for _, w := range m.Series {
			value := ""
			if w.Value != nil {
				value = plainNumber(*w.Value)
			}
			rows = append(rows, []string{m.Name, m.Sphere, w.Week.String(), value, plainNumber(w.Of), plainNumber(w.Seen)})
		}
	}
	return rows
}

// plainNumber is a number for a program.
func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
