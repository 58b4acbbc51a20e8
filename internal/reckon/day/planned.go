package day

import (
	"fmt"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/session"
)

// freshCalendar is how many days old a calendar may be to tell of days to come.
const freshCalendar = 7

// seen says what tells of a day, whether or not anything happened on it.
type seen struct {
	Planned bool     // a calendar tells of it
	By      []string // what covers it, in words: "the repositories"
	Without []string // what each of them holds none of: "no commit"
}

// reposCover is what the places of commits are called; the only one in the plural.
const reposCover = "the repositories"

// covers are the classes of evidence that may say of a day that nothing was done.
var covers = []struct {
	class       logbook.Class
	by, without string
}{
	{logbook.Hands, "what records your work", "no sign of work"},
	{logbook.Commits, reposCover, "no commit"},
	{logbook.Plans, "the calendar", "no meeting"},
}

// seenDays says what tells of which days: what covers them, and of days to come a
// calendar, where one was read of late.
func seenDays(s *session.Session) (func(when.Day) seen, error) {
	coverage, err := s.Book.Coverage(s.Ctx, s.Grant)
	if err != nil {
		return nil, fmt.Errorf("reading what the places cover: %w", err)
	}
	through := s.Q.Through
	exposed := map[logbook.Class]measure.Exposure{}
	for _, c := range covers {
		exposed[c.class] = measure.Exposed(coverage, s.Q.Habits.Sources, c.class, nil, through+1, nil)
	}
	plans, late := exposed[logbook.Plans], false
	for d := through - freshCalendar; d <= through; d++ {
		late = late || plans.Covered(d)
	}
	return func(d when.Day) (out seen) {
		for _, c := range covers {
			if exposed[c.class].Covered(d) {
				out.By, out.Without = append(out.By, c.by), append(out.Without, c.without)
			}
		}
		out.Planned = plans.Covered(d) || d >= through && late
		return out
	}, nil
}

// FreeAhead says which days to come nothing planned touches in the working window, and
// which only no meeting: "Wed and Fri are free from 9 to 17. Tue has no meeting from 9
// to 17."; "" where there is none, or no calendar tells of them.
func FreeAhead(days []Day, q session.Question) string {
	var free, unmet []string
	window := q.Habits.Window
	for _, d := range days {
		if d.From <= q.Instant || len(d.Free) != 1 {
			continue
		}
		at, whole := q.Habits.Zone(d.Day), d.Free[0]
		if whole.From != d.Day.At(at, window.From) || whole.To != d.Day.At(at, window.To) {
			continue
		}
		name := d.Day.Time().Format("Mon")
		if slices.ContainsFunc(d.Stints, func(s DayStint) bool { return s.From < whole.To && whole.From < s.To }) {
			unmet = append(unmet, name)
		} else {
			free = append(free, name)
		}
	}
	var parts []string
	from, to := hour(window.From), hour(window.To)
	if len(free) > 0 {
		parts = append(parts, fmt.Sprintf("%s %s free from %s to %s.", say.List(free), say.Plural(len(free), "is", "are"), from, to))
	}
	if len(unmet) > 0 {
		parts = append(parts, fmt.Sprintf("%s %s no meeting from %s to %s.", say.List(unmet), say.Plural(len(unmet), "has", "have"), from, to))
	}
	return strings.Join(parts, " ")
}

// hour is a minute of the day as people say it: "9", "17:30".
func hour(minute int) string {
	text := fmt.Sprintf("%d:%02d", minute/60, minute%60)
	return strings.TrimSuffix(text, ":00")
}
