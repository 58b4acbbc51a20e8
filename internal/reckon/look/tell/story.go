package tell

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// IsHands says whether a reading is the headline: hands-on days in all spheres.
func IsHands(r report.Reading) bool {
	return r.Name == measure.HandsOnDays.Name && r.Sphere == string(timeline.SphereAll)
}

// What a level of days a week is called.
const (
	hardly  = 0.1    // less is hardly at all
	differs = 0.3    // more is another level than the one before
	back    = 3 * 52 // weeks: a longer time ago nobody has just come back
)

// story is the headline in one sentence or two: the last change that matters,
// since when, what now, and how far that is from the reference. It is told of the
// hands alone, in all spheres together.
//
//	"You built less than one day a week from Mar 2017 to Jan 2020; since then 4.4,
//	now 5.4. That is 1.6 more than in 2010, when it was 3.8."
func (t teller) story(of Told) (report.Claim, bool) {
	b := t.r.Backsight
	if !IsHands(t.r) || b.Now == nil {
		return report.Claim{}, false
	}
	text := t.opened(of)
	turn, some := t.lastChange()
	switch {
	case b.Now.Value == 0 && of.Last != when.NoDay:
		text = say.F("%s %s", text, t.nothing(turn, some, of))
	case !some:
		text = say.F("%s %s", text, t.unchanged(of))
	case b.Now.Value < hardly && turn.To < turn.From && t.stop(turn).To < hardly:
		text = say.F("%s %s", text, t.ceased(turn, of))
	case turn.To > turn.From:
		text = say.F("%s %s", text, t.rose(turn))
	default:
		text = say.F("%s %s", text, t.fell(turn))
	}
	return t.claim(of.inEditor(begun(text)), b.Now), true
}

// begun is a text that begins in upper case, without the space that an empty opening
// leaves.
func begun(text say.Text) say.Text {
	for len(text) > 0 && strings.TrimSpace(text[0].Text) == "" {
		text = text[1:]
	}
	if len(text) > 0 {
		text[0].Text = say.Upper(strings.TrimLeft(text[0].Text, " "))
	}
	return text
}

// opened says by what and of which day the story is told, where that is less than all
// and not now.
func (t teller) opened(of Told) say.Text {
	lead := t.lead()
	switch {
	case of.Uncounted && lead != nil:
		return say.F("%s by the addresses that are counted,", lead)
	case of.Uncounted:
		return say.Plain("By the addresses that are counted,")
	case of.ByCommits && lead == nil && (t.r.Backsight.Now.Value > 0 || of.Last == when.NoDay):
		return say.Plain("By commits,")
	}
	return lead
}

// you is "you", and what follows it in the present or the past.
func (t teller) you(present, past string) string { return "you " + t.tense(present, past) }

// lastChange is the last turn that matters, else the last of all; none of the
// instrument, and none before one.
func (t teller) lastChange() (turn report.Turn, some bool) {
	turns := t.r.Backsight.Turns
	small := measure.HandsOnDays.Small()
	for i := len(turns) - 1; i >= 0 && turns[i].Kind != Instrument; i-- {
		if !some {
			turn, some = turns[i], true
		}
		if math.Abs(turns[i].To-turns[i].From) >= small {
			return turns[i], true
		}
	}
	return turn, some
}

// settled is the month since when the level is what it became at a turn.
func settled(turn report.Turn) string {
	if turn.End != nil {
		return Month(*turn.End)
	}
	return Month(turn.At)
}

// before is until when the level before a turn was: empty for a step, the month for a
// slide that took long.
func before(turn report.Turn) string {
	if turn.End != nil && Month(*turn.End) != Month(turn.At) {
		return " " + Month(turn.At)
	}
	return ""
}

// levelsAt are the level before a turn, the one after it and the one of now, in the order of time.
func (t teller) levelsAt(turn report.Turn) say.Text {
	return say.F("%s days a week before%s, then %s%s%s", num(turn.From), before(turn), num(turn.To), t.now(turn), t.from(turn.From, turn.To))
}

// undone says whether the level has come back at least half way since a turn.
func (t teller) undone(turn report.Turn) bool {
	return (t.r.Backsight.Now.Value-turn.To)/(turn.From-turn.To) >= 0.5
}

