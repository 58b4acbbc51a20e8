package reckon

import (
	"cmp"
	"context"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// LivedDay is one day as it is drawn: the evidence in lanes, what was reckoned of
// it, and beside that what agents did. Instants are microseconds of UTC; the day
// is one of 23, 24 or 25 hours in Zone.
type LivedDay struct {
	Day    when.Day     `json:"day"`
	Zone   string       `json:"zone"`
	From   when.Instant `json:"from_us"`
	To     when.Instant `json:"to_us"`
	Lanes  []Lane       `json:"lanes"`
	Stints []Lived      `json:"stints"`
	Runs   []Piece      `json:"agent_runs"`
	Agents AgentTime    `json:"agents"`
	Free   []Piece      `json:"free"` // of the working window, what no meeting takes
}

// Lane is one kind of evidence on a day, by the name of its lane: logbook.LanePlans,
// one that a source names. A piece without a length is a point.
type Lane struct {
	Name   string  `json:"name"`
	Pieces []Piece `json:"pieces"`
}

// Piece is a stretch, or a point, of a day.
type Piece struct {
	From  when.Instant `json:"from_us"`
	To    when.Instant `json:"to_us"`
	Text  string       `json:"text,omitempty"`
	Facts []string     `json:"facts,omitempty"`
}

// Len is how long the piece lasts.
func (p Piece) Len() when.Instant { return max(0, p.To-p.From) }

// Unbroken are the pieces of a day with the hands on the work, however it was
// done, in order; they neither touch nor lie over one another.
func (d LivedDay) Unbroken() (out []Piece) {
	for _, s := range d.Stints {
		if !s.HandsOn {
			continue
		}
		if n := len(out); n > 0 && out[n-1].To == s.From {
			out[n-1].To = s.To
			continue
		}
		out = append(out, Piece{From: s.From, To: s.To})
	}
	return out
}

// Lived is a stint of the reckoned line, with its reason. Said says that the
// person said so.
type Lived struct {
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

// AgentTime is what agents ran, in microseconds: Union counts an instant once,
// however many ran in it, Sum each of them. Neither is ever added to a person's
// time.
type AgentTime struct {
	Union when.Instant `json:"union_us"`
	Sum   when.Instant `json:"sum_us"`
}

// Lived reconciles some days anew, for drawing them. It reads the raw evidence
// of those days and of the two on either side, and no more.
func (d Desk) Lived(ctx context.Context, g policy.Grant, q Question, days when.Days) ([]LivedDay, error) {
	s, err := d.fresh(ctx, g, q)
	if err != nil {
		return nil, err
	}
	account, err := s.account(days, q.Instant)
	if err != nil {
		return nil, err
	}
	out := []LivedDay{}
	account.Each(func(found timeline.Day) { out = append(out, lived1(found, s.q.Habits)) })
	return out, nil
}

func lived1(found timeline.Day, h timeline.Habits) LivedDay {
	out := LivedDay{
		Day: found.Day, Zone: h.Zone(found.Day).String(), From: found.Span.From, To: found.Span.To,
		Stints: []Lived{}, Runs: []Piece{}, Free: []Piece{},
	}
	out.Lanes = lanesOf(found)
	for _, s := range found.Stints {
		if s.Work != timeline.Unknown {
			out.Stints = append(out.Stints, livedOf(s))
		}
	}
	for _, r := range found.Runs {
		out.Runs = append(out.Runs, Piece{From: r.Span.From, To: r.Span.To, Text: cmp.Or(r.Project, r.Program)})
	}
	out.Agents.Union, out.Agents.Sum = timeline.AgentMinutes(found.Runs, found.Span)
	out.Free = free(found, h)
	return out
}

// lanesOf are the lanes in which anything lies: those that every day may have, and
// after them what sources name besides.
func lanesOf(found timeline.Day) []Lane {
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
	booked, acts := bookedLane(found), actsLane(found)
	all := []*Lane{&booked, traced[logbook.LaneEditor], &acts, traced[logbook.LanePrompt], traced[logbook.LaneDesk]}
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

func actsLane(found timeline.Day) Lane {
	lane := Lane{Name: logbook.LaneCommits}
	for _, a := range found.Acts {
		lane.Pieces = append(lane.Pieces, Piece{From: a.At, To: a.At, Text: string(a.Role) + ": " + a.Text, Facts: ids(a)})
	}
	return lane
}

func livedOf(s timeline.Stint) Lived {
	why := whyStint(s, func(when.Instant) string { return "" })
	return Lived{
		Piece: Piece{From: s.Span.From, To: s.Span.To, Text: s.Text, Facts: why.Facts},
		Work:  why.Work, Hands: string(s.Hands), HandsOn: s.HandsOn(), Topic: why.Topic, Also: why.Also, Weight: s.Weight,
		Meeting: s.Meeting, Rule: why.Rule, Because: why.Because, Said: s.Rule.ID == timeline.RuleSaid.ID,
	}
}

// free is what meetings leave of the working window of a day; nothing where the
// calendar says that the person was away.
func free(found timeline.Day, h timeline.Habits) (out []Piece) {
	out = []Piece{}
	if !h.Window.Weekdays[found.Day.Weekday()] {
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
