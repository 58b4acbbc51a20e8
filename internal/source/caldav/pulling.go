package caldav

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// atOnce is how many objects are asked for in one request and put in one batch.
const atOnce = 50

// pulling is one reading of one calendar.
type pulling struct {
	server   *server
	ask      source.Ask
	events   func([]byte, source.Ask, when.Instant) ([]logbook.Fact, []logbook.BadRow, bool)
	folder   folder
	was, now position
	again    bool // there was a position

	listed  map[string]bool // objects that the server said are there
	listing bool            // it listed all it has, and that was something
	entries []logbook.Entry
	met     map[string]logbook.ID // by key, what was met; the zero ID where it could not be read
	lapsed  []logbook.ID          // seen here before, and not met where they were
	holding bool                  // something could not be had: what is missing proves nothing
	failed  int                   // objects that failed by themselves, one after another
}

// apply fetches what has changed, asks again about what has gone, and finishes.
func (p *pulling) apply(ctx context.Context, d differences) error {
	p.now.Objects, p.listed, p.met = d.kept, d.listed, map[string]logbook.ID{}
	asked := append(slices.Clone(d.fetch), d.gone...)
	for i := 0; i < len(asked); i += atOnce {
		if err := p.fetch(ctx, asked[i:min(i+atOnce, len(asked))]); err != nil {
			return err
		}
		if p.ask.Progress != nil {
			p.ask.Progress(min(i+atOnce, len(asked)), len(asked), "events")
		}
	}
	if err := p.lapse(ctx); err != nil {
		return err
	}
	return p.finish(ctx)
}

// fetch asks for some objects at once, and where that fails, for each alone.
// Those that seem to have gone are asked for as well: only what the server says
// of an object itself counts.
func (p *pulling) fetch(ctx context.Context, names []string) error {
	hrefs := make([]string, len(names))
	for i, name := range names {
		hrefs[i] = p.folder.href(name)
	}
	m, err := p.server.multiget(ctx, p.folder.String(), hrefs)
	if err != nil && final(ctx, err) {
		return err
	}
	answers := map[string]response{}
	if err == nil {
		for _, r := range m.Responses {
			answers[p.folder.name(r.Href)] = r
		}
	}
	for _, name := range names {
		if err := p.applyObject(ctx, name, answers); err != nil {
			return err
		}
	}
	return p.put(ctx, nil)
}

// applyObject keeps what the server answered about an object, and asks for the object
// by itself where the answer does not help. That it is not there must be said twice of one that
// was listed a moment ago.
func (p *pulling) applyObject(ctx context.Context, name string, answers map[string]response) error {
	r, answered := answers[name]
	switch {
	case answered && strings.TrimSpace(r.Content) != "" && (r.Data == 0 || r.Data/100 == 2):
		p.failed = 0
		return p.addObject(ctx, name, r.ETag, []byte(r.Content))
	case answered && r.missing() && !p.listed[name]:
		p.failed = 0
		p.gone(name)
		return nil
	}
	content, etag, err := p.server.object(ctx, p.folder.address(name))
	switch {
	case err == nil:
		p.failed = 0
		return p.addObject(ctx, name, etag, content)
	case final(ctx, err):
		return err
	case missing(statusIn(err)):
		p.failed = 0
		if !p.listed[name] {
			p.gone(name)
			return nil
		}
	default:
		if p.failed++; p.failed >= maxFailed {
			return fmt.Errorf("%d objects in a row could not be fetched: %w", p.failed, err)
		}
	}
	p.hold(name, err)
	return nil
}

// missing says that an object is not there, by its own status or, as some
// servers have it, by that of its content.
func (r *response) missing() bool {
	return missing(r.Status) || r.Status == 0 && missing(r.Data) && r.ETag == ""
}

// maxFailed is how many objects may fail one after another before the server is
// left alone.
const maxFailed = 5

// hold leaves an object as it was known, to be asked for again.
func (p *pulling) hold(name string, why error) {
	o := p.was.Objects[name]
	o.ETag, o.Bad = "", 1
	p.now.Objects[name], p.holding = o, true
	what := "it could not be had from the server"
	if n := statusIn(why); n != 0 {
		what = fmt.Sprintf("the server does not give it out (%d %s)", n, http.StatusText(n))
	}
	p.bad(name, logbook.BadRow{What: what})
}

