package stat

import (
	"math"
	"math/rand/v2"
)

// sums are prefix sums over a series whitened for AR(1) noise: of the products
// of one, time and value. Entry i is over the places below i. The first place
// of a segment is whitened differently, and added by whoever sums a segment.
type sums struct {
	phi                    float64
	y                      []float64
	tt, oneT, oneY, tY, yy []float64
}

func sum(y []float64, phi float64) *sums {
	n := len(y) + 1
	s := &sums{phi: phi, y: y, tt: make([]float64, n), oneT: make([]float64, n), oneY: make([]float64, n), tY: make([]float64, n), yy: make([]float64, n)}
	for t, v := range y {
		one, time, value := 1-phi, float64(t), v
		if t > 0 {
			time -= phi * float64(t-1)
			value -= phi * y[t-1]
		}
		s.tt[t+1] = s.tt[t] + time*time
		s.oneT[t+1] = s.oneT[t] + one*time
		s.oneY[t+1] = s.oneY[t] + one*value
		s.tY[t+1] = s.tY[t] + time*value
		s.yy[t+1] = s.yy[t] + value*value
	}
	return s
}

// fitter is the marginal likelihood of segments under a noise.
type fitter struct {
	*sums
	sigma, logNoise, logFirst float64
}

func (s *sums) under(sigma float64) fitter {
	return fitter{s, sigma, math.Log(2 * math.Pi * sigma * sigma), math.Log(1-s.phi*s.phi) / 2}
}

// moments are the sums of a segment over variance: for a level alone, then
// with time centred on the middle and measured in lengths.
type moments struct{ one, oneX, xx, oneY, xY, yy, n float64 }

func (f fitter) moments(from, to int) moments {
	n := float64(to - from)
	phi := f.phi
	v := 1 / (f.sigma * f.sigma)
	w2 := 1 - phi*phi
	y0, t0, mid := f.y[from], float64(from), float64(from)+(n-1)/2
	one := w2 + (n-1)*(1-phi)*(1-phi)
	oneT := w2*t0 + f.oneT[to] - f.oneT[from+1]
	tt := w2*t0*t0 + f.tt[to] - f.tt[from+1]
	oneY := w2*y0 + f.oneY[to] - f.oneY[from+1]
	tY := w2*t0*y0 + f.tY[to] - f.tY[from+1]
	yy := w2*y0*y0 + f.yy[to] - f.yy[from+1]
	return moments{
		one: one * v, oneX: (oneT - mid*one) / n * v, xx: (tt - 2*mid*oneT + mid*mid*one) / (n * n) * v,
		oneY: oneY * v, xY: (tY - mid*oneY) / n * v, yy: yy * v, n: n,
	}
}

// level is the log likelihood of a segment at one level, which is N(0, 1).
func (f fitter) level(m moments) float64 {
	p := 1 + m.one
	return f.rest(m) - log(p)/2 + m.oneY*m.oneY/(2*p)
}

// ramp is the same for a segment whose level and whole change are N(0, 1).
func (f fitter) ramp(m moments) float64 {
	a, d := 1+m.one, 1+m.xx
	det := a*d - m.oneX*m.oneX
	quad := (d*m.oneY*m.oneY - 2*m.oneX*m.oneY*m.xY + a*m.xY*m.xY) / det
	return f.rest(m) - log(det)/2 + quad/2
}

func (f fitter) rest(m moments) float64 { return f.logFirst - m.n*f.logNoise/2 - m.yy/2 }

// piece draws what a segment was: a level or a ramp, and how high.
func (f fitter) piece(from, to int, random *rand.Rand) Piece {
	m := f.moments(from, to)
	level, isRamp := f.level(m), false
	if to-from >= rampLeast {
		ramp := f.ramp(m)
		isRamp = random.Float64() < rampChance*math.Exp(ramp-logMix(level, ramp))
	}
	if !isRamp {
		p := 1 + m.one
		h := m.oneY/p + random.NormFloat64()/math.Sqrt(p)
		return Piece{Start: from, End: to, From: h, To: h}
	}
	a, d := 1+m.one, 1+m.xx
	det := a*d - m.oneX*m.oneX
	height, change := (d*m.oneY-m.oneX*m.xY)/det, (a*m.xY-m.oneX*m.oneY)/det
	// Cholesky of the inverse of [a oneX; oneX d]: the change first, the height given it.
	dc := random.NormFloat64() * math.Sqrt(a/det)
	height += -m.oneX/a*dc + random.NormFloat64()/math.Sqrt(a)
	change += dc
	return Piece{Start: from, End: to, From: height - change/2, To: height + change/2, Slide: true}
}
