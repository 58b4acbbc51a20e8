package stat

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s is %.10g instead of %.10g", what, got, want)
	}
}

// The yearly flow of the Nile at Aswan, 1871 to 1970 (Cobb 1978, Biometrika 65).
var nile = []float64{
	1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
	1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
	831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759,
	781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
	744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
}

func TestNile(t *testing.T) {
	near(t, "the noise", NoiseScale(nile), 115.319, 5e-4)
	fit := Segment(nile, Seed("nile"))
	turns := fit.Bounds()
	if len(turns) != 1 || turns[0].Index != 28 || turns[0].Slide {
		t.Fatalf("the turns are %+v instead of a step in 1899", turns)
	}
	near(t, "the level before", turns[0].From, 1097.75, 40)
	near(t, "the level after", turns[0].To, 849.9722, 40)
	if turns[0].Low > 27 || turns[0].High < 28 || turns[0].High > 33 {
		t.Errorf("the interval is %d to %d", turns[0].Low, turns[0].High)
	}
}

// Least squares, from the prefix sums by which jumps are found.
func TestNileLeastSquares(t *testing.T) {
	p := newPrefix(nile)
	squares := 0.0
	for _, y := range nile {
		squares += y * y
	}
	n := len(nile)
	rss := func(at int) float64 {
		left, right := p.y[at], p.y[n]-p.y[at]
		return squares - left*left/float64(at) - right*right/float64(n-at)
	}
	near(t, "one mean", squares-p.y[n]*p.y[n]/float64(n), 2835156.75, 1e-2)
	near(t, "split at 28", rss(28), 1597457.194, 1e-2)
	near(t, "split at 27", rss(27), 1659109.479, 1e-2)
	near(t, "mean before", p.y[28]/28, 1097.75, 1e-9)
	near(t, "mean after", (p.y[n]-p.y[28])/72, 849.9722, 1e-4)
	weight, sum := make([]float64, n), 0.0
	for at := 2; at <= 98; at++ {
		weight[at] = math.Exp(-50 * math.Log(rss(at)/rss(28)))
		sum += weight[at]
	}
	for at, want := range map[int]float64{28: 0.7746, 27: 0.1166, 26: 0.0536} {
		near(t, "the profile posterior", weight[at]/sum, want, 5e-5)
	}
}

// A split of days of five, through the rising factorials of the beta-binomial:
// with a great size it is the binomial, with both sides 1 the uniform prior.
func TestBinomialSplit(t *testing.T) {
	k := []int{5, 4, 5, 5, 4, 5, 1, 0, 2, 1, 0, 1}
	log := func(a float64, n int) float64 {
		table := make([]float64, n+1)
		rise(table, a)
		return table[n]
	}
	count := func(from, to int) (hits, trials int) {
		for _, x := range k[from:to] {
			hits += x
		}
		return hits, 5 * (to - from)
	}
	deviance := func(from, to int) float64 {
		const size = 1e10
		hits, trials := count(from, to)
		q := float64(hits) / float64(trials)
		return -2 * (log(q*size, hits) + log((1-q)*size, trials-hits) - log(size, trials))
	}
	near(t, "whole", deviance(0, 12), 82.576658, 1e-5)
	near(t, "first half", deviance(0, 6), 14.695802, 1e-5)
	near(t, "second half", deviance(6, 12), 27.033673, 1e-5)
	near(t, "split", deviance(0, 6)+deviance(6, 12), 41.729474, 1e-5)
	uniform := func(from, to int) float64 {
		hits, trials := count(from, to)
		return log(1, hits) + log(1, trials-hits) - log(2, trials)
	}
	weights, sum := make([]float64, 12), 0.0
	for at := 1; at < 12; at++ {
		weights[at] = math.Exp(uniform(0, at) + uniform(at, 12))
		sum += weights[at]
	}
	near(t, "P(6)", weights[6]/sum, 0.995601, 1e-6)
	near(t, "P(7)", weights[7]/sum, 0.003086, 1e-6)
	near(t, "the Bayes factor", math.Log(sum/11)-uniform(0, 12), 15.923095, 1e-5)
}

func TestEmissions(t *testing.T) {
	bb := func(k, m int, p float64) float64 {
		// Without the extra zeros and the contamination it was mixed with.
		b := binomial{sizes: []float64{14}, zeros: []float64{0.01}, most: m, span: func(int) float64 { return 1 / (p * 0.99) }, offset: 1}
		var f [1]float64
		b.likelihood(0, 0, 1)(pair{float64(k), float64(m)}, f[:])
		x := (f[0] - contamination/float64(m+1)) / (1 - contamination)
		if k == 0 {
			x -= 0.01
		}
		return x / 0.99
	}
	near(t, "BB(3 | 5, .4, 14)", bb(3, 5, 0.4), 0.2157207843, 1e-10)
	near(t, "BB(0 | 80, .11, 14)", bb(0, 80, 0.11), 0.0469553564, 1e-8)
	near(t, "BB(30 | 80, .46, 14)", bb(30, 80, 0.46), 0.0298649250, 1e-10)
	table := make([]float64, 4)
	rise(table, 5.6)
	near(t, "R(5.6, 3)", table[3], 5.6379844945, 1e-9)
	nb := func(k float64) float64 {
		return math.Exp(logNegativeBase(1.5, k) + logNegativeRest(1.5, k, 12))
	}
	near(t, "NB(4 | 12, 1.5)", nb(4), 0.0569018950, 1e-10)
	near(t, "NB(0 | 12, 1.5)", nb(0), 1.0/27, 1e-12)
}

