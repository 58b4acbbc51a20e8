// Package pulse makes events of heartbeats, by time and not by arrival.
//
// A watcher says again and again what it sees; a server makes one event of
// heartbeats that say the same and follow one another closely. The servers of
// ActivityWatch compare each heartbeat with the one that arrived before it, so
// that a late one tears the event it belongs to. Here the events are those that
// the heartbeats give when they are taken in order of time, whatever order they
// came in and however often each came.
//
// It knows neither the log nor the network, and it is pure: the Line holds the
// heartbeats of each event, and only as many of them as Most.
package pulse

import (
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
)

// Beat is one heartbeat. Key is the same for data that count as one event at one
// instant; of two heartbeats with one At and Key the one that says more stays:
// the greater Data, the longer For and Pulse. Data are compared by Data alone.
type Beat struct {
	At    when.Instant
	For   when.Instant
	Pulse when.Instant // how long after the end of an event it still belongs to it; negative: never
	Key   string
	Data  string // canonical
}

// end is where the heartbeat ends.
func (b Beat) end() when.Instant { return b.At + b.For }

// compare orders heartbeats by time; those of one instant by what they say, so
// that arrival decides nothing.
func compare(a, b Beat) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Key, b.Key)) }

// Run is one event with the heartbeats that made it, in order.
type Run struct {
	Beats []Beat // at least one; all of one Data
	End   when.Instant
}

// At is when the event began.
func (r *Run) At() when.Instant { return r.Beats[0].At }

// For is how long it lasted.
func (r *Run) For() when.Instant { return r.End - r.At() }

// Most is how many heartbeats of one event are held. The oldest beyond that
// become one long heartbeat: what comes later than that into their midst does not
// part them, it lies over them.
const Most = 256

// Longest is how long one event made of heartbeats gets, so that whoever looks
// for what lies at an instant knows how far back to look. What goes on is the
// next event.
const Longest = 24 * when.Hour

// accepts says whether a heartbeat belongs to the event: it says the same, and
// comes before the event's end or no more than its pulse later.
func (r *Run) accepts(b Beat) bool {
	return b.Data == r.Beats[0].Data && b.Pulse >= 0 && b.At <= r.End+b.Pulse && b.end()-r.At() <= Longest
}

func (r *Run) add(b Beat) {
	r.Beats = append(r.Beats, b)
	r.End = max(r.End, b.end())
}

// thin makes one heartbeat of the oldest where there are too many.
func (r *Run) thin() {
	if len(r.Beats) <= Most {
		return
	}
	rest := r.Beats[len(r.Beats)-Most/2:]
	first := r.Beats[0]
	for _, b := range r.Beats[:len(r.Beats)-len(rest)] {
		first.For = max(first.For, b.end()-first.At)
	}
	r.Beats = append([]Beat{first}, rest...)
}

// Line is the events of one bucket, or those from some time on, in order. The
// zero Line is empty.
type Line struct{ Runs []*Run }

// InOrder sorts events as a Line holds them.
func InOrder(runs []*Run) []*Run {
	slices.SortFunc(runs, func(x, y *Run) int { return compare(x.Beats[0], y.Beats[0]) })
	return runs
}

// Change is what one heartbeat did to a line: the events that are no more as
// they were, and those that are there instead.
type Change struct{ Was, Is []*Run }

// Add adds one heartbeat and gives what it changed: nothing where it was added
// before, or says no more. Runs of the change are never touched again.
func (l *Line) Add(b Beat) Change {
	from, to := l.around(b)
	beats, more := join(l.Runs[from:to], b)
	if !more {
		return Change{}
	}
	fold := folding{}
	for _, heard := range beats {
		fold.add(heard)
	}
	// The events after it stay as they are from the first on that still begins
	// where it began: a fold knows nothing of what came before a beginning.
	for to < len(l.Runs) && fold.last().accepts(l.Runs[to].Beats[0]) {
		for _, heard := range l.Runs[to].Beats {
			fold.add(heard)
		}
		to++
	}
	change := Change{Was: slices.Clone(l.Runs[from:to]), Is: fold.runs}
	for _, r := range fold.runs {
		r.thin()
	}
	l.Runs = slices.Replace(l.Runs, from, to, fold.runs...)
	return change
}

// around are the events that a heartbeat may change by itself: the last that
// begins no later, or the first; and the one before where the heartbeat is a
// beginning said once more, which may now belong to it.
func (l *Line) around(b Beat) (from, to int) {
	after, _ := slices.BinarySearchFunc(l.Runs, b, func(r *Run, b Beat) int {
		if compare(r.Beats[0], b) <= 0 {
			return -1
		}
		return 1
	})
	from = max(after-1, 0)
	to = min(from+1, len(l.Runs))
	if from > 0 && compare(l.Runs[from].Beats[0], b) == 0 {
		from--
	}
	return from, to
}

// join is the heartbeats of some events with one more among them; more is false
// where that changes nothing.
func join(runs []*Run, b Beat) (beats []Beat, more bool) {
	for _, r := range runs {
		beats = append(beats, r.Beats...)
	}
	i, had := slices.BinarySearchFunc(beats, b, compare)
	if !had {
		return slices.Insert(beats, i, b), true
	}
	was := beats[i]
	is := Beat{b.At, max(b.For, was.For), max(b.Pulse, was.Pulse), b.Key, max(b.Data, was.Data)}
	beats[i] = is
	return beats, is != was
}

// folding makes events of heartbeats in order.
type folding struct{ runs []*Run }

func (f *folding) last() *Run { return f.runs[len(f.runs)-1] }

func (f *folding) add(b Beat) {
	if len(f.runs) > 0 && f.last().accepts(b) {
		f.last().add(b)
		return
	}
	f.runs = append(f.runs, &Run{Beats: []Beat{b}, End: b.end()})
}

// At is the event that a heartbeat which was heard is part of.
func (l *Line) At(b Beat) *Run {
	from, to := l.around(b)
	for _, r := range l.Runs[from:to] {
		if slices.ContainsFunc(r.Beats, func(o Beat) bool { return compare(o, b) == 0 }) {
			return r
		}
	}
	return l.Runs[to-1] // it was thinned into its event
}
