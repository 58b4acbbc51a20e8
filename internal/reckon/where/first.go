package where

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/session"
)

// How a first time is told from a source that only begins to see, and from a passing
// touch.
const (
	// Beginning is how many days after what shows a thing began to be read the thing
	// counts as known before: the source began then, not the person.
	Beginning = 26 * 7
	// KeptDays is on how many days, within KeptWithin days of the first, a thing must
	// have been at hand to have stayed.
	KeptDays   = 3
	KeptWithin = 365
)

// State is what became of a thing that was met.
type State string

// The states. What was known was there when its source began, and is not new.
const (
	Known State = "known"
	Kept  State = "kept"  // at hand again on at least KeptDays days of its first year
	Once  State = "tried" // on fewer, and its first year is over
	Open  State = "open"  // on fewer so far
)

// MetRepository is a repository as a thing that can be met, beside those of logbook.
const MetRepository = "repository"

// First is a language, a tool or a repository with the day on which it was seen for the
// first time, what showed it, and on how many days of the year from then on it was at
// hand.
type First struct {
	What   string   `json:"what"`
	Name   string   `json:"name"`
	Day    when.Day `json:"day"`
	Source string   `json:"source"`
	Days   int      `json:"days"`
	State  State    `json:"state"`
}

// instrument is what shows things: a source, on a machine where that is how it sees.
type instrument struct{ source, machine string }

// meeting is one thing: how it was called first, and its days by what showed them.
type meeting struct {
	name string
	at   map[instrument]daySet
}

// met is all that was ever at hand.
type met struct {
	things map[[2]string]*meeting // by what it is, and its name in small letters
	began  map[instrument]when.Day
}

// FirstsOf are the first times of everything that was ever at hand until now, in the
// order of time. The same language in another spelling, or on another machine, is the
// same; a repository that shares its works with one before is no other one.
func FirstsOf(n *session.Numbers, q session.Question) (out []First) {
	m, places := &met{things: map[[2]string]*meeting{}, began: map[instrument]when.Day{}}, newPlaces()
	git := instrument{}
	n.Surveys(func(d when.Day, s *logbook.Survey) {
		if d > q.Through {
			return
		}
		places.add(d, s)
		for i := range s.Places {
			if at := (instrument{source: s.Places[i].Place.Source}); s.Places[i].Works > 0 {
				git = at
				m.begin(at, d)
			}
		}
		for _, one := range s.Met {
			m.begin(instrument{one.Source, one.Machine}, d)
			if one.What != logbook.MetLanguage || !logbook.IsProse(one.Name) {
				m.add(one.What, one.Name, instrument{one.Source, one.Machine}, d)
			}
		}
	})
	for i, r := range places.repositories() {
		for d := range r.days {
			m.add(MetRepository, r.name+"\x00"+string(rune(i)), git, d)
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(m.things), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		out = append(out, m.first(key[0], m.things[key], q.Now))
	}
	slices.SortStableFunc(out, func(a, b First) int { return cmp.Compare(a.Day, b.Day) })
	return out
}

func (m *met) begin(at instrument, d when.Day) {
	if began, some := m.began[at]; !some || d < began {
		m.began[at] = d
	}
}

func (m *met) add(what, name string, at instrument, d when.Day) {
	key := [2]string{what, sameName(what, name)}
	if m.things[key] == nil {
		m.things[key] = &meeting{name: name, at: map[instrument]daySet{}}
	}
	days := m.things[key].at
	if days[at] == nil {
		days[at] = daySet{}
	}
	days[at][d] = true
}

// sameName is by what two spellings of one thing are one. A history calls an assistant
// "claude", its own log "claude-code".
func sameName(what, name string) string {
	name = strings.ToLower(name)
	if what != logbook.MetTool {
		return name
	}
	for _, end := range []string{"-code", "-cli"} {
		name = strings.TrimSuffix(name, end)
	}
	return strings.TrimPrefix(name, "aw-watcher-")
}

// first is the first time of a thing. Of several that show it on its first day one
// that had been read for long enough is believed.
func (m *met) first(what string, t *meeting, now when.Day) First {
	name, _, _ := strings.Cut(t.name, "\x00")
	f := First{What: what, Name: name, Day: when.NoDay, State: Known}
	all := daySet{}
	for at, days := range t.at {
		d := days.sorted()[0]
		switch old := d-m.began[at] >= Beginning; {
		case f.Day == when.NoDay || d < f.Day:
			f.Day, f.Source, f.State = d, at.source, Known
			if old {
				f.State = Open
			}
		case d == f.Day && (old && f.State == Known || (f.State == Open) == old && at.source < f.Source):
			f.Source = at.source
			if old {
				f.State = Open
			}
		}
		all.join(days)
	}
	for d := range all {
		f.Days += one(d < f.Day+KeptWithin)
	}
	switch {
	case f.State == Known:
	case f.Days >= KeptDays:
		f.State = Kept
	case f.Day+KeptWithin <= now:
		f.State = Once
	}
	return f
}
