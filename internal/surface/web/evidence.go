package web

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/surface/draw/svg"
)

var evidencePage = page{name: "evidence", title: "Evidence", key: "e", show: evidence, also: []string{"/evidence/{fact}"}}

// evidenceView is what the Evidence page draws.
type evidenceView struct {
	Picture picture
	Places  []placeRow
	Bad     []badPlace
	Self    string
	Limits  []string
}

type placeRow struct{ Source, Name, Where, Facts, Yours, From, To, Read, Bad string }

// badPlace is the rows of a place that could not be read.
type badPlace struct {
	Where string
	Rows  []badRow
	More  int
}

type badRow struct{ At, What, Row string }

// evidenceValue is the page as JSON.
type evidenceValue struct {
	Places []placeValue `json:"places"`
}

type placeValue struct {
	Source  string       `json:"source"`
	Name    string       `json:"name"`
	Where   string       `json:"where"`
	Facts   int          `json:"facts"`
	Yours   int          `json:"yours"`
	From    when.Day     `json:"from,omitzero"`
	To      when.Day     `json:"to,omitzero"`
	Read    when.Instant `json:"read_us"`
	Undated int          `json:"undated"`
	Shallow bool         `json:"shallow"`
	Bad     int          `json:"bad"`
	BadRows []badValue   `json:"bad_rows"`
}

type badValue struct {
	Line int    `json:"line"`
	What string `json:"what"`
	Row  string `json:"row"`
}

// shownBad is how many bad rows of a place are listed.
const shownBad = 20

// evidence is what is known, from where, and how completely.
func evidence(a *ask) (view, error) {
	if id := a.r.PathValue("fact"); id != "" {
		return a.oneFact(id)
	}
	coverage, err := a.Desk.Book.Coverage(a.ctx, a.Grant)
	if err != nil {
		return view{}, fmt.Errorf("reading what the places cover: %w", err)
	}
	if len(coverage) == 0 {
		return view{}, fault.New(fault.Nothing, "nothing has been read yet").Try("`backsight import PATH...` reads git repositories, calendars and exports")
	}
	r, err := a.report()
	if err != nil {
		return view{}, err
	}
	read, err := a.desk.ReadAt(a.ctx)
	if err != nil {
		return view{}, err
	}
	v := evidenceValue{Places: []placeValue{}}
	page := evidenceView{Picture: a.matrix(r, coverage)}
	for _, c := range coverage {
		one := placeOf(c, read[c.Place])
		if one.BadRows, err = a.badRows(c); err != nil {
			return view{}, err
		}
		v.Places = append(v.Places, one)
		page.Places = append(page.Places, a.placeRow(one))
		if len(one.BadRows) > 0 {
			page.Bad = append(page.Bad, a.badPlace(one))
		}
	}
	page.Limits = a.loc.limits(r.Limits)
	page.Self = a.selfWords(r)
	return view{Finding: a.evidenceFinding(r, v), Value: v, Rows: func() [][]string { return placesCSV(v) }, Page: page}, nil
}

func placeOf(c logbook.Coverage, read when.Instant) placeValue {
	out := placeValue{
		Source: c.Place.Source, Name: c.Place.Name, Where: c.Place.Where(), Facts: c.Facts, Yours: c.Yours,
		From: c.From, To: when.NoDay, Read: read, Undated: c.Undated, Shallow: c.Shallow, Bad: c.Bad, BadRows: []badValue{},
	}
	if c.To != when.NoDay {
		out.To = c.To - 1
	}
	return out
}

func (a *ask) badRows(c logbook.Coverage) ([]badValue, error) {
	out := []badValue{}
	if c.Bad == 0 {
		return out, nil
	}
	rows, err := a.desk.BadRows(a.ctx, c.Place, shownBad)
	if err != nil {
		return out, err
	}
	for _, row := range rows {
		out = append(out, badValue(row))
	}
	return out, nil
}

func (a *ask) placeRow(p placeValue) placeRow {
	row := placeRow{
		Source: p.Source, Name: p.Name, Where: p.Where, Facts: a.loc.count(p.Facts), Yours: a.loc.count(p.Yours),
		From: a.loc.day(p.From), To: a.loc.day(p.To), Bad: "none",
	}
	if p.Read > 0 {
		row.Read = a.loc.day(p.Read.Day(a.q.Habits.Zone(a.q.Now)))
	}
	if p.Bad > 0 {
		row.Bad = a.loc.count(p.Bad)
	}
	if p.Shallow {
		row.From += " (a shallow clone)"
	}
	return row
}

