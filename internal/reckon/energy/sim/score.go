package sim

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/backsight/backsight/internal/reckon/energy"
)

// Score is one row and one length of the table.
type Score struct {
	Scenario string
	N        int
	People   int
	Covered  float64 // of the 90 % intervals, how many hold the truth
	Told     float64 // people who were told something that is not so
	Spoken   float64 // people who were told anything
	Power    float64 // of the kinds that differ by 0.4 or more, how many were told, rightly; NaN for none
	Width    float64 // of an interval, points
	Error    float64 // root of the mean square, points
}

// Strong is the difference whose telling is counted as power.
const Strong = 0.4

// Run makes up so many people of n check-ins and scores what is said of them.
func Run(s Scenario, n, people int, seed uint64) Score {
	var sum tally
	for i := range people {
		p := s.live(n, random(seed, uint64(n)<<32|uint64(i)))
		sum.add(p.truth(), energy.Of(p.checkIns))
	}
	return sum.score(s.Name, n, people)
}

func random(seed, person uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, person)) }

// truth is each kind against the person's average hour.
func (p person) truth() map[string]float64 {
	mix := map[string]float64{}
	for _, c := range p.checkIns {
		for name, share := range c.Exposure {
			mix[name] += share / float64(len(p.checkIns))
		}
	}
	average := 0.0
	for k, kind := range kinds {
		average += mix[kind.name] * p.effects[k]
	}
	out := map[string]float64{}
	for k, kind := range kinds {
		out[kind.name] = p.effects[k] - average
	}
	return out
}

type tally struct {
	intervals, held       int
	wrong, spoken         int
	strong, found         int
	width, squares, count float64
}

func (t *tally) add(truth map[string]float64, a energy.Answer) {
	wrong, spoken := false, false
	claimed := map[string]bool{}
	for _, k := range a.Kinds {
		is := truth[k.Kind]
		t.intervals++
		if k.Low <= is && is <= k.High {
			t.held++
		}
		t.width += k.High - k.Low
		t.squares += (k.Value - is) * (k.Value - is)
		t.count++
		spoken = spoken || k.Claim
		right := k.Value*is > 0 && is != 0
		wrong = wrong || k.Claim && !right
		claimed[k.Kind] = k.Claim && right
	}
	for name, is := range truth {
		if math.Abs(is) >= Strong {
			t.strong++
			if claimed[name] {
				t.found++
			}
		}
	}
	t.wrong += one(wrong)
	t.spoken += one(spoken)
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (t *tally) score(name string, n, people int) Score {
	return Score{
		Scenario: name, N: n, People: people,
		Covered: float64(t.held) / float64(t.intervals), Told: float64(t.wrong) / float64(people), Spoken: float64(t.spoken) / float64(people),
		Power: float64(t.found) / float64(t.strong), Width: t.width / t.count, Error: math.Sqrt(t.squares / t.count),
	}
}

// Table is the scores as a Markdown table.
func Table(scores []Score) string {
	var b strings.Builder
	b.WriteString("| people | check-ins | intervals hold the truth | told something that is not so | told anything | strong differences told | width | error |\n|---|---|---|---|---|---|---|---|\n")
	for _, s := range scores {
		power := "–"
		if !math.IsNaN(s.Power) {
			power = fmt.Sprintf("%.2f", s.Power)
		}
		fmt.Fprintf(&b, "| %s | %d | %.3f | %.3f | %.3f | %s | %.2f | %.3f |\n", s.Scenario, s.N, s.Covered, s.Told, s.Spoken, power, s.Width, s.Error)
	}
	return b.String()
}
