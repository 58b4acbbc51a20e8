package kinds

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
)

// The learner is a multinomial logistic regression, learnt one example after the
// other: features hashed into 2^16 places, AdaGrad steps (Duchi, Hazan and
// Singer 2011), and a pull (L2) towards what the rules taught it. The same
// examples in the same order give the same weights.
const (
	places  = 1 << 16
	rate    = 0.8
	pull    = 0.02
	ruleAs  = 0.15 // the weight of a series a rule has sorted, beside 1 of a pin
	rounds  = 3    // times the rules' series are gone through
	repeats = 8    // steps taken on each pin
	sure    = 0.6  // below this it abstains
	aside   = 0.3  // how much a sign beside the title counts: all meetings share them
)

// feature is a sign of a series, how much it counts, and its place among the
// weights.
type feature struct {
	text  string
	value float64
	place uint16
}

// learner holds a row of weights, one a kind, for each place met so far.
type learner struct {
	kinds []string
	rows  map[uint16]*row
}

type row struct{ weight, squares, prior []float64 }

func newLearner(table []Kind) *learner {
	l := &learner{rows: map[uint16]*row{}}
	for _, k := range table {
		l.kinds = append(l.kinds, k.Name)
	}
	return l
}

// signs are what the learner sees of a series: the words of its title and their
// pairs, who called it, how many meet, how long, when, in which calendar.
func signs(s *Series, title []string) (out []feature) {
	add := func(value float64, text string) {
		h := fnv.New32a()
		h.Write([]byte(text))
		sum := h.Sum32()
		out = append(out, feature{text, value, uint16((sum>>16 ^ sum) % places)})
	}
	for i, w := range title {
		add(1, strconv.Quote(w))
		if i > 0 {
			add(1, strconv.Quote(title[i-1]+" "+w))
		}
	}
	add(aside, bucket("people", s.People, 1, 2, 3, 5, 9, 20))
	add(aside, bucket("minutes", s.Length, 16, 31, 61, 121))
	add(aside, bucket("hour", s.Hour, 9, 12, 14, 17))
	add(aside, "calendar "+strconv.Quote(s.Calendar))
	for _, one := range []struct {
		is   bool
		text string
	}{
		{s.Mine, "called by you"},
		{s.Repeats, "recurs"},
		{s.Endless, "without an end"},
		{s.Outside > 0, "somebody from outside"},
		{s.Caller != "" && !s.Mine, "called by " + s.Caller},
		{s.Labels != "", "category " + s.Labels},
		{s.Weekday >= 0, fmt.Sprintf("weekday %d", s.Weekday+1)},
	} {
		if one.is {
			add(aside, one.text)
		}
	}
	return out
}

// bucket names the stretch between two edges a value lies in.
func bucket(of string, v int, edges ...int) string {
	i, at := slices.BinarySearch(edges, v)
	if at {
		i++
	}
	switch {
	case i == 0:
		return fmt.Sprintf("%s under %d", of, edges[0])
	case i == len(edges):
		return fmt.Sprintf("%s from %d", of, edges[i-1])
	}
	return fmt.Sprintf("%s %d to %d", of, edges[i-1], edges[i]-1)
}

// chances are how likely each kind is, in the order of the table, adding up to 1.
func (l *learner) chances(x []feature) []float64 {
	p := make([]float64, len(l.kinds))
	for _, f := range x {
		if r := l.rows[f.place]; r != nil {
			for k, w := range r.weight {
				p[k] += f.value * w
			}
		}
	}
	top, sum := slices.Max(p), 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// learn takes one step towards a kind; a kind that is not in the table teaches
// nothing.
func (l *learner) learn(x []feature, kind string, weight float64) {
	is := slices.Index(l.kinds, kind)
	if is < 0 {
		return
	}
	p := l.chances(x)
	for _, f := range x {
		r := l.rows[f.place]
		if r == nil {
			n := len(l.kinds)
			r = &row{make([]float64, n), make([]float64, n), make([]float64, n)}
			l.rows[f.place] = r
		}
		for k := range r.weight {
			slope := p[k]
			if k == is {
				slope--
			}
			slope = weight*f.value*slope + pull*(r.weight[k]-r.prior[k])
			r.squares[k] += slope * slope
			if slope != 0 {
				r.weight[k] -= rate * slope / math.Sqrt(r.squares[k]+1)
			}
		}
	}
}

// settle takes the weights as they are for what later steps are pulled towards.
func (l *learner) settle() {
	for _, r := range l.rows {
		copy(r.prior, r.weight)
		clear(r.squares)
	}
}

// guess is the likeliest kind and how likely it is.
func (l *learner) guess(x []feature) (kind string, p float64) {
	all := l.chances(x)
	best := 0
	for k := range all {
		if all[k] > all[best] {
			best = k
		}
	}
	return l.kinds[best], all[best]
}

// Word is a sign that spoke for a kind, and how loudly: its weight less the mean
// over all kinds, in units of log odds.
type Word struct {
	Text   string  `json:"text"`
	Weight float64 `json:"weight"`
}

// shown is how many words are given for a decision.
const shown = 5

// words are the signs that spoke most for a kind, the loudest first.
func (l *learner) words(x []feature, kind string) (out []Word) {
	is := slices.Index(l.kinds, kind)
	for _, f := range x {
		r := l.rows[f.place]
		if r == nil {
			continue
		}
		mean := 0.0
		for _, w := range r.weight {
			mean += w / float64(len(r.weight))
		}
		if v := f.value * (r.weight[is] - mean); v > 0.05 {
			out = append(out, Word{f.text, v})
		}
	}
	slices.SortStableFunc(out, func(a, b Word) int { return -cmp.Compare(a.Weight, b.Weight) })
	return out[:min(shown, len(out))]
}