// Two cells, levels only: small enough to do by hand.
func TestTinyGrid(t *testing.T) {
	e := emissions{cells: 2, table: []float32{1, 0.2, 0, 0.1, 1, 0}, at: []int32{0, 0, 1, 1}}
	c := chain{grid: grid{cells: 2, step: 0.1}, n: 4, e: &e}
	c.forward()
	for i, want := range []float64{1.0 / 6, 0.047619, 0.505837, 0.910813} {
		near(t, "the filter", float64(c.belief(i)[1])/c.total[i], want, 1e-6)
	}
	near(t, "the log evidence", c.log, -2.969608, 1e-6)
	const paths = 10_000
	var tr track
	c.sample(paths, rand.New(rand.NewPCG(1, 1)), &tr)
	smooth := []float64{0.342128, 0.424590, 0.870831, 0.910813}
	differs := []float64{0, 0.094450, 0.446919, 0.049100}
	for at := range 4 {
		ones, changed := 0.0, 0.0
		for p := range paths {
			ones += float64(tr.cell[p*4+at]) / paths
			if at > 0 && tr.cell[p*4+at] != tr.cell[p*4+at-1] {
				changed += 1.0 / paths
			}
		}
		near(t, "the smoothed belief", ones, smooth[at], 0.015)
		near(t, "the chance of a change", changed, differs[at], 0.015)
	}
}

func TestLineWithAR1Noise(t *testing.T) {
	y := []float64{46, 47, 46, 45, 46, 44, 43, 43, 44, 43, 41, 40, 40, 41, 40, 38, 37, 38, 38, 36, 35, 35, 36, 35, 33, 32}
	points, ones := make([]Point, len(y)), make([]float64, len(y))
	for i, v := range y {
		points[i], ones[i] = Point{float64(i), v, 1}, 1
	}
	line, ok := fitLine(points, ones)
	if !ok {
		t.Fatal("no line")
	}
	line.doubt(points, line.residuals(points), 0)
	near(t, "slope", line.Slope, -0.564786, 1e-6)
	near(t, "intercept", line.Intercept, 47.136752, 1e-6)
	near(t, "se", line.Error, 0.022222, 1e-6)
	near(t, "phi", line.Phi, 0.232995, 1e-6)
	near(t, "n_eff", line.Effective, 16.1737, 1e-4)
	near(t, "factor", line.Factor, 1.767050, 1e-6)
	near(t, "low", line.Low, -0.614573, 1e-6)
	near(t, "high", line.High, -0.515000, 1e-6)
	near(t, "phi of alternating residuals", decay([]float64{1, -1, 1, -1, 1, -1, 1, -1, 1, -1}), 0, 0)
	robust, _ := Rate(points)
	near(t, "the robust slope", robust.Slope, -0.565, 0.02)
}

func TestEvidenceOfAnAlarm(t *testing.T) {
	w := Watch{cap: 0.6, base: 0.4}
	shares := []float64{0.45, 0.1, 0.1, 0.05, 0.1, 0.1, 0, 0.1, 0.1}
	want := []float64{0.9, 2.9983, 6.7982, 15.3229, 32.1176, 68.9369, 179.6165, 408.2043, 945.7069}
	for i, y := range shares {
		r := w.Next(y)
		near(t, "the evidence", r, want[i], 5e-5)
		if (r >= Ring) != (i == len(shares)-1) {
			t.Errorf("week %d: rings is %v", i, r >= Ring)
		}
	}
}

func TestTwoGeometricClock(t *testing.T) {
	g := Gaps{Share: 0.85, Short: 0.7, Long: 0.12}
	if d := g.Rare(0.1 / 120); d != 41 {
		t.Errorf("out of habit after %d instead of 41", d)
	}
	near(t, "S(40)", g.Outlast(40), 0.000902, 1e-6)
	near(t, "S(41)", g.Outlast(41), 0.000794, 1e-6)
}

func TestScores(t *testing.T) {
	both := [][]int{{50}, {}}
	near(t, "F1", F1(both, []int{48, 80}, 5), 0.8, 1e-9)
	near(t, "Cover", Cover(both, []int{48, 80}, 100), 0.624231, 1e-6)
	near(t, "F1 of nothing", F1(both[:1], nil, 5), 2.0/3, 1e-9)
	near(t, "Cover of nothing", Cover(both[:1], nil, 100), 0.5, 1e-9)
	if got := slices.Compact(bounds([]int{5, 0, 5})); len(got) != 2 {
		t.Errorf("bounds are %v", got)
	}
}
