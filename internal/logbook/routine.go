package logbook

import (
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
)

// Routine is a group of the person's commits that look like a program's: one subject,
// the same one or two files, one minute of the day on many days.
type Routine struct {
	Subject string
	Files   string // their paths, a line each, in order
	Minute  int    // of the day in UTC, give or take two; NoMinute where they lie near none
	Clock   int    // the same by the clock that each commit bears
	Commits int    // with the subject and the files, at whatever minute
	From    when.Day
	To      when.Day
}

// NoMinute is a minute of the day that there is not.
const NoMinute = -1

// nearMinute is how many minutes a program's commits may lie off its minute.
const nearMinute = 2

// Made says whether the program made a commit: one of the subject, of the files that it
// touched, in any order, at a moment near the minute, in UTC or by the offset it was
// written with ("+02:00"; one without an offset is taken for UTC).
func (r Routine) Made(subject string, files []string, at when.Instant, zone string) bool {
	return r.Subject == subject && r.Files == FilesOf(files) &&
		(r.Minute != NoMinute && NearMinute(MinuteOf(at, 0), r.Minute) || r.Clock != NoMinute && NearMinute(MinuteOf(at, East(zone)), r.Clock))
}

// FilesOf is a list of paths as a Routine names it.
func FilesOf(paths []string) string {
	return strings.Join(slices.Sorted(slices.Values(paths)), "\n")
}

// AddTo adds a routine to a list in order, to the same one met elsewhere where that is
// its last.
func (r Routine) AddTo(all []Routine) []Routine {
	if i := len(all) - 1; i >= 0 && all[i].Subject == r.Subject && all[i].Files == r.Files && all[i].Minute == r.Minute && all[i].Clock == r.Clock {
		all[i].Commits += r.Commits
		all[i].From, all[i].To = min(all[i].From, r.From), max(all[i].To, r.To)
		return all
	}
	return append(all, r)
}

// NearMinute says whether two minutes of the day are those of one program, round the
// clock.
func NearMinute(a, b int) bool {
	const day = 24 * 60
	apart := ((a-b)%day + day) % day
	return min(apart, day-apart) <= nearMinute
}

// MinuteOf is the minute of the day at a moment, on a clock so many minutes east of UTC.
func MinuteOf(at when.Instant, east int) int {
	const day = 24 * 60
	return int(((int64(at/when.Minute)+int64(east))%day + day) % day)
}

// East is how many minutes east of UTC an offset like "+02:00" is; 0 where it is none.
func East(zone string) int {
	t, err := time.Parse("-07:00", zone)
	if err != nil {
		return 0
	}
	_, east := t.Zone()
	return east / 60
}
