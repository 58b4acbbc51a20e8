package drift_test

import (
	"testing"

	"github.com/backsight/backsight/internal/reckon/drift"
)

func TestWhatNeverChangesIsSteady(t *testing.T) {
	for _, n := range []int{20, 100, 600} {
		y := make([]float64, n)
		for i := range y {
			y[i] = 5
		}
		b, err := drift.Take(numbers(y))
		if err != nil || b.State != drift.Steady || len(b.Turns) != 0 || b.Now.Low != 5 || b.Now.High != 5 {
			t.Errorf("%d equal numbers: %+v, %v", n, b, err)
		}
	}
}
