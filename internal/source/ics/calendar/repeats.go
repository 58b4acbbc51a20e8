package calendar

import (
	"fmt"
	"hash/maphash"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/line"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// A UID names one event (RFC 5545 §3.8.4.7), but programs write meetings of
// several starts under one, such as Zoom's by way of Google: without a
// RECURRENCE-ID and of one SEQUENCE, so that none replaces another. Each is an
// event of its own then, and the file is told of. The earliest keeps the UID.

// repeats is what a file says under each UID, in one calendar of it.
type repeats struct {
	seed  maphash.Seed
	bySum map[uint64]bearer
}

// bearer is who bears a UID: the highest SEQUENCE, its earliest start, and
// whether there are others.
type bearer struct {
	sequence int64
	first    recur.Wall
	several  bool
}

func (r *repeats) sum(calendar int, uid string) uint64 {
	return maphash.String(r.seed, strconv.Itoa(calendar)+" "+uid)
}

// Mark notes an event's UID and start. What Shape is to make facts of must be
// marked before.
func (f *File) Mark(c *Component) {
	var uid string
	var start moment
	var sequence int64
	started := false
	for _, p := range line.Properties(c.Text) {
		switch p.Name {
		case "UID":
			uid = strings.TrimSpace(p.Value)
		case "DTSTART":
			if m, good := readMoment(p); good && !started {
				start, started = m, true
			}
		case "SEQUENCE":
			sequence, _ = strconv.ParseInt(strings.TrimSpace(p.Value), 10, 32)
		case "RECURRENCE-ID":
			return
		}
	}
	if started && uid != "" {
		f.mark(c.Calendar, uid, sequence, start.wall)
	}
}

func (f *File) mark(calendar int, uid string, sequence int64, start recur.Wall) {
	if f.repeats.bySum == nil {
		f.repeats = repeats{seed: maphash.MakeSeed(), bySum: map[uint64]bearer{}}
	}
	key := f.repeats.sum(calendar, uid)
	b, known := f.repeats.bySum[key]
	switch {
	case !known || sequence > b.sequence:
		b = bearer{sequence: sequence, first: start}
	case sequence == b.sequence && start != b.first:
		b.several, b.first = true, min(b.first, start)
	}
	f.repeats.bySum[key] = b
}

// repeated says whether an event is one of several under its UID and not the
// earliest, and what to tell of it.
func (f *File) repeated(calendar int, e *vevent) (row note, is bool) {
	if e.replaces || e.uid == "" || f.repeats.bySum == nil {
		return row, false
	}
	b := f.repeats.bySum[f.repeats.sum(calendar, e.uid)]
	if !b.several || e.sequence != b.sequence || e.start.wall == b.first {
		return row, false
	}
	return note{
		what: "this event and an earlier one have the same UID; it was taken as an event of its own",
		row:  fmt.Sprintf("UID:%s DTSTART:%s", logbook.Text(e.uid), e.start.text),
	}, true
}
