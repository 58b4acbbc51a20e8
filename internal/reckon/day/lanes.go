package day

import (
	"cmp"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Lane is one kind of evidence on a day, by the name of its lane: logbook.LanePlans,
// one that a source names. A piece without a length is a point.
type Lane struct {
	Name   string  `json:"name"`
	Pieces []Piece `json:"pieces"`
}

// laneWords are what lanes are called that are not called by their name.
var laneWords = map[string]string{logbook.LanePrompt: "prompts", logbook.LaneDesk: "at the desk"}

// Words is what the lane is called wherever it is shown.
func (l Lane) Words() string { return cmp.Or(laneWords[l.Name], l.Name) }

// Piece is a stretch, or a point, of a day. Clock is the time of what was done by its
// own clock, with the offset where that is not the one at home: "23:40 +09:00".
type Piece struct {
	From  when.Instant `json:"from_us"`
	To    when.Instant `json:"to_us"`
	Clock string       `json:"clock,omitempty"`
	Text  string       `json:"text,omitempty"`
	Facts []string     `json:"facts,omitempty"`
}

// Len is how long the piece lasts.
func (p Piece) Len() when.Instant { return max(0, p.To-p.From) }

// DayStint is a stint of the reckoned line, with its reason. Said says that the
// person said so.
type DayStint struct {
	Piece
	Work    string   `json:"work"`
	Hands   string   `json:"hands,omitempty"`
	HandsOn bool     `json:"hands_on"`
	Topic   string   `json:"topic,omitempty"`
	Also    []string `json:"also,omitempty"`
	Weight  float64  `json:"weight"`
	Meeting bool     `json:"meeting"`
	Rule    string   `json:"rule"`
	Because string   `json:"because"`
	Said    bool     `json:"said"`
}

// Kind is the kind of a day's sums that the stint belongs to; see DaySum.
func (s DayStint) Kind() string {
	switch w := timeline.Work(s.Work); w {
	case timeline.Making:
		if s.Hands == "" {
			return "planned"
		}
		return s.Hands
	case timeline.Coordinating, timeline.Mentoring, timeline.Hiring, timeline.Administering:
		return "leading"
	case timeline.Unknown:
		if s.Rule == timeline.RuleNothing.ID || s.Rule == timeline.RuleSolo.ID {
			return "none"
		}
		return "here"
	default:
		return s.Work
	}
}

// Words is what the stint is called: as in the day's sums, but that each kind of
// leading goes by its own name.
func (s DayStint) Words() string {
	kind := s.Kind()
	if kind == "leading" {
		return s.Work
	}
	return kindWords(kind)
}

// lanesOf are the lanes in which anything lies: those that every day may have, and
// after them what sources name besides.
func lanesOf(found timeline.Day, home *time.Location) []Lane {
	traced := map[string]*Lane{}
	var others []string
	for _, t := range found.Traces {
		if traced[t.Lane] == nil {
			traced[t.Lane] = &Lane{Name: t.Lane}
			if !slices.Contains([]string{logbook.LaneEditor, logbook.LanePrompt, logbook.LaneDesk}, t.Lane) {
				others = append(others, t.Lane)
			}
		}
		traced[t.Lane].Pieces = append(traced[t.Lane].Pieces, Piece{From: t.Span.From, To: t.Span.To})
	}
	whole, booked, acts := wholeLane(found), bookedLane(found), actsLane(found, home)
	all := []*Lane{&whole, &booked, traced[logbook.LaneEditor], &acts, traced[logbook.LanePrompt], traced[logbook.LaneDesk]}
	slices.Sort(others)
	for _, name := range others {
		all = append(all, traced[name])
	}
	out := []Lane{}
	for _, lane := range all {
		if lane != nil && len(lane.Pieces) > 0 {
			out = append(out, *lane)
		}
	}
	return out
}

func bookedLane(found timeline.Day) Lane {
	lane := Lane{Name: logbook.LanePlans}
	for _, b := range found.Bookings {
		lane.Pieces = append(lane.Pieces, Piece{From: b.Span.From, To: b.Span.To, Text: b.Of.Summary, Facts: []string{b.Of.Event.String()}})
	}
	return lane
}

// laneWhole is the lane of what was planned for whole days.
const laneWhole = "all day"

// wholeLane are the events that were planned for whole days, over all of this one.
func wholeLane(found timeline.Day) Lane {
	lane := Lane{Name: laneWhole}
	for _, w := range found.Whole {
		lane.Pieces = append(lane.Pieces, Piece{From: found.Span.From, To: found.Span.To, Text: w.Of.Summary, Facts: []string{w.Of.Event.String()}})
	}
	return lane
}

func actsLane(found timeline.Day, home *time.Location) Lane {
	lane := Lane{Name: logbook.LaneCommits}
	for _, a := range found.Acts {
		lane.Pieces = append(lane.Pieces, Piece{From: a.At, To: a.At, Clock: clockOf(a, home), Text: actName(a) + ": " + a.Text, Facts: ids(a)})
	}
	return lane
}

func dayStint(s timeline.Stint) DayStint {
	why := whyStint(s, func(when.Instant) string { return "" })
	return DayStint{
		Piece: Piece{From: s.Span.From, To: s.Span.To, Text: s.Text, Facts: why.Facts},
		Work:  why.Work, Hands: string(s.Hands), HandsOn: s.HandsOn(), Topic: why.Topic, Also: why.Also, Weight: s.Weight,
		Meeting: s.Meeting, Rule: why.Rule, Because: why.Because, Said: s.Rule.ID == timeline.RuleSaid.ID,
	}
}

// free is what meetings leave of the working window of a day; nothing where no
// calendar tells of the day, or where it says that the person was away.
func free(found timeline.Day, planned bool, h timeline.Habits) (out []Piece) {
	out = []Piece{}
	if !planned || !h.Window.Weekdays[found.Day.Weekday()] {
		return out
	}
	zone := h.Zone(found.Day)
	from, to := found.Day.At(zone, h.Window.From), found.Day.At(zone, h.Window.To)
	booked := slices.SortedFunc(slices.Values(found.Bookings), func(a, b timeline.Booking) int { return cmp.Compare(a.Span.From, b.Span.From) })
	for _, b := range booked {
		if b.Of.Away {
			return []Piece{}
		}
		if !b.Topic.Meeting {
			continue
		}
		if from < min(b.Span.From, to) {
			out = append(out, Piece{From: from, To: min(b.Span.From, to)})
		}
		from = max(from, b.Span.To)
	}
	if from < to {
		out = append(out, Piece{From: from, To: to})
	}
	return out
}
