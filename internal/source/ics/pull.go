package ics

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/ics/calendar"
)

// Pull reads one calendar, a file or a folder of single events. A file it reads twice: first for what it says of itself (its
// zones may be defined after their use) and its checksum, then for its events.
// A file that was not touched or holds the same bytes puts nothing. What an
// earlier reading of the place saw and a newer whole export lacks, between its
// first and its last event, is put as gone. Memory does not grow with the file,
// but for the names of its events where earlier facts are compared.
func (s Source) Pull(ctx context.Context, ask source.Ask) error {
	if file, entry, is := unzip(ask.Place.URI); is {
		return pullZipped(ctx, ask, file, entry)
	}
	if info, err := disk.Lstat(ask.Place.URI); err == nil && info.IsDir() {
		return partly(ask, pullFolder(ctx, ask))
	}
	f, err := disk.Open(ctx, ask.Place.URI)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Incomplete, "%s is no longer there", ask.Place.URI).Because(err).Try("what was read before is kept")
	}
	if err != nil {
		return fault.New(fault.Incomplete, "%s cannot be read", ask.Place.URI).Because(err)
	}
	defer f.Close()
	return partly(ask, pull(ctx, ask, f))
}

// partly is an error of a reading as the person is told it.
func partly(ask source.Ask, err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return fault.New(fault.Incomplete, "%s could be read only partly", ask.Place.URI).Because(err)
}

func pull(ctx context.Context, ask source.Ask, f *disk.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	now := positionOf(info)
	was, again := readPosition(ask.Position)
	if again && was.sameFile(now) {
		return nil
	}
	p := &pulling{ctx: ctx, ask: ask, now: now}
	_, err = p.read(f, was, again)
	return err
}

// read reads a file whole, unless it holds the bytes that it held before.
func (p *pulling) read(f *disk.File, was position, again bool) (same bool, err error) {
	if p.survey, err = surveyed(f); err != nil {
		return false, err
	}
	if p.now.Sum = p.survey.sum; again && was.Sum == p.now.Sum {
		return true, nil
	}
	if p.now.Export == 0 {
		p.now.Export = p.survey.export(p.now.modified(), p.ask.Now)
		p.newest, p.now.Newest = p.survey.newest, p.survey.newest
		if !p.survey.Sent() {
			p.edge = &calendar.Edge{At: p.now.Export}
		}
	}
	if err := p.known(was, again); err != nil {
		return false, err
	}
	if err := p.events(f); err != nil {
		return false, err
	}
	return false, p.finish(f)
}

// survey is what a first reading tells of a file.
type survey struct {
	*calendar.File
	sum    string
	newest when.Instant // of all stamps in it
}

func surveyed(f io.Reader) (survey, error) {
	s := survey{File: calendar.NewFile()}
	sum := sha256.New()
	in := io.TeeReader(f, sum)
	err := s.Read(in, func(c *calendar.Component) {
		s.newest = max(s.newest, c.Stamp())
		s.Mark(c)
	})
	s.sum = hex.EncodeToString(sum.Sum(nil))
	return s, err
}

// export is when the calendar was written. With a METHOD that is the newest
// stamp a program put into it; without one DTSTAMP says when an event was last
// changed (RFC 5545 §3.8.7.2), and the calendar was written no sooner than its
// file. It is never later than now.
func (s *survey) export(modified time.Time, now when.Instant) when.Instant {
	at := when.At(modified)
	switch {
	case s.newest == 0 || s.newest > now:
	case s.Sent():
		at = s.newest
	default:
		at = max(at, s.newest)
	}
	return min(at, now)
}
