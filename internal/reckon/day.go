package reckon

import (
	"context"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// DayReport is everything a reading of one day found: the lanes, the reckoned
// line, and what it comes to. The terminal, the JSON and the page show this one
// value. Lengths are in minutes.
type DayReport struct {
	LivedDay
	Finding string   `json:"finding"`          // "" where nothing was made that day
	Beside  string   `json:"beside,omitempty"` // what stands beside it: the longest piece, what agents did
	Sums    []DaySum `json:"sums"`
	HandsOn float64  `json:"hands_on"` // by hand and with an assistant
	Pieces  int      `json:"pieces"`   // unbroken: together they are HandsOn
	Longest float64  `json:"longest"`  // of the pieces
	Rule    string   `json:"rule"`     // what hands-on minutes are, in a sentence
}

// DaySum is how long something took. What is one of "hand", "assisted",
// "reviewing", "leading", "operating", "learning", "delegated", "unclear",
// "here", "away" and "none", the part between the first and the last evidence of
// which nothing is known.
type DaySum struct {
	What    string  `json:"what"`
	Words   string  `json:"words"`
	Minutes float64 `json:"minutes"`
}

// dayWords are the kinds of a day's sums, in the order in which they are shown.
var dayWords = []struct{ what, words string }{
	{"hand", "by hand"},
	{"assisted", "with an assistant"},
	{"reviewing", "reviewing"},
	{"leading", "leading"},
	{"operating", "operating"},
	{"learning", "learning"},
	{"delegated", "delegated"},
	{"unclear", "assisted or delegated"},
	{"here", "at the machine"},
	{"planned", "kept for making"},
	{"away", "away"},
	{"none", "no evidence"},
}

// dayRule is stated beside every number of hands-on minutes.
const dayRule = "hands-on minutes are signs of a person, none further than 5 minutes from the next; an assistant within 5 minutes makes them assisted"

// OnDay reckons one day anew, as it is known now.
func (d Desk) OnDay(ctx context.Context, g policy.Grant, q Question, day when.Day) (DayReport, error) {
	s, err := d.fresh(ctx, g, q)
	if err != nil {
		return DayReport{}, err
	}
	return s.day(day)
}

func (s *session) day(day when.Day) (out DayReport, err error) {
	account, err := s.account(when.Days{From: day, To: day + 1}, s.q.Instant)
	if err != nil {
		return out, fmt.Errorf("reckoning %s: %w", day, err)
	}
	account.Each(func(found timeline.Day) { out = dayReport(found, s.q.Habits, s.q.Instant) })
	return out, nil
}

func dayReport(found timeline.Day, h timeline.Habits, now when.Instant) DayReport {
	out := DayReport{LivedDay: lived1(found, h), Sums: []DaySum{}, Rule: dayRule}
	byKind := map[string]when.Instant{}
	lived := past(found, now)
	from, to := evident(lived)
	for i, s := range lived {
		if (i < from || i >= to) && s.Rule != timeline.RuleDelegated {
			continue
		}
		byKind[KindOf(string(s.Work), string(s.Hands), s.Rule.ID)] += s.Span.Len()
	}
	for _, w := range dayWords {
		if t := byKind[w.what]; t > 0 {
			out.Sums = append(out.Sums, DaySum{w.what, w.words, inMinutes(t)})
		}
	}
	out.HandsOn = say.Round(inMinutes(byKind["hand"]+byKind["assisted"]), 3)
	for _, p := range out.Unbroken() {
		out.Pieces++
		out.Longest = max(out.Longest, inMinutes(p.Len()))
	}
	out.Finding, out.Beside = out.finding(), out.beside()
	return out
}

// past is the stints of a day up to now: what is only planned for later today is
// no time spent. Of a day to come, all is planned.
func past(found timeline.Day, now when.Instant) (out []timeline.Stint) {
	if now <= found.Span.From || found.Span.To <= now {
		return found.Stints
	}
	for _, s := range found.Stints {
		if cut, some := s.Span.Cut(when.Span{From: found.Span.From, To: now}); some {
			s.Span = cut
			out = append(out, s)
		}
	}
	return out
}

// evident are the stints from the first with evidence of the person to the last,
// which is before to: the night is no hole, whatever an agent did in it.
func evident(stints []timeline.Stint) (from, to int) {
	from = len(stints)
	for i, s := range stints {
		if s.Rule != timeline.RuleNothing && s.Rule != timeline.RuleDelegated && s.Work != timeline.Away {
			from, to = min(from, i), i+1
		}
	}
	return min(from, to), to
}

// KindOf is the kind of a day's sum that a stint belongs to.
func KindOf(work, hands, rule string) string {
	switch w := timeline.Work(work); w {
	case timeline.Making:
		if hands == "" {
			return "planned"
		}
		return hands
	case timeline.Coordinating, timeline.Mentoring, timeline.Hiring, timeline.Administering:
		return "leading"
	case timeline.Unknown:
		if rule == timeline.RuleNothing.ID {
			return "none"
		}
		return "here"
	default:
		return work
	}
}

func inMinutes(t when.Instant) float64 { return say.Round(float64(t)/float64(when.Minute), 3) }

// finding is the sentence that heads the day; "" where nothing was made.
func (r DayReport) finding() string {
	if r.HandsOn < 1 {
		return ""
	}
	pieces := "one piece"
	if r.Pieces > 1 {
		pieces = say.Word(r.Pieces) + " pieces"
	}
	return fmt.Sprintf("%s: %s in the work, in %s.", r.Day.Time().Format("Monday"), say.Minutes(r.HandsOn), pieces)
}

// beside says what a reader needs beside the finding.
func (r DayReport) beside() string {
	var parts []string
	if r.Pieces > 1 {
		parts = append(parts, fmt.Sprintf("The longest unbroken piece was %s.", say.Minutes(r.Longest)))
	}
	if r.Agents.Union >= when.Minute {
		text := fmt.Sprintf("Agents ran for %s beside you; none of that is counted as yours.", say.Minutes(inMinutes(r.Agents.Union)))
		if r.Agents.Sum-r.Agents.Union >= when.Minute {
			text = fmt.Sprintf("Agents ran for %s beside you, %s added up; none of that is counted as yours.", say.Minutes(inMinutes(r.Agents.Union)), say.Minutes(inMinutes(r.Agents.Sum)))
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}
