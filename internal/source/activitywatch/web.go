package activitywatch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// Web reads an ActivityWatch server that runs, at an address such as
// http://127.0.0.1:5600. It only ever asks; it keeps nothing between calls.
type Web struct {
	Machine string
	Keep    Keep
	// Login is how the person is known at an address; nil for nobody. aw-server
	// takes a bearer token, where it asks for one at all.
	Login func(address string) (egress.Login, error)
}

var _ source.Puller = Web{}

// Name is "activitywatch".
func (Web) Name() string { return sourceName }

// Bounds of what is taken in.
const (
	maxBuckets = 16 << 20
	maxEvents  = 4 << 30 // of one bucket; it is streamed
)

const howToKnock = "check that ActivityWatch is running: its own page is at the same address"

// Find yields the one server at an address, after asking who it is. Anything
// that is no address, or no ActivityWatch, is none.
func (w Web) Find(ctx context.Context, address string) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) {
		if egress.Address(address) {
			yield(w.identify(ctx, address))
		}
	}
}

func (w Web) identify(ctx context.Context, address string) (logbook.Place, error) {
	base, err := baseOf(address)
	if err != nil {
		return logbook.Place{}, err
	}
	var info struct {
		Hostname string `json:"hostname"`
		Version  string `json:"version"`
	}
	err = w.get(ctx, base, "info", maxBuckets, func(body io.Reader) error { return json.NewDecoder(body).Decode(&info) })
	if err == nil && info.Hostname == "" && info.Version == "" {
		err = errors.New("what answers there is not ActivityWatch")
	}
	if err != nil {
		return logbook.Place{}, unreadable(ctx, base, err)
	}
	name := "ActivityWatch"
	if info.Hostname != "" {
		name += " of " + logbook.Text(info.Hostname)
	}
	return logbook.Place{Source: sourceName, Machine: w.Machine, Name: name, URI: base}, nil
}

// baseOf is the address of a server, whichever of its pages was named.
func baseOf(address string) (string, error) {
	u, err := egress.Parse(address)
	if err != nil {
		return "", err
	}
	path, _, _ := strings.Cut(u.Path, "/api/")
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: strings.TrimRight(path, "/")}).String(), nil
}

// unreadable makes a fault, for the person, of an error in asking a server.
func unreadable(ctx context.Context, address string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f
	}
	return fault.New(fault.Incomplete, "%s could not be read", address).Because(err).Try(howToKnock)
}

// get asks the server for one thing and hands the body to take.
func (w Web) get(ctx context.Context, base, what string, limit int64, take func(io.Reader) error) error {
	var login egress.Login
	if w.Login != nil {
		var err error
		if login, err = w.Login(base); err != nil {
			return err
		}
	}
	c, err := egress.New(base, login)
	if err != nil {
		return err
	}
	defer c.Close()
	a, err := c.Do(ctx, egress.Request{Method: http.MethodGet, URL: base + "/api/0/" + what, Limit: limit})
	if err != nil {
		return err
	}
	defer a.Drop()
	if a.Status != http.StatusOK {
		return a.Fault("`backsight connect activitywatch ADDRESS --token` asks for its key")
	}
	return take(a.Body)
}

// Pull reads what is new in every bucket. A bucket that is no longer there is no
// news: what was read before is kept.
func (w Web) Pull(ctx context.Context, ask source.Ask) error {
	if err := w.pull(ctx, ask); err != nil {
		return unreadable(ctx, ask.Place.URI, err)
	}
	return nil
}

func (w Web) pull(ctx context.Context, ask source.Ask) error {
	buckets := map[string]*event.Bucket{}
	err := w.get(ctx, ask.Place.URI, "buckets/", maxBuckets, func(body io.Reader) error {
		return json.NewDecoder(body).Decode(&buckets)
	})
	if err != nil {
		return fmt.Errorf("asking for its buckets: %w", err)
	}
	p, was := w.Keep.tailing(ctx, ask)
	for _, id := range slices.Sorted(maps.Keys(buckets)) {
		b := buckets[id]
		if b == nil {
			continue
		}
		b.ID = logbook.Text(id)
		if err := w.bucket(ctx, p.growing(b, was[b.ID])); err != nil {
			return fmt.Errorf("asking for the events of %s: %w", id, err)
		}
	}
	return p.moved(was)
}

// bucket reads the events of one bucket as they come.
func (w Web) bucket(ctx context.Context, g *growing) error {
	what := "buckets/" + url.PathEscape(g.bucket.ID) + "/events"
	if from, ok := g.was.from(); ok {
		what += "?start=" + url.QueryEscape(event.Stamp(from))
	}
	err := w.get(ctx, g.ask.Place.URI, what, maxEvents, func(body io.Reader) error {
		x := Export{Event: func(r Row) error {
			var e event.Event
			if err := json.Unmarshal(r.Text, &e); err != nil {
				return g.bad(fmt.Sprintf("bucket %s, event %d: %v", g.bucket.ID, r.N, err), r.Text)
			}
			return g.event(e)
		}}
		return x.List(body, g.bucket.ID)
	})
	if err != nil {
		return err
	}
	return g.end()
}
