package drift_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
)

func someRange(t *rapid.T) *drift.Range {
	if rapid.Bool().Draw(t, "none") {
		return nil
	}
	f := rapid.Float64()
	return &drift.Range{Value: f.Draw(t, "value"), Low: f.Draw(t, "low"), High: f.Draw(t, "high")}
}

func aDay(t *rapid.T) when.Day { return when.Day(rapid.IntRange(-1, 40_000).Draw(t, "day")) }

// A look back comes back as it was written.
func TestBinary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, n, text := rapid.Float64(), rapid.IntRange(-1, 600), rapid.StringN(0, 4, -1)
		b := drift.Backsight{
			Then: someRange(t), Now: someRange(t), Moved: someRange(t), Rate: someRange(t), State: drift.State(text.Draw(t, "state")),
			Missing: text.Draw(t, "missing"), Method: text.Draw(t, "method"), Note: text.Draw(t, "note"), Seen: n.Draw(t, "seen"),
			Alarm: drift.Alarm{Ringing: rapid.Bool().Draw(t, "rings"), Since: aDay(t)}, Levels: []drift.Level{},
		}
		for range rapid.IntRange(0, 3).Draw(t, "turns") {
			b.Turns = append(b.Turns, drift.Turn{
				Index: n.Draw(t, "index"), LowIndex: n.Draw(t, "low"), HighIndex: n.Draw(t, "high"), EndIndex: n.Draw(t, "end"),
				At: aDay(t), Low: aDay(t), High: aDay(t), End: when.NoDay, Kind: drift.TurnKind(text.Draw(t, "kind")),
				P: f.Draw(t, "p"), PSlide: f.Draw(t, "slide"), From: f.Draw(t, "from"), To: f.Draw(t, "to"),
			})
		}
		for range rapid.IntRange(0, 5).Draw(t, "levels") {
			l := drift.Level{Known: rapid.Bool().Draw(t, "known")}
			if l.Known {
				l.Range = drift.Range{Value: f.Draw(t, "level"), Low: f.Draw(t, "from"), High: f.Draw(t, "to")}
			}
			b.Levels = append(b.Levels, l)
		}
		body, err := b.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var out drift.Backsight
		if err := out.UnmarshalBinary(body); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b, out); diff != "" {
			t.Fatalf("(-written +read)\n%s", diff)
		}
	})
}

func aQuestion(t *rapid.T, name string) drift.Question {
	n := rapid.IntRange(0, 2)
	q := drift.Question{Series: drift.Series{ID: rapid.SampledFrom([]string{"a", "b"}).Draw(t, name), Kind: drift.Days}, Now: when.Day(n.Draw(t, "now"))}
	q.Reference = when.Days{From: when.Day(n.Draw(t, "from")), To: when.Day(n.Draw(t, "to"))}
	for range n.Draw(t, "instruments") {
		q.Instruments = append(q.Instruments, drift.Instrument{ID: rapid.SampledFrom([]string{"", "i"}).Draw(t, "instrument"), Start: when.Day(n.Draw(t, "start")), End: when.Day(n.Draw(t, "end"))})
	}
	for i := range n.Draw(t, "weeks") {
		q.Series.Weeks = append(q.Series.Weeks, drift.Week{Monday: when.Day(7 * i), Value: float64(n.Draw(t, "value")), Of: 7, Seen: float64(n.Draw(t, "seen")), Known: rapid.Bool().Draw(t, "known")})
	}
	return q
}

// Two questions have the same bytes exactly where they are the same.
func TestQuestionBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := aQuestion(t, "a"), aQuestion(t, "b")
		if same := bytes.Equal(a.AppendBinary(nil), b.AppendBinary(nil)); same != cmp.Equal(a, b) {
			t.Fatalf("the same bytes: %v\n%+v\n%+v", same, a, b)
		}
	})
}

// What is no look back is refused.
func FuzzBinary(f *testing.F) {
	f.Fuzz(func(t *testing.T, body []byte) {
		var b drift.Backsight
		if err := b.UnmarshalBinary(body); err == nil && len(b.Levels) > len(body) {
			t.Errorf("%d levels in %d bytes", len(b.Levels), len(body))
		}
	})
}
