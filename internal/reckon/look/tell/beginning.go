package tell

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/report"
)

// AtFirst takes from the turns of a reading the one that may have taken place at the
// first week with evidence: how evidence begins is not how a person changed. A source
// that is known to have changed stays a turn.
//
//	evidence      ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪
//	the interval  └───────┘ at
//	              first week
func AtFirst(r *report.Reading) {
	b := r.Backsight
	first := firstSeen(r.Series)
	if len(b.Turns) == 0 || first == when.NoDay {
		return
	}
	if turn := b.Turns[0]; turn.Low <= first && turn.Kind != Instrument {
		b.Beginning, b.Turns = &turn, b.Turns[1:]
	}
}

// firstSeen is the first week of which anything is known; NoDay for none.
func firstSeen(weeks []report.Week) when.Day {
	for _, w := range weeks {
		if w.Value != nil {
			return w.Week
		}
	}
	return when.NoDay
}

// beginning tells the level with which the evidence begins, where it soon was another.
//
//	"At the beginning of the evidence, until about Aug 2010, it was 3.5 days a week,
//	then 0.8."
func (t teller) beginning() (report.Claim, bool) {
	turn := t.r.Backsight.Beginning
	if turn == nil {
		return report.Claim{}, false
	}
	levels := say.F("%s %s a week, then %s", num(turn.From), t.noun(), num(turn.To))
	if t.isLevel() {
		levels = say.F("%s, then %s", t.level(turn.From), t.level(turn.To))
		return t.claim(say.F("At the beginning of the evidence, until about %s, the %s was %s.", Month(turn.At), t.noun(), levels), nil), true
	}
	return t.claim(say.F("At the beginning of the evidence, until about %s, there were %s.", Month(turn.At), levels), nil), true
}
