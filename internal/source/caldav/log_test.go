package caldav_test

import (
	"context"
	"encoding/json"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/secret"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/caldav"
	"github.com/backsight/backsight/internal/source/caldav/caldavtest"
	"github.com/backsight/backsight/internal/source/ics"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// each runs a test with every real server.
func each(t *testing.T, test func(*testing.T, *caldavtest.Server)) {
	t.Run("radicale", func(t *testing.T) { test(t, caldavtest.Radicale(t)) })
	t.Run("xandikos", func(t *testing.T) { test(t, caldavtest.Xandikos(t)) })
}

// log is a log in memory that a calendar is read into. As in the store, a
// fact that arrives again stays as it came first.
type log struct {
	sourcetest.Book
	t     *testing.T
	facts map[logbook.ID]logbook.Fact
	src   caldav.Source
	place logbook.Place
	now   when.Instant
}

func newLog(t *testing.T, s *caldavtest.Server) *log {
	l := &log{t: t, facts: map[logbook.ID]logbook.Fact{}, now: when.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))}
	l.src = caldav.Source{Machine: "m", Events: ics.Events}
	if s.User != "" {
		l.src.Login = func(string) (egress.Login, error) {
			return egress.Login{User: s.User, Secret: secret.New(s.Password)}, nil
		}
	}
	l.place = logbook.Place{Source: "calendar", Machine: "m", Name: "work", URI: s.URL(s.Calendar)}
	return l
}

func (l *log) Put(ctx context.Context, batch logbook.Batch) (logbook.Kept, error) {
	for _, e := range batch.Entries {
		if e.Fact == nil {
			continue
		}
		if err := e.Fact.Check(); err != nil {
			l.t.Error(err)
		}
		if _, known := l.facts[e.Fact.ID()]; !known {
			l.facts[e.Fact.ID()] = *e.Fact
		}
	}
	return l.Book.Put(ctx, batch)
}

func (l *log) ask() source.Ask {
	l.now += when.Second
	return source.Ask{
		Self: who.Self{Person: 7}, Place: l.place, Position: l.Position(l.place.URI), Sink: l, Now: l.now, By: "test",
		Known: l.Known(l.place.URI), Fact: func(_ context.Context, id logbook.ID) (logbook.Fact, error) { return l.facts[id], nil },
		Versions: l.versions,
	}
}

func (l *log) pull() {
	l.t.Helper()
	if err := l.src.Pull(l.t.Context(), l.ask()); err != nil {
		l.t.Fatal(err)
	}
}

// at puts the position where a text says.
func (l *log) at(position string) {
	l.t.Helper()
	_, err := l.Book.Put(l.t.Context(), logbook.Batch{Place: l.place, Position: logbook.Position(position)})
	if err != nil {
		l.t.Fatal(err)
	}
}

// without takes parts of the position away.
func (l *log) without(names ...string) {
	l.t.Helper()
	var p map[string]any
	if err := json.Unmarshal(l.Position(l.place.URI), &p); err != nil {
		l.t.Fatal(err)
	}
	for _, name := range names {
		if p[name] == nil {
			l.t.Fatalf("the position has no %s", name)
		}
		delete(p, name)
	}
	b, _ := json.Marshal(p)
	l.at(string(b))
}

// forget loses the position.
func (l *log) forget() { l.at("lost") }

// inForce says what is planned, as "key start" in order of key.
func (l *log) inForce() string {
	newest := map[string]logbook.Fact{}
	for id, f := range l.facts {
		if was, known := newest[f.Key]; !known || logbook.Newer(f.Version, id, was.Version, was.ID()) {
			newest[f.Key] = f
		}
	}
	var list []string
	for key, f := range newest {
		if !f.Gone {
			list = append(list, key+" "+f.Span.From.UTC().Format("0102T15"))
		}
	}
	return sorted(list)
}

func sorted(list []string) string {
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func (l *log) versions(_ context.Context, kind logbook.Kind, key string) iter.Seq2[logbook.Fact, error] {
	var all []logbook.Fact
	for _, f := range l.facts {
		if f.Kind == kind && f.Key == key {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b logbook.Fact) int {
		if logbook.Newer(a.Version, a.ID(), b.Version, b.ID()) {
			return 1
		}
		return -1
	})
	return func(yield func(logbook.Fact, error) bool) {
		for _, f := range all {
			if !yield(f, nil) {
				return
			}
		}
	}
}

func (l *log) want(what string) {
	l.t.Helper()
	l.pull()
	if got := l.inForce(); got != what {
		l.t.Fatalf("in force: %s\n    want: %s", got, what)
	}
}