// undoing is the story of a level that came back since a turn, no second turn being
// certain.
//
//	"You build 2.8 days a week. It was 2.2 until Jan 2023, then 1.0; when it rose again
//	is not known."
func (t teller) undoing(turn report.Turn) say.Text {
	now, again := *t.r.Backsight.Now, "rose"
	if turn.To > turn.From {
		again = "fell"
	}
	was := say.F("It was %s until %s, then %s", num(turn.From), Month(turn.At), num(turn.To))
	build := say.F("%s %s days a week", t.you("build", "built"), num(now.Value))
	if words := t.distance(""); words != nil {
		build = say.F("%s, %s", build, words)
	}
	if again == "rose" && now.Low > turn.To || again == "fell" && now.High < turn.To {
		return say.F("%s. %s; when it %s again is not known.", build, was, again)
	}
	return say.F("%s (between %s and %s). %s; whether it %s again is not sure.", build, num(now.Low), num(now.High), was, again)
}

// now is the level now, where it is another than that after a turn: by a good part of
// a day, or by half of what it was.
func (t teller) now(turn report.Turn) say.Text {
	now := t.r.Backsight.Now.Value
	if by := math.Abs(now - turn.To); by >= differs || by >= hardly && 2*by >= max(now, turn.To) {
		return say.F(", %s %s", t.atNow(), say.Num(now))
	}
	return nil
}

// from is the distance from the reference as a sentence of its own, with the full stop
// of the one before; it is only that where the distance is not sure, and where nothing
// is done any more: the next claim says the rest. told are the levels that the story
// has said already: another one is added as what it was then.
func (t teller) from(told ...float64) say.Text {
	words := t.distance(perWeek(len(told) == 0))
	if words == nil || t.r.Backsight.Now.Value == 0 {
		return say.Plain(".")
	}
	moved, then := *t.r.Backsight.Moved, num(t.r.Backsight.Then.Value)
	known := slices.ContainsFunc(told, func(v float64) bool { return num(v).Text == then.Text })
	switch {
	case known || t.about(moved):
		return say.F(". That is %s.", words)
	case num(-moved.Value).Text == then.Text: // as good as all of it
		return say.F(". %s it was %s%s.", say.Upper(t.reference().String()), then, perWeek(len(told) == 0))
	}
	return say.F(". That is %s, when it was %s.", words, then)
}

// perWeek is the unit of a distance, where the sentence before has none.
func perWeek(unit bool) string {
	if unit {
		return " days a week"
	}
	return ""
}

// distance is how far now is from the reference: "1.6 more than in 2010", with the unit
// behind the number where there is one; empty where it is not sure.
func (t teller) distance(unit string) say.Text {
	m := t.r.Backsight.Moved
	switch {
	case m == nil || t.r.Backsight.Then == nil:
		return nil
	case t.about(*m):
		return say.F("about as often as %s", t.reference())
	case unsure(*m):
		return nil
	case m.Value < 0:
		return say.F("%s%s less than %s", say.Num(-m.Value), unit, t.reference())
	}
	return say.F("%s%s more than %s", say.Num(m.Value), unit, t.reference())
}

// reference is when the reference was, as a sentence says it: "in 2010", "in Mar 2017",
// "between Apr 2014 and Apr 2015".
func (t teller) reference() say.Text {
	days := t.ref.Days()
	from, to := Month(days.From), Month(days.Last())
	switch {
	case days == when.Year(days.From.Year()):
		return say.F("in %s", days)
	case from == to:
		return say.F("in %s", from)
	}
	return say.F("between %s and %s", from, to)
}

// unchanged is the story of a level without a turn.
func (t teller) unchanged(of Told) say.Text {
	now := t.r.Backsight.Now
	since := ""
	if n := len(t.r.Series); n > 0 {
		since = " since " + Month(max(t.r.Series[0].Week, of.First))
	}
	if first := t.r.Backsight.Beginning; first != nil {
		since = " since " + settled(*first)
	}
	if turns := t.r.Backsight.Turns; len(turns) > 0 { // of the instrument
		since = " since " + settled(turns[len(turns)-1]) + ", when a source changed"
	}
	build := say.F("%s %s days a week", t.you("build", "built"), num(now.Value))
	if now.Value < hardly {
		build = say.F("%s, %s days a week", t.you("hardly build", "hardly built"), num(now.Value))
	}
	text := say.F("%s, without a clear change%s%s", build, since, t.from(now.Value))
	if t.surely() {
		text = say.F("%s; no single change stands out%s", build, t.from(now.Value))
	}
	if now.Value < hardly && of.Last != when.NoDay {
		return say.F("%s The last hands-on day was %s.", text, of.Last)
	}
	return text
}

