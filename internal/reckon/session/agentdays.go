package session

import (
	"fmt"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/agents"
)

// agentDays are the rows of assistants as of one state.
type agentDays struct {
	state logbook.Derived
	book  *agents.Book
}

// agents makes the rows of assistants of some days of UTC, out of what was heard
// around them and of the logs.
func (r *refreshing) agents(heard []logbook.Beat, days when.Days) (map[when.Day]logbook.AgentDay, error) {
	span := when.Span{From: max(days.From.Start(time.UTC), logbook.EarliestBeat), To: days.To.Start(time.UTC)}
	rows := agents.NewRows(r.Q.Habits.Sources)
	if span.From >= span.To {
		return rows.Days(), nil
	}
	if err := r.readTurns(rows, span); err != nil {
		return nil, err
	}
	for i := range heard {
		b := &heard[i]
		if b.At >= span.From && b.At < span.To && r.Q.Habits.Sources.See(b.Lane.Source, logbook.Heartbeats) {
			rows.Hear(b)
		}
	}
	return rows.Days(), nil
}

func (s *Session) readTurns(rows *agents.Rows, span when.Span) error {
	for b, err := range Seeing(s.Ctx, s.Grant, s.Book.Items, s.Q.Habits.Sources, logbook.Turns, span) {
		if err != nil {
			return fmt.Errorf("reading the logs of assistants: %w", err)
		}
		rows.Turn(&b)
	}
	return nil
}

// Assistants is what the rows say by the days of a zone: those that are kept, with
// the ones that changed since, and with what lies before all of them.
func (s *Session) Assistants(zone *time.Location) (*agents.Snapshot, error) {
	if err := s.kept.reading.Take(s.Ctx); err != nil {
		return nil, err
	}
	defer s.kept.reading.Leave()
	was := s.kept.agents
	if was == nil {
		was = &agentDays{book: agents.NewBook(zone)}
	}
	rows, state, err := s.agentRows(was.state.Generation)
	if err == nil && state.Generation < was.state.Generation {
		was = &agentDays{book: agents.NewBook(zone)}
		rows, state, err = s.agentRows(0)
	}
	if err != nil {
		return nil, fmt.Errorf("reading what was remembered of assistants: %w", err)
	}
	book := was.book
	switch {
	case state.Epoch > was.state.Generation:
		book = agents.NewBook(zone)
	case book.Zone().String() != zone.String():
		book = book.In(zone)
	}
	book.Put(rows...)
	s.kept.agents = &agentDays{state, book}
	early, err := s.early(state)
	if err != nil || len(early) == 0 {
		return book.Now(), err
	}
	return book.With(zone, early).Now(), nil
}

// agentRows are those that changed after a generation, and the state they are of; see
// dayRows.
func (s *Session) agentRows(after int64) (rows []logbook.AgentDay, state logbook.Derived, err error) {
	state, err = s.Memory.AgentDays(s.Ctx, s.Grant, after, func(d *logbook.AgentDay) error {
		rows = append(rows, *d)
		return nil
	})
	return rows, state, err
}

// early is what lies before the first day of which there are rows, which is next
// to nothing: a clock went wrong.
func (s *Session) early(state logbook.Derived) (map[when.Day]logbook.AgentDay, error) {
	span := when.Span{From: 1, To: logbook.EarliestBeat}
	if i := strings.LastIndex(state.Stamp, stampJoint); i >= 0 {
		if first, err := when.ParseDay(state.Stamp[i+1:]); err == nil {
			span.To = max(span.To, first.Start(time.UTC))
		}
	}
	rows := agents.NewRows(s.Q.Habits.Sources)
	if err := s.readTurns(rows, span); err != nil {
		return nil, err
	}
	for b, err := range Seeing(s.Ctx, s.Grant, s.Book.Beats, s.Q.Habits.Sources, logbook.Heartbeats, span) {
		if err != nil {
			return nil, fmt.Errorf("reading the first heartbeats: %w", err)
		}
		rows.Hear(&b)
	}
	return rows.Days(), nil
}
