package day

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Explanation is what a day, or one minute of it, was made of, and which rule
// and facts say so. At is "" for the whole day. Times are home wall clock, of what was done by
// itself its own.
type Explanation struct {
	Day        when.Day   `json:"day"`
	At         string     `json:"at,omitempty"`
	Zone       string     `json:"zone"`
	Conclusion string     `json:"conclusion"` // what the day, or the minute, comes to
	Acts       []WhyAct   `json:"acts"`
	Stints     []WhyStint `json:"stints"`
	Whole      []WhyWhole `json:"whole_days,omitempty"`
	Heard      []WhyHeard `json:"heard,omitempty"` // near the minute, a program each
	Covered    []string   `json:"covered_by"`      // what would tell of the day: "the repositories"
}

// WhyHeard is what one program was heard of near a minute: how many beats, from
// when to when, and what they spoke of.
type WhyHeard struct {
	Source  string `json:"source"`
	Program string `json:"program"`
	Machine string `json:"machine,omitempty"`
	Type    string `json:"type"`
	Beats   int    `json:"beats"`
	From    string `json:"from"`
	To      string `json:"to"`
	What    string `json:"what,omitempty"` // the last file, page or state
}

// WhyWhole is what was planned for whole days, of which this is one.
type WhyWhole struct {
	Text    string   `json:"text"`
	Rule    string   `json:"rule"`
	Because string   `json:"because"`
	Facts   []string `json:"facts"`
}

// WhyAct is something done at a point, and why it is taken for what it is.
type WhyAct struct {
	Time    string   `json:"time"`             // by its own clock: "09:12", "23:40 +09:00" where that is not home's
	What    string   `json:"what"`             // role or kind of work
	Name    string   `json:"name"`             // "commit 1a2b3c4d5 in lantern"
	Commit  string   `json:"commit,omitempty"` // its whole id
	Counts  bool     `json:"counts"`
	Text    string   `json:"text"`
	Sphere  string   `json:"sphere"`
	Rule    string   `json:"rule"`
	Because string   `json:"because"`
	Places  []string `json:"places"`
	Facts   []string `json:"facts"`
}

// WhyStint is a stretch of one kind of work, and why.
type WhyStint struct {
	From    string   `json:"from"`
	To      string   `json:"to"`
	Work    string   `json:"work"`
	Topic   string   `json:"topic,omitempty"` // of a planned block, its fine kind
	Hands   string   `json:"hands,omitempty"` // of making that happened, how
	Also    []string `json:"also,omitempty"`
	Weight  float64  `json:"weight"`
	Text    string   `json:"text,omitempty"`
	Rule    string   `json:"rule"`
	Because string   `json:"because"`
	Facts   []string `json:"facts"`
}

// Explain explains a day, or the minute in it at minutes after midnight at home
// (less than 0 for the whole day). It reconciles that day anew: what it shows is
// what is reckoned, not what was remembered of it.
func Explain(ctx context.Context, b session.Base, g policy.Grant, q session.Question, day when.Day, minute int) (Explanation, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return Explanation{}, err
	}
	account, err := s.Account(when.Days{From: day, To: day + 1}, q.Instant)
	if err != nil {
		return Explanation{}, err
	}
	zone := q.Habits.Zone(day)
	seen, err := seenDays(s)
	if err != nil {
		return Explanation{}, err
	}
	heard, err := heardNear(ctx, b, g, q.Habits.Sources, q.Instant, day, minute, zone)
	if err != nil {
		return Explanation{}, err
	}
	out := Explanation{Day: day, Zone: zone.String(), Acts: []WhyAct{}, Stints: []WhyStint{}, Heard: heard}
	clock := func(i when.Instant) string { return i.In(zone).Format("15:04") }
	account.Each(func(found timeline.Day) {
		moment := when.Span{From: found.Span.From, To: found.Span.To}
		if minute >= 0 {
			moment.From = day.At(zone, minute)
			moment.To = moment.From + when.Minute
			out.At = clock(moment.From)
		}
		whole := dayFound(found, seen(day), q.Habits, q.Instant)
		out.Conclusion, out.Covered = whole.Finding, whole.Covered
		if minute >= 0 {
			out.Conclusion = minuteWords(out.At, found.Stints, moment)
		}
		for _, a := range found.Acts {
			if minute < 0 || near(a.At, moment) {
				out.Acts = append(out.Acts, whyAct(a, clockOf(a, zone)))
			}
		}
		for _, w := range found.Whole {
			out.Whole = append(out.Whole, WhyWhole{Text: w.Of.Summary, Rule: timeline.RuleWhole.ID, Because: timeline.RuleWhole.Text, Facts: []string{w.Of.Event.String()}})
		}
		out.Stints = append(out.Stints, whyStints(found, moment, minute < 0, clock)...)
	})
	return out, nil
}

