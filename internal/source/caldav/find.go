package caldav

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"path"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
)

// Find yields the calendars with events behind an address: the address of a
// calendar, of a person's calendars, or only of the server (RFC 6764: it knows
// where they are). Anything that is no address holds none. The URI of a place is
// the calendar's own address.
func (s Source) Find(ctx context.Context, address string) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) {
		if !egress.Address(address) {
			return
		}
		places, err := s.find(ctx, address)
		if err != nil {
			yield(logbook.Place{}, err)
			return
		}
		for _, place := range places {
			if !yield(place, nil) {
				return
			}
		}
	}
}

func (s Source) find(ctx context.Context, address string) ([]logbook.Place, error) {
	server, err := s.open(ctx, address)
	if err != nil {
		return nil, err
	}
	defer server.Close()
	u, err := egress.Parse(address)
	if err != nil {
		return nil, err
	}
	f := &finding{Source: s, server: server, first: u}
	places, err := f.all(ctx)
	if err != nil && ctx.Err() == nil {
		err = f.fault(err)
	}
	return places, err
}

// finding is one search behind one address.
type finding struct {
	Source
	server *server
	first  *url.URL
}

var errNone = errors.New("no calendars")

// fault says what did not work, with the answer that tells most.
func (f *finding) fault(err error) error {
	name := egress.Shown(f.first.String())
	if fa, ok := errors.AsType[*fault.Fault](err); ok && (statusIn(err) == 0 || final(context.Background(), err) || statusIn(err) == http.StatusForbidden) {
		return fa
	}
	if errors.Is(err, errNone) {
		return fault.New(fault.Incomplete, "%s has no calendar with events for you", name).
			Try("give the calendar's own address, as the server's pages show it")
	}
	return fault.New(fault.Incomplete, "no calendar was found at %s: %v", name, err).
		Try("give the calendar's own address, as the server's pages show it")
}

// all tries the places where a server may say where the calendars are: the
// address itself, then the well-known one. A server root is asked the other way
// round.
func (f *finding) all(ctx context.Context) ([]logbook.Place, error) {
	wellKnown := f.first.ResolveReference(&url.URL{Path: "/.well-known/caldav"})
	tries := []*url.URL{f.first, wellKnown}
	if f.first.Path == "/" {
		slices.Reverse(tries)
	}
	var found error
	for _, u := range tries {
		places, err := f.behind(ctx, u)
		if err == nil || final(ctx, err) || statusIn(err) == http.StatusForbidden {
			return places, err
		}
		if away, ok := errors.AsType[*elsewhere](err); ok {
			return nil, away.fault()
		}
		if found == nil || errors.Is(err, errNone) {
			found = err
		}
	}
	return nil, found
}

var about = []string{
	"d:resourcetype", "d:displayname", "c:supported-calendar-component-set", "d:current-user-principal", "c:calendar-home-set",
}

// behind follows one address: to itself, to the person's home, or to the person
// and from there to their home.
func (f *finding) behind(ctx context.Context, u *url.URL) ([]logbook.Place, error) {
	m, at, err := f.server.propfind(ctx, u.String(), "0", about...)
	if err != nil {
		return nil, err
	}
	if len(m.Responses) == 0 {
		return nil, errors.New("the server gave an empty answer")
	}
	r := m.Responses[0]
	if p, ok := f.place(at, r); ok {
		return []logbook.Place{p}, nil
	}
	homes := r.Home
	if len(homes) == 0 && len(r.Principal) > 0 {
		if homes, at, err = f.homes(ctx, at, r.Principal[0]); err != nil {
			return nil, err
		}
	}
	if len(homes) == 0 {
		homes = []string{at.String()}
	}
	return f.inside(ctx, at, homes)
}

// homes asks a person's own page where their calendars are.
func (f *finding) homes(ctx context.Context, at *url.URL, href string) ([]string, *url.URL, error) {
	u, err := f.same(at, href)
	if err != nil {
		return nil, at, err
	}
	m, at, err := f.server.propfind(ctx, u.String(), "0", "c:calendar-home-set")
	if err != nil || len(m.Responses) == 0 {
		return nil, at, err
	}
	return m.Responses[0].Home, at, nil
}

// inside lists the calendars of homes.
func (f *finding) inside(ctx context.Context, at *url.URL, homes []string) (places []logbook.Place, err error) {
	for _, href := range homes {
		u, err := f.same(at, href)
		if err != nil {
			return nil, err
		}
		m, base, err := f.server.propfind(ctx, folderAt(u).String(), "1", about...)
		if err != nil {
			return nil, err
		}
		for _, r := range m.Responses {
			if p, ok := f.place(base, r); ok && !slices.Contains(places, p) {
				places = append(places, p)
			}
		}
	}
	if len(places) == 0 {
		return nil, errNone
	}
	return places, nil
}

// place is a calendar that may hold events.
func (f *finding) place(base *url.URL, r response) (logbook.Place, bool) {
	if !r.Calendar || r.Components != nil && !slices.Contains(r.Components, "VEVENT") {
		return logbook.Place{}, false
	}
	u, err := f.same(base, r.Href)
	if err != nil {
		return logbook.Place{}, false
	}
	at := folderAt(u)
	name := r.Name
	if name == "" {
		name = path.Base(at.Path)
	}
	return logbook.Place{Source: sourceName, Machine: f.Machine, Name: logbook.Text(name), URI: at.Scheme + "://" + at.Host + canonical(at.URL)}, true
}

// same resolves a reference and refuses to leave the server: the login is for
// this one only.
func (f *finding) same(base *url.URL, href string) (*url.URL, error) {
	u, err := base.Parse(href)
	if err != nil {
		return nil, errors.New("the server named an address that is not valid")
	}
	a, err := egress.Origin(u.String())
	b, _ := egress.Origin(f.first.String())
	if err != nil || a != b {
		return nil, &elsewhere{a}
	}
	return u, nil
}

// elsewhere is a server that keeps the calendars on another one.
type elsewhere struct{ origin string }

func (e *elsewhere) Error() string { return "the calendars are kept at " + e.origin }

func (e *elsewhere) fault() error {
	return fault.New(fault.Incomplete, "the calendars are on another server, %s; your password is not sent there unless you name that server", e.origin).
		Try("if you know that server, `backsight calendar add %s`", e.origin)
}
