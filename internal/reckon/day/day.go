// Package day is one day as every surface shows it: the evidence in lanes, the
// reckoned line with its reasons, the sums weighted by attendance, the finding. Why
// explains it, Status says it in a line. What it shows is reckoned from the
// evidence of that day, not from what was remembered of it.
package day

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Day is everything a reading of one day found: the evidence in lanes, what was
// reckoned of it, what it comes to, and beside that what agents did. The terminal,
// the pages, the JSON and the status bar show this one value. Instants are
// microseconds of UTC, other lengths are minutes; the day is one of 23, 24 or 25
// hours in Zone. Of a day that is not over, sums and finding tell of what has come.
type Day struct {
	Day    when.Day     `json:"day"`
	Zone   string       `json:"zone"`
	From   when.Instant `json:"from_us"`
	To     when.Instant `json:"to_us"`
	Lanes  []Lane       `json:"lanes"`
	Stints []DayStint   `json:"stints"`
	Runs   []Piece      `json:"agent_runs"`
	Agents AgentTime    `json:"agents"`
	// Planned says that a calendar tells of the day, Free what no meeting takes of its
	// working window: nothing is known to be free where no calendar tells.
	Planned bool    `json:"planned"`
	Free    []Piece `json:"free"`
	Git     *Git    `json:"git,omitempty"` // nil without an act in git
	// Covered names what would tell of the day had anything been done: "the repositories".
	Covered []string `json:"covered_by"`

	Finding    string   `json:"finding"`
	Beside     string   `json:"beside,omitempty"` // what stands beside it: the longest piece, what agents did, what nothing heard
	Sums       []DaySum `json:"sums"`
	HandsOn    float64  `json:"hands_on"`       // by hand and with an assistant
	Pieces     int      `json:"pieces"`         // unbroken: together they are HandsOn
	Longest    float64  `json:"longest"`        // of the pieces
	WithOthers float64  `json:"with_others"`    // in meetings, whatever work they are; a part of Sums
	Away       bool     `json:"away,omitempty"` // half of the window or more: no week counts the day
	Heard      bool     `json:"heard"`          // something listened, beside the calendar and git
	Rule       string   `json:"rule"`           // how minutes are counted, in a sentence

	come    when.Instant // sums, pieces and finding tell of what lies before it
	away    []string     // what it is that the person was away for
	without []string     // what each of Covered holds none of
	over    bool
	ahead   bool // it has not begun
}

// AgentTime is what agents ran, in microseconds: Union counts an instant once,
// however many ran in it, Sum each of them. Neither is ever added to a person's
// time.
type AgentTime struct {
	Union when.Instant `json:"union_us"`
	Sum   when.Instant `json:"sum_us"`
}

// DaySum is how long something took, each minute counted by how sure it is that
// the person was there; what an agent did alone and what has no evidence are
// nobody's presence and count whole. What is one of "hand", "assisted",
// "reviewing", "leading", "operating", "learning", "delegated", "unclear",
// "here", "planned", "away" and "none", the part between the first and the last evidence of
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

// kindWords is what a kind of a day's sums is called.
func kindWords(kind string) string {
	for _, w := range dayWords {
		if w.what == kind {
			return w.words
		}
	}
	return kind
}

// dayRule is stated beside every number of a day's minutes.
const dayRule = "hands-on minutes are signs of a person, none further than 5 minutes from the next; an assistant within 5 minutes makes them assisted; planned minutes are weighted by how likely it is that you attended"

// On reckons one day anew, as it is known now.
func On(ctx context.Context, b session.Base, g policy.Grant, q session.Question, day when.Day) (Day, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return Day{}, err
	}
	return oneDay(s, day)
}

// InDays reckons some days anew, each as it is known now. It reads the raw evidence
// of those days and of the two on either side, and no more.
func InDays(ctx context.Context, b session.Base, g policy.Grant, q session.Question, days when.Days) ([]Day, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return nil, err
	}
	return daysOf(s, days)
}

func oneDay(s *session.Session, day when.Day) (Day, error) {
	days, err := daysOf(s, when.Days{From: day, To: day + 1})
	if err != nil {
		return Day{}, fmt.Errorf("working out %s: %w", day, err)
	}
	return days[0], nil
}

