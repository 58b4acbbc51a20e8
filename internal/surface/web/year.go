package web

import (
	"fmt"
	"strconv"
	"time"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var yearPage = frame.Page{Name: "year", Title: "Year", Key: "r", Show: year}

// rhythmView is what the Year page draws.
type rhythmView struct {
	Choices       []frame.Choice
	Picture       frame.Picture
	Unit, Deepest string
	Turns         []frame.TurnLine
	Months        []string
	Years         []yearRow
	Limits        []string
}

type yearRow struct {
	Year    string
	Address string
	Mean    string
	Seen    string
	Months  [12]string
}

// yearValue is the page as JSON.
type yearValue struct {
	Measure string            `json:"measure"`
	Unit    string            `json:"unit"`
	Sphere  string            `json:"sphere"`
	Years   []report.YearMean `json:"years"`
}

// year is the rhythm of all years: every week, a row a year.
func year(a *frame.Ask) (frame.View, error) {
	r, err := a.Report()
	if err != nil {
		return frame.View{}, err
	}
	m, err := a.Chosen(r)
	if err != nil {
		return frame.View{}, err
	}
	years := report.YearMeans(m)
	at := func(monday when.Day) string { return "/week/" + monday.String() }
	page := rhythmView{
		Choices: a.Choices(r, m), Unit: m.Unit, Deepest: a.Locale.Said(say.Text{svg.RhythmScale(m)}), Turns: a.Turns(m),
		Picture: frame.Drawn(svg.Rhythm(m, false, "rhythm", at), svg.Rhythm(m, true, "rhythms", at)),
	}
	for month := time.January; month <= time.December; month++ {
		page.Months = append(page.Months, month.String()[:3])
	}
	for _, y := range years {
		page.Years = append(page.Years, newYearRow(a, m, y))
	}
	v := yearValue{Measure: m.Name, Unit: m.Unit, Sphere: m.Sphere, Years: years}
	return frame.View{Finding: yearFinding(a, m, years), Value: v, Rows: func() [][]string { return yearsCSV(v) }, Page: page}, nil
}

func newYearRow(a *frame.Ask, m reckon.Reading, y report.YearMean) yearRow {
	row := yearRow{
		Year: strconv.Itoa(y.Year), Address: frame.DriftAddress(m.Name, m.Sphere, "year", strconv.Itoa(y.Year)) + "#year",
		Mean: a.Value(y.Mean), Seen: fmt.Sprintf("%d of %d", y.Seen, y.Of),
	}
	for i, v := range y.Months {
		row.Months[i] = "–"
		if v != nil {
			row.Months[i] = a.Locale.Number(*v)
		}
	}
	return row
}

// yearFinding sets the newest year beside the fullest other one.
func yearFinding(a *frame.Ask, m reckon.Reading, years []report.YearMean) string {
	const enough = 20 // weeks: a shorter year is not set beside another
	var now, top *report.YearMean
	for i := range years {
		y := &years[i]
		if y.Mean == nil {
			continue
		}
		now = y
		if y.Seen >= enough && (top == nil || *y.Mean > *top.Mean) {
			top = y
		}
	}
	switch {
	case now == nil:
		return "There is no evidence for " + frame.Words(m.Name) + " in any week."
	case top == nil || top == now:
		return fmt.Sprintf("%s: ~%s in %d, the mean of %s with evidence.", say.Upper(frame.Words(m.Name)), a.InUnit(m, *now.Mean), now.Year, a.Counted(now.Seen, "week", "weeks"))
	}
	return fmt.Sprintf("%s: ~%s in %d (%s with evidence). The highest was ~%s, in %d (%s).",
		say.Upper(frame.Words(m.Name)), a.InUnit(m, *now.Mean), now.Year, a.Counted(now.Seen, "week", "weeks"), a.Locale.Number(*top.Mean), top.Year, a.Counted(top.Seen, "week", "weeks"))
}

func yearsCSV(v yearValue) [][]string {
	rows := [][]string{{"measure", "sphere", "year", "month", "mean_a_week"}}
	for _, y := range v.Years {
		for i, mean := range y.Months {
			if mean != nil {
				rows = append(rows, []string{v.Measure, v.Sphere, strconv.Itoa(y.Year), strconv.Itoa(i + 1), frame.PlainNumber(*mean)})
			}
		}
	}
	return rows
}
