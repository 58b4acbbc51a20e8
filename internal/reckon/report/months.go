package report

import (
	"fmt"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
)

// MonthSum is what a measure came to in a month, named by its first day: a week's worth
// of the days that were seen, the sum itself, on how many days there was evidence, and
// the first and the last of them.
type MonthSum struct {
	Month when.Day `json:"month"`
	Value float64  `json:"value"`
	Sum   float64  `json:"sum"`
	Days  int      `json:"seen_days"`
	From  when.Day `json:"from"`
	To    when.Day `json:"to"`
}

// Part says of which part of the month it tells, where that is not all of it: "to the
// 26th", "from the 14th", "21 days seen"; "" for a whole month. A few days of leave or
// of a hole are told by their number.
func (m MonthSum) Part() string {
	first, last := m.Month, when.NextMonth(m.Month)-1
	switch from, to := m.From > first, m.To < last; {
	case from && to:
		return fmt.Sprintf("the %s to the %s", ordinal(m.From), ordinal(m.To))
	case to:
		return "to the " + ordinal(m.To)
	case from:
		return "from the " + ordinal(m.From)
	case m.Days < int(last-first)+1:
		return say.Count(m.Days, "day", "days") + " seen"
	}
	return ""
}

func ordinal(d when.Day) string {
	n := d.Time().Day()
	end := "th"
	if n/10 != 1 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return fmt.Sprint(n, end)
}

// Months are sums in a sentence: "Sep 10.6 h a week, Oct 15.9, Nov 25.3 (to the 26th)".
// Years are named where they differ. Each is a week's worth of the days it was seen.
func Months(all []MonthSum, unit string) (text say.Text) {
	form := "Jan"
	if len(all) > 0 && all[0].Month.Year() != all[len(all)-1].Month.Year() {
		form = "Jan 2006"
	}
	for i, one := range all {
		name := one.Month.Time().Format(form)
		switch i {
		case 0:
			text = say.F("%s %.1f %s a week", name, one.Value, unit)
		default:
			text = say.F("%s, %s %.1f", text, name, one.Value) // "Nov 26" would be a day
		}
		if part := one.Part(); part != "" {
			text = say.F("%s (%s)", text, part)
		}
	}
	return text
}

// Hands are what an editor or an assistant shows of somebody's hands in some months, at
// least one, in order.
type Hands struct {
	Months   []MonthSum
	Begins   when.Day // the first day of which it tells
	Ended    bool     // it tells no longer
	Assisted bool     // all of it is with an assistant
}

// Words are how fast somebody builds, at both ends of the months, and since when that is
// known, where it is not from before a day on which something else was known (NoDay for
// none): "You build in an editor, 10.6 h a week in Sep 2026 and 25.3 in Nov (to the
// 26th); its evidence begins in Aug 2026".
func (h Hands) Words(known when.Day) say.Text {
	verb, by := "build", "in an editor"
	if h.Ended {
		verb = "built"
	}
	if h.Assisted {
		by = "with an assistant"
	}
	first, last := h.Months[0], h.Months[len(h.Months)-1]
	text := say.F("You %s %s, %.1f h a week in %s", verb, by, first.Value, first.In("Jan 2006"))
	if len(h.Months) > 1 {
		form := "Jan"
		if first.Month.Year() != last.Month.Year() {
			form = "Jan 2006"
		}
		text = say.F("%s and %.1f in %s", text, last.Value, last.In(form))
	}
	if begins := h.Begins.Time().Format("Jan 2006"); h.Ended {
		text = say.F("%s, where this evidence ends; it begins in %s", text, begins)
	} else if known == when.NoDay || h.Begins > known {
		text = say.F("%s; its evidence begins in %s", text, begins)
	}
	return text
}

// In is the month in a form of package time's, with the part of it that is told of:
// "Nov (to the 26th)".
func (m MonthSum) In(form string) string {
	if part := m.Part(); part != "" {
		return m.Month.Time().Format(form) + " (" + part + ")"
	}
	return m.Month.Time().Format(form)
}

// clearly is how many times one month must be another to be said to rise or to fall.
const clearly = 1.2

// Goes is what the sums seem to do from the first month to the last: "the rise", "the
// fall" or "a change".
func Goes(months []MonthSum) string {
	first, last := months[0].Value, months[len(months)-1].Value
	switch {
	case len(months) == 1:
		return "a change"
	case last >= first*clearly:
		return "the rise"
	case last*clearly <= first:
		return "the fall"
	}
	return "a change"
}
