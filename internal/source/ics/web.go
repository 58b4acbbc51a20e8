package ics

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/ics/calendar"
)

// Web reads calendars that are published as a file at an address: a subscribed
// calendar, a holiday feed. It keeps nothing between calls.
type Web struct {
	// Machine is the machine it runs on, put into every place it finds.
	Machine string
	// Address is the whole address of a place, whose URI may show only what is no
	// secret of it (egress.Shown); nil where the URI is all.
	Address func(uri string) (string, error)
	// Login is how the person is known at an address; nil for nobody.
	Login func(address string) (egress.Login, error)
}

var _ source.Puller = Web{}

// Name is "calendar".
func (Web) Name() string { return sourceName }

const logInAgain = "`backsight calendar add ADDRESS --user NAME` asks for the password"

// maxFile is the longest file taken in.
const maxFile = 1 << 30

// Find yields the one calendar at an address, after a look at its beginning.
// Anything that is no address holds none.
func (w Web) Find(ctx context.Context, address string) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) {
		if !egress.Address(address) {
			return
		}
		yield(w.look(ctx, address))
	}
}

func (w Web) look(ctx context.Context, address string) (logbook.Place, error) {
	place := logbook.Place{Source: sourceName, Machine: w.Machine, URI: egress.Shown(address)}
	a, c, err := w.ask(ctx, address, nil)
	if err != nil {
		return logbook.Place{}, said(ctx, place.URI, err)
	}
	defer c.Close()
	defer a.Drop()
	if a.Status != http.StatusOK {
		return logbook.Place{}, a.Fault(logInAgain)
	}
	head, err := io.ReadAll(io.LimitReader(a.Body, peek))
	switch {
	case err != nil:
		return logbook.Place{}, said(ctx, place.URI, err)
	case !holdsCalendar(head):
		return logbook.Place{}, fault.New(fault.Incomplete, "there is no calendar at %s", place.URI)
	}
	if place.Name = calendar.NameIn(head); place.Name == "" {
		place.Name = nameAt(a.URL)
	}
	return place, nil
}

// nameAt is what a person calls a calendar that has no name: its file's, or its
// server's where that says nothing.
func nameAt(u *url.URL) string {
	base := path.Base(u.Path)
	if shown := egress.Shown(u.Scheme + "://" + u.Host + u.EscapedPath()); base == "/" || strings.Contains(shown, "…") {
		return u.Hostname()
	}
	return logbook.Text(strings.TrimSuffix(base, path.Ext(base)))
}

// ask asks for the file, or with what was known of it, whether it has changed.
func (w Web) ask(ctx context.Context, address string, was *live) (*egress.Answer, *egress.Client, error) {
	var login egress.Login
	if w.Login != nil {
		var err error
		if login, err = w.Login(address); err != nil {
			return nil, nil, err
		}
	}
	c, err := egress.New(address, login)
	if err != nil {
		return nil, nil, err
	}
	header := map[string]string{"Accept": "text/calendar, */*;q=0.5"}
	if was != nil && was.ETag != "" {
		header["If-None-Match"] = was.ETag
	}
	if was != nil && was.Modified != "" {
		header["If-Modified-Since"] = was.Modified
	}
	a, err := c.Do(ctx, egress.Request{Method: http.MethodGet, URL: address, Header: header, Limit: maxFile})
	if err != nil {
		c.Close()
		return nil, nil, err
	}
	return a, c, nil
}

// Pull reads the calendar at an address where it has changed, as Source reads a
// file: what a whole newer one lacks is gone. Asked today, it covers today,
// changed or not.
func (w Web) Pull(ctx context.Context, ask source.Ask) error {
	err := w.pull(ctx, ask)
	if err != nil {
		return said(ctx, ask.Place.URI, err)
	}
	return nil
}

// said is an error of reading an address as the person is told it.
func said(ctx context.Context, uri string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if f, is := errors.AsType[*fault.Fault](err); is {
		return f
	}
	return fault.New(fault.Incomplete, "%s could not be read", uri).Because(err).Try("what was read before is kept")
}

func (w Web) pull(ctx context.Context, ask source.Ask) error {
	address := ask.Place.URI
	if w.Address != nil {
		var err error
		if address, err = w.Address(ask.Place.URI); err != nil {
			return err
		}
	}
	was, again := readPosition(ask.Position)
	again = again && was.Live != nil
	a, c, err := w.ask(ctx, address, was.Live)
	if err != nil {
		return err
	}
	defer c.Close()
	defer a.Drop()
	switch {
	case a.Status == http.StatusNotModified && again:
		return still(ctx, ask, was)
	case a.Status == http.StatusNotFound || a.Status == http.StatusGone:
		return fault.New(fault.Incomplete, "%s is no longer there", ask.Place.URI).Try("what was read before is kept")
	case a.Status != http.StatusOK:
		return a.Fault(logInAgain)
	}
	return w.take(ctx, ask, a, was, again)
}

// take reads the answer by way of a file of the person's own, which is read
// twice and then thrown away.
func (w Web) take(ctx context.Context, ask source.Ask, a *egress.Answer, was position, again bool) error {
	f, err := os.CreateTemp("", "backsight-*.ics") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if _, err := io.Copy(f, a.Body); err != nil {
		return err
	}
	if !holdsCalendar(head(ctx, f.Name())) {
		return errors.New("what is there is not a calendar")
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	p := &pulling{ctx: ctx, ask: ask, now: positionOf(info)}
	p.now.Export = ask.Now
	p.now.Live = &live{ETag: a.Header.Get("ETag"), Modified: a.Header.Get("Last-Modified")}
	same, err := p.read(disk.Temporary(ctx, f), was, again)
	if err != nil || !same {
		return err
	}
	return still(ctx, ask, was)
}

// still puts that a calendar that has not changed covers today as well.
func still(ctx context.Context, ask source.Ask, was position) error {
	to := ask.Now.Day(time.UTC) + 1
	if was.Live.Counts.Yours == 0 || was.Live.Counts.To >= to {
		return nil
	}
	was.Live.Counts.To = to
	_, err := ask.Sink.Put(ctx, logbook.Batch{
		Person: ask.Self.Person, Place: ask.Place, Position: was.bytes(), At: ask.Now, By: ask.By,
		Entries: []logbook.Entry{{Counts: &was.Live.Counts}},
	})
	return err
}
