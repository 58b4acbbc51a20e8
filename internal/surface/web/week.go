package web

import (
	"fmt"
	"html/template"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/svg"
)

var weekPage = page{name: "week", title: "Week", key: "w", show: week, also: []string{"/week/{date}"}}

// weekView is what the Week page draws.
type weekView struct {
	Lead           []string
	Earlier, Later *choice
	Picture        picture
	Days           []weekDay
	Empty          bool
}

// weekDay is a day of the week in figures.
type weekDay struct{ Name, Address, Hands, Met, Agents, Free string }

// week is seven days beside one another: a maker's or a manager's.
func week(a *ask) (view, error) {
	d, err := a.theDay()
	if err != nil {
		return view{}, err
	}
	monday := d.Monday()
	days, err := a.lived(when.Days{From: monday, To: monday + 7})
	if err != nil {
		return view{}, err
	}
	if monday > a.q.Through {
		return view{}, fault.New(fault.Usage, "the week of %s is in the future", a.loc.day(monday))
	}
	page := weekView{
		Lead: a.weekLead(days), Earlier: a.otherWeek(monday - 7), Empty: true,
		Picture: picture{
			template.HTML(svg.Week(days, a.q.Habits.Zone, a.q.Instant, false, "week")), template.HTML(svg.Week(days, a.q.Habits.Zone, a.q.Instant, true, "weeks")),
		},
	}
	for _, day := range days {
		page.Empty = page.Empty && len(day.Lanes) == 0
		page.Days = append(page.Days, a.weekDay(day))
	}
	if monday+7 <= a.q.Through {
		page.Later = a.otherWeek(monday + 7)
	}
	return view{Finding: a.weekFinding(monday, days), Value: map[string]any{"week": monday, "days": days}, Rows: func() [][]string { return stintsCSV(days) }, Page: page}, nil
}

func (a *ask) otherWeek(monday when.Day) *choice {
	return &choice{Text: "Week of " + a.loc.day(monday), Address: "/week/" + monday.String()}
}

func (a *ask) weekDay(d reckon.Day) weekDay {
	row := weekDay{Name: a.loc.weekday(d.Day), Address: "/day/" + d.Day.String(), Hands: "no evidence", Met: "–", Agents: "–", Free: "–"}
	if d.From > a.q.Instant {
		row.Hands = "to come"
		return row
	}
	if d.Heard {
		row.Hands = hoursOf(d.HandsOn)
	}
	if d.WithOthers > 0 {
		row.Met = hoursOf(d.WithOthers)
	}
	if d.Agents.Union > 0 {
		row.Agents = hours(d.Agents.Union)
	}
	if p, some := longest(d.Free); some {
		row.Free = hours(p.Len())
	}
	return row
}

// longest is the longest of some pieces, the first of several.
func longest(pieces []reckon.Piece) (best reckon.Piece, some bool) {
	for _, p := range pieces {
		if !some || p.Len() > best.Len() {
			best, some = p, true
		}
	}
	return best, some
}

// weekFinding is told of the hands where something listened, else of what was
// planned.
func (a *ask) weekFinding(monday when.Day, days []reckon.Day) string {
	name := "Week of " + a.loc.day(monday)
	var work, meetings float64
	listened, known := 0, false
	for _, d := range days {
		known = known || len(d.Lanes) > 0
		if d.Heard {
			listened++
		}
		if d.From <= a.q.Instant {
			work, meetings = work+d.HandsOn, meetings+d.WithOthers
		}
	}
	switch {
	case !known:
		return name + ": nothing is known of it."
	case listened > 0 && meetings == 0:
		return fmt.Sprintf("%s: %s in the work, recorded on %s.", name, hoursOf(work), a.days(listened))
	case listened > 0:
		return fmt.Sprintf("%s: %s in the work and ~%s with others, recorded on %s.", name, hoursOf(work), hoursOf(meetings), a.days(listened))
	}
	return fmt.Sprintf("%s: ~%s planned with others.", name, hoursOf(meetings))
}

func (a *ask) weekLead(days []reckon.Day) (out []string) {
	var best, gap reckon.Piece
	var bestDay, gapDay when.Day
	for _, d := range days {
		if p, some := longest(d.Unbroken()); some && p.Len() > best.Len() {
			best, bestDay = p, d.Day
		}
		if p, some := longest(d.Free); some && d.From <= a.q.Instant && p.Len() > gap.Len() {
			gap, gapDay = p, d.Day
		}
	}
	between := func(p reckon.Piece, d when.Day) string {
		zone := a.q.Habits.Zone(d)
		return fmt.Sprintf("%s, %s to %s", d.Time().Format("Monday"), p.From.In(zone).Format("15:04"), p.To.In(zone).Format("15:04"))
	}
	if best.Len() > 0 {
		out = append(out, fmt.Sprintf("The longest unbroken piece in the work: %s (%s).", hours(best.Len()), between(best, bestDay)))
	}
	if gap.Len() > 0 {
		out = append(out, fmt.Sprintf("The longest stretch that meetings left of the working window: %s (%s).", hours(gap.Len()), between(gap, gapDay)))
	}
	return out
}
