// Package draw holds what the pictures of the terminal (draw/text) and those of the
// pages (draw/svg) share: the words and numbers of a report, and the hours a day is
// drawn over. It is pure: a report in, text out, the same for the same report. It
// reckons nothing; whatever it shows stands in the report.
package draw

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
)

// Headline is the reading whose picture is drawn: the first one of all.
func Headline(r reckon.Report) (reckon.Reading, bool) {
	for _, m := range r.Measures {
		if m.Sphere == "all" {
			return m, true
		}
	}
	return reckon.Reading{}, false
}

// Whose is the first line of every reading.
func Whose(r reckon.Report) string {
	name := called(r.Person)
	switch {
	case r.Synthetic:
		return "This life is made up (synthetic): no evidence of yours was found."
	case r.Person.Chosen == plainly:
		return "Names, addresses and paths are left out; repositories go by number."
	case r.Person.Chosen == "guessed":
		return fmt.Sprintf("This is a guess: you are %s. If not, say who you are with --me NAME or --me EMAIL.", name)
	case name == "" && len(r.Sources) == 0:
		return "Nothing of yours was imported yet; what you say is kept."
	case name == "" && handsAlone(r.Sources):
		return "You were recognised by your editors, desktop and assistants."
	case name == "":
		return "No name or address of yours is known yet: `backsight me add ADDRESS` says who you are."
	case r.Person.Chosen == "configured":
		return fmt.Sprintf("You are %s, according to your git configuration.", name)
	}
	return fmt.Sprintf("You are %s.", name)
}

// handsAlone says whether all that was read tells of what hands do, and nothing of
// who they are.
func handsAlone(sources []reckon.Source) bool {
	other := func(s reckon.Source) bool { return !s.Hands }
	return len(sources) > 0 && !slices.ContainsFunc(sources, other)
}

// called is how to call a person: the names, and the addresses where they are
// few.
func called(p reckon.Person) string {
	names := slices.Clone(p.Names)
	if len(p.Emails) > 2 && len(names) > 0 {
		return fmt.Sprintf("%s (%s)", strings.Join(names, ", "), say.Count(len(p.Emails), "e-mail address", "e-mail addresses"))
	}
	return strings.Join(append(names, p.Emails...), ", ")
}

// Seen says how many weeks of a reading were seen, and of which period.
func Seen(head reckon.Reading, r reckon.Report) string {
	known := 0
	for _, w := range head.Series {
		if w.Value != nil {
			known++
		}
	}
	text := fmt.Sprintf("Evidence: %d of %s, %s to %s", known, say.Count(len(head.Series), "week", "weeks"), r.Period.From, r.Period.To)
	if week, late := LastSeen(head); late {
		text += fmt.Sprintf("; the last is the week of %s", week)
	}
	return text + "."
}

// lateWeeks is how many weeks without evidence at the end are said.
const lateWeeks = 4

// LastSeen is the last week of which anything is known, and whether that is so long
// before the end of the period that it is to be said.
func LastSeen(m reckon.Reading) (week when.Day, late bool) {
	for i := len(m.Series) - 1; i >= 0; i-- {
		if m.Series[i].Value != nil {
			return m.Series[i].Week, len(m.Series)-1-i > lateWeeks
		}
	}
	return when.NoDay, false
}

// OwnReference says with what a measure is compared that the person's reference did not
// see: "Compared with 2019: your reference did not see it."; "" for one that it saw.
func OwnReference(m reckon.Reading) string {
	if m.Reference == nil {
		return ""
	}
	why, _, _ := strings.Cut(m.Reference.Why, ": ") // the rest stands with the measure itself
	return fmt.Sprintf("Compared with %s: %s.", m.Reference.Days(), strings.TrimSuffix(why, "."))
}

// Counts says what a place holds: how many facts, how many of the person's, from
// when to when, how many rows that could not be read.
func Counts(src reckon.Source) string {
	text := Held(src)
	if src.From != when.NoDay {
		text += fmt.Sprintf(", known from %s until %s", src.From, src.To)
	}
	if src.BadRows > 0 {
		text += ", " + say.Count(src.BadRows, "bad row", "bad rows")
	}
	return text
}

// Held says how many facts a place holds, and how many of them are the person's.
func Held(src reckon.Source) string {
	many := cmp.Or(src.Counts, "facts") // a plural in s, as logbook.Source has it
	return fmt.Sprintf("%s, %d yours", say.Count(src.Facts, strings.TrimSuffix(many, "s"), many), src.Yours)
}

// Ceiling is a round number above all that is drawn, whose quarters are round.
func Ceiling(levels []float64, r reckon.Reading) float64 {
	top := 0.0
	for _, level := range levels {
		top = max(top, level)
	}
	if r.Backsight != nil && r.Backsight.Then != nil {
		top = max(top, r.Backsight.Then.High)
	}
	if top <= 0 {
		return 1
	}
	step := math.Pow(10, math.Floor(math.Log10(top)))
	for _, f := range []float64{1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8} {
		if f*step >= top {
			return f * step
		}
	}
	return 10 * step
}

func ranged(r *reckon.Range) string {
	if r == nil {
		return "no evidence"
	}
	return fmt.Sprintf("%s (%s to %s)", say.Short(r.Value), end(r.Low), end(r.High))
}

