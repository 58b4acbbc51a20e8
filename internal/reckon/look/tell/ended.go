package tell

import (
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/report"
)

// How many unseen weeks at the end are too many to speak of now.
const (
	late  = 4  // from here on a sentence says of which day it speaks
	stale = 26 // and from here on it is not said where it goes
)

// StaleSince is the last week that was seen, where that is long ago.
func StaleSince(weeks []report.Week) (last when.Day, gone bool) {
	last, unseen := lastWeek(weeks)
	return last, unseen > stale
}

// lastWeek is the last week that was seen, and how many came after it.
func lastWeek(weeks []report.Week) (last when.Day, unseen int) {
	for i := len(weeks) - 1; i >= 0; i-- {
		if weeks[i].Value != nil {
			return weeks[i].Week, len(weeks) - 1 - i
		}
	}
	return when.NoDay, 0
}

// ended is the last day of which anything is known, where that is so long ago that it
// is not now.
func (t teller) ended() (last when.Day, some bool) {
	week, unseen := lastWeek(t.r.Series)
	if unseen <= late {
		return when.NoDay, false
	}
	const sunday = 6
	if t.r.Last >= week && t.r.Last < week+sunday {
		return t.r.Last, true
	}
	return week + sunday, true
}

// opening begins a finding: in the past, and with the day it speaks of, where the last
// weeks were not seen. past begins in lower case. Of the hands the story before has
// said the day.
func (t teller) opening(present, past string) say.Text {
	lead := t.lead()
	switch {
	case lead == nil && t.byCommits:
		return say.Plain("By commits y" + strings.TrimPrefix(present, "Y"))
	case lead == nil:
		return say.Plain(present)
	case IsHands(t.r):
		return say.Plain(say.Upper(past))
	}
	return say.F("%s %s", lead, past)
}

// lead says of which day a sentence speaks where that is not now: what was read ended
// then, or the person was away from then on; where an editor goes on, that the
// repositories ended. It is empty where it is now.
func (t teller) lead() say.Text {
	last, ended := t.ended()
	switch {
	case !ended:
		return nil
	case t.r.Last > last+late*7:
		return say.F("Before you were away, until %s,", last)
	}
	if t.byCommits {
		return say.F("At the end of the repositories, on %s,", last)
	}
	return say.F("At the end of what was read, on %s,", last)
}

// tense is the present where the evidence goes on until now, else the past.
func (t teller) tense(present, past string) string {
	if _, ended := t.ended(); ended {
		return past
	}
	return present
}

// atNow is the word for the time of which the last level is.
func (t teller) atNow() string { return t.tense("now", "last") }
