package serving

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/account"
	"github.com/backsight/backsight/internal/desk/atomicfile"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/letter"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/draw/paper"
)

// every does something at a pace until ctx ends, first after one.
func every(ctx context.Context, pace time.Duration, do func()) {
	tick := time.NewTicker(pace)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do()
		}
	}
}

// readAnew reads what is known on this machine, and the calendars on servers, as often
// as the settings say. What cannot be read is said once, until it is something else.
func (s *Server) readAnew(ctx context.Context) {
	pace := s.Desk.Options.Settings.Reread()
	if pace == 0 {
		return
	}
	said := map[string]bool{}
	every(ctx, pace, func() {
		problems := s.readOnce(ctx)
		is := map[string]bool{}
		for _, p := range problems {
			if is[p.Error()] = true; !said[p.Error()] && ctx.Err() == nil {
				s.Errors.Error("a place could not be read again", "cause", p)
			}
		}
		said = is
	})
}

func (s *Server) readOnce(ctx context.Context) []error {
	places, problems, err := s.Desk.ReadBefore(ctx)
	if err != nil {
		return []error{err}
	}
	served, err := s.calendars(ctx)
	if err != nil {
		problems = append(problems, err)
	}
	p, err := s.Desk.Identified(ctx)
	if err != nil {
		return append(problems, err)
	}
	return append(problems, s.Desk.Read(ctx, p.Self, append(places, served...), "serve", desk.Silent{}.Meter())...)
}

// calendars are those on servers, as places.
func (s *Server) calendars(ctx context.Context) (out []find.Found, err error) {
	list, err := account.Calendars(ctx, s.Desk)
	for _, k := range list {
		out = append(out, account.Accounts{Options: s.Desk.Options}.Reader(k))
	}
	return out, err
}

// writeLetters writes the letter about each week that is over into the folder that the
// settings name, once: where there is nothing to say, none.
func (s *Server) writeLetters(ctx context.Context) {
	folder := s.Desk.Options.Settings.Letters
	if folder == "" {
		return
	}
	tried := when.NoDay
	try := func() {
		today, err := s.Desk.Options.Today("")
		if err == nil && today.Monday() != tried {
			err = s.writeLetter(ctx, folder, today)
			tried = today.Monday()
		}
		if err != nil && ctx.Err() == nil {
			s.Errors.Error("the letter could not be written", "cause", err)
		}
	}
	try()
	every(ctx, time.Hour, try)
}

func (s *Server) writeLetter(ctx context.Context, folder string, today when.Day) error {
	year, week := letter.Week.Last(today).From.Time().ISOWeek()
	name := filepath.Join(folder, fmt.Sprintf("backsight-%04d-W%02d.html", year, week))
	if _, err := os.Lstat(name); !errors.Is(err, os.ErrNotExist) {
		return err // it is there, or cannot be asked about
	}
	l, some, err := Letter(ctx, s.Desk, letter.Week, today)
	if err != nil || !some {
		return err
	}
	page, err := paper.HTML(l)
	if err != nil {
		return err
	}
	if err := atomicfile.Write(name, []byte(page)); err != nil { // a part of one would never be written again
		return fmt.Errorf("writing a letter: %w", err)
	}
	return nil
}

// Letter is the letter about the last period of a length that was over on a day, by a
// desk; false where there is nothing to say.
func Letter(ctx context.Context, d *desk.Desk, length letter.Length, today when.Day) (letter.Letter, bool, error) {
	period := length.Last(today)
	now, err := asOf(ctx, d, period.To)
	if err != nil {
		return letter.Letter{}, false, err
	}
	before, err := asOf(ctx, d, period.From)
	if err != nil {
		return letter.Letter{}, false, err
	}
	said, err := saidIn(ctx, d, period)
	if err != nil {
		return letter.Letter{}, false, err
	}
	l, some := letter.Of(length, period, now, before, said)
	return l, some, nil
}

// asOf is the report as of the beginning of a day.
func asOf(ctx context.Context, d *desk.Desk, day when.Day) (reckon.Report, error) {
	q, err := d.Question(ctx, desk.Query{Until: when.Days{From: day - 1, To: day}})
	if err != nil {
		return reckon.Report{}, err
	}
	return d.Reckoning().Look(ctx, d.Grant, q)
}

// saidIn is what the person said in a period that a letter tells again: wins, what was
// learned, read and tried.
func saidIn(ctx context.Context, d *desk.Desk, days when.Days) (out []string, err error) {
	for _, k := range []*record.Kind{record.Win, record.Learned, record.Paper, record.Prototype} {
		entries, err := d.Said(ctx, k, when.Span{})
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if days.Has(e.Day) {
				out = append(out, fmt.Sprintf("%s, %s: %s", e.Day.Time().Format("Mon 2"), k.One, e.Text(k.Fields[0].Name)))
			}
		}
	}
	return out, nil
}