// nothing is the story of hands that do nothing any more: since their last day, and
// after what, by the last change.
//
//	"You have built nothing since 2014-02-19. Until May 2011 it was 3.5 days a week,
//	then less and less."
func (t teller) nothing(turn report.Turn, some bool, of Told) say.Text {
	text := say.F("%s nothing since %s", t.you("have "+of.did(), "had "+of.did()), of.Last)
	switch stop := t.stop(turn); {
	case !some:
		return say.F("%s; no single change stands out.", text)
	case stop.To >= stop.From || stop.To >= hardly:
		return say.F("%s. From %s on it was %s days a week.", text, settled(turn), num(turn.To))
	case stop.At != turn.At && turn.To < turn.From:
		return say.F("%s. Until %s it was %s days a week, then %s until %s.", text, Month(turn.At), num(turn.From), num(stop.From), Month(stop.At))
	default:
		return say.F("%s. Until %s it was %s days a week%s.", text, Month(stop.At), num(stop.From), slowly(stop))
	}
}

// slowly says how a level went on after a slide: to what, and by when.
func slowly(turn report.Turn) say.Text {
	switch {
	case turn.Kind != "slide":
		return nil
	case turn.End == nil || num(turn.To).Text == "0" || Month(*turn.End) == Month(turn.At):
		return say.Plain(", then less and less")
	}
	return say.F(", from %s on %s", Month(*turn.End), num(turn.To))
}

// surely says whether the level surely moved.
func (t teller) surely() bool {
	m := t.r.Backsight.Moved
	return m != nil && !unsure(*m)
}

// stop is the turn from which on hardly anything is built: the change that matters, or
// a smaller one that came after it.
func (t teller) stop(turn report.Turn) report.Turn {
	turns := t.r.Backsight.Turns
	for i := len(turns) - 1; i >= 0 && turns[i].At > turn.At; i-- {
		if turns[i].To < hardly && turns[i].From >= hardly {
			return turns[i]
		}
	}
	return turn
}

// ceased is the story of hands that do hardly anything any more.
func (t teller) ceased(turn report.Turn, of Told) say.Text {
	stop := t.stop(turn)
	levels := say.F("Before, it was %s days a week", num(stop.From))
	if Month(stop.At) != settled(stop) {
		levels = say.F("Until %s it was %s days a week", Month(stop.At), num(stop.From))
	}
	if stop.At != turn.At {
		levels = say.F("Until %s it was %s days a week, then %s", Month(turn.At), num(turn.From), num(stop.From))
	}
	text := say.F("%s since %s. %s, %s %s", t.you("have hardly "+of.did(), "had hardly "+of.did()), settled(stop), levels, t.atNow(), num(t.r.Backsight.Now.Value))
	if t.surely() {
		text = say.F("%s%s", text, t.from(turn.From, stop.From))
	} else {
		text = say.F("%s.", text)
	}
	if of.Last != when.NoDay {
		return say.F("%s The last hands-on day was %s.", text, of.Last)
	}
	return text
}

// recent is how many weeks ago a slide has to have ended to be told as one that goes on:
// its last level and that of now would be of the same weeks.
const recent = 26

// goesOn says whether a slide has not ended, or only just, and the level went on.
func (t teller) goesOn(turn report.Turn) bool {
	if turn.Kind != "slide" {
		return false
	}
	if turn.End == nil {
		return true
	}
	last, _ := lastWeek(t.r.Series)
	further := (t.r.Backsight.Now.Value - turn.To) * (turn.To - turn.From)
	return int(last-*turn.End)/7 < recent && further > 0
}

// fell is the story of hands that do less.
func (t teller) fell(turn report.Turn) say.Text {
	switch {
	case t.goesOn(turn):
		return say.F("%s less and less since %s: %s days a week then, %s %s%s", t.you("have built", "had built"), Month(turn.At), num(turn.From), t.atNow(), num(t.r.Backsight.Now.Value), t.from(turn.From))
	case t.undone(turn):
		return t.undoing(turn)
	}
	return say.F("%s less since %s: %s", t.you("have built", "had built"), settled(turn), t.levelsAt(turn))
}

