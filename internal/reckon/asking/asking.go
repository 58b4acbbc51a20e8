// Package asking decides when to ask a person how much energy they have: at the end
// of blocks, so that the hour before is of one kind, and at drawn moments, so that
// hours that no calendar knows are asked about too. The hours of a day in which it may
// ask are cut into as many parts as it may ask times; each part draws one of the two.
// The same person, day and evidence draw the same.
package asking

import (
	"fmt"
	"hash/fnv"
	"math"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/energy"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Rules are what a person lets be asked.
type Rules struct {
	Budget int          // times a day; 0 for never
	Gap    when.Instant // between two questions, at least
}

// Usual is the gap that is kept, and how long an answer to a question is one to that
// moment.
const (
	Usual = 90 * when.Minute
	Lasts = 20 * when.Minute
)

// Day is what is known of a day when it is asked about.
type Day struct {
	Seed   string // tells persons apart
	Day    when.Day
	Hours  when.Span                 // in which it may be asked
	Stints []timeline.Stint          // its account
	Plan   []timeline.Stint          // what was planned of it
	Asked  []when.Instant            // questions since its hours began, or a gap ago, and check-ins that nobody asked for
	Met    map[timeline.Work]float64 // hours of each kind before check-ins so far
}

// Prompt is a question that is due.
type Prompt struct {
	Mode   energy.Mode
	Chance float64 // that it was asked about this block, or about this quarter of an hour
}

const (
	random   = 0.3              // parts that draw a moment; the others wait for the end of a block
	begun    = 10 * when.Minute // of making, in which nobody is disturbed
	known    = 5 * when.Minute  // after which it is known that making has ended
	fresh    = 15 * when.Minute // as long as the end of a block is now
	block    = 45 * when.Minute // that a stretch of one kind lasts to be one
	lastPart = 0.8              // of a part, after which it no longer waits for a block
)

// Due says whether to ask now, and why.
func Due(r Rules, d Day, now when.Instant) (Prompt, bool) {
	part, from, to, ok := r.part(d, now)
	if !ok || d.disturbs(now) || !r.free(d, from, now) {
		return Prompt{}, false
	}
	long := float64(to - from)
	if at := d.drawn(part, "moment"); d.drawn(part, "way") < random {
		return Prompt{energy.Random, min(1, random*quarter/long)}, float64(now-from) >= at*long
	}
	if s, ended := d.ended(now); ended {
		chance := d.share(s.Work)
		return Prompt{energy.BlockEnd, (1 - random) * chance}, d.drawn(int(s.Span.To/when.Minute), "block") < chance
	}
	late := lastPart + (1-lastPart)*d.drawn(part, "moment")
	return Prompt{energy.Random, min(1, (1-random)*quarter/(long*(1-lastPart)))}, float64(now-from) >= late*long
}

const quarter = float64(15 * when.Minute)

// part is the part of the day's hours that now lies in.
func (r Rules) part(d Day, now when.Instant) (part int, from, to when.Instant, ok bool) {
	if r.Budget <= 0 || !within(d.Hours, now) {
		return 0, 0, 0, false
	}
	long := max(d.Hours.Len()/when.Instant(r.Budget), 1)
	part = min(int((now-d.Hours.From)/long), r.Budget-1)
	from = d.Hours.From + when.Instant(part)*long
	return part, from, from + long, true
}

// free says whether the part was not asked in yet, and the last question is long ago.
func (r Rules) free(d Day, from, now when.Instant) bool {
	today := 0
	for _, at := range d.Asked {
		if at <= now && (at >= from || now-at < r.Gap) {
			return false
		}
		if within(d.Hours, at) {
			today++
		}
	}
	return today < r.Budget
}

// disturbs says whether the person is in a meeting, away, or has just begun to make
// something.
func (d Day) disturbs(now when.Instant) bool {
	for _, s := range d.Plan {
		if within(s.Span, now) && (s.Meeting || s.Work == timeline.Away) && s.Weight > 0 {
			return true
		}
	}
	for _, s := range d.Stints {
		if s.Work == timeline.Making && s.Span.From <= now && now-s.Span.From < begun && now-s.Span.To < known {
			return true
		}
	}
	return false
}

func within(s when.Span, at when.Instant) bool { return at >= s.From && at < s.To }

// ended is the block that has just ended: a meeting, or a long stretch of one kind.
func (d Day) ended(now when.Instant) (found timeline.Stint, ok bool) {
	for _, s := range d.Plan {
		if s.Meeting && s.Weight > 0.5 && s.Span.To <= now && now-s.Span.To < fresh {
			found, ok = s, true
		}
	}
	for _, s := range d.Stints {
		over := now - s.Span.To
		if !s.Meeting && counts(s.Work) && s.Span.To-s.Span.From >= block && over >= known && over < fresh {
			found, ok = s, true
		}
	}
	return found, ok
}

func counts(w timeline.Work) bool { return w != timeline.Away && w != timeline.Unknown }

// share is how likely the end of a block of a kind is asked about: the less, the more
// often the kind was met, by the root, so that rare kinds are told of too.
func (d Day) share(w timeline.Work) float64 {
	least := math.Inf(1)
	for _, hours := range d.Met {
		least = min(least, hours)
	}
	if math.IsInf(least, 1) || d.Met[w] < least {
		return 1
	}
	return math.Sqrt((1 + least) / (1 + d.Met[w]))
}

// drawn is chance between 0 and 1, the same for the same day, number and purpose.
func (d Day) drawn(n int, purpose string) float64 {
	h := fnv.New64a()
	fmt.Fprint(h, d.Seed, "/", int(d.Day), "/", n, "/", purpose)
	x := h.Sum64() // FNV's low bits mix, its high ones hardly: spread them (Steele, Lea and Flood 2014)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return float64((x^x>>31)>>11) / (1 << 53)
}