// end is an end of an interval in short.
func end(v float64) say.Part {
	if b := say.Bound(v); b.Decimals != 1 {
		return b
	}
	return say.Short(v)
}

// In is a range with its unit, where it is not counted a week.
func In(unit string, r *reckon.Range) string {
	sign := map[string]string{"%": "%", "minutes": "m"}[unit]
	if r == nil || sign == "" {
		return ranged(r)
	}
	v := Whole(unit, r)
	return fmt.Sprintf("%s%s (%s to %s)", say.Short(v.Value), sign, say.Short(v.Low), say.Short(v.High))
}

// Whole leaves out the fractions of percents and minutes, which say nothing.
func Whole(unit string, r *reckon.Range) *reckon.Range {
	if r == nil || unit != "%" && unit != "minutes" {
		return r
	}
	return &reckon.Range{Value: math.Round(r.Value), Low: math.Round(r.Low), High: math.Round(r.High)}
}

// Short2 is a number with at most two decimals.
func Short2(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}

// TurnWords is a turn in one line: when, what kind, from what to what.
func TurnWords(i int, t reckon.Turn, m reckon.Reading) string {
	return fmt.Sprintf("Turn %d, %s %s: %s from %s to %s %s", i+1, look.Month(t.At), look.Between(t.Low, t.High),
		TurnKind(t.Kind), say.Short(t.From), say.Short(t.To), m.Unit)
}

// Reference is a reference in a cell: "2019", "from Apr 2019".
func Reference(ref *reckon.RefRange) string {
	if days := ref.Days(); days == when.Year(days.From.Year()) {
		return days.String()
	}
	return "from " + look.Month(ref.From)
}

// NotComparable names the measures, of all spheres together, that cannot be compared
// with any year yet, each reason once; empty where there is none.
//
//	"Not comparable yet: hand hours and fragments (evidence in 13 of 52 weeks)."
func NotComparable(r reckon.Report) string {
	names := map[string][]string{}
	var reasons []string
	for i, m := range r.Measures {
		b := m.Backsight
		if i == 0 || m.Sphere != "all" || b == nil || b.Moved != nil {
			continue
		}
		why := fmt.Sprintf("evidence in %d of 52 weeks", min(b.Seen, 52))
		switch {
		case b.Seen < 52 && b.Then == nil:
		case b.Then == nil:
			why = "the reference did not see them"
		case look.OfItself(m, r.RefOf(m)):
			why = "most of what is known of now is the reference itself"
		default:
			why = "a source changed less than a year of evidence ago"
		}
		if names[why] == nil {
			reasons = append(reasons, why)
		}
		names[why] = append(names[why], look.Called(m.Name))
	}
	var parts []string
	for _, why := range reasons {
		parts = append(parts, say.List(names[why])+" ("+why+")")
	}
	if len(parts) == 0 {
		return ""
	}
	return "Not comparable yet: " + strings.Join(parts, "; ") + "."
}

// TurnKind is a kind of turn as people say it.
func TurnKind(kind string) string { return turnKinds[kind] }

var turnKinds = map[string]string{
	"step": "step", "slide": "slide", "step_or_slide": "step or slide", "instrument": "source changed",
}

// Besides is what else went on in the minutes of some work: more of the same
// where two meetings lie over one another.
func Besides(work string, also []string) string {
	out := make([]string, len(also))
	for i, w := range also {
		if out[i] = w; w == work {
			out[i] = "more of it"
		}
	}
	return strings.Join(out, ", ")
}

// Moves says whether a sign is none, but acts on those around it: a control
// character, a line's end, a change of direction, or no character at all.
func Moves(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) || r == 0xFEFF || r == 0xFFFE || r == 0xFFFF
}

// DayHours are the whole hours a day is drawn over: the usual ones, and whatever
// lies outside them; being away is no reason to show the night. Of the day that
// runs they go on to now.
func DayHours(d reckon.Day, zone *time.Location, now when.Instant) (from, to when.Instant) {
	const opens, closes = 8 * 60, 18 * 60
	from, to = d.Day.At(zone, opens), d.Day.At(zone, closes)
	hold := func(p reckon.Piece) {
		last := p.To + when.Hour - 1
		if p.From == p.To { // a point on the hour belongs to the hour that it begins
			last = p.To + when.Hour
		}
		from, to = min(from, p.From-(p.From-d.From)%when.Hour), max(to, last-(last-d.From)%when.Hour)
	}
	for _, lane := range d.Lanes {
		for _, piece := range lane.Pieces {
			hold(piece)
		}
	}
	for _, s := range d.Stints {
		if s.Kind() != "away" {
			hold(s.Piece)
		}
	}
	for _, r := range d.Runs {
		hold(r)
	}
	if d.From <= now && now < d.To {
		hold(reckon.Piece{From: now, To: now})
	}
	return max(from, d.From), min(to, d.To)
}

// PlainText makes a text safe wherever it is shown: signs that move the cursor,
// break lines or turn the direction of writing become spaces.
func PlainText(text string) string {
	return strings.Map(func(r rune) rune {
		if Moves(r) {
			return ' '
		}
		return r
	}, text)
}
