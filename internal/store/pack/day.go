package pack

import (
	"encoding/binary"
	"math"

	"github.com/backsight/backsight/internal/logbook"
)

// dayVersion begins every packed day.
const dayVersion = 1

// Numbers are those of a dictionary and of a person's places, from 1. They must
// know every name that is asked for.
type Numbers struct {
	Word  func(string) uint64
	Place func(logbook.Place) uint64
}

// Day packs what is remembered of a day, but for the day, and appends it to a
// body. Of a day without anything nothing is left.
func Day(body []byte, d logbook.DayRow, n Numbers) []byte {
	if len(d.Tallies) == 0 && d.Survey.Commits == 0 && len(d.Survey.Places) == 0 {
		return body
	}
	body = append(body, dayVersion)
	body = binary.AppendUvarint(body, uint64(len(d.Tallies)))
	for _, t := range d.Tallies {
		body = binary.AppendUvarint(body, n.Word(t.Measure))
		body = binary.AppendUvarint(body, n.Word(t.Sphere))
		body = binary.LittleEndian.AppendUint64(body, math.Float64bits(t.Value))
	}
	s := &d.Survey
	for _, v := range []int{s.Commits, s.Squash, s.UTC, s.Marked, len(s.Places)} {
		body = binary.AppendUvarint(body, uint64(v))
	}
	for _, p := range s.Places {
		body = binary.AppendUvarint(body, n.Place(p.Place))
		body = binary.AppendUvarint(body, uint64(p.Works))
		body = bits(body, p.Squashed)
	}
	return body
}

// bits writes how many there are, then eight to a byte, the first lowest.
func bits(to []byte, all []bool) []byte {
	to = binary.AppendUvarint(to, uint64(len(all)))
	for i, is := range all {
		if i%8 == 0 {
			to = append(to, 0)
		}
		if is {
			to[len(to)-1] |= 1 << (i % 8)
		}
	}
	return to
}

// ReadDay takes apart what Day packed. The places are those of a person, by
// number. An empty body is a day without anything.
func ReadDay(body []byte, words Dictionary, places map[int64]logbook.Place, into *logbook.DayRow) error {
	if len(body) == 0 {
		return nil
	}
	r := reader{left: body}
	if r.byte() != dayVersion {
		return errBroken
	}
	word := func() string {
		n := r.uvarint()
		if n == 0 || n > uint64(len(words)) {
			r.fail()
			return ""
		}
		return words[n-1]
	}
	for n := r.uvarint(); n > 0 && !r.broken; n-- {
		t := logbook.Tally{Day: into.Day, Measure: word(), Sphere: word(), Value: r.float()}
		into.Tallies = append(into.Tallies, t)
	}
	s := &into.Survey
	for _, v := range []*int{&s.Commits, &s.Squash, &s.UTC, &s.Marked} {
		*v = int(r.uvarint())
	}
	for n := r.uvarint(); n > 0 && !r.broken; n-- {
		p := logbook.PlaceSurvey{Place: places[int64(r.uvarint())], Works: int(r.uvarint())}
		p.Squashed = r.bits()
		s.Places = append(s.Places, p)
	}
	if r.broken || len(r.left) > 0 {
		return errBroken
	}
	return nil
}

func (r *reader) float() float64 { return math.Float64frombits(r.fixed()) }

func (r *reader) bits() []bool {
	n := r.uvarint()
	if n > 8*uint64(len(r.left)) {
		r.fail()
		return nil
	}
	packed := r.bytes((n + 7) / 8)
	all := make([]bool, n)
	for i := range all {
		all[i] = packed[i/8]&(1<<(i%8)) != 0
	}
	return all
}