// gone forgets an object that the server says is not there.
func (p *pulling) gone(name string) {
	p.lapsed = append(p.lapsed, p.was.Objects[name].Facts...)
}

// bad puts a row that names its object.
func (p *pulling) bad(name string, row logbook.BadRow) {
	row.Line, row.What = 0, logbook.Text(fmt.Sprintf("%s: %s", name, row.What))
	p.entries = append(p.entries, logbook.Entry{Bad: &row})
}

// addObject makes facts of an object. One that cannot be read in whole keeps what
// it held before.
func (p *pulling) addObject(ctx context.Context, name, etag string, content []byte) error {
	facts, rows, whole := p.events(content, p.ask, p.ask.Now)
	was := p.was.Objects[name]
	o := object{ETag: etag, Bad: len(rows)}
	if o.ETag == "" {
		o.ETag = unversioned
	}
	for i := range facts {
		if err := p.fact(ctx, &facts[i], &o, was); err != nil {
			return err
		}
	}
	if !whole {
		p.holding = true
		o = p.partly(name, o, was, rows)
	}
	for _, row := range rows {
		p.bad(name, row)
	}
	for _, id := range was.Facts {
		if !slices.Contains(o.Facts, id) {
			p.lapsed = append(p.lapsed, id)
		}
	}
	p.now.Objects[name] = o
	return nil
}

// unversioned stands for the version of an object to which the server gives
// none: it is asked for in every reading.
const unversioned = "-"

// partly is an object of which not everything could be read.
func (p *pulling) partly(name string, o, was object, rows []logbook.BadRow) object {
	for _, id := range was.Facts {
		if !slices.Contains(o.Facts, id) {
			o.Facts = append(o.Facts, id)
		}
	}
	if was.Events > 0 && (o.Events == 0 || was.Timed && !o.Timed) {
		o.Day, o.Timed = was.Day, was.Timed
	}
	o.Events = max(o.Events, was.Events)
	if len(rows) == 0 {
		o.Bad = 1
		p.bad(name, logbook.BadRow{What: "this is no calendar, or only a part of one"})
	}
	o.ETag = "" // it may have been a hiccup: it is asked for again
	return o
}

// fact puts one fact of an object.
func (p *pulling) fact(ctx context.Context, f *logbook.Fact, o *object, was object) error {
	timed := f.Span.Len() < 24*when.Hour && f.Span.From >= logbook.EarliestBeat
	if o.Events == 0 || timed && !o.Timed || timed == o.Timed && f.Day < o.Day {
		o.Day, o.Timed = f.Day, timed
	}
	id := f.ID()
	if !slices.Contains(was.Facts, id) {
		var err error
		if f, err = p.ask.Restored(ctx, f); err != nil {
			return err
		}
		id = f.ID()
	}
	o.Facts, o.Events = append(o.Facts, id), o.Events+1
	p.met[f.Key] = id
	p.entries = append(p.entries, logbook.Entry{Fact: f})
	return nil
}

func (p *pulling) put(ctx context.Context, at logbook.Position) error {
	if len(p.entries) == 0 && at == nil {
		return nil
	}
	batch := logbook.Batch{
		Person: p.ask.Self.Person, Place: p.ask.Place, Entries: p.entries, Position: at, At: p.ask.Now, By: p.ask.By,
	}
	_, err := p.ask.Sink.Put(ctx, batch)
	p.entries = nil
	return err
}

// finish puts what the calendar covers and moves the position, where either is
// new.
func (p *pulling) finish(ctx context.Context) error {
	if p.now.pending() {
		p.now.CTag = "" // so that the next reading asks again
	}
	at := p.now.bytes()
	if len(p.entries) == 0 && p.again && bytes.Equal(at, p.ask.Position) {
		return nil
	}
	p.entries = append(p.entries, logbook.Entry{Counts: p.now.coverage(p.ask.Place)})
	return p.put(ctx, at)
}
