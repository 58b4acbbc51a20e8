package first

import (
	"slices"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
)

// TestWhatIsLeftOut: what a form listed and did not take, however many it took besides.
func TestWhatIsLeftOut(t *testing.T) {
	for _, c := range []struct {
		listed, take, want []string
		kind               fault.Kind
	}{
		{[]string{"a", "b", "c"}, []string{"a", "c"}, []string{"b"}, 0},
		{[]string{"a", "b"}, []string{"a", "b"}, nil, 0},
		{[]string{"a", "b"}, []string{"a", "a"}, []string{"b"}, 0},    // as many, not the same
		{[]string{"a", "b"}, []string{"a", "gone"}, []string{"b"}, 0}, // of an older list
		{[]string{"a", "b"}, []string{"gone"}, nil, fault.Usage},
		{[]string{"a", "b"}, nil, nil, fault.Usage},
		{nil, nil, nil, 0},
		{nil, []string{"a"}, nil, 0},
	} {
		got, err := leftOut(c.listed, c.take)
		if !slices.Equal(got, c.want) || fault.KindOf(err) != c.kind {
			t.Errorf("of %v, of which %v was taken, %v is left out, %v", c.listed, c.take, got, err)
		}
	}
}
