// Package routine finds the person's own commits that a program makes in their name: one
// subject and the same one or two files at one minute of the day, on many days. It keeps
// small counts between readings, so that a history need not be read again. It is pure.
package routine

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// What makes commits look like a program's: so many files at most, on so many days at
// least, so many minutes at most from one minute of the day in UTC.
const (
	mostFiles   = 2
	leastDays   = 14
	nearMinutes = 2
)

// How much is remembered of commits that may turn out to be a program's: of so many
// groups, those with the most days first, the last so many days; a group of few days is
// forgotten when nothing came to it for so long.
const (
	maxGroups   = 200
	maxTimes    = 64
	forgotAfter = 60
	fewDays     = 3
)

// Group is a group of own commits with one subject that touch the same files. Times
// are the minutes since 1970 of its last commits, one a day, in order.
type Group struct {
	Subject string   `json:"subject"`
	Files   string   `json:"files"`
	Times   []int64  `json:"times"`
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
		r.Times = slices.Clone(r.Times)
		out[[2]string{r.Subject, r.Files}] = &r
	}
	return out
}

// Note adds an own commit with what it touched.
func (all Set) Note(subject string, at when.Instant, p logbook.Paths) {
	if subject == "" || p.Files == 0 || p.Files > mostFiles || len(p.List) != p.Files {
		return
	}
	files := strings.Join(slices.Sorted(slices.Values(p.List)), "\n")
	key := [2]string{subject, files}
	minute := int64(at / when.Minute)
	day := when.Day(minute / minutesADay)
	r := all[key]
	if r == nil {
		r = &Group{Subject: subject, Files: files, From: day, To: day}
		all[key] = r
	}
	r.Commits++
	r.From, r.To = min(r.From, day), max(r.To, day)
	i, _ := slices.BinarySearch(r.Times, minute)
	if i > 0 && r.Times[i-1]/minutesADay == int64(day) || i < len(r.Times) && r.Times[i]/minutesADay == int64(day) {
		return // one a day
	}
	r.Times = slices.Insert(r.Times, i, minute)
	if over := len(r.Times) - maxTimes; over > 0 {
		r.Times = r.Times[over:]
	}
}

// Kept are the groups worth remembering, in a fixed order.
func (all Set) Kept() []Group {
	newest := when.NoDay
	for _, r := range all {
		newest = max(newest, r.To)
	}
	list := slices.SortedFunc(maps.Values(all), func(a, b *Group) int {
		return cmp.Or(-cmp.Compare(len(a.Times), len(b.Times)), -cmp.Compare(a.To, b.To), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Files, b.Files))
	})
	var out []Group
	for _, r := range list {
		if len(out) < maxGroups && (len(r.Times) >= fewDays || newest-r.To <= forgotAfter) {
			out = append(out, *r)
		}
	}
	return out
}

// Found are the groups that look like a program's.
func Found(all []Group) []logbook.Routine {
	out := []logbook.Routine{}
	for _, r := range all {
		if minute, days := r.busiest(); days >= leastDays {
			out = append(out, logbook.Routine{Subject: r.Subject, Files: r.Files, Minute: minute, Commits: r.Commits, From: r.From, To: r.To})
		}
	}
	return out
}

// busiest is the minute of the day near which most of the days lie, and how many.
func (r *Group) busiest() (minute, days int) {
	for _, t := range r.Times {
		near := 0
		for _, other := range r.Times {
			if logbook.NearMinute(int(t%minutesADay), int(other%minutesADay), nearMinutes) {
				near++
			}
		}
		if m := int(t % minutesADay); near > days || near == days && m < minute {
			minute, days = m, near
		}
	}
	return minute, days
}
