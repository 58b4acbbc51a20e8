// Package routine finds the person's own commits that a program makes in their name: one
// subject and the same one or two files at one minute of the day, on many days. The
// minute is one of UTC, or of the clock that each commit bears: a machine that goes by
// local time moves by an hour of UTC twice a year. It keeps small counts between
// readings, so that a history need not be read again. It is pure.
package routine

import (
	"cmp"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// What makes commits look like a program's: so many files at most, on so many days at
// least. How far they may lie from their minute says logbook.NearMinute.
const (
	mostFiles = 2
	leastDays = 14
)

// How much is remembered of commits that may turn out to be a program's: of so many
// groups, those with the most days first, the last so many days, of each day the first
// few commits; a group of few days is forgotten when nothing came to it for so long.
const (
	maxGroups   = 200
	maxDays     = 64
	maxADay     = 4
	forgotAfter = 60
	fewDays     = 3
)

// Group is a group of own commits with one subject that touch the same files. Times
// are the minutes since 1970 of its last commits, in order; East says of each how many
// minutes east of UTC its clock was.
type Group struct {
	Subject string   `json:"subject"`
	Files   string   `json:"files"`
	Times   []int64  `json:"times"`
	East    []int    `json:"east"`
	Commits int      `json:"commits"`
	From    when.Day `json:"from"`
	To      when.Day `json:"to"`
}

const minutesADay = 24 * 60

// Set is those groups by subject and files. The zero Set takes nothing; make one with Of.
type Set map[[2]string]*Group

// Of is the groups that were kept.
func Of(all []Group) Set {
	out := Set{}
	for _, r := range all {
		r.Times, r.East = slices.Clone(r.Times), slices.Clone(r.East)
		out[[2]string{r.Subject, r.Files}] = &r
	}
	return out
}

// Note adds an own commit, written at an offset like "+02:00", with what it touched.
func (all Set) Note(subject string, at when.Instant, zone string, p logbook.Paths) {
	if subject == "" || p.Files == 0 || p.Files > mostFiles || len(p.List) != p.Files {
		return
	}
	key := [2]string{subject, logbook.FilesOf(p.List)}
	minute := int64(at / when.Minute)
	day := when.Day(minute / minutesADay)
	r := all[key]
	if r == nil {
		r = &Group{Subject: subject, Files: key[1], From: day, To: day}
		all[key] = r
	}
	r.Commits++
	r.From, r.To = min(r.From, day), max(r.To, day)
	r.at(minute, logbook.East(zone))
}

// at remembers when a commit was, whatever order they come in.
func (r *Group) at(minute int64, east int) {
	i, known := slices.BinarySearch(r.Times, minute)
	if known {
		r.East[i] = min(r.East[i], east)
		return
	}
	r.Times, r.East = slices.Insert(r.Times, i, minute), slices.Insert(r.East, i, east)
	first, _ := slices.BinarySearch(r.Times, minute-minute%minutesADay)
	if over := first + maxADay; over < len(r.Times) && r.Times[over]/minutesADay == minute/minutesADay {
		r.Times, r.East = slices.Delete(r.Times, over, over+1), slices.Delete(r.East, over, over+1)
	}
	if r.days() > maxDays {
		next, _ := slices.BinarySearch(r.Times, r.Times[0]-r.Times[0]%minutesADay+minutesADay)
		r.Times, r.East = r.Times[next:], r.East[next:]
	}
}

// days is how many days of UTC are remembered.
func (r *Group) days() (n int) {
	for i, t := range r.Times {
		if i == 0 || r.Times[i-1]/minutesADay != t/minutesADay {
			n++
		}
	}
	return n
}

// Kept are the groups worth remembering, in a fixed order.
func (all Set) Kept() []Group {
	newest := when.NoDay
	for _, r := range all {
		newest = max(newest, r.To)
	}
	list := slices.SortedFunc(maps.Values(all), func(a, b *Group) int {
		return cmp.Or(-cmp.Compare(a.days(), b.days()), -cmp.Compare(a.To, b.To), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Files, b.Files))
	})
	var out []Group
	for _, r := range list {
		if len(out) < maxGroups && (r.days() >= fewDays || newest-r.To <= forgotAfter) {
			out = append(out, *r)
		}
	}
	return out
}

// Found are the groups that look like a program's.
func Found(all []Group) []logbook.Routine {
	out := []logbook.Routine{}
	for _, r := range all {
		if r.days() < leastDays-1 { // by its own clock a night may be two days of UTC
			continue
		}
		minute, clock := r.busiest(false), r.busiest(true)
		if minute != logbook.NoMinute || clock != logbook.NoMinute {
			out = append(out, logbook.Routine{Subject: r.Subject, Files: r.Files, Minute: minute, Clock: clock, Commits: r.Commits, From: r.From, To: r.To})
		}
	}
	return out
}

// busiest is the minute of the day near which the commits of most days lie, in UTC or by
// the clock of each; none where those are too few for a program.
func (r *Group) busiest(own bool) int {
	best, most := logbook.NoMinute, leastDays-1
	read := make([]int64, len(r.Times)) // what the clock shows, in minutes since its 1970
	for i, t := range r.Times {
		if read[i] = t; own {
			read[i] += int64(r.East[i])
		}
	}
	for _, t := range read {
		near := map[int64]bool{}
		for _, other := range read {
			if logbook.NearMinute(int(t%minutesADay), int(other%minutesADay)) {
				near[(other-t%minutesADay+minutesADay/2)/minutesADay] = true // round midnight, one night is one day
			}
		}
		if m := int(t % minutesADay); len(near) > most || len(near) == most && best != logbook.NoMinute && m < best {
			best, most = m, len(near)
		}
	}
	return best
}
