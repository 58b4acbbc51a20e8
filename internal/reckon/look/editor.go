package look

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// told is what the story tells beside the weeks.
type told struct {
	first     when.Day      // the first day looked at
	last      when.Day      // the last hands-on day; NoDay for none
	editor    when.Day      // the last day with an hour in an editor; NoDay for none
	hands     *report.Hands // what an editor shows of the last months; nil for none
	byCommits bool          // commits alone do not say whether the person builds
	uncounted bool          // an address that may be the person's goes on after it
}

// What of an editor is worth the headline: the last so many months, where the last of
// them comes to so many hours a week; it has ended where it is silent for so many days.
const (
	toldMonths = 3
	toldHours  = 1
	silentDays = 8 * 7
	fewHands   = 1 // hands-on days a week, below which commits may not be all
)

func (l *Look) tells(r report.Report) told {
	out := told{first: r.Period.From, last: when.NoDay, editor: when.NoDay, uncounted: l.goOnUncounted(r.Clocks)}
	for _, c := range r.Clocks {
		if clockMeasure(c.Name) == measure.HandsOnDays.Name && c.Last != nil {
			out.last = *c.Last
		}
		if clockMeasure(c.Name) == measure.HandsOnMinutes.Name && c.Last != nil {
			out.editor = *c.Last
		}
	}
	seen := l.Exposure(logbook.Hands, timeline.SphereAll)
	months := l.months(seen, []measure.Measure{measure.HandHours, measure.AssistedHours})
	if n := len(months); n > 0 && months[n-1].Value >= toldHours {
		out.hands = &report.Hands{Months: months[max(0, n-toldMonths):], Begins: seen.Days().From, Ended: months[n-1].To+silentDays < l.Q.Now}
		byHand := l.days.Sum(session.SeriesKey{Measure: measure.HandHours.Name, Sphere: timeline.SphereAll}, when.Days{From: out.hands.Months[0].Month, To: l.Q.Now})
		out.hands.Assisted = byHand == 0
	}
	for _, m := range r.Measures {
		if isHands(m) && m.Backsight != nil && m.Backsight.Now != nil {
			out.byCommits = out.hands != nil && (out.later() || m.Backsight.Now.Value < fewHands && !out.hands.Ended)
		}
	}
	return out
}

// did is what hands no longer do: where an editor shows them later than any commit does,
// they only commit nothing.
func (of told) did() string {
	return map[bool]string{true: "committed", false: "built"}[of.later() || of.byCommits]
}

// later says whether an editor shows work after the last commit, by more than a pause
// between two commits.
func (of told) later() bool { return of.last != when.NoDay && of.editor > of.last+4*7 }

// inEditor begins the story with what an editor shows, where commits do not tell all:
// how much, at both ends of the last months, and since when anything is known of it,
// since an editor that begins to tell is no return. What shows only a day is named last.
//
//	You build in an editor, 10.6 h a week in Sep 2026 and 25.3 in Nov (to the 26th);
//	its evidence begins in Aug 2026. You have committed nothing since 2010-05-04.
func (of told) inEditor(text say.Text) say.Text {
	if !of.byCommits {
		if of.later() {
			return say.F("%s An editor shows an hour of work on %s.", text, of.editor)
		}
		return text
	}
	return say.F("%s. %s", of.hands.Words(of.last), text)
}
