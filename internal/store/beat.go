package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/pack"
)

// hears says whether a batch holds beats.
func hears(b logbook.Batch) bool {
	for i := range b.Entries {
		if b.Entries[i].Beat != nil {
			return true
		}
	}
	return false
}

// checkBeats says why a batch with beats cannot be kept.
func checkBeats(b logbook.Batch) error {
	for i := range b.Entries {
		switch e := &b.Entries[i]; {
		case e.Beat == nil && e.Bad == nil:
			return fmt.Errorf("a batch with beats holds something else")
		case e.Beat != nil && e.Beat.Lane.Source == "":
			return fmt.Errorf("a beat from no source")
		}
	}
	return nil
}

// hear keeps the beats of a batch.
func (p *putting) hear(ctx context.Context) (err error) {
	if p.draft, err = p.tx.draft(ctx, p.Person); err != nil {
		return fmt.Errorf("its words: %w", err)
	}
	p.packer = pack.NewPacker(p.draft)
	fresh, err := p.beats(ctx)
	if err != nil {
		return fmt.Errorf("its beats: %w", err)
	}
	if err := p.draft.keep(ctx); err != nil {
		return fmt.Errorf("its words: %w", err)
	}
	if err := p.reach(ctx, fresh); err != nil {
		return fmt.Errorf("what its place covers: %w", err)
	}
	return nil
}

// beats writes those that are new and holds the others against what is kept.
func (p *putting) beats(ctx context.Context) (fresh []*logbook.Beat, err error) {
	var parts [][]byte
	for i := range p.Entries {
		b := p.Entries[i].Beat
		if b == nil {
			continue
		}
		h := b.Hash()
		source := p.draft.must(b.Lane.Source)
		const add = `/* store.Put */
insert into beat (person, at_us, source, h, body) values (?, ?, ?, ?, ?) on conflict do nothing`
		done, err := p.exec(ctx, add, p.Person, b.At, int64(source), h[:], p.packer.Beat(nil, b))
		if err != nil {
			return nil, err
		}
		n, err := done.RowsAffected()
		if err != nil {
			return nil, err
		}
		if n == 0 {
			if err := p.again(ctx, b, source, h); err != nil {
				return nil, err
			}
			continue
		}
		p.kept.New++
		fresh = append(fresh, b)
		parts = append(parts, h[:], b.Raw)
		p.markBeat(b)
	}
	if len(fresh) > 0 {
		p.changed.beats += int64(len(fresh))
		p.changed.add("beats", parts...)
	}
	return fresh, nil
}

// again is a beat whose key is kept already: of the two the greater stays.
func (p *putting) again(ctx context.Context, b *logbook.Beat, source uint64, h [8]byte) error {
	p.kept.Same++
	const find = `/* store.Put */ select body from beat where person = ? and source = ? and at_us = ? and h = ?`
	var body []byte
	if err := p.one(ctx, find, p.Person, int64(source), b.At, h[:]).Scan(&body); err != nil {
		return err
	}
	was := logbook.Beat{At: b.At}
	if err := pack.NewReader(p.draft.all()).Beat(body, &was, true); err != nil {
		return err
	}
	order := compareBeats(b, &was)
	if order == 0 {
		return nil
	}
	p.changed.add("again", h[:], b.Raw)
	loser := b
	if order > 0 {
		const put = `/* store.Put */ update beat set body = ? where person = ? and source = ? and at_us = ? and h = ?`
		if err := p.do(ctx, put, p.packer.Beat(nil, b), p.Person, int64(source), b.At, h[:]); err != nil {
			return err
		}
		p.markBeat(b)
		p.markBeat(&was)
		loser = &was
	}
	if b.Lane.Source != "wakatime" {
		return nil
	}
	twin := sha256.Sum256(whole(loser))
	const spare = `/* store.Put */
insert into spare (person, at_us, source, h, twin, body) values (?, ?, ?, ?, ?, ?) on conflict do nothing`
	return p.do(ctx, spare, p.Person, b.At, int64(source), h[:], twin[:16], p.packer.Beat(nil, loser))
}

