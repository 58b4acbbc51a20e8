package stat

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// Time passing moves belief and makes or loses none of it.
func TestAdvanceKeepsTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := newGrid(24, rapid.Bool().Draw(t, "slides"), pause{})
		if rapid.Bool().Draw(t, "pauses") {
			g.pause = pause{pauseBegin, 0.2}
		}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		prev, next := make([]float32, g.width()), make([]float32, g.width())
		total := 0.0
		for i := range prev {
			prev[i] = float32(random.Float64())
			total += float64(prev[i])
		}
		g.advance(next, prev, total, 1/total, rapid.SampledFrom([]float64{hazardStep, hazardKnown}).Draw(t, "hazard"))
		sum := 0.0
		for i, p := range next {
			if p < 0 {
				t.Fatalf("state %d has %g", i, p)
			}
			sum += float64(p)
		}
		if math.Abs(sum-1) > 1e-5 {
			t.Fatalf("1 became %g", sum)
		}
	})
}

// A series of several blocks is reckoned as one.
func TestBlocksDoNotShow(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	var series []Obs
	for t := range 3 * blockLength {
		p := 0.8
		if t/700%2 == 1 {
			p = 0.2
		}
		hits := 0.0
		for range 7 {
			if random.Float64() < p {
				hits++
			}
		}
		series = append(series, Obs{hits, 7, true})
	}
	seen := make([]bool, len(series))
	for i := range seen {
		seen[i] = true
	}
	fit := Filter(Tally, series, Options{Seed: 1})
	turns := fit.Turns(seen)
	if len(turns) != 4 {
		t.Fatalf("%d turns instead of 4: %+v", len(turns), turns)
	}
	for i, turn := range turns {
		if want := 700 * (i + 1); turn.Index < want-2 || turn.Index > want+2 || turn.Slide {
			t.Errorf("a turn at %d, slide %v, instead of a step at %d", turn.Index, turn.Slide, want)
		}
	}
	for i, j := range fit.jitter() {
		if math.Abs(j) > 0.5 {
			t.Fatalf("path %d lies %g cells off", i, j)
		}
	}
}

// A turn may as well lie in the unseen places beside its interval.
func TestWidenOverUnseenPlaces(t *testing.T) {
	seen := []bool{true, true, false, false, true, true, false, false, true}
	turn := Turn{Index: 4, Low: 4, High: 6}
	if turn.widen(seen); turn.Low != 2 || turn.High != 8 {
		t.Errorf("the interval is %d to %d instead of 2 to 8", turn.Low, turn.High)
	}
	turn = Turn{Index: 5, Low: 6, High: 4}
	if turn.widen([]bool{true, true, true, true, true, true, true, true}); turn.Low > 5 || turn.High < 5 {
		t.Errorf("the interval %d to %d leaves out the index", turn.Low, turn.High)
	}
}
