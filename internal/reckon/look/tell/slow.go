package tell

import (
	"math"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// slowest is how long a drift lasts at least that is told as a slow one.
const slowest = 26 * 7

// slow names what went, or came, between the turns: too slowly for any of them.
//
//	"2.2 of these 3.7 days a week were lost between 2005 and 2007, too slowly to name a
//	month."
func (t teller) slow() (report.Claim, bool) {
	b := t.r.Backsight
	if !IsHands(t.r) || b.Moved == nil || b.Then == nil || b.Now == nil || unsure(*b.Moved) {
		return report.Claim{}, false
	}
	moved := math.Abs(b.Moved.Value)
	var best drifted
	for _, d := range t.drifts() {
		if d.by*b.Moved.Value > 0 && math.Abs(d.by) > math.Abs(best.by) {
			best = d
		}
	}
	by := math.Abs(best.by)
	if t.wentBack() || by < max(measure.HandsOnDays.Small(), partOfThen*moved) || by > moved || best.to-best.from < slowest {
		return report.Claim{}, false
	}
	went := "added"
	if best.by < 0 {
		went = "lost"
	}
	from, to := t.during(best)
	period := say.F("between %s and %s", say.Plain(from.Time().Format("2006")), say.Plain(to.Time().Format("2006")))
	if from.Year() == to.Year() {
		period = say.F("in %s", say.Plain(from.Time().Format("2006")))
	}
	part := say.F("%s of these %s days a week were", say.Num(by), say.Num(moved))
	if moved-by < hardly {
		part = say.Plain("All of that was")
	}
	c := t.claim(say.F("%s %s %s, too slowly to name a month.", part, went, period), nil)
	c.From, c.To = &from, &to
	return c, true
}

// wentBack says whether a turn after the reference went the other way than the whole:
// then no part of the whole can be told.
func (t teller) wentBack() bool {
	for _, turn := range t.r.Backsight.Turns {
		if by := turn.To - turn.From; turn.At > t.ref.To && by*t.r.Backsight.Moved.Value < 0 && math.Abs(by) >= measure.HandsOnDays.Small() {
			return true
		}
	}
	return false
}

// drifted is by how much the level went without a turn between two days.
type drifted struct {
	from, to   when.Day
	start, end float64
	by         float64
}

// drifts are the stretches between the reference, the turns after it and now. What
// came before a turn within the reference is none of them.
func (t teller) drifts() (out []drifted) {
	b := t.r.Backsight
	at := drifted{from: t.ref.To, start: b.Then.Value}
	until := func(day when.Day, level float64) {
		at.to, at.end, at.by = day, level, level-at.start
		out = append(out, at)
	}
	turns := b.Turns
	if b.Beginning != nil {
		turns = append([]report.Turn{*b.Beginning}, turns...)
	}
	for _, turn := range turns {
		if turn.At > t.ref.To {
			until(turn.At, turn.From)
		} else if turn.At < t.ref.From {
			continue
		}
		at = drifted{from: turn.At, start: turn.To}
		if turn.End != nil {
			at.from = *turn.End
		}
	}
	until(t.r.Series[len(t.r.Series)-1].Week, b.Now.Value)
	return out
}

// during is when most of a drift took place: from the first week that had a tenth
// of it behind it to the first that had nine.
func (t teller) during(d drifted) (from, to when.Day) {
	from, to = d.from, d.to
	begun := false
	for _, w := range t.r.Series {
		if w.Level == nil || w.Week < d.from || w.Week > d.to {
			continue
		}
		part := (w.Level.Value - d.start) / d.by
		if !begun && part >= 0.1 {
			from, begun = w.Week, true
		}
		if part >= 0.9 {
			return from, max(from, w.Week)
		}
	}
	return from, to
}
