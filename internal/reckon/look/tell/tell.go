// Package tell puts a reading into sentences: the story of the hands, how far a measure
// moved and whether that is sure, what went slowly, its turns and alarms. It is given
// all numbers and reckons none. No two sentences about one measure may contradict one
// another (looktest).
//
//	Claims(reading, reference, facts, told) → story · distance · slow · levels · pace ·
//	                                          beginning · turns · alarm
package tell

import (
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// Claims are the sentences about a reading, the headline first, compared with a
// reference that may be nil. facts is of how many facts the reading is, of what the
// headline tells beside the weeks.
func Claims(r report.Reading, ref *report.RefRange, facts int, of Told) []report.Claim {
	if r.Backsight == nil {
		return nil
	}
	t := teller{r, ref, SeenPart(r.Series), facts, IsHands(r) && of.ByCommits}
	out := []report.Claim{}
	add := func(c report.Claim, some bool, kind string) {
		if some {
			c.Kind = kind
			out = append(out, c)
		}
	}
	story, some := t.story(of)
	add(story, some, report.Story)
	add(t.moved(), true, report.Distance)
	slow, some := t.slow()
	add(slow, some, report.Slow)
	levels, some := t.levels()
	add(levels, some, report.Levels)
	state, some := t.state()
	add(state, some, report.Pace)
	beginning, some := t.beginning()
	add(beginning, some, report.Began)
	for i := range r.Backsight.Turns {
		c := t.turn(i)
		c.Turn = i + 1
		add(c, true, report.Turned)
	}
	alarm, some := t.alarm()
	alarm.Rings = some
	add(alarm, some, report.Alarmed)
	return out
}

// teller puts one reading into sentences.
type teller struct {
	r     report.Reading
	ref   *report.RefRange
	seen  *float64
	facts int

	byCommits bool // of hands-on days, where an editor shows more
}

func (t teller) noun() string {
	m, _ := measure.Named(t.r.Name)
	if t.byCommits {
		return m.Noun + " by commits"
	}
	return m.Noun
}

func (t teller) claim(text say.Text, v *report.Range) report.Claim {
	c := report.Claim{
		Text: say.F("%s%s", t.prefix(), text), Unit: t.r.Unit, Seen: t.seen, Facts: t.facts,
		Method: t.r.Backsight.Method, Limits: []string{"Not " + t.r.Not}, About: t.r.Name, Sphere: t.r.Sphere,
	}
	if v != nil {
		c.Value, c.Low, c.High = &v.Value, &v.Low, &v.High
	}
	return c
}

func (t teller) prefix() string {
	switch t.r.Sphere {
	case "work":
		return "At work: "
	case "own":
		return "On your own projects: "
	}
	return ""
}

// moved is the finding: how far now is from then.
func (t teller) moved() report.Claim {
	b := t.r.Backsight
	if b.Moved == nil || b.Then == nil || b.Now == nil {
		return t.tooLittle()
	}
	if t.isLevel() {
		return t.movedLevel()
	}
	ref := t.reference()
	switch m := *b.Moved; {
	case IsHands(t.r) && b.Now.Value == 0 && b.Then.Value > 0: // of who does nothing it is not said how often
		return t.claim(say.F("%s it was %s days a week %s.", say.Upper(ref.String()), say.Num(b.Then.Value), between(*b.Then)), b.Moved)
	case t.about(m):
		return t.claim(say.F("%s as %s (%s a week %s to %s more).", t.same(), ref, say.Bound(-m.Low), t.fewer(), say.Bound(m.High)), b.Moved)
	case unsure(m):
		return t.claim(t.notSure(), b.Moved)
	case m.Value < 0:
		return t.claim(say.F("%s than %s %s.", t.differs(-m.Value, t.fewer()), ref, between(report.Range{Value: -m.Value, Low: -m.High, High: -m.Low})), b.Moved)
	default:
		return t.claim(say.F("%s than %s %s.", t.differs(m.Value, "more"), ref, between(m)), b.Moved)
	}
}

// same and differs begin the finding: the headline speaks of the hands, the
// others of what is counted.
func (t teller) same() say.Text {
	if t.r.Name == measure.HandsOnDays.Name {
		return say.F("%s about as often", t.opening("You are hands-on", "you were hands-on"))
	}
	return say.F("%s about as many %s", t.opening("There are", "there were"), t.noun())
}

func (t teller) fewer() string {
	if t.r.Name == measure.HandsOnDays.Name {
		return "less"
	}
	return "fewer"
}

func (t teller) differs(by float64, direction string) say.Text {
	if t.r.Name == measure.HandsOnDays.Name {
		return say.F("%s ~%s days a week %s", t.opening("You are hands-on", "you were hands-on"), say.Num(by), direction)
	}
	return say.F("%s ~%s %s a week %s", t.opening("There are", "there were"), say.Num(by), t.noun(), direction)
}

// levels are the two levels between which it moved.
func (t teller) levels() (report.Claim, bool) {
	b := t.r.Backsight
	if b.Moved == nil || b.Then == nil || b.Now == nil {
		return report.Claim{}, false
	}
	now := t.atNow()
	if t.isLevel() {
		return t.claim(say.F("Then %s %s, %s %s %s.", t.level(b.Then.Value), t.band(*b.Then), now, t.level(b.Now.Value), t.band(*b.Now)), b.Now), true
	}
	return t.claim(say.F("Then %s %s in an ordinary week %s, %s %s %s.", num(b.Then.Value), t.noun(), between(*b.Then), now, num(b.Now.Value), between(*b.Now)), b.Now), true
}

func (t teller) tooLittle() report.Claim {
	text := say.F("The change in %s is not known, because %s.", t.noun(), t.missing())
	now := t.r.Backsight.Now
	if t.isLevel() {
		text = say.F("The change in the %s is not known, because %s.", t.noun(), t.missing())
	}
	if t.r.Backsight.Then != nil && OfItself(t.r, t.ref) {
		text = say.F("Not comparable with %s yet: %s.", t.ref.Days(), t.missing())
	}
	switch {
	case now != nil && t.isLevel():
		text = say.F("The %s %s %s %s %s. %s", t.noun(), t.tense("is", "was"), t.level(now.Value), t.atNow(), t.band(*now), text)
	case now != nil:
		text = say.F("%s %s a week %s %s. %s", say.Num(now.Value), t.noun(), t.atNow(), between(*now), text)
	}
	return t.claim(text, now)
}

func (t teller) missing() string {
	switch b := t.r.Backsight; {
	case t.ref == nil:
		return "no year has enough evidence to be the reference; `backsight fix YEAR` sets one"
	case b.Now == nil && b.Missing != "":
		return b.Missing
	case b.Then == nil:
		return "there is too little evidence in the reference"
	case OfItself(t.r, t.ref):
		return "most of what is known of now is the reference itself"
	case b.Now != nil:
		return "a source changed since then, and nothing is compared across that"
	default:
		return "there is too little evidence in the last months"
	}
}

func (t teller) state() (report.Claim, bool) {
	b := t.r.Backsight
	if b.Rate == nil || b.State != "sliding" && b.State != "returning" {
		return report.Claim{}, false
	}
	rate := b.Rate.Range
	if t.isLevel() {
		return t.rate(rate), true
	}
	if rate.Value < 0 {
		rate = report.Range{Value: -rate.Value, Low: -rate.High, High: -rate.Low}
		return t.claim(say.F("It is falling by ~%s %s a week each year %s.", say.Num(rate.Value), t.noun(), between(rate)), &b.Rate.Range), true
	}
	return t.claim(say.F("It is rising by ~%s %s a week each year %s.", say.Num(rate.Value), t.noun(), between(rate)), &b.Rate.Range), true
}

// turn is one turn in a sentence. Its interval is of the change of level.
func (t teller) turn(i int) report.Claim {
	turn := t.r.Backsight.Turns[i]
	levels := say.F("from %s to %s a week", num(turn.From), num(turn.To))
	place := strings.TrimSpace(Month(turn.At) + " " + Between(turn.Low, turn.High))
	var text say.Text
	if t.isLevel() {
		levels = say.F("from %s to %s", t.level(turn.From), t.level(turn.To))
	}
	switch turn.Kind {
	case "instrument":
		text = say.F("Around %s a source of evidence changed, so %s went %s. This is not drift, and nothing is compared across it.", place, t.noun(), levels)
	case "slide":
		text = say.F("A slide of %s %s began in %s", t.noun(), levels, place)
		if turn.End != nil {
			text = say.F("%s and ended in %s", text, Month(*turn.End))
		}
		text = say.F("%s.", text)
	case "step_or_slide":
		text = say.F("In %s, %s went %s in a step or a short slide; the weeks do not show which.", place, t.noun(), levels)
	default:
		text = say.F("In %s, %s went %s in one step.", place, t.noun(), levels)
	}
	text = say.F("%s%s%s", text, carriedWords(turn.Carried), t.unexplained(i))
	return t.claim(text, t.change(turn))
}

// change is by how much the level moved at a turn, from the last week that was
// surely before it to the first that was surely after it; nil where the level of
// either is not known. The two intervals are added up: it is rather too wide.
func (t teller) change(turn report.Turn) *report.Range {
	after := turn.High
	if turn.End != nil {
		after = max(after, *turn.End)
	}
	var from, to *report.Range
	for _, w := range t.r.Series {
		switch {
		case w.Level == nil:
		case w.Week < turn.Low || from == nil && w.Week < turn.At:
			from = w.Level
		case to == nil && w.Week >= after:
			to = w.Level
		}
	}
	if from == nil || to == nil {
		return nil
	}
	v := turn.To - turn.From
	return &report.Range{Value: say.Round(v, 3), Low: say.Round(min(v, to.Low-from.High), 3), High: say.Round(max(v, to.High-from.Low), 3)}
}

// early is how long after it began to ring an alarm may be ahead of the finding.
const early = 52 * 7

// alarm is told while the finding bears it out: where the level is back inside
// the reference's interval it would deny what the finding says, and where the
// finding is that it cannot be told, it would tell. In its first year it may be
// ahead of the finding, and says so, unless that is that it is about the same; later it speaks of a fall that was made good.
// The ringing itself stands in the reading all the same.
func (t teller) alarm() (report.Claim, bool) {
	b := t.r.Backsight
	if _, gone := StaleSince(t.r.Series); gone {
		return report.Claim{}, false
	}
	if !b.Alarm.Ringing || b.Alarm.Since == nil || b.Moved == nil || b.Then == nil || b.Now == nil || b.Now.Value >= b.Then.Low {
		return report.Claim{}, false
	}
	began, ref := *b.Alarm.Since, t.reference()
	since := began.Time().Format("January 2006")
	if b.Moved.High >= 0 {
		if now := t.r.Series[len(t.r.Series)-1].Week; now-began > early || t.about(*b.Moved) {
			return report.Claim{}, false
		}
		return t.claim(say.F("Since %s the weeks have been lower than %s. By chance that would happen about once in ten years. How far the level fell is not clear yet.", since, ref), b.Moved), true
	}
	if t.isLevel() {
		return t.claim(say.F("Since %s the %s has been lower than %s. By chance that would happen about once in ten years.", since, t.noun(), ref), b.Moved), true
	}
	return t.claim(say.F("Since %s there have been fewer %s than %s. By chance that would happen about once in ten years.", since, t.noun(), ref), b.Moved), true
}

// SeenPart is the part of a series' weeks that was seen at all.
func SeenPart(weeks []report.Week) *float64 {
	if len(weeks) == 0 {
		return nil
	}
	var seen float64
	for _, w := range weeks {
		seen += w.Seen
	}
	part := say.Round(seen/float64(len(weeks)), 3)
	return &part
}

// num is a level: what is nothing at all is "0", and what is hardly anything "0.0".
func num(v float64) say.Part {
	if v == 0 {
		return say.Short(v)
	}
	return say.Num(v)
}

func between(r report.Range) say.Text {
	return say.F("(%s to %s)", say.Bound(r.Low), say.Bound(r.High))
}

// Month is "Jul 2021".
func Month(d when.Day) string { return d.Time().Format("Jan 2006") }

// Between is the interval of a turn, "(May to Sep 2021)", "(3 to 24)" within one
// month, "(week of 3)" within one week.
func Between(low, high when.Day) string {
	a, b := low.Time(), high.Time()
	switch {
	case low == high:
		return fmt.Sprintf("(week of %d)", a.Day())
	case a.Year() == b.Year() && a.Month() == b.Month():
		return fmt.Sprintf("(%d to %d)", a.Day(), b.Day())
	case a.Year() == b.Year():
		return fmt.Sprintf("(%s to %s)", a.Format("Jan"), b.Format("Jan 2006"))
	default:
		return fmt.Sprintf("(%s to %s)", a.Format("Jan 2006"), b.Format("Jan 2006"))
	}
}
