package when

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// bitmap is the naive model: whether each of forty instants is covered.
type bitmap [40]bool

func (b *bitmap) paint(s Span) {
	for i := max(0, s.From); i < min(s.To, Instant(len(b))); i++ {
		b[i] = true
	}
}

func painted(spans []Span) (b bitmap) {
	for _, s := range spans {
		b.paint(s)
	}
	return b
}

func both(a, b bitmap, of func(a, b bool) bool) (out bitmap) {
	for i := range out {
		out[i] = of(a[i], b[i])
	}
	return out
}

// Spans do what a row of bits does, are in order and apart, and leave alone what
// they are asked about.
func TestSpansAreWhatABitmapIs(t *testing.T) {
	anySpan := rapid.Custom(func(t *rapid.T) Span {
		from := rapid.Int64Range(0, 39).Draw(t, "from")
		return Span{Instant(from), Instant(rapid.Int64Range(from, min(40, from+12)).Draw(t, "to"))}
	})
	rapid.Check(t, func(t *rapid.T) {
		first, second := rapid.SliceOfN(anySpan, 0, 9).Draw(t, "first"), rapid.SliceOfN(anySpan, 0, 9).Draw(t, "second")
		a, b := SpansOf(first...), SpansOf(second...)
		var added Spans
		for _, s := range first { // in whatever order they came
			added = added.Add(s)
		}
		inA, inB := painted(first), painted(second)
		same := func(what string, got Spans, want bitmap) {
			t.Helper()
			if painted(got) != want {
				t.Fatalf("%s is %v of %v and %v", what, got, first, second)
			}
			for i, s := range got {
				if s.From >= s.To || i > 0 && s.From <= got[i-1].To {
					t.Fatalf("%s is not in order and apart: %v", what, got)
				}
			}
		}
		keptA, keptB := slices.Clone(a), slices.Clone(b)
		same("SpansOf", a, inA)
		same("Add", added, inA)
		same("And", a.And(b), both(inA, inB, func(a, b bool) bool { return a && b }))
		same("Minus", a.Minus(b), both(inA, inB, func(a, b bool) bool { return a && !b }))
		if !slices.Equal(a, keptA) || !slices.Equal(b, keptB) {
			t.Fatal("asking changed the spans")
		}
		var length Instant
		for i, covered := range inA {
			at := Instant(i)
			if covered {
				length++
			}
			if a.Covers(at) != covered {
				t.Fatalf("%v covers %d: %t", a, i, !covered)
			}
			if left := (Span{at, at}).Minus(a); (len(left) == 0) != covered {
				t.Fatalf("of the point %d without %v there is %v", i, a, left)
			}
		}
		if a.Len() != length {
			t.Fatalf("%v lasts %d, not %d", a, a.Len(), length)
		}
	})
}

func TestDaysAreJoined(t *testing.T) {
	some := []Days{{20, 22}, {1, 5}, {3, 4}, {5, 7}, {10, 11}}
	for gap, want := range map[int][]Days{
		0: {{1, 7}, {10, 11}, {20, 22}}, 3: {{1, 11}, {20, 22}}, 9: {{1, 22}},
	} {
		if got := JoinDays(some, gap); !slices.Equal(got, want) {
			t.Errorf("joined over %d days: %v, want %v", gap, got, want)
		}
	}
	if some[0] != (Days{20, 22}) {
		t.Error("joining put the days that were given into another order")
	}
}
