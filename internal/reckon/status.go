package reckon

import (
	"context"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Status is where the day and the week stand, for a line in an editor. A nil
// share was not seen enough to be told: absent is never zero.
type Status struct {
	Minutes   float64   `json:"minutes"` // hands-on, today
	Hand      float64   `json:"hand"`
	Assisted  float64   `json:"assisted"`
	Week      *float64  `json:"week"`      // hands-on share since Monday, in percent
	Reference *float64  `json:"reference"` // the same in the reference period
	Sums      []DaySum  `json:"sums"`
	Agents    AgentTime `json:"agents"`
	Day       when.Day  `json:"day"`
	Of        *RefRange `json:"of"`
}

// What of a week, and of a reference, must have been seen for a share to be told.
const (
	leastObserved = 4 * 60 // minutes
	leastWeeksOf  = 13
)

// Status reckons today anew and reads the rest from what is remembered.
func (d Desk) Status(ctx context.Context, g policy.Grant, q Question) (Status, error) {
	said, err := d.said(ctx, g)
	if err != nil {
		return Status{}, err
	}
	today, err := d.OnDay(ctx, g, q, q.Through)
	if err != nil {
		return Status{}, err
	}
	out := Status{Minutes: today.HandsOn, Sums: today.Sums, Agents: today.Agents, Day: q.Through, Of: said.reference}
	for _, s := range today.Sums {
		switch s.What {
		case "hand":
			out.Hand = s.Minutes
		case "assisted":
			out.Assisted = s.Minutes
		}
	}
	if err := d.refresh(ctx, g, q.as(said)); err != nil {
		return out, fmt.Errorf("reckoning what is new: %w", err)
	}
	week := when.Days{From: q.Through.Monday(), To: q.Through + 1}
	if out.Week, err = d.share(ctx, g, q.Habits.Sources, week, leastObserved); err == nil && said.reference != nil {
		out.Reference, err = d.share(ctx, g, q.Habits.Sources, said.reference.Days(), leastWeeksOf*leastObserved)
	}
	return out, err
}

// share is the hands-on share of some days, as remembered, in percent; nil where
// fewer minutes than that were seen.
func (d Desk) share(ctx context.Context, g policy.Grant, sources logbook.Sources, days when.Days, least float64) (*float64, error) {
	coverage, err := d.Book.Coverage(ctx, g)
	if err != nil {
		return nil, fmt.Errorf("reading what the places cover: %w", err)
	}
	seen := measure.Exposed(coverage, sources, logbook.Hands, nil, days.To, nil)
	var hands, all float64
	for t, err := range d.Memory.Tallies(ctx, g, days) {
		switch {
		case err != nil:
			return nil, fmt.Errorf("reading what was remembered: %w", err)
		case t.Sphere != string(timeline.SphereAll) || !seen.Covered(t.Day):
		case t.Measure == measure.HandsOnMinutes.Name:
			hands += *t.Value
		case t.Measure == measure.ObservedMinutes.Name:
			all += *t.Value
		}
	}
	if all < least {
		return nil, nil
	}
	v := rounded(percent*hands/all, 1)
	return &v, nil
}

// Text is the status in the few words that fit into an editor's status bar, only
// of what is known: "1 h 20 hands-on, 3 h 05 leading · 41% this week (ref 63%)".
// What took less than a minute is left out; where nothing is known it says so.
func (s Status) Text() string {
	var today []string
	add := func(minutes float64, words string) {
		if minutes >= 1 {
			today = append(today, Minutes(minutes)+" "+words)
		}
	}
	add(s.Minutes, "hands-on")
	for _, sum := range s.Sums {
		switch sum.What {
		case "reviewing", "leading", "operating", "learning", "delegated":
			add(sum.Minutes, sum.Words)
		}
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
