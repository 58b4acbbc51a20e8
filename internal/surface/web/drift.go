package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var driftPage = frame.Page{Name: "drift", Title: "Drift", Key: "d", Show: drift}

// driftView is what the Drift page draws.
type driftView struct {
	Choices  []frame.Choice // measures
	Spheres  []frame.Choice
	Warnings []string
	Rest     []string // what else is claimed of the measure
	Seen     string
	Picture  frame.Picture
	Turns    []frame.TurnLine
	Around   *around
	Year     *yearView
	Ref      string
	Means    string
	Not      string
	Limits   []string
	Weeks    []frame.WeekRow
	Unit     string
	Measures []measureLine // the others of which it is known how far they moved
	Untold   []measureLine // and those of which it is not
}

// measureLine is another measure, with what it is compared where that is its own.
type measureLine struct{ Name, Address, Finding, Ref string }

// drift shows one measure over all its years.
func drift(a *frame.Ask) (frame.View, error) {
	r, err := a.Report()
	if err != nil {
		return frame.View{}, err
	}
	m, err := a.Chosen(r)
	if err != nil {
		return frame.View{}, err
	}
	page := driftView{
		Choices: a.Choices(r, m), Spheres: spheres(a, r, m), Turns: a.Turns(m), Means: say.Upper(m.Means), Not: m.Not, Unit: m.Unit,
		Picture: plot(a, m, r), Weeks: a.WeekRows(m), Seen: seenWeeks(a, m, r.Period.To),
	}
	page.Measures, page.Untold = otherMeasures(a, r, m)
	finding, rest := a.Claims(r, m)
	page.Rest, page.Warnings = rest, a.Warnings(r)
	page.Limits = a.Locale.Limits(r.Limits)
	if ref := r.RefOf(m); ref != nil {
		page.Ref = fmt.Sprintf("Set against %s, %s: %s.", a.Locale.Days(ref.Days()), ref.Chosen, strings.TrimSuffix(ref.Why, "."))
	}
	if page.Around, err = aroundTurn(a, r, m); err != nil {
		return frame.View{}, err
	}
	if page.Year, err = yearOf(a, m); err != nil {
		return frame.View{}, err
	}
	if a.Query.Has("measure") {
		r = frame.Only(r, m)
	}
	return frame.View{Finding: finding, Value: r, Rows: func() [][]string { return frame.WeeksCSV(r) }, Page: page}, nil
}

func spheres(a *frame.Ask, r reckon.Report, here reckon.Reading) (out []frame.Choice) {
	names := map[string]string{"all": "everywhere", "work": "at work", "own": "on your own projects"}
	for _, m := range r.Measures {
		if m.Name == here.Name {
			out = append(out, frame.Choice{Value: m.Sphere, Text: names[m.Sphere], Address: frame.DriftAddress(m.Name, m.Sphere), Chosen: m.Sphere == here.Sphere})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// seenWeeks is how many of the weeks were, from the first to the last day that is over.
func seenWeeks(a *frame.Ask, m reckon.Reading, over when.Day) string {
	seen := 0
	for _, w := range m.Series {
		if w.Value != nil {
			seen++
		}
	}
	first, last := m.Series[0].Week, min(m.Series[len(m.Series)-1].Week+6, over)
	text := fmt.Sprintf("Evidence: %s of %s, %s to %s", a.Locale.Count(seen), a.Counted(len(m.Series), "week", "weeks"), a.Locale.Day(first), a.Locale.Day(last))
	if week, late := draw.LastSeen(m); late {
		text += "; the last is the week of " + a.Locale.Day(week)
	}
	return text + "."
}

// plot draws the years of a reading; what is drawn is escaped text and numbers.
func plot(a *frame.Ask, m reckon.Reading, r reckon.Report) frame.Picture {
	turn := func(n int) string { return frame.DriftAddress(m.Name, m.Sphere, "turn", strconv.Itoa(n)) + "#around" }
	return frame.Drawn(
		svg.PlotLinked(m, r, false, "wide", turn),
		svg.PlotLinked(m, r, true, "small", turn),
	)
}

// otherMeasures are the findings of the other measures, in the same sphere: those that
// tell how far it moved, and those that cannot.
func otherMeasures(a *frame.Ask, r reckon.Report, here reckon.Reading) (told, untold []measureLine) {
	for _, m := range r.Measures {
		if m.Sphere != here.Sphere || m.Name == here.Name {
			continue
		}
		finding, _ := a.Claims(r, m)
		line := measureLine{say.Upper(frame.Words(m.Name)), frame.DriftAddress(m.Name, m.Sphere), finding, draw.OwnReference(m)}
		if m.Backsight != nil && m.Backsight.Moved != nil {
			told = append(told, line)
		} else {
			untold = append(untold, line)
		}
	}
	return told, untold
}
