package stat

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestFastPowers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-680, 0).Draw(t, "x")
		if got, want := exp(x), math.Exp(x); math.Abs(got/want-1) > 1e-10 {
			t.Fatalf("exp(%g) is %g instead of %g", x, got, want)
		}
		p := math.Exp(x)
		if got, want := log(p), math.Log(p); math.Abs(got-want) > 1e-10 {
			t.Fatalf("log(%g) is %g instead of %g", p, got, want)
		}
	})
	if exp(-1e9) != 0 || exp(0) != 1 || math.Abs(log(1)) > 1e-12 {
		t.Error("the ends are off")
	}
}
