package drift_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/drift/sim"
)

// weeks is a simulated share of so many weeks with two falls.
func weeks(n int) drift.Question {
	for _, s := range sim.Scenarios() {
		if s.Name == "multi" {
			s.Years = (n + 51) / 52
			q := s.Make(1, 0).Question
			q.Series.Weeks = q.Series.Weeks[:n]
			return q
		}
	}
	panic("no such scenario")
}

// BenchmarkTake gives its time as ratios in one run: to a least-squares PELT on
// 520 numbers, and of 1,000 weeks to 520.
func BenchmarkTake(b *testing.B) {
	short, long := weeks(520), weeks(1000)
	y := threeSteps(520)
	var pelt, at520, at1000 time.Duration
	clock := func(sum *time.Duration, f func()) {
		start := time.Now()
		f()
		*sum += time.Since(start)
	}
	b.ReportAllocs()
	for b.Loop() {
		clock(&pelt, func() { sim.Pelt(y) })
		clock(&at520, func() { take(b, short) })
		clock(&at1000, func() { take(b, long) })
	}
	b.ReportMetric(float64(at520)/float64(pelt), "520/pelt")
	b.ReportMetric(float64(at1000)/float64(at520), "1000/520")
	b.ReportMetric(float64(at520.Microseconds())/1000/float64(b.N), "ms/520")
}

// BenchmarkNumbers is the same for plain numbers.
func BenchmarkNumbers(b *testing.B) {
	short, long, y := numbers(threeSteps(520)), numbers(threeSteps(1000)), threeSteps(520)
	var pelt, at520, at1000 time.Duration
	for b.Loop() {
		a := time.Now()
		sim.Pelt(y)
		c := time.Now()
		take(b, short)
		d := time.Now()
		take(b, long)
		pelt, at520, at1000 = pelt+c.Sub(a), at520+d.Sub(c), at1000+time.Since(d)
	}
	b.ReportMetric(float64(at520)/float64(pelt), "520/pelt")
	b.ReportMetric(float64(at1000)/float64(at520), "1000/520")
}

// BenchmarkLife is ten measures of fifteen years.
func BenchmarkLife(b *testing.B) {
	q := weeks(780)
	b.ReportAllocs()
	for b.Loop() {
		for range 10 {
			take(b, q)
		}
	}
}

func BenchmarkTwentyThousandWeeks(b *testing.B) {
	q := weeks(20_000)
	b.ReportAllocs()
	for b.Loop() {
		take(b, q)
	}
}

// threeSteps is what PELT is usually timed on: three steps and normal noise.
func threeSteps(n int) []float64 {
	r := rand.New(rand.NewPCG(1, 1))
	y := make([]float64, n)
	for t := range y {
		y[t] = float64(4*t/n%2)*3 + r.NormFloat64()
	}
	return y
}
