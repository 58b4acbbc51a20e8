package ics

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/ics/calendar"
)

// batchSize is how many events are put at once.
const batchSize = 2000

// pulling is one reading of one file.
type pulling struct {
	ctx     context.Context
	ask     source.Ask
	survey  survey
	now     position
	entries []logbook.Entry
	shaper  calendar.Shaper
	counts  logbook.Coverage
	timed   bool // counts.From is the day of a timed event
	reach   when.Span
	err     error
	edge    *calendar.Edge // where nothing says when the calendar was written
	newest  when.Instant   // the newest stamp in it
	room    *calendar.Room // for all the files of the place together
	file    string         // the file of a folder that is being read, "" where the place is one file

	missing map[logbook.ID]bool   // seen here before and not met again yet
	met     map[uint64]logbook.ID // by hash of its key what was met, where some may be missing; zero for what cannot be read
	seed    maphash.Seed
}

// known loads what the place is known to hold. An older export than the last
// one, or one cut short, proves nothing about what it lacks; one that was read while the
// clock was ahead is no later.
func (p *pulling) known(was position, again bool) error {
	if p.ask.Known == nil || p.ask.Fact == nil || p.survey.Cut || again && was.Export <= p.ask.Now && (p.now.Export < was.Export || p.now.Newest < was.Newest) {
		return nil
	}
	p.missing = make(map[logbook.ID]bool)
	for id, err := range p.ask.Known(p.ctx) {
		if err != nil {
			return fmt.Errorf("asking what is known of the calendar: %w", err)
		}
		p.missing[id] = true
	}
	if len(p.missing) > 0 {
		p.met, p.seed = make(map[uint64]logbook.ID), maphash.MakeSeed()
	}
	return nil
}

// events reads the file a second time and puts its events.
func (p *pulling) events(f *disk.File) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	p.counts = logbook.Coverage{Place: p.ask.Place, From: when.NoDay, To: when.NoDay}
	p.shaper, p.room = shaperFor(p.ask, p.now.Export), roomAt(p.ask.Now)
	p.shaper.Edge, p.shaper.Room = p.edge, p.room
	return p.stream(f)
}

// roomAt is what there is for one reading: from the time on in which anything is reckoned
// to the end of next year, as reckoning goes.
func roomAt(now when.Instant) *calendar.Room {
	return calendar.NewRoom(when.Span{From: logbook.EarliestBeat, To: when.Date(now.UTC().Year()+2, 1, 1).Start(time.UTC)})
}

// stream puts the events of one file that was surveyed before.
func (p *pulling) stream(in io.Reader) error {
	again := calendar.NewFile()
	err := again.Read(in, func(c *calendar.Component) {
		if p.err == nil {
			p.event(c)
		}
	})
	for _, row := range again.Bad {
		p.bad(row)
	}
	p.counts.Facts += again.Events
	return errors.Join(err, p.err)
}

func (p *pulling) event(c *calendar.Component) {
	fact, rows := p.shaper.Shape(c, p.survey.File)
	for _, row := range rows {
		p.bad(row)
	}
	p.seen(fact)
	if fact.Body == nil {
		return
	}
	p.cover(fact)
	p.counts.Yours++
	p.entries = append(p.entries, logbook.Entry{Fact: fact})
	if len(p.entries) >= batchSize {
		p.err = p.put(nil)
		if p.ask.Progress != nil {
			p.ask.Progress(p.counts.Yours, p.survey.Events, "events")
		}
	}
}

func (p *pulling) bad(row logbook.BadRow) {
	p.counts.Bad++
	if p.file != "" {
		row.What = fmt.Sprintf("%s, line %d: %s", p.file, row.Line, row.What)
		row.Line = 0
	}
	p.entries = append(p.entries, logbook.Entry{Bad: &row})
}

// cover widens what the calendar speaks of. A birthday of 1970 does not say
// that the calendar was kept in 1970: a day of timed events comes first, and one from
// before there were such calendars, as of a birthday with an hour, is no better.
func (p *pulling) cover(f *logbook.Fact) {
	timed := f.Span.Len() < calendar.DayLong && f.Span.From >= logbook.EarliestBeat
	if p.counts.Yours == 0 {
		p.reach = f.Span
	}
	p.reach.From, p.reach.To = min(p.reach.From, f.Span.From), max(p.reach.To, f.Span.To)
	if p.counts.From == when.NoDay || timed && !p.timed || timed == p.timed && f.Day < p.counts.From {
		p.counts.From, p.timed = f.Day, timed
	}
}

// seen notes that a thing is still here, also where it cannot be read.
func (p *pulling) seen(f *logbook.Fact) {
	if p.met == nil {
		return
	}
	var id logbook.ID
	if f.Body != nil {
		id = f.ID()
	}
	delete(p.missing, id)
	p.met[maphash.String(p.seed, f.Key)] = id
}

func (p *pulling) put(at logbook.Position) error {
	batch := logbook.Batch{
		Person: p.ask.Self.Person, Place: p.ask.Place, Entries: p.entries, Position: at, At: p.ask.Now, By: p.ask.By,
	}
	_, err := p.ask.Sink.Put(p.ctx, batch)
	p.entries = nil
	return err
}

// finish ends the reading of a file that is still as it was.
func (p *pulling) finish(f *disk.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !p.now.sameFile(positionOf(info)) {
		return errors.New("it changed while it was being read")
	}
	return p.close()
}

// close says what is gone and what was covered, and moves the position.
func (p *pulling) close() error {
	if err := p.gone(); err != nil {
		return err
	}
	if p.counts.From != when.NoDay {
		p.counts.To = max(p.ends().Day(p.home())+1, p.counts.From+1)
	}
	if p.now.Live != nil {
		p.now.Live.Counts = p.counts
	}
	p.entries = append(p.entries, logbook.Entry{Counts: &p.counts})
	return p.put(p.now.bytes())
}

// ends is the last instant of which the calendar speaks: when it was written, as
// it says itself; else its last event that had begun by then, or the last change
// in it.
func (p *pulling) ends() when.Instant {
	if p.edge == nil {
		return p.now.Export
	}
	return max(p.edge.Last, min(p.newest, p.now.Export))
}

// home is the zone in which the day of the reading counts.
func (p *pulling) home() *time.Location {
	if p.file != "" {
		return time.UTC
	}
	return p.shaper.Home(p.survey.File)
}

// gone looks at what an earlier reading saw here and this one did not.
func (p *pulling) gone() error {
	if len(p.missing) == 0 || p.counts.Yours == 0 {
		return nil
	}
	if err := p.put(nil); err != nil { // so that what is new can be asked for
		return err
	}
	lapse := source.Lapse{Ask: p.ask, At: p.now.Export, Here: p.here, Proves: p.proves}
	for id := range p.missing {
		entries, err := lapse.Entries(p.ctx, id)
		if err != nil {
			return err
		}
		p.entries = append(p.entries, entries...)
	}
	return nil
}

func (p *pulling) here(key string) (logbook.ID, bool) {
	id, here := p.met[maphash.String(p.seed, key)]
	return id, here
}

// proves says whether the export would have to hold a thing that still were:
// one between its first event and its last, or when it was written. What lies
// outside may have been left out.
func (p *pulling) proves(old *logbook.Fact) bool {
	edge := max(p.reach.To, p.now.Export)
	return p.reach.From <= old.Span.From && old.Span.From <= edge
}
