package lives

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
	_ "time/tzdata" // the zones of the lives are the same on every machine

	"github.com/backsight/backsight/internal/base/when"
)

// stream keeps the kinds of chance apart, so that drawing more of one leaves
// the others as they were.
type stream uint64

const (
	ofWeeks stream = iota + 1
	ofHolidays
	ofMaking
	ofOthers
	ofFiles
	ofMeetings
	ofAnswers
	ofSittings
	ofAgents
)

// chance is the life's chance number n of a stream: the same whenever it is
// asked for, whatever was drawn before.
func (l Life) chance(s stream, n int) *rand.Rand {
	return rand.New(rand.NewPCG(mix(l.Seed^uint64(s)<<32), mix(uint64(n))))
}

// mix spreads a number over all bits (the finalizer of SplitMix64; Steele, Lea
// and Flood 2014), so that neighbouring seeds share nothing.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// poisson draws a count with a mean (Knuth's product of uniforms; the means
// here are small).
func poisson(r *rand.Rand, mean float64) int {
	n, p := 0, r.Float64()
	for limit := math.Exp(-mean); p > limit; n++ {
		p *= r.Float64()
	}
	return n
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func sortBy[T any, K cmp.Ordered](s []T, key func(T) K) {
	slices.SortStableFunc(s, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
}

// zone is where the person lives on a day.
func (l Life) zone(on when.Day) *time.Location {
	name := l.Homes[0].Zone
	for _, h := range l.Homes {
		if h.From <= on {
			name = h.Zone
		}
	}
	return location(name)
}

// location panics for a name that is not among the zones of the lives.
func location(name string) *time.Location {
	z, ok := zones()[name]
	if !ok {
		panic("lives: no zone " + name)
	}
	return z
}

// zones are read once, from the table built into the program.
var zones = sync.OnceValue(func() map[string]*time.Location {
	all := map[string]*time.Location{}
	for name := range changes {
		z, err := time.LoadLocation(name)
		if err != nil {
			panic("lives: " + err.Error()) // the table is part of the program
		}
		all[name] = z
	}
	return all
})
