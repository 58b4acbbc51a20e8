package calendar

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// Row is one occurrence as the command line prints it. Start and End are
// "2024-01-05" for an all-day event (End the first day after),
// "2024-01-05T09:00:00" for a floating one, and the same with "Z" in UTC for
// all others.
type Row struct {
	UID      string `json:"uid"`
	Start    string `json:"start"`
	End      string `json:"end"`
	Summary  string `json:"summary"`
	AllDay   bool   `json:"all_day"`
	Floating bool   `json:"floating"`
	// Status is "confirmed", "tentative", "cancelled" or "declined"; the last by
	// the person, where it is known who that is. DeclinedBy are the addresses of
	// all who declined.
	Status     string   `json:"status"`
	DeclinedBy []string `json:"declined_by,omitempty"`
}

// Listing is what Occurrences found: rows in order of time, how many VEVENTs
// the file holds, whether one of them names the person, and what could not be read.
type Listing struct {
	Rows   []Row
	Events int
	Named  bool
	Bad    []logbook.BadRow
}

// Occurrences works out every occurrence in the stream that overlaps
// [from, to). Each of from and to is a date, a time or a time with "Z". With
// "Z" on both, or a zone offset, they are instants; without, they are what the
// clock of each event's own zone shows. Floating times and dates are taken in
// zone, nil for UTC, and self is whose answers are looked for; through a window of instants a floating occurrence is
// printed as the instant it becomes there. Load is asked for zones by name. Cancelled events are listed too, and a
// window that ends before it begins holds nothing. The
// error speaks of from and to, or is the stream's.
func Occurrences(in io.Reader, from, to string, zone *time.Location, self who.Self, load Load) (Listing, error) {
	window, byWall, err := readWindow(from, to)
	if err != nil {
		return Listing{}, err
	}
	f := NewFile()
	var items []*item
	var numbers []int // of their calendars
	err = f.Read(in, func(c *Component) {
		e, ok := readEvent(c.Text)
		f.keep(e.rows(c.LineOf))
		f.Mark(c)
		if ok {
			items = append(items, &item{vevent: e, calendar: f.calendar(c.Calendar), order: len(items)})
			numbers = append(numbers, c.Calendar)
		}
	})
	if err != nil {
		return Listing{}, err
	}
	nameless(items)
	named := false
	for i, it := range items {
		it.standing = stand(it.vevent, it.calendar.cancels, self)
		_, asked := ownAttendee(it.vevent, self)
		named = named || asked || it.mine
		if row, is := f.repeated(numbers[i], it.vevent); is {
			f.keep([]logbook.BadRow{badRow(0, row.what, row.row)})
			it.uid += "\x00" + it.start.text
		}
	}
	x := newExpansion(newZones(zone, load), window, byWall)
	list := Listing{Events: f.Events, Named: named}
	found := x.all(items)
	for _, it := range items {
		x.judge(it)
	}
	list.Rows = make([]Row, len(found))
	for i := range found {
		list.Rows[i] = found[i].row(byWall)
	}
	list.Bad = append(f.Bad, x.bad...)
	return list, nil
}

// nameless gives events without a UID one each, so that none replaces another.
func nameless(items []*item) {
	for i, it := range items {
		if it.uid == "" {
			it.uid = fmt.Sprintf("\x00%d", i)
		}
	}
}

func (in *instance) row(byWall bool) Row {
	r := Row{Summary: in.title(), AllDay: in.allDay(), Floating: in.floating, Status: in.said(), DeclinedBy: in.decliners()}
	uid, _, _ := strings.Cut(in.uid, "\x00")
	r.UID = logbook.Text(uid)
	switch {
	case r.AllDay:
		r.Start, r.End = in.from.Text(recur.Date8), in.to.Text(recur.Date8)
	case r.Floating && byWall:
		r.Start, r.End = in.from.Text(recur.Local), in.to.Text(recur.Local)
	default:
		r.Start, r.End = utc(in.span.From), utc(in.span.To)
	}
	return r
}

// said is the status of an item for whoever reads a list.
func (it *item) said() string {
	switch it.answer {
	case logbook.Cancelled, logbook.Declined, logbook.Tentative:
		return string(it.answer)
	}
	return "confirmed"
}

// decliners are the addresses of all who declined or sent somebody else.
func (it *item) decliners() (list []string) {
	for _, a := range it.attendees {
		if declined(a) {
			list = append(list, logbook.Text(a.Address()))
		}
	}
	return list
}

func utc(i when.Instant) string { return recur.Wall(i / when.Second).Text(recur.UTC) }

// readWindow reads the two ends of a window; byWall says that they are readings
// of each event's own clock.
func readWindow(from, to string) (w when.Span, byWall bool, err error) {
	a, instant, err := readEdge(from)
	if err != nil {
		return w, false, err
	}
	b, both, err := readEdge(to)
	switch {
	case err != nil:
		return w, false, err
	case instant != both:
		return w, false, fault.New(fault.Usage, "either both or neither of %q and %q must be times with a zone", from, to)
	}
	return when.Span{From: a, To: b}, !instant, nil
}

func readEdge(text string) (at when.Instant, instant bool, err error) {
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return when.At(t), true, nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04", "20060102T150405", "20060102"} {
		if t, err := time.Parse(layout, text); err == nil {
			return when.At(t), false, nil
		}
	}
	if t, err := time.Parse("20060102T150405Z", text); err == nil {
		return when.At(t), true, nil
	}
	return 0, false, fault.New(fault.Usage, "%q is neither a date nor a time", text).
		Try("write it as 2024-01-05, 2024-01-05T09:00:00 or 2024-01-05T09:00:00Z")
}
