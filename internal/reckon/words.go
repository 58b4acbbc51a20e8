package reckon

import (
	"math"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
)

// inWords is a week of a series as the report shows it.
func inWords(w drift.Week, b drift.Backsight, i int) Week {
	out := Week{Week: w.Monday, Of: w.Of, Seen: w.Seen}
	if w.Known {
		v := w.Value
		out.Value = &v
	}
	if i < len(b.Levels) && b.Levels[i].Known {
		out.Level = ranged(&b.Levels[i].Range)
	}
	return out
}

// lookBack is a drift.Backsight in the report's words.
func lookBack(b drift.Backsight) *Backsight {
	out := &Backsight{
		Then: ranged(b.Then), Now: ranged(b.Now), Moved: ranged(b.Moved),
		State: string(b.State), Missing: b.Missing, Seen: b.Seen, Method: b.Method, Note: b.Note,
		Alarm: Alarm{Ringing: b.Alarm.Ringing, Since: dayOrNil(b.Alarm.Since)},
		Turns: []Turn{},
	}
	if b.Rate != nil {
		out.Rate = &Rate{*ranged(b.Rate), "year"}
	}
	for _, t := range b.Turns {
		out.Turns = append(out.Turns, Turn{
			At: t.At, Low: t.Low, High: t.High, End: dayOrNil(t.End), Kind: string(t.Kind),
			P: rounded(t.P, 3), PSlide: rounded(t.PSlide, 3), From: rounded(t.From, 3), To: rounded(t.To, 3),
		})
	}
	return out
}

// ranged rounds to what the interval can carry: three decimals.
func ranged(r *drift.Range) *Range {
	if r == nil {
		return nil
	}
	return &Range{rounded(r.Value, 3), rounded(r.Low, 3), rounded(r.High, 3)}
}

func rounded(v float64, decimals int) float64 {
	p := math.Pow(10, float64(decimals))
	return math.Round(v*p) / p
}

func dayOrNil(d when.Day) *when.Day {
	if d == when.NoDay || d == 0 {
		return nil
	}
	return &d
}