func (a *ask) badPlace(p placeValue) badPlace {
	out := badPlace{Where: p.Where, More: p.Bad - len(p.BadRows)}
	for _, row := range p.BadRows {
		at := p.Where
		if row.Line > 0 {
			at = fmt.Sprintf("%s:%d", p.Where, row.Line)
		}
		out.Rows = append(out.Rows, badRow{at, row.What, row.Row})
	}
	return out
}

func (a *ask) evidenceFinding(r reckon.Report, v evidenceValue) string {
	bad := 0
	for _, p := range v.Places {
		bad += p.Bad
	}
	text := fmt.Sprintf("Evidence from %s", a.counted(len(v.Places), "place", "places"))
	if len(r.Measures) > 0 {
		seen := 0
		for _, w := range r.Measures[0].Series {
			if w.Value != nil {
				seen++
			}
		}
		text += fmt.Sprintf(", covering %s of %s weeks", a.loc.count(seen), a.loc.count(len(r.Measures[0].Series)))
	}
	if bad > 0 {
		text += fmt.Sprintf(", %s could not be read", a.counted(bad, "row", "rows"))
	}
	return text + "."
}

func (a *ask) counted(n int, one, many string) string {
	return a.loc.count(n) + " " + say.Plural(n, one, many)
}

func (a *ask) selfWords(r reckon.Report) string {
	who := strings.Join(append(append([]string{}, r.Person.Names...), r.Person.Emails...), ", ")
	if who == "" {
		return ""
	}
	return fmt.Sprintf("You are known as %s (%s). `backsight me` changes that.", who, r.Person.Chosen)
}

// matrix is each kind of source with the weeks it sees, then its places.
func (a *ask) matrix(r reckon.Report, coverage []logbook.Coverage) picture {
	weeks := when.Days{From: a.q.Now.Monday(), To: a.q.Now.Monday() + 7}
	for _, c := range coverage {
		if c.From != when.NoDay {
			weeks.From = min(weeks.From, c.From.Monday())
		}
	}
	out := svg.Coverage{Weeks: weeks}
	done := map[string]bool{}
	for _, c := range coverage {
		source := c.Place.Source
		if done[source] {
			continue
		}
		done[source] = true
		out.Rows = append(out.Rows, svg.CoverageRow{Name: source, Head: true, Seen: a.seenBySource(r, source, weeks, coverage)})
		for _, p := range coverage {
			if p.Place.Source == source {
				out.Rows = append(out.Rows, svg.CoverageRow{Name: p.Place.Name, Seen: a.coveredWeeks(p, weeks)})
			}
		}
	}
	return picture{template.HTML(out.SVG(false, "cover")), template.HTML(out.SVG(true, "covers"))}
}

// seenBySource is what a source sees of each week, by a measure that rests on its
// evidence; where none does, or on that of several sources together, what its
// places cover.
func (a *ask) seenBySource(r reckon.Report, source string, weeks when.Days, coverage []logbook.Coverage) []float64 {
	out := make([]float64, weeks.Len()/7)
	for _, m := range r.Measures {
		if of, some := measure.Named(m.Name); !some || of.Class == logbook.Hands || !a.q.Habits.Sources.See(source, of.Class) || m.Sphere != "all" {
			continue
		}
		for _, w := range m.Series {
			if weeks.Has(w.Week) {
				out[(w.Week-weeks.From)/7] = w.Seen
			}
		}
		return out
	}
	for _, c := range coverage {
		if c.Place.Source == source && c.From != when.NoDay {
			cover(out, weeks, c.From, c.To)
		}
	}
	return out
}

func (a *ask) coveredWeeks(c logbook.Coverage, weeks when.Days) []float64 {
	out := make([]float64, weeks.Len()/7)
	if c.From == when.NoDay {
		return out
	}
	to := c.To
	if c.Open {
		to = a.q.Now
	}
	cover(out, weeks, c.From, min(to, a.q.Now))
	return out
}

// cover marks the weeks that a stretch of days touches.
func cover(out []float64, weeks when.Days, from, to when.Day) {
	for monday := from.Monday(); monday < to; monday += 7 {
		if weeks.Has(monday) {
			out[(monday-weeks.From)/7] = 1
		}
	}
}

func placesCSV(v evidenceValue) [][]string {
	rows := [][]string{{"source", "name", "where", "facts", "yours", "from", "to", "bad"}}
	for _, p := range v.Places {
		rows = append(rows, []string{p.Source, p.Name, p.Where, fmt.Sprint(p.Facts), fmt.Sprint(p.Yours), p.From.String(), p.To.String(), fmt.Sprint(p.Bad)})
	}
	return rows
}
