package stat

import (
	"math"
	"slices"
)

// Point is a value at a place in time with its weight.
type Point struct{ At, Value, Weight float64 }

// Line is a straight line through points: how much it rises a place, and the
// interval that holds that nine times of ten.
type Line struct {
	Slope, Low, High   float64
	Intercept          float64 // at place 0
	Error, Phi, Factor float64
	Effective          float64 // the number of points as if they were independent
}

// Rate is the robust line through points in order of time: Huber (1964) weights
// at 1.8 MAD, residuals clipped there, and an interval for AR(1) noise whose
// lag-1 correlation is corrected for the line and shrunk to 0.25 as 26 points
// would. It needs three points at different places; else ok is false.
func Rate(points []Point) (line Line, ok bool) {
	weights := make([]float64, len(points))
	for i, p := range points {
		weights[i] = p.Weight
	}
	var residuals []float64
	limit := 0.0
	for range 20 {
		if line, ok = fitLine(points, weights); !ok {
			return Line{}, false
		}
		residuals = line.residuals(points)
		limit = 1.8 * MAD(residuals)
		if !reweigh(weights, points, residuals, limit) {
			break
		}
	}
	line.doubt(points, residuals, limit)
	return line, true
}

// fitLine is weighted least squares.
func fitLine(points []Point, weights []float64) (Line, bool) {
	var w, x, y, xx, xy float64
	for i, p := range points {
		w += weights[i]
		x += weights[i] * p.At
		y += weights[i] * p.Value
	}
	if len(points) < 3 || w <= 0 {
		return Line{}, false
	}
	x, y = x/w, y/w
	for i, p := range points {
		xx += weights[i] * (p.At - x) * (p.At - x)
		xy += weights[i] * (p.At - x) * (p.Value - y)
	}
	if xx <= 0 {
		return Line{}, false
	}
	return Line{Slope: xy / xx, Intercept: y - xy/xx*x}, true
}

func (l Line) residuals(points []Point) []float64 {
	r := make([]float64, len(points))
	for i, p := range points {
		r[i] = p.Value - l.Intercept - l.Slope*p.At
	}
	return r
}

// reweigh sets Huber's weights and says whether any of them changed by much.
func reweigh(weights []float64, points []Point, residuals []float64, limit float64) bool {
	changed := false
	for i, p := range points {
		w := p.Weight
		if r := math.Abs(residuals[i]); r > limit && limit > 0 {
			w *= limit / r
		}
		changed = changed || math.Abs(w-weights[i]) > 1e-6*p.Weight
		weights[i] = w
	}
	return changed
}

// doubt fills the interval.
func (l *Line) doubt(points []Point, residuals []float64, limit float64) {
	n := float64(len(points))
	kept, total, centre := 0.0, 0.0, 0.0
	clipped := slices.Clone(residuals)
	for i, p := range points {
		if limit > 0 {
			clipped[i] = clamp(residuals[i], -limit, limit)
		}
		if limit <= 0 || math.Abs(residuals[i]) <= limit {
			kept++
		}
		total += p.Weight
		centre += p.Weight * p.At
	}
	centre /= total
	square, spread := 0.0, 0.0
	for i, p := range points {
		square += p.Weight * clipped[i] * clipped[i]
		spread += p.Weight * (p.At - centre) * (p.At - centre)
	}
	l.Phi = decay(clipped)
	l.Error = math.Sqrt(square / max(1, n-2) / spread)
	inflation := math.Sqrt((1+l.Phi)/(1-l.Phi)) / max(0.2, kept/n)
	l.Effective = max(6, n*(1-l.Phi)/(1+l.Phi))
	l.Factor = 1.645 * (1 + 1.2/l.Effective)
	half := l.Factor * l.Error * inflation
	l.Low, l.High = l.Slope-half, l.Slope+half
}

// decay is the lag-1 correlation of the residuals of a line.
func decay(residuals []float64) float64 {
	n := float64(len(residuals))
	square, product := 0.0, 0.0
	for i, r := range residuals {
		square += r * r
		if i > 0 {
			product += r * residuals[i-1]
		}
	}
	if square == 0 {
		return 0
	}
	phi := product / square
	phi += (2 + 4*max(0, phi)) / n
	return clamp((phi*n+0.25*26)/(n+26), 0, 0.85)
}
