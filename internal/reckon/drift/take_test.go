package drift_test

import (
	"testing"

	"github.com/backsight/backsight/internal/reckon/drift/sim"
)

// A fall from 46 to 11 % is found within five weeks, a steady level has none.
func TestTakeFindsAStepAndNothingElse(t *testing.T) {
	for _, s := range sim.Scenarios() {
		if s.Name != "step46-11" && s.Name != "null46" {
			continue
		}
		score, err := sim.Run(s, 10, 7)
		if err != nil {
			t.Fatal(err)
		}
		if score.PerTenYears > 0.2 || score.Missed > 0 || s.Group == sim.Steps && score.Within5 < 0.9 {
			t.Errorf("%s: %.2f false turns in ten years, %.2f missed, %.2f within 5 weeks", s.Name, score.PerTenYears, score.Missed, score.Within5)
		}
	}
}
