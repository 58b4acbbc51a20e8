package web

import (
	"fmt"
	"html/template"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw/svg"
)

var todayPage = page{name: "today", title: "Today", key: "t", show: today}

// todayView is what the Today page draws.
type todayView struct {
	Rest    []string
	Gauge   picture
	Measure string
	Day     string
	DayAt   string
	Strip   picture
	Empty   bool // nothing of today is known yet
	Rings   []string
	Clocks  []clockRow
	Ref     string
}

type clockRow struct {
	Name, Since, Usual string
	Rings              bool
}

// todayValue is the page as JSON.
type todayValue struct {
	Finding   string            `json:"finding"`
	Measure   string            `json:"measure"`
	Backsight *reckon.Backsight `json:"backsight"`
	Reference *reckon.RefRange  `json:"reference"`
	Ringing   []reckon.Claim    `json:"ringing"`
	Clocks    []reckon.Clock    `json:"clocks"`
	Day       reckon.Day        `json:"day"`
}

// today is where one stands: the finding, the level against the reference, the
// day so far, the clocks. Where no week has passed yet, the day is the finding.
func today(a *ask) (view, error) {
	r, err := a.report()
	if err != nil {
		return view{}, err
	}
	days, err := a.lived(when.Days{From: a.q.Through, To: a.q.Through + 1})
	if err != nil {
		return view{}, err
	}
	day := days[0]
	page := todayView{
		Day: a.loc.weekday(a.q.Through), DayAt: "/day/" + a.q.Through.String(), Strip: a.strip(day), Empty: len(day.Lanes) == 0,
		Clocks: a.clockRows(r.Clocks),
	}
	value := todayValue{Reference: r.Reference, Clocks: r.Clocks, Day: day, Ringing: []reckon.Claim{}}
	if r.Reference != nil {
		page.Ref = a.loc.days(r.Reference.Days())
	}
	head, err := a.chosen(r)
	switch {
	case err == nil:
		a.stand(&page, &value, r, head)
	case page.Empty || fault.KindOf(err) != fault.Nothing:
		return view{}, err
	default:
		value.Finding, page.Rest = a.dayFinding(day), a.dayLead(day)
	}
	return view{Finding: value.Finding, Value: value, Rows: func() [][]string { return clocksCSV(r.Clocks) }, Page: page}, nil
}

// stand adds where one stands: what is claimed of the headline, and what rings.
func (a *ask) stand(page *todayView, value *todayValue, r reckon.Report, head reckon.Reading) {
	value.Finding, page.Rest = a.claims(r, head)
	value.Measure, value.Backsight = head.Name, head.Backsight
	page.Measure, page.Gauge = say.Upper(words(head.Name)), a.gauge(r, head)
	for _, c := range look.Ringing(r) {
		text := a.loc.said(c.Text)
		page.Rings = append(page.Rings, text)
		page.Rest = slices.DeleteFunc(page.Rest, func(said string) bool { return said == text })
		value.Ringing = append(value.Ringing, c)
	}
}

func (a *ask) gauge(r reckon.Report, m reckon.Reading) picture {
	if r.Reference == nil {
		return picture{}
	}
	name := a.loc.days(r.Reference.Days())
	return picture{template.HTML(svg.Gauge(m, name, false, "gauge")), template.HTML(svg.Gauge(m, name, true, "gauges"))}
}

// strip is the day as far as it has come.
func (a *ask) strip(day reckon.Day) picture {
	zone := a.q.Habits.Zone(day.Day)
	return picture{template.HTML(svg.Strip(day, zone, a.q.Instant, false, "strip")), template.HTML(svg.Strip(day, zone, a.q.Instant, true, "strips"))}
}

func (a *ask) clockRows(clocks []reckon.Clock) (out []clockRow) {
	for _, c := range clocks {
		row := clockRow{Name: look.ClockWords(c.Name), Since: a.ago(c), Usual: "too few times in the reference to know", Rings: c.Alarm}
		if c.Usual != nil {
			row.Usual = fmt.Sprintf("usually %s, at most %s", a.days(int(c.Usual.Median+.5)), a.loc.count(c.Usual.Longest))
		}
		out = append(out, row)
	}
	return out
}

func (a *ask) ago(c reckon.Clock) string {
	switch {
	case c.Days == nil:
		return "no evidence"
	case c.SeenDays != nil && *c.SeenDays < *c.Days-1:
		return fmt.Sprintf("%s ago, %s with evidence", a.days(*c.Days), a.loc.count(*c.SeenDays))
	}
	return a.daysAgo(*c.Days)
}

func (a *ask) daysAgo(n int) string {
	if n == 0 {
		return "today"
	}
	return a.days(n) + " ago"
}

func (a *ask) days(n int) string {
	return a.counted(n, "day", "days")
}

func clocksCSV(clocks []reckon.Clock) [][]string {
	rows := [][]string{{"clock", "last", "days", "seen_days", "usual", "longest", "rings"}}
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return fmt.Sprint(*n)
	}
	for _, c := range clocks {
		row := []string{c.Name, "", number(c.Days), number(c.SeenDays), "", "", fmt.Sprint(c.Alarm)}
		if c.Last != nil {
			row[1] = c.Last.String()
		}
		if c.Usual != nil {
			row[4], row[5] = plainNumber(c.Usual.Median), fmt.Sprint(c.Usual.Longest)
		}
		rows = append(rows, row)
	}
	return rows
}