// rose is the story of hands that do more, and of how long they did little.
func (t teller) rose(turn report.Turn) say.Text {
	now := num(t.r.Backsight.Now.Value)
	low := t.lowBefore(turn)
	switch {
	case t.goesOn(turn):
		return say.F("%s more and more since %s: %s days a week then, %s %s%s", t.you("have built", "had built"), Month(turn.At), num(turn.From), t.atNow(), now, t.from(turn.From))
	case t.undone(turn):
		return t.undoing(turn)
	case low.weeks < 26:
		if before, paused := t.pausedBefore(turn); paused {
			return say.F("after a pause from %s to %s %s %s days a week, %s before it%s", Month(t.empty(before.At, turn)), settled(turn), t.you("build", "built"), now, num(before.From), t.from(before.From))
		}
		return say.F("%s more since %s: %s", t.you("have built", "had built"), settled(turn), t.levelsAt(turn))
	case low.higher && t.ago(turn.At) <= back && t.r.Backsight.Now.Value >= 1:
		return say.F("your hands %s back: %s days a week since %s, after %s below %s%s", t.tense("are", "were"), now, settled(turn), years(low.weeks), low.words, t.from(t.r.Backsight.Now.Value))
	case !low.higher:
		return say.F("you built less than %s a week until %s; since %s %s%s%s", low.words, Month(turn.At), then(turn), num(turn.To), t.now(turn), t.from(turn.From))
	}
	return say.F("you built less than %s a week from %s to %s; since %s %s%s%s", low.words, Month(low.from), Month(turn.At), then(turn), num(turn.To), t.now(turn), t.from(turn.From))
}

// pausedBefore says whether a rise only ended a pause: whether the level fell to hardly
// anything shortly before, from about what it is after it; and that fall.
func (t teller) pausedBefore(turn report.Turn) (before report.Turn, paused bool) {
	turns := t.r.Backsight.Turns
	i := slices.IndexFunc(turns, func(o report.Turn) bool { return o.At == turn.At })
	if i < 1 || turns[i-1].Kind == Instrument {
		return before, false
	}
	before = turns[i-1]
	near := math.Abs(before.From-turn.To) < measure.HandsOnDays.Small() && before.To < hardly
	return before, near && before.To < before.From && turn.At-before.At <= longestPause
}

// empty is when the longest stretch of weeks in which nothing was done began, from a day
// to a turn; the day itself where there is none. The fall to a pause may have taken months
// in which something still was.
func (t teller) empty(from when.Day, turn report.Turn) when.Day {
	until := turn.At
	if turn.End != nil {
		until = *turn.End
	}
	begins, weeks, run := from, 0, 0
	for _, w := range t.r.Series {
		if w.Week < from.Monday() || w.Week > until {
			continue
		}
		if run++; w.Value == nil || *w.Value > 0 {
			run = 0
		}
		if run > weeks {
			begins, weeks = w.Week-when.Day(7*(run-1)), run
		}
	}
	return begins
}

// longestPause is how many days may lie between a fall and the rise that undoes it.
const longestPause = 52 * 7

// then is "then", or the month in which a slide ended.
func then(turn report.Turn) string {
	if turn.End != nil && Month(*turn.End) != Month(turn.At) {
		return Month(*turn.End)
	}
	return "then"
}

// ago is how many weeks before the end of the series a day lies.
func (t teller) ago(d when.Day) int {
	return int(t.r.Series[len(t.r.Series)-1].Week-d) / 7
}

// low is a stretch of weeks below a level that has a name, before a rise.
type low struct {
	from   when.Day
	weeks  int
	words  string
	higher bool // the level was above it before
}

// lowBefore is the stretch before a turn in which the level lay below a tenth of a
// day, half a day or a whole one; of no weeks where it lay above.
func (t teller) lowBefore(turn report.Turn) low {
	for _, name := range []struct {
		below float64
		words string
	}{{hardly, "a tenth of a day"}, {0.5, "half a day"}, {1, "one day"}} {
		if turn.From >= name.below {
			continue
		}
		out := low{from: turn.At, words: name.words}
		for i := len(t.r.Series) - 1; i >= 0; i-- {
			w := t.r.Series[i]
			if w.Week >= turn.Low || w.Level == nil {
				continue
			}
			if w.Level.Value >= name.below {
				out.higher = true
				break
			}
			out.from = w.Week
		}
		if out.weeks = int(turn.At-out.from) / 7; out.weeks >= 26 {
			return out
		}
	}
	return low{}
}

// years is a length in weeks as one says it: "8 months", "two and a half years".
func years(weeks int) string {
	halves := int(math.Round(float64(weeks) / 26.09))
	switch {
	case weeks < 78 && halves != 2:
		return fmt.Sprintf("%d months", int(math.Round(float64(weeks)/4.348)))
	case halves == 2:
		return "a year"
	case halves%2 == 0:
		return say.Word(halves/2) + " years"
	}
	return say.Word(halves/2) + " and a half years"
}
