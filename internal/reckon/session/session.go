// Package session is one question's context: who asks, what the person said, and
// what of the log and of the derived rows the question needs. Every question
// begins with one:
//
//	s, err := base.Fresh(ctx, grant, question)
//	n, err := s.Numbers()            // what is remembered of all days
//	a, err := s.Account(days, now)   // some days reconciled from their evidence
//
// # What is remembered
//
// There are two layers, and nothing else is remembered anywhere below the surfaces.
//
// The derived rows lie in the store: a row a day (numbers of every measure, the
// survey of its commits), a row a month of the calendar, a row a day of
// assistants, presences, and the results of look backs by the hash of their
// question. They are marked stale in the transaction that changes a fact, they
// are equal to a reckoning from nothing, and "rebuild" throws them away.
//
// The Cache lies in a running program: the derived rows as they were read last,
// and what was worked out of them (the sorter of series, reconciled weeks, look
// backs). Each value in it is of one state of the rows, which it names, and never
// changes; a newer state is another value. So requests share it without a lock
// while they read.
//
//	facts ──Put──► marks, event marks, generations          (store, one transaction)
//	                 │
//	                 ▼ Fresh
//	  months of changed events ──► marks of the days they touch
//	  marked days ── evidence ► timeline ► measures ──► day rows, generation n
//	                 │
//	                 ▼ "what changed after generation m?"
//	  Cache: numbers, calendar, agents ──► weeks ──► drift.Take, unless its question
//	                                                 has been asked before
//
// # What depends on what
//
// A stamp names everything but evidence on which the day rows depend: the engine,
// the measures with their versions, identities, zones, life events, spheres, pins
// and what was learnt from them. Where it differs all days are reckoned again. The
// months have a stamp of their own. An answer kept in the cache depends on the
// generation of the rows it was made of, a sorter on the generation in which a
// month changed last and on the day, a look back on its question alone.
//
// A heartbeat of today thus costs: the marks, the evidence and the rows of the five or
// six days around it, whatever the years before it hold. A row is written also where
// it is the same as before, and its generation moves: the weeks that are kept are
// reconciled again by it, and of what was heard they hold more than is counted.
//
// A session is for one goroutine and lives as long as its question. It neither
// knows SQL nor draws a conclusion.
package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
)

// Session is one question's context: who asks, what the person said, and what of
// the derived rows was read for it. It is for one goroutine and lives as long as
// its question.
type Session struct {
	Base
	Ctx   context.Context
	Grant policy.Grant
	Q     Question
	Said  Statements
	kept  *remembered

	planned *calendar                               // once it was asked for
	topic   func(logbook.Occurrence) timeline.Topic // once it was asked for
	seen    map[logbook.ID][]logbook.Sighting       // where the facts of many days were seen; nil: to be asked for
	seenTo  when.Day                                // the day those end before
}

// begin opens a session: it reads what the person said.
func (b Base) begin(ctx context.Context, g policy.Grant, q Question) (*Session, error) {
	s := &Session{Base: b, Ctx: ctx, Grant: g, Q: q, kept: b.Cache.of(g.Owner())}
	var err error
	s.Said, err = b.said(ctx, g)
	s.Q = q.as(s.Said)
	return s, err
}

// Fresh opens a session of which the derived rows are up to date.
func (b Base) Fresh(ctx context.Context, g policy.Grant, q Question) (*Session, error) {
	s, err := b.begin(ctx, g, q)
	if err != nil {
		return nil, err
	}
	if err := s.refresh(); err != nil {
		return nil, fmt.Errorf("working out what is new: %w", err)
	}
	return s, nil
}

// Refresh brings what is remembered up to date, for a surface that reads the
// presences themselves.
func (b Base) Refresh(ctx context.Context, g policy.Grant, q Question) error {
	_, err := b.Fresh(ctx, g, q)
	return err
}

// tries is how often what is remembered is brought up to date while another
// program does the same.
const tries = 10

