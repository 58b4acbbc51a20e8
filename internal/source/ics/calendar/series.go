package calendar

import (
	"cmp"
	"slices"
	"sort"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// item is one event on its way through an expansion.
type item struct {
	*vevent
	standing
	id       logbook.ID
	calendar *calendar
	shown    string // the summary unescaped, once it was asked for
	zone     *zone  // in which its start is read
	floating bool   // without a zone of its own or of its calendar
	order    int    // of two that say the same thing, the greater is right
}

// calendar is what a VCALENDAR says for all its events.
type calendar struct {
	name        string            // X-WR-CALNAME
	zone        string            // X-WR-TIMEZONE
	sent        bool              // it has a METHOD
	cancels     bool              // METHOD:CANCEL
	definitions map[string]string // text of VTIMEZONEs by TZID
}

// series is a master event and what replaces some of its instances.
type series struct {
	master   *item
	replaced []replacement // in order of base
	ahead    []replacement // those of them that hold for all future instances
}

// item is the event that names the series.
func (s *series) item() *item {
	if s.master != nil {
		return s.master
	}
	return s.replaced[0].item
}

// replacement is an event with a RECURRENCE-ID. Base is the instance it
// replaces, as a reading in the master's zone and as an instant; byDay says
// that only its date was given.
type replacement struct {
	*item
	base  recur.Wall
	at    int64
	byDay bool
}

// instance is one time an event takes place.
type instance struct {
	*item
	span     when.Span // instants; of an all-day event, its days in the home zone
	from, to recur.Wall
	series   bool
	endless  bool // of a series without an end
	unruled  bool // DTSTART, which its own rule does not name
}

// candidate is an instance before what excludes and replaces it is looked at.
type candidate struct {
	wall recur.Wall
	own  *period // the RDATE it comes from, where that brings its own end

	unruled bool // DTSTART, which no rule was found to name
}

// bySeries groups items by UID. Of several masters and of several replacements
// of one instance the one with the highest SEQUENCE is right, then the later.
func (x *expansion) bySeries(items []*item) []series {
	groups := make(map[string]int, len(items))
	list := make([]series, 0, len(items))
	var loose []*item
	for _, it := range items {
		if it.replaces {
			loose = append(loose, it)
			continue
		}
		i, known := groups[it.uid]
		switch {
		case !known:
			groups[it.uid] = len(list)
			list = append(list, series{master: it})
		case newer(it, list[i].master):
			list[i].master = it
		}
	}
	for _, it := range loose {
		i, known := groups[it.uid]
		if !known { // its series is not here: it stands for itself
			i = len(list)
			groups[it.uid] = i
			list = append(list, series{})
		}
		list[i].replaced = append(list[i].replaced, x.replacement(it, list[i].master))
	}
	for i := range list {
		list[i].settle()
	}
	return list
}

func newer(a, b *item) bool {
	if a.sequence != b.sequence {
		return a.sequence > b.sequence
	}
	return a.order > b.order
}

// replacement reads a RECURRENCE-ID in the zone of its master.
func (x *expansion) replacement(it *item, master *item) replacement {
	zone, allDay := it.zone, it.allDay()
	if master != nil {
		zone, allDay = master.zone, master.allDay()
	}
	r := replacement{item: it, byDay: allDay || it.recurrence.form == recur.Date8}
	switch {
	case it.recurrence.form == recur.Local && it.recurrence.tzid == "", r.byDay:
		r.base = it.recurrence.wall
		r.at = zone.unix(r.base)
	default:
		r.at = x.zoneOf(it.recurrence, it.calendar, nil).unix(it.recurrence.wall)
		r.base = zone.wall(r.at)
	}
	if r.byDay {
		r.base = r.base.Midnight()
	}
	return r
}

// settle orders the replacements and keeps one for each instance.
func (s *series) settle() {
	slices.SortStableFunc(s.replaced, func(a, b replacement) int {
		if a.base != b.base {
			return cmp.Compare(a.base, b.base)
		}
		if newer(a.item, b.item) {
			return -1
		}
		return 1
	})
	s.replaced = slices.CompactFunc(s.replaced, func(a, b replacement) bool { return a.base == b.base })
	for i := range s.replaced {
		s.replaced[i].inherit(s.master)
	}
	for _, r := range s.replaced {
		if r.andFuture {
			s.ahead = append(s.ahead, r)
		}
	}
}

// inherit gives a replacement without a title that of its series, and where it
// names nobody either, the series' people and answer.
func (it *item) inherit(master *item) {
	if master == nil || it.summary != "" {
		return
	}
	it.shown = master.title()
	if len(it.attendees) > 0 || it.organizer.Value != "" || it.answer != logbook.Called {
		return
	}
	it.company, it.answer, it.weight = master.company, master.answer, master.weight
}

// replaces says whether the instance at a reading and instant is replaced: by
// its reading, by what the clock shows at its instant, or by its day.
func (s *series) replaces(w recur.Wall, at int64) bool {
	return s.has(w, false) || s.has(s.master.zone.wall(at), false) || s.has(w.Midnight(), true)
}

func (s *series) has(base recur.Wall, byDay bool) bool {
	i := s.after(base-1, s.replaced)
	return i < len(s.replaced) && s.replaced[i].base == base && (!byDay || s.replaced[i].byDay)
}

// after is the index of the first of a list whose base comes after w.
func (s *series) after(w recur.Wall, list []replacement) int {
	return sort.Search(len(list), func(i int) bool { return list[i].base > w })
}

// ruling is the replacement of this and all future instances that governs w,
// nil for none.
func (s *series) ruling(w recur.Wall) *replacement {
	if i := s.after(w, s.ahead); i > 0 {
		return &s.ahead[i-1]
	}
	return nil
}

// shift is how far a replacement moves the instance it replaces.
func (r *replacement) shift(master *item) recur.Wall {
	if r.byDay {
		return (r.start.wall - r.base).Midnight()
	}
	return master.zone.wall(r.zone.unix(r.start.wall)) - r.base
}
