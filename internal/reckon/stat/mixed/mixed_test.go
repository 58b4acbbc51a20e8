package mixed

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// some is answers of a few days, with two pools.
func some(random *rand.Rand, days, aDay int) Data {
	d := Data{Fixed: 2, Pools: []int{2, 3}}
	for day := range days {
		at := 0.0
		for range 1 + random.IntN(aDay) {
			at += 0.2 + 3*random.Float64()
			d.Y, d.At, d.Day = append(d.Y, 4+random.NormFloat64()), append(d.At, 24*float64(day)+at), append(d.Day, day)
			d.X = append(d.X, 1)
			for range d.Width() - 1 {
				d.X = append(d.X, random.NormFloat64())
			}
		}
	}
	return d
}

// dense is the same posterior by the book: the whole covariance, inverted.
func dense(m *model, theta []float64) (value float64, means []float64) {
	n, w, pools := len(m.Y), m.width, len(m.Pools)
	at := func(k int) float64 { return math.Exp(theta[pools+k]) }
	v := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			c := 0.0
			if m.Day[i] == m.Day[j] {
				c = sq(at(0)) + sq(at(1))*math.Exp(-math.Abs(m.At[i]-m.At[j])/at(3))
			}
			if i == j {
				c += sq(at(2))
			}
			v.SetSym(i, j, c)
		}
	}
	var chol mat.Cholesky
	chol.Factorize(v)
	x, y := mat.NewDense(n, w, m.X), mat.NewVecDense(n, m.Y)
	var vx, xvx mat.Dense
	var vy, xvy, sol mat.VecDense
	_ = chol.SolveTo(&vx, x)
	_ = chol.SolveVecTo(&vy, y)
	xvx.Mul(x.T(), &vx)
	xvy.MulVec(x.T(), &vy)
	logs := chol.LogDet()
	c := mat.NewSymDense(w, nil)
	for i := range w {
		for j := range i + 1 {
			c.SetSym(i, j, xvx.At(i, j))
		}
		precision := m.prior[i]
		if p := m.pool[i]; p >= 0 {
			precision = math.Exp(-2 * theta[p])
			logs += 2 * theta[p]
		}
		c.SetSym(i, i, c.At(i, i)+precision)
	}
	var cc mat.Cholesky
	cc.Factorize(c)
	_ = cc.SolveVecTo(&sol, &xvy)
	rest := mat.Dot(y, &vy) - mat.Dot(&sol, &xvy)
	return 0.5*(logs+cc.LogDet()+rest) - m.logPrior(theta), sol.RawVector().Data
}

// The filter and the sums give what the whole covariance gives.
func TestTheFilterIsTheCovariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		d := some(random, 8, 5)
		m := newModel(&d)
		theta := make([]float64, len(m.Pools)+4)
		for i := range theta {
			theta[i] = random.NormFloat64() - 0.5
		}
		want, means := dense(m, theta)
		if got := m.evaluate(theta); math.Abs(got-want) > 1e-8*(1+math.Abs(want)) {
			t.Fatalf("the posterior is %v, and by the whole covariance %v", got, want)
		}
		for c, v := range means {
			if math.Abs(m.means[c]-v) > 1e-7 {
				t.Fatalf("column %d is %v, and by the whole covariance %v", c, m.means[c], v)
			}
		}
	})
}

// What differs much is found, what does not is pulled to nothing, and both lie in
// their intervals.
func TestWhatDiffersIsFound(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	d := some(random, 150, 4)
	for i := range d.Y {
		d.Y[i] += 1.5 * d.X[i*d.Width()+2]
	}
	f, err := Fit(d)
	if err != nil {
		t.Fatal(err)
	}
	for column, truth := range map[int]float64{2: 1.5, 3: 0, 4: 0} {
		factors := make([]float64, d.Width())
		factors[column] = 1
		m := f.Of(factors)
		low, high := m.Quantile(0.005), m.Quantile(0.995)
		if truth < low || truth > high || high-low > 0.6 {
			t.Errorf("column %d: %.2f to %.2f, and it is %.1f", column, low, high, truth)
		}
	}
	if again, _ := Fit(d); again.some[3].weight != f.some[3].weight {
		t.Error("the same answers give another answer")
	}
}

// Where all answers are alike, nothing is found and nothing breaks.
func TestAllAlike(t *testing.T) {
	d := some(rand.New(rand.NewPCG(1, 1)), 30, 3)
	for i := range d.Y {
		d.Y[i] = 4
	}
	f, err := Fit(d)
	if err != nil {
		t.Fatal(err)
	}
	m := f.Of([]float64{0, 0, 1, -1, 0, 0, 0})
	if low, high := m.Quantile(0.05), m.Quantile(0.95); !(low < 0 && high > 0 && high-low < 2) {
		t.Errorf("%v to %v", low, high)
	}
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	sound := some(rand.New(rand.NewPCG(1, 1)), 3, 3)
	for name, spoil := range map[string]func(*Data){
		"no answer":       func(d *Data) { d.Y = nil },
		"a row too short": func(d *Data) { d.X = d.X[1:] },
		"no number":       func(d *Data) { d.Y[0] = math.NaN() },
		"endless":         func(d *Data) { d.X[0] = math.Inf(1) },
	} {
		d := sound
		d.Y, d.X = slices.Clone(sound.Y), slices.Clone(sound.X)
		spoil(&d)
		if _, err := Fit(d); !errors.Is(err, ErrShape) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Golden: a mixture of two, by Python's math.erf.
func TestMixture(t *testing.T) {
	m := Mixture{{0.25, -1, 0.5}, {0.75, 2, 1}}
	for x, want := range map[float64]float64{0: 0.26137507, 2: 0.625, -1: 0.12601242} {
		if got := m.Below(x); math.Abs(got-want) > 1e-7 {
			t.Errorf("below %v: %.8f, want %.8f", x, got, want)
		}
	}
	if m.Mean() != 1.25 {
		t.Errorf("mean %v", m.Mean())
	}
	for _, p := range []float64{0.05, 0.5, 0.95} {
		if got := m.Below(m.Quantile(p)); math.Abs(got-p) > 1e-9 {
			t.Errorf("the %v quantile is below with chance %v", p, got)
		}
	}
}
