package session

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
)

// Statements are what the person told: the reference, what happened in life, what
// series of their calendar are about, and what they changed in the table of levels.
type Statements struct {
	Reference *report.RefRange
	lives     []timeline.Life
	pins      []kinds.Pin
	levels    timeline.Levels // of the kinds of work they said one of
	routines  []logbook.Routine
	At        []when.Instant // when anything of these kinds was said, in no order
}

// said reads the person's own entries that are in force.
func (b Base) said(ctx context.Context, g policy.Grant) (Statements, error) {
	out := Statements{levels: timeline.Levels{}}
	byHand := map[string]bool{}
	for f, err := range b.Book.Facts(ctx, g, when.Span{}, record.ByHand.Fact, logbook.KindReference, logbook.KindLife, logbook.KindPin, logbook.KindSet, record.WorkLevel.Fact, record.Role.Fact) {
		if err != nil {
			return out, fmt.Errorf("reading what you said: %w", err)
		}
		out.At = append(out.At, f.Version.Stamp)
		if f.Kind == logbook.KindSet {
			continue // timeline reads it, with the day it is of
		}
		if f.Kind == record.ByHand.Fact {
			byHand[f.Key] = true
			continue
		}
		if f.Kind == logbook.KindPin {
			if p, err := logbook.Read[logbook.Pin](&f); err == nil {
				out.pins = append(out.pins, kinds.Pin{Series: f.Key, Title: p.Title, Kind: p.Kind, At: p.At})
			}
			continue
		}
		if f.Kind == record.WorkLevel.Fact {
			if e, err := record.Read(&f); err == nil {
				out.levels[timeline.Work(e.Text("work"))] = int(e.Values["level"].Number)
			}
			continue
		}
		if f.Kind == record.Role.Fact {
			if e, err := record.Read(&f); err == nil {
				out.lives = append(out.lives, roleOf(e))
			}
			continue
		}
		body, err := logbook.Read[logbook.Said](&f)
		if err != nil {
			continue // a body of a later version: shown by `sources`, never guessed at
		}
		if f.Kind == logbook.KindReference {
			out.Reference = &report.RefRange{From: body.From, To: body.To - 1, Chosen: "fixed", Why: body.Text}
			continue
		}
		out.lives = append(out.lives, timeline.Life{
			Days: when.Days{From: body.From, To: body.To}, Kind: body.What, Text: body.Text,
			Away: logbook.Absence(body.What),
		})
	}
	slices.SortFunc(out.lives, func(a, b timeline.Life) int { return int(a.Days.From) - int(b.Days.From) })
	routines, err := b.Book.Routines(ctx, g)
	if err != nil {
		return out, fmt.Errorf("reading what programs commit: %w", err)
	}
	out.routines = slices.DeleteFunc(routines, func(r logbook.Routine) bool { return byHand[r.Subject] })
	return out, nil
}

// roleOf is a role as an event of life. One that goes on is the day it began.
func roleOf(e record.Entry) timeline.Life {
	days := when.Days{From: e.Values["from"].Day, To: e.Values["from"].Day + 1}
	if to, given := e.Values["to"]; given {
		days.To = to.Day + 1
	}
	return timeline.Life{Days: days, Kind: "role", Text: e.Text("text")}
}

// as is the question with what the person told taken into account.
func (q Question) as(s Statements) Question {
	q.Habits.Lives = slices.Concat(q.Habits.Lives, s.lives)
	q.pins, q.Habits.Routines = s.pins, s.routines
	if usual := timeline.UsualLevels(); !maps.Equal(usual.Edited(s.levels), usual) {
		q.Habits.Levels = usual.Edited(s.levels)
	}
	return q
}