func daysOf(s *session.Session, days when.Days) ([]Day, error) {
	account, err := s.Account(days, s.Q.Instant)
	if err != nil {
		return nil, err
	}
	seen, err := seenDays(s)
	if err != nil {
		return nil, err
	}
	out := []Day{}
	account.Each(func(found timeline.Day) {
		out = append(out, dayFound(found, seen(found.Day), s.Q.Habits, s.Q.Instant))
	})
	return out, nil
}

func dayFound(found timeline.Day, by seen, h timeline.Habits, now when.Instant) Day {
	zone := h.Zone(found.Day)
	out := Day{
		Day: found.Day, Zone: zone.String(), From: found.Span.From, To: found.Span.To,
		Lanes: lanesOf(found, zone), Stints: []DayStint{}, Runs: []Piece{}, Planned: by.Planned, Free: free(found, by.Planned, h),
		Away: measure.AwayDays.Of(found, h, timeline.SphereAll) > 0,
		Git:  gitOf(found.Acts), Sums: []DaySum{}, Rule: dayRule, Covered: append([]string{}, by.By...), without: by.Without,
	}
	for _, s := range found.Stints {
		if s.Work == timeline.Away && s.Text != "" && !slices.Contains(out.away, s.Text) {
			out.away = append(out.away, s.Text)
		}
		if s.Work != timeline.Unknown {
			out.Stints = append(out.Stints, dayStint(s))
		}
	}
	for _, r := range found.Runs {
		out.Runs = append(out.Runs, Piece{From: r.Span.From, To: r.Span.To, Text: cmp.Or(r.Project, r.Program)})
	}
	out.Agents.Union, out.Agents.Sum = timeline.AgentMinutes(found.Runs, found.Span)
	out.Heard = slices.ContainsFunc(out.Lanes, func(l Lane) bool {
		return l.Name != logbook.LanePlans && l.Name != logbook.LaneCommits && l.Name != laneWhole
	})
	out.come, out.over, out.ahead = come(found.Span, now), now >= found.Span.To, now < found.Span.From
	out.add(past(found, now))
	for _, p := range out.Unbroken() {
		out.Pieces++
		out.Longest = max(out.Longest, inMinutes(p.Len()))
	}
	out.Finding, out.Beside = out.Headed(out.Day.Time().Format("Monday")), out.beside()
	return out
}

// add sums up the stints that have come.
func (d *Day) add(come []timeline.Stint) {
	byKind := map[string]when.Instant{}
	var met when.Instant
	from, to := evident(come)
	for i, s := range come {
		if s.Meeting {
			met += presence(s)
		}
		if i >= from && i < to || s.Rule == timeline.RuleDelegated {
			byKind[dayStint(s).Kind()] += presence(s)
		}
	}
	for _, w := range dayWords {
		if t := byKind[w.what]; t > 0 {
			d.Sums = append(d.Sums, DaySum{w.what, w.words, inMinutes(t)})
		}
	}
	d.HandsOn, d.WithOthers = inMinutes(byKind["hand"]+byKind["assisted"]), inMinutes(met)
}

// presence is how long a stint counts in the day's sums; see DaySum.
func presence(s timeline.Stint) when.Instant {
	if s.Rule == timeline.RuleNothing || s.Rule == timeline.RuleSolo || s.Hands == timeline.Delegated {
		return s.Span.Len()
	}
	return when.Instant(float64(s.Span.Len()) * s.Weight)
}

// Unbroken are the pieces of a day with the hands on the work that have come,
// however it was done, in order; they neither touch nor lie over one another.
func (d Day) Unbroken() (out []Piece) {
	for _, s := range d.Stints {
		to := min(s.To, d.come)
		if !s.HandsOn || to <= s.From {
			continue
		}
		if n := len(out); n > 0 && out[n-1].To == s.From {
			out[n-1].To = to
			continue
		}
		out = append(out, Piece{From: s.From, To: to})
	}
	return out
}

// come is until when a day is told of: up to now while it runs, else to its end. Of
// a day to come, all is planned.
func come(day when.Span, now when.Instant) when.Instant {
	if now <= day.From {
		return day.To
	}
	return min(now, day.To)
}

