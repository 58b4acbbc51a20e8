package drift_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
)

var kinds = []drift.Kind{drift.Share, drift.Days, drift.Count, drift.Hours, drift.Number, "none"}

// Any series ends in an answer without a number that is none, or in an error.
func FuzzTake(f *testing.F) {
	f.Add([]byte{}, uint8(0), uint16(40), 3.0, 5.0)
	f.Add([]byte{7, 0, 7, 0, 9, 1}, uint8(1), uint16(300), 0.0, 7.0)
	f.Add([]byte{1, 2, 3}, uint8(2), uint16(100), 1e9, 1.0)
	f.Add([]byte{1, 2, 3}, uint8(3), uint16(60), math.Inf(1), 1.0)
	f.Add([]byte{255, 255, 0}, uint8(4), uint16(200), -1e100, math.NaN())
	f.Add([]byte{0}, uint8(3), uint16(2), -1.0, 0.0)
	f.Fuzz(func(t *testing.T, data []byte, kind uint8, n uint16, a, b float64) {
		q := drift.Question{Series: drift.Series{ID: "fuzz", Kind: kinds[int(kind)%len(kinds)]}, Reference: when.Days{From: 0, To: 400}}
		for i := range int(n % 400) {
			q.Series.Weeks = append(q.Series.Weeks, odd(data, i, a, b))
		}
		if len(data) > 8 {
			day := when.Day(int32(binary.LittleEndian.Uint32(data)))
			q.Instruments = []drift.Instrument{{Start: day, End: day + 100}}
		}
		answer, err := drift.Take(q)
		if err == nil {
			finite(t, answer)
		}
	})
}

// odd is week i of a series that bytes and two numbers make.
func odd(data []byte, i int, a, b float64) drift.Week {
	w := drift.Week{Monday: when.Day(4 + 7*i), Of: 7, Seen: 1, Known: true}
	if len(data) == 0 {
		w.Value = a
		return w
	}
	switch x := data[i%len(data)]; {
	case x < 8:
		w.Value = float64(x)
	case x < 16:
		w.Known = false
	case x < 32:
		w.Value, w.Of, w.Seen = a, b, b
	case x < 64:
		w.Value = b
	case x == 254:
		w.Monday = 4
	default:
		w.Value, w.Of = float64(x), 2400
	}
	return w
}

func finite(t *testing.T, b drift.Backsight) {
	t.Helper()
	check := func(what string, values ...float64) {
		for _, x := range values {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("%s is %v", what, x)
			}
		}
	}
	for what, r := range map[string]*drift.Range{"then": b.Then, "now": b.Now, "moved": b.Moved, "rate": b.Rate} {
		if r == nil {
			continue
		}
		if check(what, r.Value, r.Low, r.High); r.Low > r.Value || r.Value > r.High {
			t.Errorf("%s is %+v", what, *r)
		}
	}
	for _, turn := range b.Turns {
		check("a turn", turn.P, turn.PSlide, turn.From, turn.To)
		if turn.LowIndex > turn.Index || turn.Index > turn.HighIndex || turn.P > 1 || turn.PSlide > 1 {
			t.Errorf("a turn is %+v", turn)
		}
	}
	for _, l := range b.Levels {
		check("a level", l.Value, l.Low, l.High)
	}
}
