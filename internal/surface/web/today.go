package web

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
	"github.com/backsight/backsight/internal/surface/web/week"
)

var todayPage = frame.Page{Name: "today", Title: "Today", Key: "t", Show: today}

// todayView is what the Today page draws.
type todayView struct {
	Warnings []string
	Rest     []string
	Gauge    frame.Picture
	Measure  string
	Day      string
	DayAt    string
	Strip    frame.Picture
	Empty    bool // nothing of today is known yet
	Ahead    week.Ahead
	Rings    []string
	Clocks   []clockRow
	Ref      string
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
	Ahead     string            `json:"ahead,omitempty"`
}

// today is where one stands: the finding, the level against the reference, the
// day so far, the clocks. Where no week has passed yet, the day is the finding.
func today(a *frame.Ask) (frame.View, error) {
	r, err := a.Report()
	if err != nil {
		return frame.View{}, err
	}
	days, err := a.Lived(when.Days{From: a.Question.Through, To: a.Question.Through + 7})
	if err != nil {
		return frame.View{}, err
	}
	day := days[0]
	page := todayView{
		Day: a.Locale.Weekday(a.Question.Through), DayAt: "/day/" + a.Question.Through.String(), Strip: strip(a, day), Empty: len(day.Lanes) == 0,
		Clocks: clockRows(a, r.Clocks), Ahead: week.AheadOf(a, days),
	}
	value := todayValue{Reference: r.Reference, Clocks: r.Clocks, Day: day, Ahead: page.Ahead.Free, Ringing: []reckon.Claim{}}
	if r.Reference != nil {
		page.Ref = a.Locale.Days(r.Reference.Days())
	}
	head, err := a.Chosen(r)
	switch {
	case err == nil:
		stand(a, &page, &value, r, head)
	case page.Empty || fault.KindOf(err) != fault.Nothing:
		return frame.View{}, err
	default:
		value.Finding, page.Rest = a.DayFinding(day), a.DayLead(day)
	}
	return frame.View{Finding: value.Finding, Value: value, Rows: func() [][]string { return clocksCSV(r.Clocks) }, Page: page}, nil
}

// stand adds where one stands: what is claimed of the headline, and what rings.
func stand(a *frame.Ask, page *todayView, value *todayValue, r reckon.Report, head reckon.Reading) {
	value.Finding, page.Rest = a.Claims(r, head)
	page.Warnings = a.Warnings(r)
	value.Measure, value.Backsight = head.Name, head.Backsight
	page.Measure, page.Gauge = say.Upper(frame.Words(head.Name)), gauge(a, r, head)
	for _, c := range look.Ringing(r) {
		text := a.Locale.Said(c.Text)
		page.Rings = append(page.Rings, text)
		page.Rest = slices.DeleteFunc(page.Rest, func(said string) bool { return said == text })
		value.Ringing = append(value.Ringing, c)
	}
}

func gauge(a *frame.Ask, r reckon.Report, m reckon.Reading) frame.Picture {
	ref := r.RefOf(m)
	if ref == nil {
		return frame.Picture{}
	}
	name := a.Locale.Days(ref.Days())
	return frame.Drawn(svg.Gauge(m, name, false, "gauge"), svg.Gauge(m, name, true, "gauges"))
}

// strip is the day as far as it has come.
func strip(a *frame.Ask, day reckon.Day) frame.Picture {
	zone := a.Question.Habits.Zone(day.Day)
	return frame.Drawn(svg.Strip(day, zone, a.Question.Instant, false, "strip"), svg.Strip(day, zone, a.Question.Instant, true, "strips"))
}

func clockRows(a *frame.Ask, clocks []reckon.Clock) (out []clockRow) {
	for _, group := range look.Together(clocks) {
		out = append(out, clockRow{
			Name: look.TogetherWords(group), Since: sinceClock(a, group[0]),
			Usual: cmp.Or(draw.Usual(group), "too few times to tell"), Rings: draw.Rings(group),
		})
	}
	return out
}

func sinceClock(a *frame.Ask, c reckon.Clock) string {
	switch {
	case c.Days == nil:
		return "no evidence"
	case c.Ends != nil:
		return fmt.Sprintf("%s; the calendar is known until %s", a.Locale.Day(*c.Last), a.Locale.Day(*c.Ends))
	case c.SeenDays != nil && *c.SeenDays < *c.Days-1:
		return fmt.Sprintf("%s ago, %s with evidence", a.Days(*c.Days), a.Locale.Count(*c.SeenDays))
	}
	return a.DaysAgo(*c.Days)
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
			row[4], row[5] = frame.PlainNumber(c.Usual.Median), fmt.Sprint(c.Usual.Longest)
		}
		rows = append(rows, row)
	}
	return rows
}