// past is the stints of a day up to now: what is only planned for later today, or
// said of tonight, is no time spent.
func past(found timeline.Day, now when.Instant) (out []timeline.Stint) {
	so := when.Span{From: found.Span.From, To: come(found.Span, now)}
	for _, s := range found.Stints {
		if cut, some := s.Span.Cut(so); some {
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
		if s.Rule != timeline.RuleNothing && s.Rule != timeline.RuleSolo && s.Rule != timeline.RuleDelegated && s.Work != timeline.Away {
			from, to = min(from, i), i+1
		}
	}
	return min(from, to), to
}

func inMinutes(t when.Instant) float64 { return say.Round(float64(t)/float64(when.Minute), 3) }

// Headed is the finding of the day under a name for it: "Thursday", or its date as
// the reader writes dates.
func (d Day) Headed(name string) string {
	switch {
	case d.HandsOn >= 1:
		pieces := say.Word(d.Pieces) + " " + say.Plural(d.Pieces, "piece", "pieces")
		return fmt.Sprintf("%s: %s in the work, in %s.", name, say.Minutes(d.HandsOn), pieces)
	case d.Git != nil && (d.Git.HandsOn || !d.Heard):
		return name + ": " + d.byGit() + "."
	case d.Away && d.WithOthers < 1:
		return name + ": " + d.absence() + "."
	case d.Heard:
		return name + ": no evidence of hands-on work."
	case d.WithOthers >= 1:
		return name + ": ~" + say.Minutes(d.WithOthers) + " planned with others."
	case !d.over && !d.Unknown():
		return name + ": no evidence so far."
	case len(d.Covered) > 0:
		return fmt.Sprintf("%s: %s; %s %s this day.", name, say.List(d.without), say.List(d.Covered), d.cover())
	case !d.Unknown():
		return name + ": no evidence of work."
	}
	return name + ": nothing is known of this day."
}

// Unknown says that nothing tells of the day: nothing is there of it, and nothing that
// was read covers it. A day that is covered and empty is a zero that was seen.
func (d Day) Unknown() bool { return len(d.Lanes)+len(d.Runs)+len(d.Stints)+len(d.Covered) == 0 }

// cover is the verb of what covers the day.
func (d Day) cover() string {
	if len(d.Covered) == 1 && d.Covered[0] != reposCover {
		return "covers"
	}
	return "cover"
}

// absence says that the person was away, and what for: "you were away (Vacation)".
func (d Day) absence() string {
	text := "you were away"
	if !d.over {
		text = "you are away"
	}
	if len(d.away) > 0 {
		text += " (" + say.List(d.away) + ")"
	}
	return text
}

// byGit is a day of which nothing but git tells what was made.
func (d Day) byGit() string {
	text := d.Git.Words()
	if d.WithOthers >= 1 {
		text += ", ~" + say.Minutes(d.WithOthers) + " planned with others"
	}
	switch {
	case !d.Git.HandsOn:
		return text
	case d.Heard:
		return text + "; how long was not recorded"
	}
	return text + "; how long is not known without an editor"
}

// beside says what a reader needs beside the finding.
func (d Day) beside() string {
	var parts []string
	for _, lane := range d.Lanes {
		if lane.Name == laneWhole {
			parts = append(parts, "All day: "+say.List(texts(lane.Pieces))+".")
		}
	}
	if d.Pieces > 1 {
		parts = append(parts, fmt.Sprintf("The longest unbroken piece was %s.", say.Minutes(d.Longest)))
	}
	if d.Agents.Union >= when.Minute {
		text := fmt.Sprintf("Agents ran for %s beside you", say.Minutes(inMinutes(d.Agents.Union)))
		if d.Agents.Sum-d.Agents.Union >= when.Minute {
			text += fmt.Sprintf(", %s added up", say.Minutes(inMinutes(d.Agents.Sum)))
		}
		parts = append(parts, text+"; none of that is counted as yours.")
	}
	if d.Away && (d.HandsOn > 0 || d.Git != nil || d.WithOthers >= 1) {
		parts = append(parts, "You were away on this day: what you did all the same counts in no week.")
	}
	switch {
	case d.Heard || d.Away || d.ahead || len(d.Lanes) == 0:
	case d.Git != nil:
		parts = append(parts, "`backsight connect editor` records yours from now on.")
	default:
		parts = append(parts, "No editor and no assistant was recorded on this day, so the time between is not known. `backsight connect editor` records yours from now on.")
	}
	return strings.Join(parts, " ")
}

func texts(pieces []Piece) (out []string) {
	for _, p := range pieces {
		out = append(out, cmp.Or(p.Text, "an event without a title"))
	}
	return out
}
