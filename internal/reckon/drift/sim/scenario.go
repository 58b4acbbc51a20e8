package sim

import (
	"hash/fnv"
	"math/rand/v2"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
)

// Group is what a scenario is counted under.
type Group string

// The groups.
const (
	Null   Group = "nulls"  // nothing changes
	Stress Group = "stress" // nothing changes, and it is hard to see
	Steps  Group = "steps"
	Slides Group = "slides"
	Open   Group = "open" // a slide that goes on until now
	Source Group = "source"
)

// Scenario is a kind of life.
type Scenario struct {
	Name  string
	Group Group
	Kind  drift.Kind
	Years int
	State drift.State // the right one, "" where none is asked for
	plan  func(p *plan, r *rand.Rand)
	world func(n int, r *rand.Rand) world
}

// plan is a level by week being written.
type plan struct {
	n int
	Truth
}

// flat starts the plan at a level.
func (p *plan) flat(level float64) {
	p.Level = make([]float64, p.n)
	for t := range p.Level {
		p.Level[t] = level
	}
}

// step changes the level from a week on.
func (p *plan) step(at int, to float64) {
	for t := at; t < p.n; t++ {
		p.Level[t] = to
	}
	p.Changes = append(p.Changes, Change{At: at, End: at})
}

// slide moves the level evenly over some weeks.
func (p *plan) slide(at, long int, to float64) {
	from := p.Level[at]
	for t := at; t < p.n; t++ {
		p.Level[t] = from + (to-from)*min(1, float64(t-at+1)/float64(long))
	}
	p.Changes = append(p.Changes, Change{at, min(at+long, p.n), true})
	if at+long >= p.n {
		p.Rate = (to - from) / float64(long) * 52.1775
	}
}

// between is a place in a part of the series.
func (p *plan) between(low, high float64, r *rand.Rand) int {
	return int(float64(p.n) * (low + (high-low)*r.Float64()))
}

// Make is life number i of a scenario under a seed.
func (s Scenario) Make(seed uint64, i int) Life {
	h := fnv.New64a()
	h.Write([]byte(s.Name))
	r := rand.New(rand.NewPCG(seed+uint64(i)*7919, h.Sum64()))
	p := plan{n: s.Years * 52, Truth: Truth{Instrument: -1}}
	w := usual
	if s.world != nil {
		w = s.world(p.n, r)
	}
	s.plan(&p, r)
	weeks := w.draw(s.Kind, p.Level, r)
	for t, level := range p.Level {
		p.Level[t] = w.ordinary(s.Kind, level)
	}
	if p.Rate != 0 {
		p.Rate = (p.Level[p.n-1] - p.Level[p.n-14]) / 13 * 52.1775
	}
	q := drift.Question{
		Series:    drift.Series{ID: s.Name, Kind: s.Kind, Weeks: weeks},
		Reference: when.Days{From: firstWeek, To: firstWeek + referenceWeeks*7},
		Now:       firstWeek + when.Day(7*p.n),
	}
	if p.Instrument >= 0 {
		q.Instruments = []drift.Instrument{{ID: "editor", Start: firstWeek + when.Day(7*p.Instrument), End: when.NoDay}}
	}
	return Life{q, p.Truth}
}

// Scenarios are those of the protocol, in order of the table.
func Scenarios() []Scenario {
	all := append(nulls(), steps()...)
	return append(append(all, slides()...), endings()...)
}

func flat(level float64) func(*plan, *rand.Rand) {
	return func(p *plan, _ *rand.Rand) { p.flat(level) }
}

func noisy(phi, sd float64) func(int, *rand.Rand) world {
	return func(int, *rand.Rand) world {
		w := usual
		w.phi, w.sd = phi, sd
		return w
	}
}

func nulls() []Scenario {
	leave := func(n int, r *rand.Rand) world {
		w := usual
		at := n/4 + r.IntN(n/2)
		w.leave = [2]int{at, at + 16 + r.IntN(11)}
		return w
	}
	part := func(n int, _ *rand.Rand) world {
		w := usual
		w.partTime = n / 2
		return w
	}
	sick := func(n int, r *rand.Rand) world {
		w := usual
		at := n/4 + r.IntN(n/2)
		w.sick = [2]int{at, at + 6}
		return w
	}
	season := func(int, *rand.Rand) world {
		w := usual
		w.season, w.quarter = 0.4, 0.4
		return w
	}
	source := func(p *plan, r *rand.Rand) {
		p.flat(0.40)
		p.Instrument = p.between(0.3, 0.7, r)
	}
	const s = drift.Steady
	return []Scenario{
		{"null46", Null, drift.Share, 10, s, flat(0.46), nil},
		{"null25", Null, drift.Share, 10, s, flat(0.25), nil},
		{"null11", Null, drift.Share, 10, s, flat(0.11), nil},
		{"nullleave", Null, drift.Share, 10, s, flat(0.40), leave},
		{"nullpart", Null, drift.Share, 5, s, flat(0.42), part},
		{"nullsick", Null, drift.Share, 5, s, flat(0.42), sick},
		{"null40-source", Null, drift.Share, 5, s, source, nil},
		{"null46-season", Stress, drift.Share, 10, s, flat(0.46), season},
		{"null46-noisy", Stress, drift.Share, 10, s, flat(0.46), noisy(0.6, 0.45)},
		{"null25-noisy", Stress, drift.Share, 10, s, flat(0.25), noisy(0.6, 0.45)},
		{"null-days", Stress, drift.Days, 10, s, flat(3.5), nil},
		{"null-count", Stress, drift.Count, 10, s, flat(12), nil},
		{"null-hours", Stress, drift.Hours, 10, s, flat(14), nil},
	}
}

