package caldav

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/source"
)

// Pull reads what has changed in one calendar since its position. A server that
// says that nothing has costs one request. Reading ends without a position, and
// with nothing taken for deleted, where the server does not answer as it
// should; what had been read by then is kept.
func (s Source) Pull(ctx context.Context, ask source.Ask) error {
	err := s.pull(ctx, ask)
	if err == nil || ctx.Err() != nil {
		return errors.Join(err, ctx.Err())
	}
	if f, ok := errors.AsType[*fault.Fault](err); ok && statusIn(err) == 0 {
		return f
	}
	f := fault.New(fault.Incomplete, "the calendar %q could not be read", ask.Place.Name).
		Because(err).Try("what was read before is kept")
	if cause, ok := errors.AsType[*fault.Fault](err); ok && cause.Hint != "" {
		f.Hint = cause.Hint
	}
	return f
}

func (s Source) pull(ctx context.Context, ask source.Ask) error {
	server, err := s.open(ctx, ask.Place.URI)
	if err != nil {
		return err
	}
	defer server.Close()
	p := &pulling{server: server, ask: ask, events: s.Events}
	p.was, p.again = readPosition(ask.Position)
	p.now = position{Engine: engine, Objects: map[string]object{}, To: ask.Now.Day(time.UTC) + 1}
	head, err := p.head(ctx)
	if err != nil {
		return err
	}
	p.now.CTag, p.now.Token = head.CTag, head.SyncToken
	if p.again && head.CTag != "" && head.CTag == p.was.CTag {
		p.now.Token, p.now.Objects = p.was.Token, p.was.Objects
		return p.finish(ctx)
	}
	d, err := p.differences(ctx)
	if err != nil {
		return err
	}
	return p.apply(ctx, d)
}

// head asks about the calendar itself, and learns where it lies: a server may
// have moved it.
func (p *pulling) head(ctx context.Context) (response, error) {
	m, at, err := p.server.propfind(ctx, p.ask.Place.URI, "0", "d:resourcetype", "d:sync-token", "s:getctag")
	switch statusIn(err) {
	case http.StatusNotFound, http.StatusGone:
		return response{}, errors.New("it is no longer there")
	}
	if err != nil {
		return response{}, err
	}
	if len(m.Responses) != 1 || !m.Responses[0].Calendar {
		return response{}, errors.New("what is there is not a calendar")
	}
	p.folder = folderAt(at)
	if o, err := egress.Origin(at.String()); err == nil {
		if was, _ := egress.Origin(p.ask.Place.URI); was != o {
			return response{}, fmt.Errorf("it is at another address now, %s", o)
		}
	}
	return m.Responses[0], nil
}

// differences are the names of objects that are to be asked for, and of those
// that seem to have gone.
type differences struct {
	fetch, gone []string
	listed      map[string]bool   // those that the server said are there
	kept        map[string]object // neither asked for nor gone
}

// differences asks for what has changed since the token, and where that fails
// or there are strays, for the versions of everything.
func (p *pulling) differences(ctx context.Context) (differences, error) {
	if p.again && p.was.Token != "" && len(p.was.Strays) == 0 {
		d, err := p.since(ctx, p.was.Token)
		if err == nil || final(ctx, err) {
			return d, err
		}
	}
	return p.compared(ctx)
}

// maxPages bounds how often a server may say that there is more.
const maxPages = 1000

// since asks for the changes after a token, page by page.
func (p *pulling) since(ctx context.Context, token string) (differences, error) {
	changed, gone := map[string]bool{}, map[string]bool{}
	for range maxPages {
		m, err := p.server.changes(ctx, p.folder.String(), token)
		if err != nil {
			return differences{}, err
		}
		more := false
		for _, r := range m.Responses {
			name := p.folder.name(r.Href)
			switch {
			case r.Status == http.StatusInsufficientStorage:
				more = true
			case name == "":
			case missing(r.Status):
				gone[name] = true
				delete(changed, name)
			case p.was.Objects[name].ETag == "" || r.ETag == "" || p.was.Objects[name].ETag != r.ETag:
				changed[name] = true
				delete(gone, name)
			}
		}
		if m.SyncToken == "" || more && m.SyncToken == token {
			return differences{}, errors.New("the server gave no new token")
		}
		if token = m.SyncToken; !more {
			p.now.Token = token
			return p.parted(changed, gone), nil
		}
	}
	return differences{}, errors.New("the server always has more changes")
}

// compared asks for the versions of all objects and compares them.
func (p *pulling) compared(ctx context.Context) (differences, error) {
	m, _, err := p.server.propfind(ctx, p.folder.String(), "1", "d:getetag", "d:resourcetype")
	if err != nil {
		return differences{}, err
	}
	changed, gone := map[string]bool{}, map[string]bool{}
	for name := range p.was.Objects {
		gone[name] = true
	}
	for _, r := range m.Responses {
		name := p.folder.name(r.Href)
		switch {
		case r.Status == http.StatusInsufficientStorage:
			return differences{}, errors.New("the server does not list all of it")
		case name == "" || r.Collection || missing(r.Status):
			continue
		case p.was.Objects[name].ETag == "" || r.ETag == "" || p.was.Objects[name].ETag != r.ETag:
			changed[name] = true
		}
		delete(gone, name)
		p.listing = true
	}
	if !p.listing { // an empty calendar, or a hiccup: ask again the next time
		p.now.CTag, p.now.Token = "", ""
	}
	return p.parted(changed, gone), nil
}

func missing(status int) bool { return status == http.StatusNotFound || status == http.StatusGone }

// parted sorts what was known into what stays and what is to be asked for.
// Whatever could not be read the last time is asked for again.
func (p *pulling) parted(changed, gone map[string]bool) differences {
	d := differences{listed: maps.Clone(changed), kept: map[string]object{}}
	for name, o := range p.was.Objects {
		switch {
		case gone[name]:
		case o.ETag == "":
			changed[name] = true
		case !changed[name]:
			d.kept[name] = o
		}
	}
	for name := range changed {
		d.fetch = append(d.fetch, name)
	}
	for name := range gone {
		if _, known := p.was.Objects[name]; known {
			d.gone = append(d.gone, name)
		}
	}
	slices.SortFunc(d.fetch, strings.Compare)
	slices.SortFunc(d.gone, strings.Compare)
	return d
}
