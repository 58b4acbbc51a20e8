// Package agents keeps what coding assistants did, a row a day, so that a question
// about them reads no log again: it makes the rows from records, folds each day
// once, and puts days together to the answer about any period. It is pure.
//
// Invariant: what it says of a period is what all records of the period say, read
// at once, in whatever order they came.
package agents

import (
	"hash/fnv"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Rows are the rows of days while they are made.
type Rows struct {
	clock func(*logbook.Beat) (logbook.AgentSign, when.Instant)
	days  map[when.Day]logbook.AgentDay
	same  []timeline.AgentTurn // of one instant, to be taken
}

// NewRows has no rows yet. It takes beats as their sources say.
func NewRows(sources logbook.Sources) *Rows {
	return &Rows{clock: timeline.Clock(sources), days: map[when.Day]logbook.AgentDay{}}
}

// Turn takes a record of an assistant's log, with its Raw; one that merely repeats
// another is nothing. They come in order of time.
func (r *Rows) Turn(b *logbook.Beat) {
	if b.Type == logbook.TurnCopy {
		return
	}
	if len(r.same) > 0 && r.same[0].At != b.At {
		r.take()
	}
	t := timeline.TurnOf(b)
	t.Cwd = ""
	r.same = append(r.same, t)
}

// take takes the records of one instant: no period parts them, so those that
// repeat one another are one.
func (r *Rows) take() {
	for _, t := range timeline.Distinct(r.same) {
		one := logbook.AgentTurn{
			At: t.At, Program: t.Program, Session: t.Session, Type: t.Type, Model: t.Model, Agent: t.Agent,
			Message: messageOf(&t), Request: hashOf(t.Request), Tokens: t.Tokens,
			Side: t.Side, Headless: t.Headless, Command: t.Command, History: t.History, Fast: t.Fast,
		}
		one.Sign, one.For = r.clock(&logbook.Beat{
			Lane: logbook.Lane{Source: t.Source, Program: t.Program}, At: t.At, For: t.Until - t.At, Type: t.Type, Session: t.Session,
		})
		day := r.day(t.At)
		day.Turns = append(day.Turns, one)
		r.days[day.Day] = day
	}
	r.same = r.same[:0]
}

// Hear takes a heartbeat of an editor, which counts where it names a session. They
// come in order of time.
func (r *Rows) Hear(b *logbook.Beat) {
	session := timeline.SessionOf(b)
	if session == "" {
		return
	}
	bare := *b
	bare.Raw = nil
	one := logbook.AgentHeard{At: b.At, Session: session}
	one.Sign, one.For = r.clock(&bare)
	day := r.day(b.At)
	day.Heard = append(day.Heard, one)
	r.days[day.Day] = day
}

func (r *Rows) day(at when.Instant) logbook.AgentDay {
	d := r.days[at.Day(time.UTC)]
	d.Day = at.Day(time.UTC)
	return d
}

// Days are the rows, by day of UTC.
func (r *Rows) Days() map[when.Day]logbook.AgentDay {
	r.take()
	return r.days
}

// messageOf is the hash of a turn's program and message, 0 where it names none.
func messageOf(t *timeline.AgentTurn) uint64 {
	if t.Message == "" {
		return 0
	}
	return max(1, hashOf(t.Program+"\x00"+t.Message))
}

func hashOf(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // a hash takes everything
	return h.Sum64()
}
