package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/editor"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/surface/web"
)

// foundForPage is what lies at home that could be read, by source.
func (a *app) foundForPage(ctx context.Context) (out []web.Found, err error) {
	bySource := map[string][]find.Found{}
	var order []string
	for _, f := range a.desk.Finder().AtHome(ctx) {
		if bySource[f.Source] == nil {
			order = append(order, f.Source)
		}
		bySource[f.Source] = append(bySource[f.Source], f)
	}
	for _, source := range order {
		places := bySource[source]
		var names []string
		for _, p := range places[:min(3, len(places))] {
			names = append(names, p.Place.Name)
		}
		what := strings.Join(names, ", ")
		if more := len(places) - len(names); more > 0 {
			what += fmt.Sprintf(" and %d more", more)
		}
		out = append(out, web.Found{Source: source, What: fmt.Sprintf("%s: %s", counted(len(places), "place", "places"), what)})
	}
	if host, here, known := editor.Target(editor.File(a.desk)); known && !here {
		out = append(out, web.Found{Source: "editor", What: "plugins that send to " + host + ": `backsight connect editor` has them speak to this machine as well"})
	}
	return out, ctx.Err()
}

// importForPage reads all that lies at home into the store, as the configured
// person, else as the likeliest.
func (a *app) importForPage(ctx context.Context, d *desk.Desk, tell func(web.Progress)) error {
	m := &pageMeter{tell: tell, now: a.Now}
	problems, err := d.Import(ctx, nil, a.desk.Finder().AtHome(ctx), pageTalk{m: m})
	if err != nil {
		return err
	}
	for _, problem := range problems {
		m.problem(problem)
	}
	if ctx.Err() != nil {
		return errors.New("the server was stopped; what was read is kept")
	}
	return nil
}

// pageTalk asks nobody, and tells a page how far the reading is.
type pageTalk struct {
	desk.Silent
	m *pageMeter
}

// Meter is the page's.
func (t pageTalk) Meter() desk.Meter { return t.m }

// pageMeter tells a page how far a reading is, a few times a second.
type pageMeter struct {
	mu    sync.Mutex
	tell  func(web.Progress)
	now   func() time.Time
	last  time.Time
	state web.Progress
}

func (m *pageMeter) Start(total int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state.Total = total
	m.tell(m.state)
}

func (m *pageMeter) At(place string, done, total int, of string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state.Place, m.state.What = place, fmt.Sprintf("%d %s", done, of)
	if total > 0 {
		m.state.What = fmt.Sprintf("%d of %d %s", done, total, of)
	}
	const pause = 200 * time.Millisecond
	if now := m.now(); now.Sub(m.last) >= pause {
		m.last = now
		m.tell(m.state)
	}
}

func (m *pageMeter) Done(string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state.Done = min(m.state.Done+1, m.state.Total)
	m.tell(m.state)
}

func (m *pageMeter) End() {}

func (m *pageMeter) problem(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.state
	p.Error = err.Error()
	m.tell(p)
}
