package look

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/report"
)

// claims says what the readings found, the headline of each sphere first. What
// has too little evidence behind it is not claimed.
func (l *Look) claims(r report.Report) []report.Claim {
	out := []report.Claim{}
	sums := l.sums(r)
	if first := len(r.Measures) > 0 && (r.Measures[0].Backsight == nil || r.Measures[0].Backsight.Moved == nil); first {
		out, sums = sums, nil // of the headline there is nothing better to say
	}
	for i, reading := range r.Measures {
		out = append(out, l.about(reading, r.RefOf(reading))...)
		if i == 0 {
			out = append(out, sums...)
		}
		if i == 0 && tell.IsHands(reading) {
			out = append(out, l.pauses()...)
			if warning, some := l.tiny(r.Sources); some {
				out = append(out, warning)
			}
		}
		if warning, some := unknownReference(r, reading); i == 0 && some {
			out = append(out, warning)
		}
	}
	return append(out, l.aboutClocks(r)...)
}

// about is what is claimed of one reading.
func (l *Look) about(r report.Reading, ref *report.RefRange) []report.Claim {
	return tell.Claims(r, ref, l.survey.Of(r.Name), l.told)
}

// aboutClock is told of an alarm only. What is counted is known: its interval is
// the count itself.
func (l *Look) aboutClock(c report.Clock, ref *report.RefRange) (report.Claim, bool) {
	if !c.Alarm || c.Days == nil || c.SeenDays == nil || c.Usual == nil || ref == nil {
		return report.Claim{}, false
	}
	v := float64(*c.Days)
	seen := say.Round(min(1, float64(*c.SeenDays)/max(1, v)), 3)
	return report.Claim{
		Text:  say.F("%s: %d %s ago (%d with evidence). In %s the longest was %d.", ClockWords(c.Name), *c.Days, say.Plural(*c.Days, "day", "days"), *c.SeenDays, ref.Days(), c.Usual.Longest),
		Value: &v, Low: &v, High: &v, Unit: "days", Seen: &seen, Facts: l.survey.Of(clockMeasure(c.Name)), About: c.Name, Sphere: "all", Rings: true, Kind: report.Ticks,
		Method: "gaps between seen days; a mixture of two geometric distributions fitted to the reference, one false alarm in ten years",
		Limits: []string{"a clock knows only what its source records"},
	}, true
}
