package day

import (
	"context"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Status is where the day and the week stand, for a line in an editor. A nil
// share was not seen enough to be told: absent is never zero.
type Status struct {
	Minutes   float64          `json:"minutes"` // hands-on, today
	Hand      float64          `json:"hand"`
	Assisted  float64          `json:"assisted"`
	Week      *float64         `json:"week"`      // hands-on share since Monday, in percent
	Reference *float64         `json:"reference"` // the same in the reference period
	Sums      []DaySum         `json:"sums"`
	Git       *Git             `json:"git,omitempty"` // what git tells of the day
	Agents    AgentTime        `json:"agents"`
	Day       when.Day         `json:"day"`
	Of        *report.RefRange `json:"of"`
}

// What of a week, and of a reference, must have been seen for a share to be told.
const (
	leastObserved = 4 * 60 // minutes
	leastWeeksOf  = 13
)

// StatusNow reckons today anew and reads the rest from what is remembered.
func StatusNow(ctx context.Context, b session.Base, g policy.Grant, q session.Question) (Status, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return Status{}, err
	}
	account, err := s.Account(when.Days{From: q.Through, To: q.Through + 1}, s.Q.Instant)
	if err != nil {
		return Status{}, fmt.Errorf("working out %s: %w", q.Through, err)
	}
	seen, err := seenDays(s)
	if err != nil {
		return Status{}, err
	}
	var out Status
	var soFar *timeline.Day
	account.Each(func(found timeline.Day) {
		out = dayFound(found, seen(found.Day), s.Q.Habits, s.Q.Instant).Status()
		found.Stints = past(found, s.Q.Instant)
		soFar = &found
	})
	out.Of = s.Said.Reference
	week := when.Days{From: q.Through.Monday(), To: q.Through + 1}
	if out.Week, err = share(s, week, soFar, leastObserved); err == nil && s.Said.Reference != nil {
		out.Reference, err = share(s, s.Said.Reference.Days(), nil, leastWeeksOf*leastObserved)
	}
	return out, err
}

// Status is what a line in an editor says of the day itself.
func (d Day) Status() Status {
	out := Status{Minutes: d.HandsOn, Sums: d.Sums, Git: d.Git, Agents: d.Agents, Day: d.Day}
	for _, s := range d.Sums {
		switch s.What {
		case "hand":
			out.Hand = s.Minutes
		case "assisted":
			out.Assisted = s.Minutes
		}
	}
	return out
}

// share is the hands-on share of some days in percent, as remembered but for the
// day that is running, which counts as far as it has come; nil where fewer minutes
// than that were seen.
func share(s *session.Session, days when.Days, running *timeline.Day, least float64) (*float64, error) {
	coverage, err := s.Book.Coverage(s.Ctx, s.Grant)
	if err != nil {
		return nil, fmt.Errorf("reading what the places cover: %w", err)
	}
	n, err := s.Numbers()
	if err != nil {
		return nil, err
	}
	on := func(d when.Day, m measure.Measure) float64 {
		if running != nil && running.Day == d {
			return m.Of(*running, s.Q.Habits, timeline.SphereAll)
		}
		v, _ := n.Of(session.SeriesKey{Measure: m.Name, Sphere: timeline.SphereAll}).At(d)
		return v
	}
	seen := measure.Exposed(coverage, s.Q.Habits.Sources, logbook.Hands, nil, days.To, nil)
	var hands, all float64
	for d := days.From; d < days.To; d++ {
		if seen.Covered(d) {
			hands, all = hands+on(d, measure.HandsOnMinutes), all+on(d, measure.ObservedMinutes)
		}
	}
	if all < least {
		return nil, nil
	}
	v := say.Round(report.Percent*hands/all, 1)
	return &v, nil
}

// Text is the status in the few words that fit into an editor's status bar, only
// of what is known: "1 h 20 hands-on, 3 h 05 leading · 41% this week (ref 63%)".
// What took less than a minute is left out; where nothing is known it says so.
func (s Status) Text() string {
	var today []string
	add := func(minutes float64, words string) {
		if minutes >= 1 {
			today = append(today, say.Minutes(minutes)+" "+words)
		}
	}
	add(s.Minutes, "hands-on")
	for _, sum := range s.Sums {
		switch sum.What {
		case "reviewing", "leading", "operating", "learning", "delegated":
			add(sum.Minutes, sum.Words)
		}
	}
	if len(today) == 0 && s.Git != nil {
		today = []string{s.Git.Counts()}
	}
	if len(today) == 0 {
		today = []string{"nothing seen today yet"}
	}
	return strings.Join(today, ", ") + s.week()
}

// week is the share of the week beside that of the reference, "" where too little
// was seen of it.
func (s Status) week() string {
	switch {
	case s.Week == nil:
		return ""
	case s.Reference == nil:
		return fmt.Sprintf(" · %.0f%% this week", *s.Week)
	}
	return fmt.Sprintf(" · %.0f%% this week (ref %.0f%%)", *s.Week, *s.Reference)
}
