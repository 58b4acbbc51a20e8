package pack

import (
	"encoding/binary"
	"math"

	"github.com/backsight/backsight/internal/logbook"
)

// dayVersion begins every packed day. One of version 1 ends before what was made, shared
// and met.
const dayVersion = 2

// Numbers are those of a dictionary and of a person's places, from 1. They must
// know every name that is asked for.
type Numbers struct {
	Word  func(string) uint64
	Place func(logbook.Place) uint64
}

// Day packs what is remembered of a day, but for the day, and appends it to a
// body. Of a day without anything nothing is left.
func Day(body []byte, d logbook.DayRow, n Numbers) []byte {
	if len(d.Tallies) == 0 && d.Survey.None() {
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
		body = binary.AppendUvarint(body, uint64(p.Made))
	}
	body = binary.AppendUvarint(body, uint64(len(s.Shared)))
	for _, v := range s.Shared {
		for _, n := range []int{v.First, v.Other, v.Works} {
			body = binary.AppendUvarint(body, uint64(n))
		}
	}
	body = binary.AppendUvarint(body, uint64(len(s.Met)))
	for _, m := range s.Met {
		for _, word := range []string{m.What, m.Name, m.Source, m.Machine} {
			body = binary.AppendUvarint(body, n.Word(word))
		}
		body = binary.AppendUvarint(body, uint64(m.Count))
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
	version := r.byte()
	if version < 1 || version > dayVersion {
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
		if p.Squashed = r.bits(); version > 1 {
			p.Made = int(r.uvarint())
		}
		s.Places = append(s.Places, p)
	}
	if version > 1 {
		readShared(&r, s)
		for n := r.uvarint(); n > 0 && !r.broken; n-- {
			s.Met = append(s.Met, logbook.Met{What: word(), Name: word(), Source: word(), Machine: word(), Count: int(r.uvarint())})
		}
	}
	if r.broken || len(r.left) > 0 {
		return errBroken
	}
	return nil
}

// readShared reads which places hold the same works; each pair is of two places that are
// there.
func readShared(r *reader, s *logbook.Survey) {
	for n := r.uvarint(); n > 0 && !r.broken; n-- {
		first, other, works := r.uvarint(), r.uvarint(), int(r.uvarint())
		if max(first, other) >= uint64(len(s.Places)) {
			r.fail()
			return
		}
		s.Shared = append(s.Shared, logbook.SharedWorks{First: int(first), Other: int(other), Works: works})
	}
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
