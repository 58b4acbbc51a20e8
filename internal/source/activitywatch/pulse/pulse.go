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
	"github.com/backsight/backsight/internal/logbook"
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
// that arrival decides nothing. See folding.instant for which is taken first.
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

// Longest is how long one event made of heartbeats gets, as long as one is believed, so that whoever looks
// for what lies at an instant knows how far back to look. What goes on is the
// next event.
const Longest = logbook.LongestEvent

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
	fold.add(beats)
	// The events after it stay as they are from the first on that still begins
	// where it began: a fold knows nothing of what came before a beginning.
	for to < len(l.Runs) {
		next := l.together(to)
		if !slices.ContainsFunc(l.Runs[to:next], func(r *Run) bool { return fold.last().accepts(r.Beats[0]) }) {
			break
		}
		fold.add(all(l.Runs[to:next]))
		to = next
	}
	change := Change{Was: slices.Clone(l.Runs[from:to]), Is: fold.runs}
	for _, r := range fold.runs {
		r.thin()
	}
	l.Runs = slices.Replace(l.Runs, from, to, fold.runs...)
	return change
}

// together is the end of the events from i on that share instants: that begin
// where event i does, or where one of them was last heard.
func (l *Line) together(i int) int {
	at := l.Runs[i].At()
	for i < len(l.Runs) && l.Runs[i].At() <= at {
		heard := l.Runs[i].Beats
		at = max(at, heard[len(heard)-1].At)
		i++
	}
	return i
}

// around are the events that a heartbeat may change by itself: the last that
// begins earlier, those that begin at its instant, and what shares instants with
// them.
func (l *Line) around(b Beat) (from, to int) {
	first, _ := slices.BinarySearchFunc(l.Runs, b.At, func(r *Run, at when.Instant) int { return cmp.Compare(r.At(), at) })
	from, to = max(first-1, 0), first
	if from < first {
		to = l.together(from)
	}
	if to == first && first < len(l.Runs) && l.Runs[first].At() == b.At {
		to = l.together(first)
	}
	return from, to
}

// all are the heartbeats of some events, in order.
func all(runs []*Run) (beats []Beat) {
	for _, r := range runs {
		beats = append(beats, r.Beats...)
	}
	slices.SortFunc(beats, compare)
	return beats
}

// join is the heartbeats of some events with one more among them; more is false
// where that changes nothing.
func join(runs []*Run, b Beat) (beats []Beat, more bool) {
	beats = all(runs)
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

// add goes on with heartbeats in order. Of those of one instant the one that goes
// on with the event before it comes first: a watcher ends a state and begins the
// next at one instant.
func (f *folding) add(beats []Beat) {
	for i := 0; i < len(beats); {
		end := i + 1
		for end < len(beats) && beats[end].At == beats[i].At {
			end++
		}
		f.instant(beats[i:end])
		i = end
	}
}

func (f *folding) instant(beats []Beat) {
	first := -1
	if len(f.runs) > 0 {
		first = slices.IndexFunc(beats, f.last().accepts)
	}
	if first >= 0 {
		f.last().add(beats[first])
	}
	for i, b := range beats {
		switch {
		case i == first:
		case len(f.runs) > 0 && f.last().accepts(b):
			f.last().add(b)
		default:
			f.runs = append(f.runs, &Run{Beats: []Beat{b}, End: b.end()})
		}
	}
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