// Midnight is the end of a day on its own clock, whose beginning is 00:00.
const Midnight = "24:00"

// sliver says that a stint is what is left of something planned beside what happened,
// and less than a minute: it has no length on a clock.
func sliver(s timeline.Stint) bool { return !s.HandsOn() && s.Span.Len() < when.Minute }

// Sliver is sliver of a stint that is shown.
func (s DayStint) Sliver() bool { return !s.HandsOn && s.Len() < when.Minute }

// whyStints are the stints of a moment, each with its reason. Of a whole day what has no
// evidence is left out, and what has no length on a clock.
func whyStints(found timeline.Day, moment when.Span, whole bool, clock func(when.Instant) string) (out []WhyStint) {
	for _, s := range found.Stints {
		if !s.Span.Overlaps(moment) || whole && (s.Rule == timeline.RuleNothing || sliver(s)) {
			continue
		}
		w := whyStint(s, clock)
		if s.Span.To == found.Span.To {
			w.To = Midnight
		}
		out = append(out, w)
	}
	return out
}

// minuteWords is what a minute comes to, in a sentence.
//
//	"14:50 counts as coordinating, as planned: Roadmap."
func minuteWords(at string, stints []timeline.Stint, moment when.Span) string {
	for _, s := range stints {
		if !s.Span.Overlaps(moment) || s.Rule == timeline.RuleNothing || s.Rule == timeline.RuleSolo {
			continue
		}
		text := fmt.Sprintf("%s counts as %s", at, minuteKinds(dayStint(s)))
		if s.Weight > 0 && s.Weight < 1 {
			text += fmt.Sprintf(", with %.0f%% of its time, since attendance is not certain", 100*s.Weight)
		}
		return text + "."
	}
	return at + " counts as nothing: there is no evidence of it."
}

// minuteKinds is what a stint is called in that sentence.
func minuteKinds(s DayStint) string {
	switch kind := s.Kind(); kind {
	case "hand", "assisted":
		return "work " + s.Words()
	case "delegated":
		return "work delegated to an agent"
	case "here":
		return "time at the machine"
	case "planned":
		return "time kept for making"
	case "unclear":
		return "work with an assistant or delegated to one"
	}
	return s.Words()
}

// near says whether an act lies within half an hour of a moment.
func near(at when.Instant, moment when.Span) bool {
	const half = 30 * when.Minute
	return moment.From-half <= at && at < moment.To+half
}

func whyAct(a timeline.Act, at string) WhyAct {
	because := a.Rule.Text
	if len(a.Facts) > 1 {
		because += "; " + timeline.RuleDouble.Text
	}
	return WhyAct{
		Time: at, What: string(a.Role), Name: actName(a), Commit: a.Object, Counts: a.Counts, Text: a.Text, Sphere: string(a.Sphere),
		Rule: a.Rule.ID, Because: because, Places: a.Places, Facts: ids(a),
	}
}

func ids(a timeline.Act) (out []string) {
	for _, id := range a.Facts {
		out = append(out, id.String())
	}
	return out
}

func whyStint(s timeline.Stint, clock func(when.Instant) string) WhyStint {
	w := WhyStint{
		From: clock(s.Span.From), To: clock(s.Span.To), Work: string(s.Work), Weight: s.Weight,
		Text: s.Text, Rule: s.Rule.ID, Because: s.Because(), Facts: []string{},
	}
	w.Topic, w.Hands = s.Topic, string(s.Hands)
	if s.Halved {
		w.Because += "; you committed during it, so attendance counts half"
	}
	if s.Through {
		w.Because += "; you did hands-on work for half of it or more, so attendance counts half"
	}
	if s.Spread {
		w.Because += "; the event lasts over days: it counts in your working window, and outside it for its first and its last four hours"
	}
	for _, also := range s.Also {
		w.Also = append(w.Also, string(also))
	}
	for _, id := range s.Facts {
		w.Facts = append(w.Facts, id.String())
	}
	return w
}
