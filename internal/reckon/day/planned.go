package day

import (
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/session"
)

// freshCalendar is how many days old a calendar may be to tell of days to come.
const freshCalendar = 7

// plannedDays says of which days a calendar tells: those that one covers, and days to
// come where one was read of late.
func plannedDays(s *session.Session) (func(when.Day) bool, error) {
	coverage, err := s.Book.Coverage(s.Ctx, s.Grant)
	if err != nil {
		return nil, fmt.Errorf("reading what the calendars cover: %w", err)
	}
	through := s.Q.Through
	seen := measure.Exposed(coverage, s.Q.Habits.Sources, logbook.Plans, nil, through+1, nil)
	late := false
	for d := through - freshCalendar; d <= through; d++ {
		late = late || seen.Covered(d)
	}
	return func(d when.Day) bool {
		if d >= through {
			return late
		}
		return seen.Covered(d)
	}, nil
}

// FreeAhead says which days to come no meeting touches in the working window: "Wed and
// Fri are free from 9 to 17."; "" where there is none, or no calendar tells of them.
func FreeAhead(days []Day, q session.Question) string {
	var free []string
	window := q.Habits.Window
	for _, d := range days {
		if d.From <= q.Instant || len(d.Free) != 1 {
			continue
		}
		at, whole := q.Habits.Zone(d.Day), d.Free[0]
		if whole.From == d.Day.At(at, window.From) && whole.To == d.Day.At(at, window.To) {
			free = append(free, d.Day.Time().Format("Mon"))
		}
	}
	if len(free) == 0 {
		return ""
	}
	return fmt.Sprintf("%s %s free from %s to %s.", say.List(free), say.Plural(len(free), "is", "are"), hour(window.From), hour(window.To))
}

// hour is a minute of the day as people say it: "9", "17:30".
func hour(minute int) string {
	text := fmt.Sprintf("%d:%02d", minute/60, minute%60)
	return strings.TrimSuffix(text, ":00")
}
