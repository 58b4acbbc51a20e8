package web

import (
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var evidencePage = frame.Page{Name: "evidence", Title: "Evidence", Key: "e", Show: evidence, Also: []string{"/evidence/{fact}"}}

// evidenceView is what the Evidence page draws.
type evidenceView struct {
	Picture frame.Picture
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
func evidence(a *frame.Ask) (frame.View, error) {
	if id := a.Request.PathValue("fact"); id != "" {
		return oneFact(a, id)
	}
	coverage, err := a.Reckon.Book.Coverage(a.Ctx, a.Grant)
	if err != nil {
		return frame.View{}, fmt.Errorf("reading what the places cover: %w", err)
	}
	if len(coverage) == 0 {
		return frame.View{}, fault.New(fault.Nothing, "nothing has been read yet").Try("`backsight import PATH...` reads git repositories, calendars and exports")
	}
	r, err := a.Report()
	if err != nil {
		return frame.View{}, err
	}
	read, err := a.Desk.ReadAt(a.Ctx)
	if err != nil {
		return frame.View{}, err
	}
	v := evidenceValue{Places: []placeValue{}}
	page := evidenceView{Picture: matrix(a, r, coverage)}
	yours := yoursIn(r)
	for _, c := range coverage {
		one := placeOf(c, read[c.Place])
		one.Yours = yours[[2]string{one.Source, one.Where}]
		if one.BadRows, err = badRows(a, c); err != nil {
			return frame.View{}, err
		}
		v.Places = append(v.Places, one)
		page.Places = append(page.Places, newPlaceRow(a, one))
		if len(one.BadRows) > 0 {
			page.Bad = append(page.Bad, newBadPlace(a, one))
		}
	}
	page.Limits = a.Locale.Limits(r.Limits)
	page.Self = selfWords(a, r)
	return frame.View{Finding: evidenceFinding(a, r, v), Value: v, Rows: func() [][]string { return placesCSV(v) }, Page: page}, nil
}

// yoursIn is how much of each place is the person's, as every reading counts it.
func yoursIn(r reckon.Report) map[[2]string]int {
	out := map[[2]string]int{}
	for _, s := range r.Sources {
		out[[2]string{s.Name, s.Where}] = s.Yours
	}
	return out
}

func placeOf(c logbook.Coverage, read when.Instant) placeValue {
	out := placeValue{
		Source: c.Place.Source, Name: c.Place.Name, Where: c.Place.Where(), Facts: c.Facts,
		From: c.From, To: when.NoDay, Read: read, Undated: c.Undated, Shallow: c.Shallow, Bad: c.Bad, BadRows: []badValue{},
	}
	if c.To != when.NoDay {
		out.To = c.To - 1
	}
	return out
}

func badRows(a *frame.Ask, c logbook.Coverage) ([]badValue, error) {
	out := []badValue{}
	if c.Bad == 0 {
		return out, nil
	}
	rows, err := a.Desk.BadRows(a.Ctx, c.Place, shownBad)
	if err != nil {
		return out, err
	}
	for _, row := range rows {
		out = append(out, badValue(row))
	}
	return out, nil
}

func newPlaceRow(a *frame.Ask, p placeValue) placeRow {
	row := placeRow{
		Source: p.Source, Name: p.Name, Where: p.Where, Facts: a.Locale.Count(p.Facts), Yours: a.Locale.Count(p.Yours),
		From: a.Locale.Day(p.From), To: a.Locale.Day(p.To), Bad: "none",
	}
	if p.Read > 0 {
		row.Read = a.Locale.Day(p.Read.Day(a.Question.Habits.Zone(a.Question.Now)))
	}
	if p.Bad > 0 {
		row.Bad = a.Locale.Count(p.Bad)
	}
	if p.Shallow {
		row.From += " (a shallow clone)"
	}
	return row
}

func newBadPlace(a *frame.Ask, p placeValue) badPlace {
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

func evidenceFinding(a *frame.Ask, r reckon.Report, v evidenceValue) string {
	bad := 0
	for _, p := range v.Places {
		bad += p.Bad
	}
	text := fmt.Sprintf("Evidence from %s", a.Counted(len(v.Places), "place", "places"))
	if len(r.Measures) > 0 {
		seen := 0
		for _, w := range r.Measures[0].Series {
			if w.Value != nil {
				seen++
			}
		}
		text += fmt.Sprintf(", covering %s of %s weeks", a.Locale.Count(seen), a.Locale.Count(len(r.Measures[0].Series)))
	}
	if bad > 0 {
		text += fmt.Sprintf(", %s could not be read", a.Counted(bad, "row", "rows"))
	}
	return text + "."
}

func selfWords(a *frame.Ask, r reckon.Report) string {
	who := strings.Join(append(append([]string{}, r.Person.Names...), r.Person.Emails...), ", ")
	if who == "" {
		return ""
	}
	return fmt.Sprintf("You are known as %s (%s). `backsight me` changes that.", who, r.Person.Chosen)
}

// matrix is each kind of source with the weeks it sees, then its places.
func matrix(a *frame.Ask, r reckon.Report, coverage []logbook.Coverage) frame.Picture {
	weeks := when.Days{From: a.Question.Now.Monday(), To: a.Question.Now.Monday() + 7}
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
		out.Rows = append(out.Rows, svg.CoverageRow{Name: source, Head: true, Seen: look.SeenBySource(r, a.Question.Habits.Sources, source, weeks, coverage)})
		for _, p := range coverage {
			if p.Place.Source == source {
				out.Rows = append(out.Rows, svg.CoverageRow{Name: p.Place.Name, Seen: look.CoveredWeeks(p, weeks, a.Question.Now)})
			}
		}
	}
	return frame.Drawn(out.SVG(false, "cover"), out.SVG(true, "covers"))
}

func placesCSV(v evidenceValue) [][]string {
	rows := [][]string{{"source", "name", "where", "facts", "yours", "from", "to", "bad"}}
	for _, p := range v.Places {
		rows = append(rows, []string{p.Source, p.Name, p.Where, fmt.Sprint(p.Facts), fmt.Sprint(p.Yours), p.From.String(), p.To.String(), fmt.Sprint(p.Bad)})
	}
	return rows
}
