// Package sim makes up people whose check-ins are answered by a truth that is known,
// and scores what package energy says of them: how often its intervals hold the
// truth, how often somebody is told something that is not so, and how often what is
// so is told. cmd writes the table of docs/method.md.
package sim

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/backsight/backsight/internal/reckon/energy"
)

// kinds are a leader's week: names, shares of the time, and the hour at which each is
// likeliest.
var kinds = []struct {
	name  string
	share float64
	peak  float64
}{
	{"making", 0.18, 15},
	{"reviewing", 0.10, 11},
	{"mentoring", 0.15, 14},
	{"coordinating", 0.27, 10.5},
	{"administering", 0.15, 9},
	{"operating", 0.11, 16},
	{"learning", 0.04, 17},
}

// Scenario is what is true of the people of one row of the table.
type Scenario struct {
	Name      string
	Kinds     float64   // standard deviation of the kinds' own effects; 0 for none
	Fixed     []float64 // effects in the order of kinds, in place of drawn ones
	Clustered bool      // days full of coordinating are worse by 0.8, for other reasons
	Day       float64   // standard deviations of a day's mood,
	Drifting  float64   // of what drifts within it,
	Noise     float64   // and of each answer
	Dip       float64   // how much worse everybody feels from one to half past two, when most coordinate
	Missing   float64   // how much likelier a point less is to go unanswered, in logits
}

// Scenarios are the rows.
func Scenarios() []Scenario {
	base := Scenario{Name: "kinds differ", Kinds: 0.4, Day: 0.5, Drifting: 0.5, Noise: 0.6}
	null, clustered, leader := base, base, base
	null.Name, null.Kinds = "no kind differs", 0
	clustered.Name, clustered.Kinds, clustered.Clustered = "no kind differs, days full of meetings are worse", 0, true
	leader.Name, leader.Fixed = "a leader who builds too little", []float64{0.60, 0.05, 0.10, -0.35, -0.45, -0.25, 0.45}
	dip := null
	dip.Name, dip.Dip = "no kind differs, an hour when most meet is worse", 1
	alone, missing := base, base
	alone.Name, alone.Day, alone.Drifting = "answers depend on nothing else", 0, 0
	missing.Name, missing.Missing = "unanswered when drained", 0.8
	return []Scenario{base, null, clustered, dip, leader, alone, missing}
}

// person is one made-up person: what is true, and what they answered.
type person struct {
	effects  []float64 // a kind each
	checkIns []energy.CheckIn
}

// live makes a person of n answered check-ins.
func (s Scenario) live(n int, random *rand.Rand) person {
	p := person{effects: s.effects(random)}
	day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.FixedZone("", 3600))
	for len(p.checkIns) < n {
		if wd := day.Weekday(); wd != time.Saturday && wd != time.Sunday {
			p.checkIns = append(p.checkIns, s.day(day, p.effects, random)...)
		}
		day = day.AddDate(0, 0, 1)
	}
	p.checkIns = p.checkIns[:n]
	return p
}

func (s Scenario) effects(random *rand.Rand) []float64 {
	if s.Fixed != nil {
		return s.Fixed
	}
	out := make([]float64, len(kinds))
	for k := range out {
		out[k] = s.Kinds * random.NormFloat64()
	}
	return out
}

// hours of a working day, in quarters; those of the dip; and the kind that then is
// likeliest.
const (
	begins      = 9
	quarters    = 4 * 8
	dipFrom     = 4 * 4
	dipTo       = dipFrom + 6
	coordinates = 3
)

// day is one working day: its blocks, and three or four check-ins that are answered.
func (s Scenario) day(day time.Time, effects []float64, random *rand.Rand) (out []energy.CheckIn) {
	full := math.Exp(0.7 * random.NormFloat64()) // how much likelier a meeting is that day
	work := blocks(full, random)
	if s.Dip > 0 && random.Float64() < 0.6 {
		for q := dipFrom; q < dipTo; q++ {
			work[q] = coordinates
		}
	}
	mood := s.Day * random.NormFloat64()
	if s.Clustered {
		mood -= 0.8 * coordinating(work)
	}
	drifting, last := s.Drifting*random.NormFloat64(), 0
	for _, at := range moments(work, random) {
		kept := math.Exp(-float64(at-last) / 4 / 2) // two hours
		drifting = kept*drifting + s.Drifting*math.Sqrt(1-kept*kept)*random.NormFloat64()
		last = at
		c := energy.CheckIn{
			At: day.Add(begins*time.Hour + time.Duration(at)*15*time.Minute), Mode: energy.Random, Exposure: map[string]float64{},
		}
		felt := 4.2 + mood + drifting + s.Noise*random.NormFloat64() + ofTheHour(at)
		if at >= dipFrom && at < dipTo+1 {
			felt -= s.Dip
		}
		for q := at - 4; q < at; q++ {
			c.Exposure[kinds[work[q]].name] += 0.25
			felt += 0.25 * effects[work[q]]
		}
		if s.Missing > 0 && random.Float64() > 1/(1+math.Exp(-1.5-s.Missing*(felt-4.2))) {
			continue
		}
		c.Value = min(max(math.Round(felt), 1), 7)
		out = append(out, c)
	}
	return out
}

// ofTheHour is the same for everybody: best before noon, worst after lunch.
func ofTheHour(quarter int) float64 { return 0.25 * math.Sin(float64(quarter)/quarters*2*math.Pi) }

// coordinating is how much of the day it took, from 0 to 1.
func coordinating(work []int) (share float64) {
	for _, k := range work {
		if kinds[k].name == "coordinating" {
			share += 1 / float64(len(work))
		}
	}
	return min(share/0.5, 1)
}

// blocks fills a day with blocks of half an hour to two hours: the kind of each
// quarter.
func blocks(full float64, random *rand.Rand) (work []int) {
	for len(work) < quarters {
		kind := draw(begins+float64(len(work))/4, full, random)
		for range 2 + random.IntN(7) {
			work = append(work, kind)
		}
	}
	return work[:quarters]
}

// draw takes a kind, the likelier the nearer its hour is.
func draw(hour, full float64, random *rand.Rand) int {
	weights, sum := make([]float64, len(kinds)), 0.0
	for k, kind := range kinds {
		weights[k] = kind.share * (0.4 + math.Exp(-math.Pow((hour-kind.peak)/2.5, 2)))
		if kind.name == "coordinating" {
			weights[k] *= full
		}
		sum += weights[k]
	}
	at := random.Float64() * sum
	for k, w := range weights {
		if at -= w; at < 0 {
			return k
		}
	}
	return len(kinds) - 1
}

// moments are three or four quarters of a day, each in its part of it, an hour and a
// half apart or more. Seven of ten are moved to where a block ends.
func moments(work []int, random *rand.Rand) (out []int) {
	parts := 3 + random.IntN(2)
	wide := (quarters - 4) / parts
	last := -6
	for part := range parts {
		at := max(4+part*wide+1+random.IntN(wide), last+6)
		if random.Float64() < 0.7 {
			at = end(work, at)
		}
		if at > quarters {
			break
		}
		out, last = append(out, at), at
	}
	return out
}

// end is the first quarter from one on at which a block has ended.
func end(work []int, at int) int {
	for at < quarters && work[at] == work[at-1] {
		at++
	}
	return at
}