func stepped(from, to, low, high float64) func(*plan, *rand.Rand) {
	return func(p *plan, r *rand.Rand) {
		p.flat(from)
		p.step(p.between(low, high, r), to)
	}
}

func steps() []Scenario {
	multi := func(p *plan, r *rand.Rand) {
		p.flat(0.46)
		p.step(p.between(0.2, 0.4, r), 0.28)
		p.step(p.between(0.6, 0.8, r), 0.11)
	}
	dropReturn := func(p *plan, r *rand.Rand) {
		p.flat(0.46)
		at := p.between(0.2, 0.4, r)
		p.step(at, 0.11)
		p.step(at+78+r.IntN(78), 0.40)
	}
	source := func(p *plan, r *rand.Rand) {
		stepped(0.40, 0.22, 0.3, 0.7)(p, r)
		p.Instrument = p.Changes[0].At
	}
	near := func(p *plan, r *rand.Rand) {
		stepped(0.46, 0.11, 0.3, 0.7)(p, r)
		p.Instrument = p.Changes[0].At + 20
	}
	const none = drift.State("")
	return []Scenario{
		{"step46-11", Steps, drift.Share, 5, none, stepped(0.46, 0.11, 0.3, 0.7), nil},
		{"step46-30", Steps, drift.Share, 5, none, stepped(0.46, 0.30, 0.3, 0.7), nil},
		{"step30-20", Steps, drift.Share, 5, none, stepped(0.30, 0.20, 0.3, 0.7), nil},
		{"multi", Steps, drift.Share, 10, none, multi, nil},
		{"dropret", Steps, drift.Share, 10, none, dropReturn, nil},
		{"short2y", Steps, drift.Share, 2, none, stepped(0.46, 0.20, 0.4, 0.6), nil},
		{"step46-11-noisy", Steps, drift.Share, 5, none, stepped(0.46, 0.11, 0.3, 0.7), noisy(0.6, 0.45)},
		{"step46-30-noisy", Steps, drift.Share, 5, none, stepped(0.46, 0.30, 0.3, 0.7), noisy(0.6, 0.45)},
		{"step-days", Steps, drift.Days, 5, none, stepped(3.75, 1.25, 0.3, 0.7), nil},
		{"step-count", Steps, drift.Count, 5, none, stepped(14, 5, 0.3, 0.7), nil},
		{"step-hours", Steps, drift.Hours, 5, none, stepped(10, 20, 0.3, 0.7), nil},
		{"source-step", Source, drift.Share, 5, none, source, nil},
		{"step-near-source", Steps, drift.Share, 5, none, near, nil},
	}
}

func slid(from, to float64, long int, low, high float64) func(*plan, *rand.Rand) {
	return func(p *plan, r *rand.Rand) {
		p.flat(from)
		p.slide(p.between(low, high, r), long, to)
	}
}

func slides() []Scenario {
	const none = drift.State("")
	return []Scenario{
		{"ramp40", Slides, drift.Share, 5, none, slid(0.46, 0.11, 40, 0.3, 0.5), nil},
		{"ramp104", Slides, drift.Share, 6, none, slid(0.46, 0.11, 104, 0.2, 0.4), nil},
		{"slide-days", Slides, drift.Days, 6, none, slid(4, 1, 60, 0.2, 0.5), nil},
		{"slide-count", Slides, drift.Count, 6, none, slid(16, 4, 60, 0.2, 0.5), nil},
		{"slide-hours", Slides, drift.Hours, 6, none, slid(8, 20, 60, 0.2, 0.5), nil},
	}
}

// open ends in a slide of some points a week that goes on.
func open(from, points float64) func(*plan, *rand.Rand) {
	return func(p *plan, r *rand.Rand) {
		p.flat(from)
		long := 35 + r.IntN(26)
		p.slide(p.n-long, long, from+points/100*float64(long))
	}
}

func endings() []Scenario {
	back := func(p *plan, r *rand.Rand) {
		p.flat(0.46)
		p.step(p.between(0.25, 0.4, r), 0.11)
		long := 35 + r.IntN(26)
		p.slide(p.n-long, long, 0.11+0.0055*float64(long))
	}
	return []Scenario{
		{"now-fast", Open, drift.Share, 4, drift.Sliding, open(0.46, -0.55), nil},
		{"now-slow", Open, drift.Share, 4, drift.Sliding, open(0.46, -0.34), nil},
		{"now-return", Open, drift.Share, 6, drift.Returning, back, nil},
	}
}
