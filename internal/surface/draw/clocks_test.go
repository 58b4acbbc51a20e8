package draw

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
)

// Clocks of one day are told together; what has a reference of its own names it.
func TestWhatIsUsualNamesItsReference(t *testing.T) {
	of := func(median float64, longest int, ref *reckon.RefRange) reckon.Clock {
		return reckon.Clock{Usual: &reckon.Usual{Median: median, Longest: longest}, Reference: ref}
	}
	own := &reckon.RefRange{From: when.Date(2020, 1, 1), To: when.Date(2020, 12, 31), Chosen: "own"}
	for want, clocks := range map[string][]reckon.Clock{
		"":                                  {{}},
		"1, at most 14":                     {of(1, 14, nil), {}},
		"1 to 2, at most 14 to 20":          {of(1.2, 14, nil), of(2, 20, nil)},
		"2020: 2, at most 9":                {of(2, 9, own)},
		"1, at most 14; 2020: 2, at most 9": {of(1, 14, nil), of(2, 9, own)},
	} {
		if got := Usual(clocks); got != want {
			t.Errorf("it is %q, want %q", got, want)
		}
	}
}