// alone is how often what another program does begins it anew. Then both go on:
// two that reckon all days would otherwise keep each other from ever ending. What
// changed meanwhile stays marked.
const alone = 3

// refresh brings the derived rows up to date: first the months of the calendar,
// then the days that new evidence marked, some days either side, or everything
// where the engine, the measures, the habits, the identities, the pins or what
// was learnt from them are not those they were reckoned with.
func (s *Session) refresh() error {
	if err := s.kept.fresh.Take(s.Ctx); err != nil {
		return err
	}
	defer s.kept.fresh.Leave()
	for try := 1; ; try++ {
		err := s.refreshOnce(try > alone)
		if !errors.Is(err, logbook.ErrMoved) || try == tries {
			return err
		}
	}
}

func (s *Session) refreshOnce(crowded bool) error {
	marks, err := s.Memory.Dirty(s.Ctx, s.Grant)
	if err != nil {
		return err
	}
	if fresh(marks, s.Q) {
		return nil
	}
	days, err := s.evidenceDays()
	if err != nil {
		return err
	}
	s.planned, s.topic = nil, nil
	r := refreshing{Session: s, marks: marks, days: days, was: marks.Derived.Generation, crowded: crowded}
	if err := r.months(); err != nil {
		return err
	}
	return r.reckon()
}

// evidenceDays is from the first placed evidence to the horizon. A log of beats
// is opened on the day of its first beat's own zone, which may be the day after
// the home day in which that beat lies.
func (s *Session) evidenceDays() (when.Days, error) {
	coverage, err := s.Book.Coverage(s.Ctx, s.Grant)
	if err != nil {
		return when.Days{}, fmt.Errorf("reading what the places cover: %w", err)
	}
	out := when.Days{From: s.Q.Now, To: s.Q.horizon()}
	for _, c := range coverage {
		if c.From == when.NoDay {
			continue
		}
		from := max(c.From, s.dawn(c.Place))
		if slices.ContainsFunc(s.Q.Habits.Sources, func(d logbook.Source) bool { return d.Name == c.Place.Source && d.Sign != nil }) {
			from -= apart
		}
		out.From = min(out.From, from)
	}
	first, err := s.firstSaid()
	if err == nil && first != when.NoDay {
		out.From = min(out.From, first)
	}
	return out, err
}

// dawn is before what a place says of the person: nobody kept a calendar on a machine
// before 1990, or a history before 1970. Who writes of the year 1 is not reckoned with
// for all the days since.
func (s *Session) dawn(p logbook.Place) when.Day {
	if s.Q.Habits.Sources.See(p.Source, logbook.Plans) {
		return logbook.EarliestBeat.Day(time.UTC)
	}
	return when.Instant(0).Day(time.UTC)
}

// firstSaid is the first day on which anything stands that the person said, NoDay
// where nothing does. What is said leaves no coverage.
func (s *Session) firstSaid() (when.Day, error) {
	for f, err := range s.Book.Facts(s.Ctx, s.Grant, when.Span{}, record.Daily()...) {
		if err != nil {
			return when.NoDay, fmt.Errorf("reading what you said: %w", err)
		}
		return f.Day - apart, nil // by its instant it is the first, by its own date another may be
	}
	return when.NoDay, nil
}

// Account reconciles the evidence of some days, as known at an instant.
func (s *Session) Account(days when.Days, now when.Instant) (timeline.Account, error) {
	ev, err := s.evidence(days, now)
	if err != nil {
		return timeline.Account{}, err
	}
	h := s.Q.Habits
	if h.Topic, err = s.Topics(); err != nil {
		return timeline.Account{}, err
	}
	return timeline.Reconcile(ev, h), nil
}

// fresh says whether nothing has to be reckoned again.
func fresh(marks logbook.Marks, q Question) bool {
	return len(marks.Spans) == 0 && len(marks.Events) == 0 && baseOf(marks.Derived.Stamp) == q.stamp()
}
