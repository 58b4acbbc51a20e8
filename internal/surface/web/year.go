package web

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/svg"
)

var yearPage = page{name: "year", title: "Year", key: "r", show: year}

// rhythmView is what the Year page draws.
type rhythmView struct {
	Choices       []choice
	Picture       picture
	Unit, Deepest string
	Turns         []turnLine
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
	Measure string     `json:"measure"`
	Unit    string     `json:"unit"`
	Sphere  string     `json:"sphere"`
	Years   []yearMean `json:"years"`
}

// yearMean is a year and its months: the mean of a week seen whole, null where
// none was seen.
type yearMean struct {
	Year   int          `json:"year"`
	Mean   *float64     `json:"mean"`
	Seen   int          `json:"seen_weeks"`
	Of     int          `json:"weeks"`
	Months [12]*float64 `json:"months"`
}

// year is the rhythm of all years: every week, a row a year.
func year(a *ask) (view, error) {
	r, err := a.report()
	if err != nil {
		return view{}, err
	}
	m, err := a.chosen(r)
	if err != nil {
		return view{}, err
	}
	years := yearMeans(m)
	at := func(monday when.Day) string { return "/week/" + monday.String() }
	page := rhythmView{
		Choices: a.choices(r, m), Unit: m.Unit, Deepest: a.loc.said(say.Text{svg.RhythmScale(m)}), Turns: a.turns(m),
		Picture: picture{template.HTML(svg.Rhythm(m, false, "rhythm", at)), template.HTML(svg.Rhythm(m, true, "rhythms", at))},
	}
	for month := time.January; month <= time.December; month++ {
		page.Months = append(page.Months, month.String()[:3])
	}
	for _, y := range years {
		page.Years = append(page.Years, a.yearRow(m, y))
	}
	v := yearValue{Measure: m.Name, Unit: m.Unit, Sphere: m.Sphere, Years: years}
	return view{Finding: a.yearFinding(m, years), Value: v, Rows: func() [][]string { return yearsCSV(v) }, Page: page}, nil
}

// yearMeans are the means of the years and their months, a week belonging to
// where its Thursday lies.
func yearMeans(m reckon.Reading) (out []yearMean) {
	type sum struct{ value, seen float64 }
	var all sum
	var months [12]sum
	mean := func(s sum) *float64 {
		if s.seen == 0 {
			return nil
		}
		v := say.Tenth(s.value / s.seen)
		return &v
	}
	for _, w := range m.Series {
		thursday := w.Week + 3
		if n := len(out); n == 0 || out[n-1].Year != thursday.Year() {
			out, all, months = append(out, yearMean{Year: thursday.Year()}), sum{}, [12]sum{}
		}
		y := &out[len(out)-1]
		y.Of++
		if w.Value == nil || w.Seen == 0 {
			continue
		}
		y.Seen++
		month := &months[thursday.Time().Month()-1]
		for _, s := range []*sum{&all, month} {
			s.value, s.seen = s.value+m.OfWhole(w)*w.Seen, s.seen+w.Seen
		}
		y.Mean, y.Months[thursday.Time().Month()-1] = mean(all), mean(*month)
	}
	return out
}

func (a *ask) yearRow(m reckon.Reading, y yearMean) yearRow {
	row := yearRow{
		Year: strconv.Itoa(y.Year), Address: driftAddress(m.Name, m.Sphere, "year", strconv.Itoa(y.Year)) + "#year",
		Mean: a.value(y.Mean), Seen: fmt.Sprintf("%d of %d", y.Seen, y.Of),
	}
	for i, v := range y.Months {
		row.Months[i] = "–"
		if v != nil {
			row.Months[i] = a.loc.number(*v)
		}
	}
	return row
}

// yearFinding sets the newest year beside the fullest other one.
func (a *ask) yearFinding(m reckon.Reading, years []yearMean) string {
	const enough = 20 // weeks: a shorter year is not set beside another
	var now, top *yearMean
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
		return "There is no evidence for " + words(m.Name) + " in any week."
	case top == nil || top == now:
		return fmt.Sprintf("%s: ~%s in %d, the mean of %d weeks with evidence.", say.Upper(words(m.Name)), a.inUnit(m, *now.Mean), now.Year, now.Seen)
	}
	return fmt.Sprintf("%s: ~%s in %d (%d weeks with evidence). The highest was ~%s, in %d (%d weeks).",
		say.Upper(words(m.Name)), a.inUnit(m, *now.Mean), now.Year, now.Seen, a.loc.number(*top.Mean), top.Year, top.Seen)
}

// inUnit is a value as a sentence says it: so much a week, a share, a level.
func (a *ask) inUnit(m reckon.Reading, v float64) string {
	switch {
	case strings.HasSuffix(m.Unit, "/week"):
		return a.loc.number(v) + " a week"
	case m.Unit == "%":
		return a.loc.percent(v / 100)
	}
	return a.loc.number(v) + " " + m.Unit
}

func yearsCSV(v yearValue) [][]string {
	rows := [][]string{{"measure", "sphere", "year", "month", "mean_a_week"}}
	for _, y := range v.Years {
		for i, mean := range y.Months {
			if mean != nil {
				rows = append(rows, []string{v.Measure, v.Sphere, strconv.Itoa(y.Year), strconv.Itoa(i + 1), plainNumber(*mean)})
			}
		}
	}
	return rows
}
