package letter

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// news is what the report at the end claims and that at the beginning did not: turns
// that were found, what began to ring, and what no longer does.
func (out *Letter) news(now, before report.Report) {
	for _, c := range now.Claims {
		if c.Sphere == "all" && fresh(c, now, before) {
			out.New = append(out.New, c.Text)
		}
	}
	for _, c := range before.Claims {
		if c.Kind == report.Ticks && c.Rings && !rings(now, c) {
			if last, some := lastOf(now, c.About); some && last >= out.Period.From {
				out.New = append(out.New, say.F("A clock that was past your habit was set back: %s, on %s.", words(c.About), last))
			}
		}
	}
}

// A turn is news for a year: what is found in older weeks is another way of cutting
// them, which more weeks bring about. As weeks come in its place moves: by near at most,
// or within its interval.
const (
	near = 13 * 7
	old  = 365
)

// fresh says whether a claim is of a kind that is news, and was not made before.
func fresh(c report.Claim, now, before report.Report) bool {
	switch c.Kind {
	case report.Turned:
		t, some := turnOf(now, c)
		return some && t.Kind != "instrument" && t.At >= now.Period.To-old && !known(before, c, t)
	case report.Ticks, report.Alarmed:
		return c.Rings && !rings(before, c)
	}
	return false
}

func turnOf(r report.Report, c report.Claim) (report.Turn, bool) {
	for _, m := range r.Measures {
		if turns := m.Backsight.TurnsOrNone(); m.Name == c.About && m.Sphere == c.Sphere && c.Turn >= 1 && c.Turn <= len(turns) {
			return turns[c.Turn-1], true
		}
	}
	return report.Turn{}, false
}

// known says whether a report has a turn of the same direction about then.
func known(before report.Report, c report.Claim, t report.Turn) bool {
	for _, m := range before.Measures {
		if m.Name != c.About || m.Sphere != c.Sphere {
			continue
		}
		for _, was := range m.Backsight.TurnsOrNone() {
			apart := was.At - t.At
			if (apart >= -near && apart <= near || was.Low <= t.High && t.Low <= was.High) && (was.To > was.From) == (t.To > t.From) {
				return true
			}
		}
	}
	return false
}

func rings(r report.Report, c report.Claim) bool {
	for _, other := range r.Claims {
		if other.Rings && other.About == c.About && other.Kind == c.Kind && other.Sphere == c.Sphere {
			return true
		}
	}
	return false
}

func lastOf(r report.Report, clock string) (when.Day, bool) {
	for _, c := range r.Clocks {
		if c.Name == clock && c.Last != nil {
			return *c.Last, true
		}
	}
	return when.NoDay, false
}

// words is a clock's name in words.
func words(clock string) string {
	text := []rune(clock)
	for i, r := range text {
		if r == '_' {
			text[i] = ' '
		}
	}
	return string(text)
}

// ask is the one question: about what rang first, else about the turn that nothing
// explains, else about what moved most in the hands or the calendar.
func (out *Letter) ask(now, before report.Report) say.Text {
	for _, c := range now.Claims {
		switch {
		case c.Sphere != "all" || !fresh(c, now, before):
		case c.Rings:
			return say.Plain("Did you choose that, or did it happen?")
		case c.Kind == report.Turned && c.About == measure.HandsOnDays.Name:
			if t, _ := turnOf(now, c); len(t.Carried) == 0 {
				return say.F("What changed about %s? `backsight role` or `backsight event` keeps it beside the picture.", t.At.Time().Format("January 2006"))
			}
		}
	}
	for _, q := range []struct {
		measure string
		way     int
		text    string
	}{
		{measure.MeetingHours.Name, 1, "Which of these meetings would have gone as well without you?"},
		{measure.HandsOnDays.Name, -1, "What took the place of building, and would you take it again?"},
		{measure.HandsOnDays.Name, 1, "What made room for it, and will it stay?"},
		{measure.HandHours.Name, 1, "What made room for it, and will it stay?"},
		{measure.AssistedHours.Name, 1, "What of this would you rather have done by hand?"},
		{measure.MeetingHours.Name, -1, "What did the free hours become?"},
	} {
		if out.moved[q.measure] == q.way {
			return say.Plain(q.text)
		}
	}
	if len(out.Said) > 0 {
		return say.Plain("Which of these would you do again next time?")
	}
	return say.Plain("Is this what you would have chosen?")
}
