package web

import (
	"fmt"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var weekPage = frame.Page{Name: "week", Title: "Week", Key: "w", Show: week, Also: []string{"/week/{date}"}}

// weekView is what the Week page draws.
type weekView struct {
	Lead           []string
	Earlier, Later *frame.Choice
	Picture        frame.Picture
	Days           []weekDay
	Empty          bool
}

// weekDay is a day of the week in figures.
type weekDay struct{ Name, Address, Hands, Met, Agents, Free string }

// week is seven days beside one another: a maker's or a manager's.
func week(a *frame.Ask) (frame.View, error) {
	d, err := a.TheDay()
	if err != nil {
		return frame.View{}, err
	}
	monday := d.Monday()
	days, err := a.Lived(when.Days{From: monday, To: monday + 7})
	if err != nil {
		return frame.View{}, err
	}
	if monday > a.Question.Through {
		return frame.View{}, fault.New(fault.Usage, "the week of %s is in the future", a.Locale.Day(monday))
	}
	page := weekView{
		Lead: weekLead(a, days), Earlier: otherWeek(a, monday-7), Empty: true,
		Picture: frame.Drawn(
			svg.Week(days, a.Question.Habits.Zone, a.Question.Instant, false, "week"),
			svg.Week(days, a.Question.Habits.Zone, a.Question.Instant, true, "weeks"),
		),
	}
	for _, day := range days {
		page.Empty = page.Empty && len(day.Lanes) == 0
		page.Days = append(page.Days, newWeekDay(a, day))
	}
	if monday+7 <= a.Question.Through {
		page.Later = otherWeek(a, monday+7)
	}
	return frame.View{Finding: weekFinding(a, monday, days), Value: map[string]any{"week": monday, "days": days}, Rows: func() [][]string { return frame.StintsCSV(days) }, Page: page}, nil
}

func otherWeek(a *frame.Ask, monday when.Day) *frame.Choice {
	return &frame.Choice{Text: "Week of " + a.Locale.Day(monday), Address: "/week/" + monday.String()}
}

func newWeekDay(a *frame.Ask, d reckon.Day) weekDay {
	row := weekDay{Name: a.Locale.Weekday(d.Day), Address: "/day/" + d.Day.String(), Hands: "no evidence", Met: "–", Agents: "–", Free: "–"}
	if d.From > a.Question.Instant {
		row.Hands = "to come"
		return row
	}
	if d.Heard {
		row.Hands = frame.HoursOf(d.HandsOn)
	}
	if d.WithOthers > 0 {
		row.Met = frame.HoursOf(d.WithOthers)
	}
	if d.Agents.Union > 0 {
		row.Agents = frame.Hours(d.Agents.Union)
	}
	if p, some := frame.Longest(d.Free); some {
		row.Free = frame.Hours(p.Len())
	}
	return row
}

// weekFinding is told of the hands where something listened, else of what was
// planned.
func weekFinding(a *frame.Ask, monday when.Day, days []reckon.Day) string {
	name := "Week of " + a.Locale.Day(monday)
	var work, meetings float64
	listened, known := 0, false
	for _, d := range days {
		known = known || len(d.Lanes) > 0
		if d.Heard {
			listened++
		}
		if d.From <= a.Question.Instant {
			work, meetings = work+d.HandsOn, meetings+d.WithOthers
		}
	}
	switch {
	case !known:
		return name + ": nothing is known of it."
	case listened > 0 && meetings == 0:
		return fmt.Sprintf("%s: %s in the work, recorded on %s.", name, frame.HoursOf(work), a.Days(listened))
	case listened > 0:
		return fmt.Sprintf("%s: %s in the work and ~%s with others, recorded on %s.", name, frame.HoursOf(work), frame.HoursOf(meetings), a.Days(listened))
	}
	return fmt.Sprintf("%s: ~%s planned with others.", name, frame.HoursOf(meetings))
}

func weekLead(a *frame.Ask, days []reckon.Day) (out []string) {
	var best, gap reckon.Piece
	var bestDay, gapDay when.Day
	for _, d := range days {
		if p, some := frame.Longest(d.Unbroken()); some && p.Len() > best.Len() {
			best, bestDay = p, d.Day
		}
		if p, some := frame.Longest(d.Free); some && d.From <= a.Question.Instant && p.Len() > gap.Len() {
			gap, gapDay = p, d.Day
		}
	}
	between := func(p reckon.Piece, d when.Day) string {
		zone := a.Question.Habits.Zone(d)
		return fmt.Sprintf("%s, %s to %s", d.Time().Format("Monday"), p.From.In(zone).Format("15:04"), p.To.In(zone).Format("15:04"))
	}
	if best.Len() > 0 {
		out = append(out, fmt.Sprintf("The longest unbroken piece in the work: %s (%s).", frame.Hours(best.Len()), between(best, bestDay)))
	}
	if gap.Len() > 0 {
		out = append(out, fmt.Sprintf("The longest stretch that meetings left of the working window: %s (%s).", frame.Hours(gap.Len()), between(gap, gapDay)))
	}
	return out
}
