package pack

import (
	"encoding/binary"
	"math"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// monthVersion begins every packed month.
const monthVersion = 1

// texts are the texts of an occurrence, in the order in which they are written.
func texts(o *logbook.Occurrence) [8]*string {
	return [...]*string{&o.UID, &o.Summary, &o.Calendar, &o.Zone, (*string)(&o.Answer), &o.Caller, &o.With, &o.Categories}
}

// flags are what is true or not of it, the first in the lowest bit.
func flags(o *logbook.Occurrence) [7]*bool {
	return [...]*bool{&o.AllDay, &o.Floating, &o.Away, &o.Series, &o.Unruled, &o.Endless, &o.Mine}
}

// Month packs occurrences and appends them to a body. Their texts stand in a
// table of the month's own, each once: what somebody takes out of a calendar
// leaves nothing in the dictionary.
func Month(body []byte, all []logbook.Occurrence) []byte {
	index, table := map[string]uint64{}, []string(nil)
	number := func(s string) uint64 {
		n, known := index[s]
		if !known {
			n = uint64(len(table))
			index[s], table = n, append(table, s)
		}
		return n
	}
	var rest []byte
	last := when.Instant(0)
	for i := range all {
		o := &all[i]
		rest = append(rest, o.Event[:]...)
		flag := byte(0)
		for bit, is := range flags(o) {
			if *is {
				flag |= 1 << bit
			}
		}
		rest = append(rest, flag)
		for _, s := range texts(o) {
			rest = binary.AppendUvarint(rest, number(*s))
		}
		for _, v := range []int64{
			int64(o.Span.From - last), int64(o.Span.To - o.Span.From), int64(o.Days.From), int64(o.Days.To),
			int64(o.People), int64(o.Outside), int64(o.Created),
		} {
			rest = binary.AppendVarint(rest, v)
		}
		rest = binary.LittleEndian.AppendUint64(rest, math.Float64bits(o.Weight))
		last = o.Span.From
	}
	body = append(body, monthVersion)
	body = binary.AppendUvarint(body, uint64(len(table)))
	for _, s := range table {
		body = text(body, s)
	}
	return append(binary.AppendUvarint(body, uint64(len(all))), rest...)
}

// ReadMonth takes apart what Month packed.
func ReadMonth(body []byte) ([]logbook.Occurrence, error) {
	r := reader{left: body}
	if r.byte() != monthVersion {
		return nil, errBroken
	}
	var table []string
	for n := r.uvarint(); n > 0 && !r.broken; n-- {
		table = append(table, string(r.text()))
	}
	count := r.uvarint()
	if count > uint64(len(r.left)) {
		return nil, errBroken
	}
	all := make([]logbook.Occurrence, 0, count)
	last := when.Instant(0)
	for ; count > 0 && !r.broken; count-- {
		all = append(all, r.occurrence(table, last))
		last = all[len(all)-1].Span.From
	}
	if r.broken || len(r.left) > 0 {
		return nil, errBroken
	}
	return all, nil
}

// occurrence reads one that comes after another which began then.
func (r *reader) occurrence(table []string, last when.Instant) (o logbook.Occurrence) {
	copy(o.Event[:], r.bytes(uint64(len(o.Event))))
	flag := r.byte()
	for bit, is := range flags(&o) {
		*is = flag&(1<<bit) != 0
	}
	for _, s := range texts(&o) {
		n := r.uvarint()
		if n >= uint64(len(table)) {
			r.fail()
			return o
		}
		*s = table[n]
	}
	o.Span.From = last + when.Instant(r.varint())
	o.Span.To = o.Span.From + when.Instant(r.varint())
	o.Days = when.Days{From: when.Day(r.varint()), To: when.Day(r.varint())}
	o.People, o.Outside, o.Created = int(r.varint()), int(r.varint()), when.Instant(r.varint())
	o.Weight = r.float()
	return o
}
