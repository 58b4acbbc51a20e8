package calendar

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/source/ics/line"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// defined makes a zone of a VTIMEZONE: its STANDARD and DAYLIGHT rules are
// worked out up to the year 2200, written as TZif and read by the time package.
// It is nil where the definition says nothing that can be used.
func defined(name, definition string) *time.Location {
	if definition == "" {
		return nil
	}
	changes := changesOf(definition)
	if len(changes) == 0 {
		return nil
	}
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Compare(a.at, b.at) })
	if len(name) > 100 {
		name = name[:100]
	}
	loc, err := time.LoadLocationFromTZData(name, tzif(changes))
	if err != nil {
		return nil
	}
	return loc
}

// change is one turn of the clocks.
type change struct {
	at       int64 // seconds since 1970 UTC
	from, to int   // seconds east of UTC
	daylight bool
}

// observance is one STANDARD or DAYLIGHT part.
type observance struct {
	start    recur.Wall
	begun    bool
	from, to int
	known    bool // TZOFFSETTO was given
	daylight bool
	rules    []recur.Rule
	dates    []recur.Wall
}

// zoneWork bounds what the rules of one definition may cost, mostChanges what
// one of its parts may hold.
const (
	zoneWork    = 2_000_000
	mostChanges = 2000
)

// lastChange is how far the rules of a zone are worked out.
var lastChange = recur.On(2200, 1, 1, 0, 0, 0)

// changesOf works the observances of a definition out.
func changesOf(definition string) (changes []change) {
	var o observance
	work := recur.Work{Left: zoneWork}
	for text := range strings.Lines(definition) {
		p := line.Parse(strings.TrimRight(text, "\n"))
		switch {
		case p.Name == "BEGIN":
			o = observance{daylight: p.Value == "DAYLIGHT"}
		case p.Name == "END" && o.begun && o.known:
			changes = append(changes, o.changes(&work)...)
			o = observance{}
		default:
			o.set(p)
		}
	}
	return changes
}

func (o *observance) set(p line.Property) {
	switch p.Name {
	case "DTSTART":
		o.start, _, o.begun = recur.Read(p.Value)
	case "TZOFFSETFROM":
		o.from, _ = offsetSeconds(p.Value)
	case "TZOFFSETTO":
		o.to, o.known = offsetSeconds(p.Value)
	case "RRULE":
		if r, _, err := recur.Parse(p.Value); err == nil {
			o.rules = append(o.rules, r)
		}
	case "RDATE":
		for item := range strings.SplitSeq(p.Value, ",") {
			at, _, _ := strings.Cut(item, "/")
			if w, _, ok := recur.Read(at); ok {
				o.dates = append(o.dates, w)
			}
		}
	}
}

// changes are in wall time before the change, which is what RFC 5545 §3.6.5
// gives DTSTART and the rules in.
func (o *observance) changes(work *recur.Work) []change {
	walls := append([]recur.Wall{o.start}, o.dates...)
	for _, r := range o.rules {
		until := r.Until
		if until != recur.Never && r.UntilForm == recur.UTC {
			until += recur.Wall(o.from)
		}
		walls = r.Append(walls, recur.Walk{Start: o.start, From: o.start, To: lastChange, Until: until}, work)
	}
	slices.Sort(walls)
	walls = slices.Compact(walls)
	changes := make([]change, len(walls[:min(len(walls), mostChanges)]))
	for i := range changes {
		changes[i] = change{int64(walls[i]) - int64(o.from), o.from, o.to, o.daylight}
	}
	return changes
}

// tzif writes changes, in order, as RFC 8536 version 2 data without a footer.
// What was before the first change has the offset that it changed from.
func tzif(changes []change) []byte {
	type kind struct {
		east     int
		daylight bool
	}
	kinds := []kind{{changes[0].from, false}}
	index := make([]byte, len(changes))
	for i, c := range changes {
		k := kind{c.to, c.daylight}
		at := slices.Index(kinds, k)
		if at < 0 && len(kinds) < math.MaxUint8 {
			kinds, at = append(kinds, k), len(kinds)
		}
		index[i] = byte(max(at, 0))
	}
	var b bytes.Buffer
	header := func(times, kinds, letters int) {
		b.WriteString("TZif2" + strings.Repeat("\x00", 15))
		for _, n := range []int{0, 0, 0, times, kinds, letters} {
			_ = binary.Write(&b, binary.BigEndian, uint32(n)) // a bytes.Buffer takes everything
		}
	}
	header(0, 0, 0) // the 32-bit block, empty
	header(len(changes), len(kinds), 4)
	for _, c := range changes {
		_ = binary.Write(&b, binary.BigEndian, c.at)
	}
	b.Write(index)
	for _, k := range kinds {
		_ = binary.Write(&b, binary.BigEndian, int32(k.east))
		b.Write([]byte{b2i(k.daylight), 0})
	}
	b.WriteString("\x00\x00\x00\x00\n\n")
	return b.Bytes()
}

func b2i(b bool) byte {
	if b {
		return 1
	}
	return 0
}
