package report

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
)

// InWords is a week of a series as the report shows it; shares are in percent.
func InWords(kind drift.Kind, w drift.Week, b drift.Backsight, i int) Week {
	out := Week{Week: w.Monday, Of: w.Of, Seen: w.Seen}
	if w.Known {
		v := w.Value
		if kind == drift.Share {
			v = say.Round(Percent*w.Value/w.Of, 3)
		}
		out.Value = &v
	}
	if i < len(b.Levels) && b.Levels[i].Known {
		out.Level = scaled(kind, &b.Levels[i].Range)
	}
	return out
}

// percent is a share as the report shows it.
const Percent = 100

func scale(kind drift.Kind) float64 {
	if kind == drift.Share {
		return Percent
	}
	return 1
}

// scaled is a range in the report's unit.
func scaled(kind drift.Kind, r *drift.Range) *Range {
	if r == nil {
		return nil
	}
	k := scale(kind)
	return Ranged(&drift.Range{Value: k * r.Value, Low: k * r.Low, High: k * r.High})
}

// LookBack is a drift.Backsight in the report's words.
func LookBack(kind drift.Kind, b drift.Backsight) *Backsight {
	out := &Backsight{
		Then: scaled(kind, b.Then), Now: scaled(kind, b.Now), Moved: scaled(kind, b.Moved),
		State: string(b.State), Missing: b.Missing, Seen: b.Seen, Method: b.Method, Note: b.Note,
		Alarm: Alarm{Ringing: b.Alarm.Ringing, Since: dayOrNil(b.Alarm.Since)},
		Turns: []Turn{},
	}
	if b.Rate != nil {
		out.Rate = &Rate{*scaled(kind, b.Rate), "year"}
	}
	for _, t := range b.Turns {
		out.Turns = append(out.Turns, Turn{
			At: t.At, Low: t.Low, High: t.High, End: dayOrNil(t.End), Kind: string(t.Kind),
			P: say.Round(t.P, 3), PSlide: say.Round(t.PSlide, 3), From: say.Round(scale(kind)*t.From, 3), To: say.Round(scale(kind)*t.To, 3),
		})
	}
	return out
}

// Ranged rounds to what the interval can carry: three decimals.
func Ranged(r *drift.Range) *Range {
	if r == nil {
		return nil
	}
	return &Range{say.Round(r.Value, 3), say.Round(r.Low, 3), say.Round(r.High, 3)}
}

func dayOrNil(d when.Day) *when.Day {
	if d == when.NoDay || d == 0 {
		return nil
	}
	return &d
}
