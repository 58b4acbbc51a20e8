// Package week is the page of seven days beside one another: what was done, and of
// the days to come what is planned and what is free.
package week

import (
	"fmt"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/day"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// Page is at /week, and at /week/DATE for the week of a day.
var Page = frame.Page{Name: "week", Title: "Week", Key: "w", Show: show, Also: []string{"/week/{date}"}}

// view is what the page draws.
type view struct {
	Lead           []string
	Earlier, Later *frame.Choice
	Picture        frame.Picture
	Days           []Row
	Empty          bool
}

// Row is a day of the week in figures.
type Row struct{ Name, Address, Hands, Git, Met, Agents, Free string }

// show is seven days beside one another: a maker's or a manager's.
func show(a *frame.Ask) (frame.View, error) {
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
	page := view{
		Lead: lead(a, days), Earlier: other(a, monday-7), Empty: true,
		Picture: frame.Drawn(
			svg.Week(days, a.Question.Habits.Zone, a.Question.Instant, false, "week"),
			svg.Week(days, a.Question.Habits.Zone, a.Question.Instant, true, "weeks"),
		),
	}
	for _, d := range days {
		page.Empty = page.Empty && len(d.Lanes) == 0
		page.Days = append(page.Days, RowOf(a, d))
	}
	if monday+7 <= a.Question.Through {
		page.Later = other(a, monday+7)
	}
	return frame.View{Finding: finding(a, monday, days), Value: map[string]any{"week": monday, "days": days}, Rows: func() [][]string { return frame.StintsCSV(days) }, Page: page}, nil
}

func other(a *frame.Ask, monday when.Day) *frame.Choice {
	return &frame.Choice{Text: "Week of " + a.Locale.Day(monday), Address: "/week/" + monday.String()}
}

// RowOf is a day's line: what listened tells of it, else git, and what the calendar
// plans. What nothing can tell is a dash, never nought.
func RowOf(a *frame.Ask, d reckon.Day) Row {
	row := Row{Name: a.Locale.Weekday(d.Day), Address: "/day/" + d.Day.String(), Hands: "no evidence", Git: "–", Met: "–", Agents: "–", Free: "–"}
	switch {
	case d.From > a.Question.Instant:
		row.Hands = "to come"
	case d.Heard:
		row.Hands = frame.HoursOf(d.HandsOn)
	case d.Git != nil && d.Git.HandsOn:
		row.Hands = "a hands-on day"
	}
	if d.Git != nil {
		row.Git = d.Git.Counts()
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

// finding is told of the hands where something listened, else of git, and of what
// was planned.
func finding(a *frame.Ask, monday when.Day, days []reckon.Day) string {
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
	git := day.GitOf(days)
	with := ""
	if meetings > 0 {
		with = fmt.Sprintf("~%s with others", frame.HoursOf(meetings))
	}
	switch {
	case !known:
		return name + ": nothing is known of it."
	case listened > 0 && with == "":
		return fmt.Sprintf("%s: %s in the work, recorded on %s.", name, frame.HoursOf(work), a.Days(listened))
	case listened > 0:
		return fmt.Sprintf("%s: %s in the work and %s, recorded on %s.", name, frame.HoursOf(work), with, a.Days(listened))
	case git != nil:
		return name + ": " + byGit(*git, meetings) + "."
	case with == "":
		return name + ": nothing has happened in it yet that is known."
	}
	return fmt.Sprintf("%s: ~%s planned with others.", name, frame.HoursOf(meetings))
}

// byGit is a week of which nothing but git and a calendar tell.
func byGit(git day.Git, meetings float64) string {
	text := git.Words()
	if meetings > 0 {
		text += fmt.Sprintf(", ~%s planned with others", frame.HoursOf(meetings))
	}
	if git.HandsOn {
		text += "; how long is not known without an editor"
	}
	return text
}

func lead(a *frame.Ask, days []reckon.Day) (out []string) {
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
	if ahead := day.FreeAhead(days, a.Question); ahead != "" {
		out = append(out, ahead)
	}
	return out
}
