package timeline

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Parting is the rule by which heartbeats become time: the gap to the next one
// counts where it is shorter than Timeout, and belongs to the earlier one. The
// last heartbeat before a longer gap counts for nothing, and so does a single
// one.
type Parting struct {
	Timeout  when.Instant // 0 for logbook.KeystrokeTimeout
	Believed when.Instant // the time after it counts for nothing: an hour from now, say
	Habits   Habits       // whose midnights cut
}

// Presences parts the time of beats: each run of them that agree in lane, type,
// project, branch, language, category, session and zone is one presence, cut at
// the midnights at home. They are handed to visit in order of time, and no
// instant lies in two. The beats of one source come in the order of InOrder, as
// the store gives them; they are read once and none is kept.
//
//	beats      a  a a    b b  ·······longer than the timeout·······  b a
//	presences  ▐a──────▌▐b─▌                                         ▐b▌
func (p Parting) Presences(beats iter.Seq2[logbook.Beat, error], visit func(logbook.Presence) error) error {
	at := parter{Parting: p, visit: visit}
	if at.Timeout == 0 {
		at.Timeout = logbook.KeystrokeTimeout
	}
	for b, err := range beats {
		if err != nil {
			return fmt.Errorf("reading the heartbeats: %w", err)
		}
		if b.At < logbook.EarliestBeat {
			continue
		}
		if err := at.take(&b); err != nil {
			return err
		}
		if b.At > p.Believed {
			break
		}
	}
	return at.end()
}

// parter is a parting on its way: the run that is open, until its last beat.
type parter struct {
	Parting
	visit func(logbook.Presence) error
	open  logbook.Presence
	some  bool
	day   when.Span // the home day in which the run lies
}

// take goes on to the next beat: the run reaches to it, ends before it, or both.
func (p *parter) take(b *logbook.Beat) error {
	if p.some && b.At < p.open.Span.To {
		return fmt.Errorf("a heartbeat of %s comes after one of %s", b.At, p.open.Span.To)
	}
	near := p.some && b.At-p.open.Span.To < p.Timeout
	if near {
		if err := p.reach(min(b.At, p.Believed)); err != nil {
			return err
		}
	}
	if b.At > p.Believed || near && same(&p.open, b) {
		return nil
	}
	if err := p.end(); err != nil {
		return err
	}
	p.begin(b)
	return nil
}

// reach draws the open run out to an instant, and cuts it at midnight.
func (p *parter) reach(to when.Instant) error {
	for to > p.day.To {
		p.open.Span.To = p.day.To
		if err := p.end(); err != nil {
			return err
		}
		p.some = true
		p.open.Span.From = p.day.To
		p.in(p.open.Day + 1)
	}
	p.open.Span.To = to
	return nil
}

func (p *parter) begin(b *logbook.Beat) {
	p.some = true
	if d := b.At; d < p.day.From || d >= p.day.To {
		p.in(homeDay(p.Habits, d))
	}
	p.open = logbook.Presence{
		Day: p.open.Day, Span: when.Span{From: b.At, To: b.At}, Lane: b.Lane, Type: b.Type, Project: b.Project,
		Branch: b.Branch, Language: b.Language, Category: b.Category, Session: b.Session, Zone: b.Zone,
	}
}

// in moves to a day. Where the home zone leaves a day out it is empty, and reach
// goes on to the next.
func (p *parter) in(d when.Day) { p.open.Day, p.day = d, daySpan(p.Habits, d) }

// end hands out the open run, unless it is a point.
func (p *parter) end() error {
	was := p.some
	p.some = false
	if !was || p.open.Span.Len() == 0 {
		return nil
	}
	return p.visit(p.open)
}

// same says whether a beat goes on with what a run is about.
func same(p *logbook.Presence, b *logbook.Beat) bool {
	return p.Lane == b.Lane && p.Type == b.Type && p.Project == b.Project && p.Branch == b.Branch &&
		p.Language == b.Language && p.Category == b.Category && p.Session == b.Session && p.Zone == b.Zone
}

// InOrder is the beats as the store gives them, by time and then by hash, each
// key once: of its versions the one with the greater More, then the greater Raw.
// Those that are in that order already are given back as they are.
func InOrder(beats []logbook.Beat) []logbook.Beat {
	if inStoreOrder(beats) {
		return beats
	}
	out := slices.Clone(beats)
	slices.SortFunc(out, func(a, b logbook.Beat) int { return storeOrder(&a, &b) })
	return slices.CompactFunc(out, func(a, b logbook.Beat) bool {
		return a.Lane.Source == b.Lane.Source && a.Key == b.Key
	})
}

func inStoreOrder(beats []logbook.Beat) bool {
	for i := 1; i < len(beats); i++ {
		a, b := &beats[i-1], &beats[i]
		if a.Lane.Source == b.Lane.Source && a.Key == b.Key || storeOrder(a, b) > 0 {
			return false
		}
	}
	return true
}

// storeOrder hashes only what lies at one instant.
func storeOrder(a, b *logbook.Beat) int {
	if a.At != b.At {
		return cmp.Compare(a.At, b.At)
	}
	x, y := a.Hash(), b.Hash()
	return cmp.Or(
		bytes.Compare(x[:], y[:]), cmp.Compare(a.Lane.Source, b.Lane.Source), cmp.Compare(a.Key, b.Key),
		-cmp.Compare(a.More, b.More), -bytes.Compare(a.Raw, b.Raw))
}
