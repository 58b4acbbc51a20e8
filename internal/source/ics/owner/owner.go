// Package owner finds out for whom a calendar is kept: by its name, and by who stands in
// its events. It is pure, it reads no calendar, and it does not say whether that is the
// person.
package owner

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/calendar"
)

// Attendance counts who stands in the events of one calendar, as organiser or attendee:
// by it a calendar's owner is known. It counts series, not when they take place.
type Attendance struct {
	Events   int      // all of them
	From, To when.Day // of the first and the last start; NoDay where there is none
	Named    int      // series and single events with any person named
	Own      Attended // of those, with an address of the person

	others map[string]*Attended // by address, of the events with none of the person's
}

// Attended is in how many events somebody stands, and from the start of the first to
// that of the last.
type Attended struct {
	Events   int
	From, To when.Day // NoDay where there is none
	Name     string   // the last by which an event calls them
}

func (a *Attended) in(day when.Day, name string) {
	a.Events++
	a.From, a.To = reach(a.From, a.To, day)
	a.Name = cmp.Or(name, a.Name)
}

// reach is a stretch of days with one more in it.
func reach(from, to, day when.Day) (when.Day, when.Day) {
	switch {
	case day == when.NoDay:
		return from, to
	case from == when.NoDay:
		return day, day
	}
	return min(from, day), max(to, day)
}

// nobody is who stands in no event.
func nobody() Attended { return Attended{From: when.NoDay, To: when.NoDay} }

// NewAttendance is that of a calendar without events.
func NewAttendance() *Attendance {
	return &Attendance{From: when.NoDay, To: when.NoDay, Own: nobody(), others: map[string]*Attended{}}
}

// Add counts one event: its properties, unfolded, one a line, as logbook.Event keeps
// them. What replaces one time of a series is counted with the series.
func (a *Attendance) Add(event string, self who.Self) {
	day, own, names, exception := when.NoDay, false, map[string]string{}, false
	for _, p := range calendar.Properties(event) {
		switch p.Name {
		case "RECURRENCE-ID":
			exception = true
		case "DTSTART":
			day = dayOf(p.Value)
		case "ORGANIZER", "ATTENDEE":
			if !personal(p) {
				continue
			}
			name := p.Param("CN")
			if _, is := self.Match(name, p.Address()); is {
				own = true
			}
			names[p.Address()] = cmp.Or(names[p.Address()], logbook.Text(name))
		}
	}
	a.Events++
	a.From, a.To = reach(a.From, a.To, day)
	if exception || len(names) == 0 {
		return
	}
	a.Named++
	if own {
		a.Own.in(day, "")
		return
	}
	for to, name := range names {
		if a.others[to] == nil {
			fresh := nobody()
			a.others[to] = &fresh
		}
		a.others[to].in(day, name)
	}
}

// Names says whether an event names the person, as organiser or attendee.
func Names(event string, self who.Self) bool {
	for _, p := range calendar.Properties(event) {
		if p.Name != "ORGANIZER" && p.Name != "ATTENDEE" {
			continue
		}
		if _, is := self.Match(p.Param("CN"), p.Address()); is {
			return true
		}
	}
	return false
}

// dayOf is the date that a start is written with, in its own zone: "20241103T090000Z".
// Dates that no calendar was kept on are none.
func dayOf(start string) when.Day {
	start = strings.TrimSpace(start)
	if len(start) < len("20241103") {
		return when.NoDay
	}
	day, err := when.ParseDay(start[:4] + "-" + start[4:6] + "-" + start[6:8])
	if err != nil || day < when.Date(1990, 1, 1) {
		return when.NoDay
	}
	return day
}

// personal says whether an organiser or attendee is somebody with an address: no room,
// no group, and none of the addresses that Google writes for nobody.
func personal(p calendar.Property) bool {
	_, host, is := strings.Cut(p.Address(), "@")
	return is && p.Human() && !google(host)
}

// Owner is for whom a calendar seems to be kept.
type Owner struct {
	Address string
	Attended
	Of      int  // the events that name people and nobody of the person's
	ByName  bool // the calendar is called so
	Between bool // the person's own addresses stand in others of its events
}

// A calendar's owner stands in each of its events that name people: who keeps it was
// asked to each or called it. A few are asked to by way of a list, or were put there for
// somebody else, so nine of ten are enough; of fewer than ten events nothing is told.
// Where two stand in so many, as in a calendar of meetings of two, none is the owner.
// Where nobody does, one who stands in most of them, and in half as many again as anybody
// else, seems to be: that is no more than a question.
const (
	fewest = 10
	nearly = 0.9
	most   = 0.6
	ahead  = 1.5
)

// Owner is for whom the calendar is kept where it is one address that is none of the
// person's: the address that it is called by, else the one that stands in nearly every
// event with none of the person's, or in most of them and well ahead of all others. Names are what the calendar is called, its own name
// and its address. ok is false where there is none, or where most of its events are of
// the person's own addresses.
func (a *Attendance) Owner(self who.Self, names ...string) (o Owner, ok bool) {
	left := a.Named - a.Own.Events
	if left == 0 {
		return o, false
	}
	o.Of, o.Between = left, a.Own.Events > 0
	for _, name := range names {
		address := addressIn(name)
		if address == "" {
			continue
		}
		if _, mine := self.Match("", address); mine {
			return o, false // it is the person's: others in it are others
		}
		o.Address, o.ByName = address, true
		o.Attended = nobody()
		if met := a.others[address]; met != nil {
			o.Attended = *met
		}
		return o, true
	}
	if left < fewest {
		return o, false
	}
	share := func(i int, of []string) float64 {
		if i >= len(of) {
			return 0
		}
		return float64(a.others[of[i]].Events) / float64(left)
	}
	by := slices.SortedFunc(maps.Keys(a.others), func(x, y string) int {
		return cmp.Or(-cmp.Compare(a.others[x].Events, a.others[y].Events), cmp.Compare(x, y))
	})
	switch first, second := share(0, by), share(1, by); {
	case second >= nearly, first < nearly && (first < most || first < ahead*second):
		return Owner{}, false
	}
	o.Address, o.Attended = by[0], *a.others[by[0]]
	return o, o.Address != ""
}

// addressIn is the e-mail address that a calendar's name or a part of its address is, in
// small letters; "" for none.
func addressIn(name string) string {
	name = strings.ReplaceAll(strings.ToLower(name), "%40", "@") // as in a URL
	for part := range strings.SplitSeq(name, "/") {
		part = strings.TrimSpace(part)
		switch end := path.Ext(part); end {
		case ".ics", ".ical", ".icalendar":
			part = strings.TrimSuffix(part, end)
		}
		local, host, is := strings.Cut(part, "@")
		if is && isHost(host) && local != "" && !strings.ContainsAny(part, " \t,;:<>()\"'") {
			return logbook.Text(part)
		}
	}
	return ""
}

func isHost(host string) bool {
	return strings.Contains(strings.Trim(host, "."), ".") && !strings.Contains(host, "@") && !google(host)
}

// google says whether a host is one under which Google writes addresses of nobody: of
// calendars, groups, rooms and unknown organisers.
func google(host string) bool {
	return host == "calendar.google.com" || strings.HasSuffix(host, ".calendar.google.com")
}
