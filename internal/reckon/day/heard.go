package day

import (
	"context"
	"fmt"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// heardNear is what was heard within Near of a minute of a day, a program and a
// type each, in order of their first; nothing for a whole day.
func heardNear(ctx context.Context, b session.Base, g policy.Grant, sources logbook.Sources, now when.Instant, day when.Day, minute int, zone *time.Location) (out []WhyHeard, err error) {
	if minute < 0 {
		return nil, nil
	}
	at := day.At(zone, minute)
	near := when.Span{From: at - timeline.Near, To: at + when.Minute + timeline.Near}
	place := map[WhyHeard]int{}
	for b, err := range b.Book.Beats(ctx, g, when.Span{From: near.From - logbook.LongestEvent, To: near.To}) {
		if err != nil {
			return nil, fmt.Errorf("reading what was heard near %s: %w", at, err)
		}
		if b.At+b.For < near.From || b.At > now+logbook.ClockAhead {
			continue
		}
		key := WhyHeard{Source: b.Lane.Source, Program: b.Lane.Program, Machine: b.Lane.Machine, Type: b.Type}
		i, some := place[key]
		if !some {
			i = len(out)
			place[key] = i
			key.From = b.At.In(zone).Format("15:04")
			out = append(out, key)
		}
		out[i].add(b, sources, zone)
	}
	return out, nil
}

// add counts a beat in, and says what was heard: of an assistant the project, since
// its entity is the record, by number; of being there or gone the state.
func (w *WhyHeard) add(b logbook.Beat, sources logbook.Sources, zone *time.Location) {
	w.Beats++
	w.To = max(w.To, (b.At + b.For).In(zone).Format("15:04"))
	switch sign := sources.Sign(&b).Of; {
	case sources.See(b.Lane.Source, logbook.Turns):
		w.What = b.Project
	case b.Entity != "":
		w.What = b.Entity
	case sign == logbook.OfHere || sign == logbook.OfGone:
		w.What = b.Category
	}
}