// compareBeats orders two of one key: by More, by Raw, and then by whatever
// else they differ in, so that arrival decides nothing.
func compareBeats(a, b *logbook.Beat) int {
	if a.More != b.More {
		if a.More > b.More {
			return 1
		}
		return -1
	}
	if c := bytes.Compare(a.Raw, b.Raw); c != 0 {
		return c
	}
	return bytes.Compare(whole(a), whole(b))
}

// whole is all of a beat as bytes.
func whole(b *logbook.Beat) []byte {
	return fmt.Appendf(nil, "%d %d %d %t %q %q %q %q %q %q %q %q %q %q %s", b.At, b.More, b.For, b.Write,
		b.Lane.Source, b.Lane.Machine, b.Lane.Program, b.Zone, b.Type, b.Entity, b.Project, b.Branch, b.Language, b.Category+"\x00"+b.Session, b.Raw)
}

// A beat from before the first editor that sends any, or from the future, has
// come from a wrong clock: it is kept and takes no part. What is only ahead
// takes part once its time has come.
var firstBeat = when.Date(1990, 1, 1).Start(time.UTC)

const ahead = when.Hour

// markBeat marks the days of UTC in which a beat lies.
func (p *putting) markBeat(b *logbook.Beat) {
	if b.At < firstBeat {
		return
	}
	const most = 40 * day
	if b.At > p.db.now()+ahead {
		p.later = append(p.later, b.At-b.At%when.Hour)
		return
	}
	length := min(max(b.For, 0), most)
	from := b.At - b.At%day
	p.touch(when.Span{From: from, To: from + day*(1+(b.At%day+length)/day)})
}

// reach keeps the count of a place's beats and the days they reach over.
func (p *putting) reach(ctx context.Context, fresh []*logbook.Beat) error {
	const find = `/* store.Put */ select from_day, to_day, beats, undated from heard where person = ? and place = ?`
	var from, to string
	was := logbook.Coverage{From: when.NoDay, To: when.NoDay}
	err := p.one(ctx, find, p.Person, p.place).Scan(&from, &to, &was.Facts, &was.Undated)
	if err == nil {
		if err := errors.Join(was.From.UnmarshalText([]byte(from)), was.To.UnmarshalText([]byte(to))); err != nil {
			return err
		}
	} else if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	is := was
	is.Facts += len(fresh)
	for i := range p.Entries {
		if b := p.Entries[i].Beat; b != nil {
			p.reachTo(&is, b)
		}
	}
	for _, b := range fresh {
		if b.At < firstBeat {
			is.Undated++
		}
	}
	if is == was {
		return nil
	}
	p.touchCoverage(was, is)
	const keep = `/* store.Put */
insert into heard (person, place, from_day, to_day, beats, undated) values (?, ?, ?, ?, ?, ?)
on conflict (person, place) do update set from_day = excluded.from_day, to_day = excluded.to_day,
	beats = excluded.beats, undated = excluded.undated`
	return p.do(ctx, keep, p.Person, p.place, is.From.String(), is.To.String(), is.Facts, is.Undated)
}

// reachTo stretches a coverage to the local day of a beat.
func (p *putting) reachTo(c *logbook.Coverage, b *logbook.Beat) {
	if b.At < firstBeat || b.At > p.db.now()+ahead {
		return
	}
	d := b.At.Day(p.db.zone(b.Zone))
	if c.From == when.NoDay {
		c.From, c.To = d, d+1
		return
	}
	c.From, c.To = min(c.From, d), max(c.To, d+1)
}

// zone is the zone of a name, UTC where it has none that is known.
func (db *DB) zone(name string) *time.Location {
	if at, known := db.zones.Load(name); known {
		return at.(*time.Location)
	}
	if at, err := time.Parse("-07:00", name); err == nil {
		_, east := at.Zone()
		return time.FixedZone(name, east)
	}
	at, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	db.zones.Store(name, at) // of which there are a few hundred
	return at
}
