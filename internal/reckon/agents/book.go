package agents

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Book holds rows, folded by the days of one zone. It is for one goroutine at a
// time; what it gives out never changes.
type Book struct {
	zone *time.Location
	rows map[when.Day]logbook.AgentDay // by day of UTC
	days map[when.Day]*day             // at home
	once map[uint64]when.Day           // messages that one day names
	more map[uint64][]when.Day         // those that several do, in order
	now  *Snapshot
}

// Snapshot is what a book held at one time.
type Snapshot struct {
	zone   *time.Location
	days   []*day              // in order
	opened map[uint64]when.Day // messages that several days name, and the first of these
}

// NewBook is a book without rows, of a home zone.
func NewBook(zone *time.Location) *Book {
	return &Book{
		zone: zone, rows: map[when.Day]logbook.AgentDay{}, days: map[when.Day]*day{},
		once: map[uint64]when.Day{}, more: map[uint64][]when.Day{}, now: &Snapshot{zone: zone, opened: map[uint64]when.Day{}},
	}
}

// Zone is the home zone.
func (b *Book) Zone() *time.Location { return b.zone }

// In is the same rows by the days of another zone.
func (b *Book) In(zone *time.Location) *Book { return b.With(zone, nil) }

// With is another book of the same rows and more.
func (b *Book) With(zone *time.Location, more map[when.Day]logbook.AgentDay) *Book {
	out := NewBook(zone)
	rows := slices.AppendSeq(make([]logbook.AgentDay, 0, len(b.rows)+len(more)), maps.Values(b.rows))
	out.Put(slices.AppendSeq(rows, maps.Values(more))...)
	return out
}

// Now is what the book holds now.
func (b *Book) Now() *Snapshot { return b.now }

// Put puts rows in the place of those of the same days.
func (b *Book) Put(rows ...logbook.AgentDay) {
	if len(rows) == 0 {
		return
	}
	touched := map[when.Day]bool{}
	for _, row := range rows {
		if len(row.Turns)+len(row.Heard) == 0 {
			delete(b.rows, row.Day)
		} else {
			b.rows[row.Day] = row
		}
		for d := row.Day - 1; d <= row.Day+1; d++ { // a day at home begins and ends less than a day from that of UTC
			touched[d] = true
		}
	}
	stirred := maps.Clone(touched)
	records := map[when.Day]records{}
	for d := range touched {
		records[d] = b.at(d)
		b.name(d, records[d], stirred)
	}
	for d := range stirred {
		from, read := records[d]
		if !read {
			from = b.at(d)
		}
		b.keep(d, from)
	}
	b.snap()
}

// at are the records of a day at home.
func (b *Book) at(d when.Day) (out records) {
	for n := d - 1; n <= d+1; n++ {
		row := b.rows[n]
		part := records{[][]logbook.AgentTurn{row.Turns}, [][]logbook.AgentHeard{row.Heard}}.cut(d.Span(b.zone))
		out.turns, out.told = append(out.turns, part.turns...), append(out.told, part.told...)
	}
	return out
}

// name notes which messages a day names instead of those it named before. Days on
// which one is no longer as it was are stirred.
func (b *Book) name(d when.Day, now records, stirred map[when.Day]bool) {
	var before []uint64
	if was := b.days[d]; was != nil {
		before = was.messages()
	}
	after := now.messages()
	for _, m := range before {
		if _, still := slices.BinarySearch(after, m); !still {
			b.drop(m, d, stirred)
		}
	}
	for _, m := range after {
		if _, known := slices.BinarySearch(before, m); !known {
			b.note(m, d, stirred)
		}
	}
}

func (b *Book) note(m uint64, d when.Day, stirred map[when.Day]bool) {
	if other, known := b.once[m]; known {
		delete(b.once, m)
		b.more[m] = []when.Day{min(d, other), max(d, other)}
		stirred[other] = true
		return
	}
	if days, known := b.more[m]; known {
		i, _ := slices.BinarySearch(days, d)
		b.more[m] = slices.Insert(days, i, d)
		return
	}
	b.once[m] = d
}

func (b *Book) drop(m uint64, d when.Day, stirred map[when.Day]bool) {
	days, several := b.more[m]
	if !several {
		delete(b.once, m)
		return
	}
	i, _ := slices.BinarySearch(days, d)
	if days = slices.Delete(days, i, i+1); len(days) > 1 {
		b.more[m] = days
		return
	}
	delete(b.more, m)
	b.once[m] = days[0]
	stirred[days[0]] = true
}

func (b *Book) keep(d when.Day, from records) {
	if len(from.turns)+len(from.told) == 0 {
		delete(b.days, d)
		return
	}
	b.days[d] = fold(d, from, func(m uint64) bool { return len(b.more[m]) > 0 })
}

// snap makes what it holds the snapshot of now.
func (b *Book) snap() {
	s := &Snapshot{zone: b.zone, days: slices.Collect(maps.Values(b.days)), opened: make(map[uint64]when.Day, len(b.more))}
	slices.SortFunc(s.days, func(x, y *day) int { return cmp.Compare(x.on, y.on) })
	for m, days := range b.more {
		s.opened[m] = days[0]
	}
	b.now = s
}

func (b *Snapshot) isOpen(message uint64) bool {
	_, open := b.opened[message]
	return open
}
