package stat

import (
	"math"
	"slices"
)

// Ring is the threshold of an alarm: the mean number of places until it rings
// falsely is at least this, whatever the noise, as long as the mean given the
// past stays at the base or above (Shin, Ramdas & Rinaldo 2024, e-detectors;
// the Shiryaev-Roberts kind). 520 weeks are ten years.
const Ring = 520

// most bounds the evidence of one bet: beyond it a ringing alarm only gets
// harder to take back. A single bet rings at six times Ring.
const most = 20 * Ring

// slack is by how much the base may lie under the mean without being told.
const slack = 0.08

var betParts = [...]float64{0.05, 0.1, 0.2, 0.4, 0.7, 1}

// Watch is an alarm for values that have left a reference downwards. Make it
// with [Guard], show it each later value with Next.
type Watch struct {
	cap, base float64
	r         [len(betParts)]float64
}

// Guard is a watch on the values of a reference, in order: values are capped at
// their 80 % quantile, the base is their mean less its standard error and 8 %.
// ok is false for fewer than 40 values, and for a reference too near to zero
// to fall from.
func Guard(reference []float64) (w Watch, ok bool) {
	if len(reference) < 40 {
		return Watch{}, false
	}
	w.cap = Quantile(slices.Sorted(slices.Values(reference)), 0.8)
	capped := make([]float64, len(reference))
	for i, v := range reference {
		capped[i] = min(v, w.cap)
	}
	mean := Mean(capped)
	residuals := make([]float64, len(capped))
	square := 0.0
	for i, v := range capped {
		residuals[i] = v - mean
		square += residuals[i] * residuals[i]
	}
	n := float64(len(capped))
	phi := decay(residuals)
	se := math.Sqrt(square/(n-1)) * math.Sqrt((1+phi)/(1-phi)/n)
	w.base = (mean - se) * (1 - slack)
	return w, w.base > 0 && w.cap > w.base
}

// Next takes one more value and returns the evidence that the level has left
// the reference: it rings at [Ring].
func (w *Watch) Next(value float64) float64 {
	y, sum := min(value, w.cap), 0.0
	for i, part := range betParts {
		bet := part * 0.98 / (w.cap - w.base)
		w.r[i] = min((w.r[i]+1)*(1+bet*(w.base-y)), most)
		sum += w.r[i]
	}
	return sum / float64(len(w.r))
}
