package wire

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
)

// response is a line out. What is not known is absent.
type response struct {
	ID      string      `json:"id"`
	Turns   []turn      `json:"turns"`
	State   drift.State `json:"state"`
	Missing string      `json:"missing,omitempty"`
	Now     *span       `json:"now,omitempty"`
	Moved   *span       `json:"moved,omitempty"`
	Rate    *rate       `json:"rate,omitempty"`
	Alarm   alarm       `json:"alarm"`
	Note    string      `json:"note,omitempty"`
}

type span struct {
	Value real `json:"value"`
	Low   real `json:"low"`
	High  real `json:"high"`
}

type rate struct {
	span
	Per string `json:"per"`
}

type alarm struct {
	Ringing bool      `json:"ringing"`
	Since   *when.Day `json:"since"`
}

// turn counts the entries given, from 0.
type turn struct {
	Index  int            `json:"index"`
	Low    int            `json:"low"`
	High   int            `json:"high"`
	At     *when.Day      `json:"at,omitempty"`
	Kind   drift.TurnKind `json:"kind"`
	P      real           `json:"p"`
	PSlide real           `json:"p_slide"`
	From   real           `json:"from"`
	To     real           `json:"to"`
	End    *int           `json:"end,omitempty"`
}

func answer(q drift.Question, b drift.Backsight) response {
	out := response{
		ID: q.Series.ID, Turns: []turn{}, State: b.State, Missing: b.Missing, Note: b.Note,
		Now: ranged(b.Now), Moved: ranged(b.Moved), Alarm: alarm{b.Alarm.Ringing, dated(b.Alarm.Since)},
	}
	if b.Rate != nil {
		out.Rate = &rate{*ranged(b.Rate), per(q)}
	}
	for _, t := range b.Turns {
		one := turn{
			Index: t.Index, Low: t.LowIndex, High: t.HighIndex, At: dated(t.At), Kind: t.Kind,
			P: real(t.P), PSlide: real(t.PSlide), From: real(t.From), To: real(t.To),
		}
		if t.EndIndex >= 0 {
			one.End = &t.EndIndex
		}
		out.Turns = append(out.Turns, one)
	}
	return out
}

// per is what a rate is per: plain numbers without dates have no year.
func per(q drift.Question) string {
	if len(q.Series.Weeks) > 0 && q.Series.Weeks[0].Monday == when.NoDay {
		return "entry"
	}
	return "year"
}

func ranged(r *drift.Range) *span {
	if r == nil {
		return nil
	}
	return &span{real(r.Value), real(r.Low), real(r.High)}
}

func dated(d when.Day) *when.Day {
	if d == when.NoDay {
		return nil
	}
	return &d
}
