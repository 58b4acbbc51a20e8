package look

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

func isHands(r report.Reading) bool {
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
//	now 5.4: 1.6 more than in 2010."
func (t teller) story(of told) (report.Claim, bool) {
	b := t.r.Backsight
	if !isHands(t.r) || b.Now == nil {
		return report.Claim{}, false
	}
	text := t.opened(of)
	turn, some := t.lastChange()
	switch {
	case b.Now.Value == 0 && of.last != when.NoDay:
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

// opened says by what the story is told, where that is less than all.
func (t teller) opened(of told) say.Text {
	week, gone := staleSince(t.r.Series)
	switch {
	case of.uncounted:
		return say.Plain("By the addresses that are counted,")
	case of.byCommits && !gone && (t.r.Backsight.Now.Value > 0 || of.last == when.NoDay):
		return say.Plain("By commits,")
	case gone:
		return say.F("Up to the last evidence, in %s,", Month(week))
	}
	return nil
}

// lastChange is the last turn that matters, else the last of all; none of the
// instrument, and none before one.
func (t teller) lastChange() (turn report.Turn, some bool) {
	turns := t.r.Backsight.Turns
	small := measure.HandsOnDays.Small()
	for i := len(turns) - 1; i >= 0 && turns[i].Kind != instrument; i-- {
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

// was is the level before a turn, and until when where a slide took long.
func was(turn report.Turn) say.Text {
	if turn.End != nil && Month(*turn.End) != Month(turn.At) {
		return say.F("%s before %s", num(turn.From), Month(turn.At))
	}
	return say.F("%s before", num(turn.From))
}

// undone says whether the level has come back at least half way since a turn.
func (t teller) undone(turn report.Turn) bool {
	return (t.r.Backsight.Now.Value-turn.To)/(turn.From-turn.To) >= 0.5
}

// undoing is how a level came back since a turn, no second turn being certain.
func (t teller) undoing(turn report.Turn) say.Text {
	now := *t.r.Backsight.Now
	if min(turn.From, turn.To) == turn.To && now.Low > turn.To || turn.From < turn.To && now.High < turn.To {
		return say.F("; now %s, and when that changed cannot be dated", say.Num(now.Value))
	}
	return say.F("; whether that has changed is not sure: now between %s and %s", say.Num(now.Low), say.Num(now.High))
}

// now is the level now, where it is another than that after a turn: by a good part of
// a day, or by half of what it was.
func (t teller) now(turn report.Turn) say.Text {
	now := t.r.Backsight.Now.Value
	if by := math.Abs(now - turn.To); by >= differs || by >= hardly && 2*by >= max(now, turn.To) {
		return say.F(", now %s", say.Num(now))
	}
	return nil
}

// from is the distance from the reference as a sentence of its own, with the full stop
// of the one before; it is only that where the distance is not sure, which the next
// claim says.
func (t teller) from() say.Text {
	if words := t.distance(); words != nil {
		return say.F(". That is %s.", words)
	}
	return say.Plain(".")
}

// distance is how far now is from the reference: "1.6 more than in 2010"; empty where
// it is not sure.
func (t teller) distance() say.Text {
	m := t.r.Backsight.Moved
	switch {
	case m == nil || t.r.Backsight.Then == nil:
		return nil
	case t.about(*m):
		return say.F("about as often as %s", t.reference())
	case unsure(*m):
		return nil
	case m.Value < 0:
		return say.F("%s less than %s", say.Num(-m.Value), t.reference())
	}
	return say.F("%s more than %s", say.Num(m.Value), t.reference())
}

// reference is the reference in a sentence that has to be short.
func (t teller) reference() say.Text {
	days := t.ref.Days()
	if days == when.Year(days.From.Year()) {
		return say.F("in %s", days)
	}
	return say.F("in %s to %s", Month(days.From), Month(days.Last()))
}

// unchanged is the story of a level without a turn.
func (t teller) unchanged(of told) say.Text {
	now := t.r.Backsight.Now
	since := ""
	if n := len(t.r.Series); n > 0 {
		since = " since " + Month(max(t.r.Series[0].Week, of.first))
	}
	if turns := t.r.Backsight.Turns; len(turns) > 0 { // of the instrument
		since = " since " + settled(turns[len(turns)-1]) + ", when a source changed"
	}
	build := say.F("you build %s days a week", say.Num(now.Value))
	if now.Value < hardly {
		build = say.F("you hardly build, %s days a week", say.Num(now.Value))
	}
	text := say.F("%s, without a clear change%s%s", build, since, t.from())
	if t.surely() {
		text = say.F("%s, %s; no single change stands out%s.", build, t.distance(), since)
	}
	if now.Value < hardly && of.last != when.NoDay {
		return say.F("%s The last hands-on day was %s.", text, of.last)
	}
	return text
}

// nothing is the story of hands that do nothing any more: since their last day, and
// after what, by the last change.
func (t teller) nothing(turn report.Turn, some bool, of told) say.Text {
	text := say.F("you have %s nothing since %s", of.did(), of.last)
	stop := t.stop(turn)
	switch {
	case !some:
		if t.surely() && !of.byCommits {
			return say.F("%s. That is %s; no single change stands out.", text, t.distance())
		}
		return say.F("%s; no single change stands out.", text)
	case stop.To >= stop.From || stop.To >= hardly:
		text = say.F("%s, after %s days a week from %s on", text, say.Num(turn.To), settled(turn))
	case stop.At != turn.At && turn.To < turn.From:
		text = say.F("%s, after %s days a week until %s and %s until %s", text, say.Num(stop.From), Month(stop.At), say.Num(turn.From), Month(turn.At))
	default:
		text = say.F("%s, after %s days a week until %s", text, say.Num(stop.From), Month(stop.At))
	}
	if t.surely() && !of.byCommits {
		return say.F("%s%s", text, t.from())
	}
	return say.F("%s.", text) // nothing is not about as often as hardly anything
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
func (t teller) ceased(turn report.Turn, of told) say.Text {
	stop := t.stop(turn)
	before := was(turn)
	if stop.At != turn.At {
		before = say.F("%s before, %s until %s", say.Num(stop.From), say.Num(turn.From), Month(turn.At))
	}
	text := say.F("you have hardly %s since %s: %s days a week, %s", of.did(), settled(stop), say.Num(t.r.Backsight.Now.Value), before)
	if m := t.r.Backsight.Moved; m != nil && !unsure(*m) && m.Value < 0 {
		text = say.F("%s, %s", text, t.distance())
	}
	if of.last != when.NoDay {
		return say.F("%s. The last hands-on day was %s.", text, of.last)
	}
	return say.F("%s.", text)
}

// fell is the story of hands that do less.
func (t teller) fell(turn report.Turn) say.Text {
	switch {
	case turn.Kind == "slide" && turn.End == nil:
		return say.F("you have built less and less since %s: %s days a week then, now %s%s", Month(turn.At), say.Num(turn.From), say.Num(t.r.Backsight.Now.Value), t.from())
	case t.undone(turn):
		return say.F("you built less from %s on: %s days a week, %s%s%s", settled(turn), say.Num(turn.To), was(turn), t.undoing(turn), t.from())
	}
	return say.F("you have built less since %s: %s days a week, %s%s%s", settled(turn), say.Num(turn.To), was(turn), t.now(turn), t.from())
}

// rose is the story of hands that do more, and of how long they did little.
func (t teller) rose(turn report.Turn) say.Text {
	now := t.r.Backsight.Now.Value
	low := t.lowBefore(turn)
	switch {
	case t.undone(turn):
		return say.F("you built more from %s on: %s days a week, %s%s%s", settled(turn), say.Num(turn.To), was(turn), t.undoing(turn), t.from())
	case turn.Kind == "slide" && turn.End == nil:
		return say.F("you have built more and more since %s: %s days a week then, now %s%s", Month(turn.At), say.Num(turn.From), say.Num(now), t.from())
	case low.weeks < 26:
		if before, paused := t.pausedBefore(turn); paused {
			return say.F("after a pause from %s to %s you build %s days a week, %s before it%s", Month(t.empty(before.At, turn)), settled(turn), say.Num(now), say.Num(before.From), t.from())
		}
		return say.F("you have built more since %s: %s days a week, %s%s%s", settled(turn), say.Num(turn.To), was(turn), t.now(turn), t.from())
	case low.higher && t.ago(turn.At) <= back && now >= 1:
		return say.F("your hands are back: %s days a week since %s, after %s below %s%s", say.Num(now), settled(turn), years(low.weeks), low.words, t.from())
	case !low.higher:
		return say.F("you built less than %s a week until %s; since %s %s%s%s", low.words, Month(turn.At), then(turn), say.Num(turn.To), t.now(turn), t.from())
	}
	return say.F("you built less than %s a week from %s to %s; since %s %s%s%s", low.words, Month(low.from), Month(turn.At), then(turn), say.Num(turn.To), t.now(turn), t.from())
}

// pausedBefore says whether a rise only ended a pause: whether the level fell to hardly
// anything shortly before, from about what it is after it; and that fall.
func (t teller) pausedBefore(turn report.Turn) (before report.Turn, paused bool) {
	turns := t.r.Backsight.Turns
	i := slices.IndexFunc(turns, func(o report.Turn) bool { return o.At == turn.At })
	if i < 1 || turns[i-1].Kind == instrument {
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
