package web_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/price"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/source/ics"
	"github.com/backsight/backsight/internal/store"
	"github.com/backsight/backsight/internal/surface/web"
)

// home is a life in a store, with the pages over it.
type home struct {
	db     *store.DB
	person who.Person
	grant  policy.Grant
	o      web.Options
	url    string
}

// today is the day on which all pages are looked at: a Friday at noon.
var today = when.Date(2026, time.November, 20)

// book is a store as the pages read it.
type book struct{ *store.DB }

func (b book) Generation(ctx context.Context, g policy.Grant) (string, error) {
	marks, err := b.Dirty(ctx, g)
	if err != nil {
		return "", err
	}
	c, err := b.DB.Checkpoint(ctx, g)
	return fmt.Sprint(marks.UpTo, " ", c.Size), err
}

func (b book) Places(ctx context.Context, g policy.Grant) (out []web.Place, err error) {
	all, err := b.DB.Places(ctx, g)
	for _, p := range all {
		out = append(out, web.Place{Place: p.Place, First: p.First, Last: p.Last, Facts: p.Facts, Bad: p.Bad})
	}
	return out, err
}

func (b book) BadRows(ctx context.Context, g policy.Grant, at logbook.Place, limit int) (out []logbook.BadRow, err error) {
	all, err := b.DB.BadRows(ctx, g, at, limit)
	for _, row := range all {
		out = append(out, row.BadRow)
	}
	return out, err
}

func (b book) Tokens(context.Context, policy.Grant) ([]policy.Token, error) { return nil, nil }

// empty opens a store with nothing in it.
func empty(t testing.TB) *home {
	t.Helper()
	ctx := context.Background()
	now := today.Start(time.UTC) + 12*when.Hour
	db, err := store.Open(ctx, store.Options{DSN: ":memory:", Now: func() when.Instant { now++; return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	h := &home{db: db}
	if h.person, err = db.Owner(ctx); err != nil {
		t.Fatal(err)
	}
	h.grant = granted(t, h.person)
	h.o = web.Options{
		Desk: reckon.Desk{Book: db, Memory: db, Expand: expand, Cache: reckon.NewCache()}, Book: book{db}, Grant: h.grant,
		Question: func(context.Context) (reckon.Question, error) { return question(lives.All()[0], h.person), nil },
		Say:      h.say,
		Prices:   price.Listed(),
		Settings: []web.Setting{{Name: "zone", Value: "the machine's", Means: "the home zone"}},
		Where:    []web.Setting{{Name: "Store", Value: "in memory"}},
	}
	return h
}

// granted is the leave to read what is one's own.
func granted(t testing.TB, p who.Person) policy.Grant {
	t.Helper()
	g, err := policy.Allow(policy.Ask{Viewer: p, Owner: p, Grain: policy.Evidence}, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func expand(events []logbook.Fact, self who.Self, window when.Span, h timeline.Habits) ([]logbook.Occurrence, []logbook.BadRow) {
	return ics.Expand(events, self, window, h.Zone(window.From.Day(h.Zone(when.NoDay))))
}

// living is a store with a life in it.
func living(t testing.TB, l lives.Life) *home {
	t.Helper()
	h := empty(t)
	for b := range lives.Batches(l, h.person, today) {
		if _, err := h.db.Put(context.Background(), b); err != nil {
			t.Fatal(err)
		}
	}
	h.o.Question = func(context.Context) (reckon.Question, error) { return question(l, h.person), nil }
	for i, said := range l.Said(today) {
		if err := h.say(context.Background(), web.Saying{Kind: logbook.KindLife, Key: fmt.Sprint("life ", i), Said: said}); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// working is a life of which an editor and an assistant tell as well.
func working(t testing.TB, l lives.Life) *home {
	t.Helper()
	h := living(t, l)
	for b := range lives.Beats(l, h.person, today) {
		if _, err := h.db.Put(context.Background(), b); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// question is what is asked of a life, at noon.
func question(l lives.Life, p who.Person) reckon.Question {
	var homes []timeline.Home
	for i, r := range l.Homes {
		zone, err := time.LoadLocation(r.Zone)
		if err != nil {
			panic(err)
		}
		from := r.From
		if i == 0 {
			from = when.NoDay
		}
		homes = append(homes, timeline.Home{From: from, Zone: zone})
	}
	h := timeline.Habits{Self: l.Self(p), Homes: homes, Window: timeline.NineToFive, Sources: all.Declared()}
	return reckon.Question{
		Now: today, Through: today, Instant: today.Start(h.Zone(today)) + 12*when.Hour, Habits: h, Chosen: "given",
		Names: []string{l.Title}, Since: when.NoDay,
	}
}

var saidAt = struct {
	sync.Mutex
	when.Instant
}{Instant: today.Start(time.UTC)}

// say keeps what a page says, as the command line does.
func (h *home) say(ctx context.Context, s web.Saying) error {
	saidAt.Lock()
	saidAt.Instant++
	at := saidAt.Instant
	saidAt.Unlock()
	s.Said.At, s.Set.At, s.Pin.At = at, at, at
	key, body := s.Key, logbook.Body(s.Said)
	switch s.Kind {
	case logbook.KindSet:
		body = logbook.Body(s.Set)
	case logbook.KindPin:
		body = logbook.Body(s.Pin)
	}
	if key == "" {
		key = fmt.Sprintf("%s %d", s.Kind, at)
	}
	f := logbook.Fact{
		Person: h.person, Kind: s.Kind, Key: key, Version: logbook.Seq{Stamp: at}, Gone: s.Gone,
		Span: when.Span{From: s.Set.From, To: s.Set.To}, Day: when.NoDay, Body: body,
	}
	_, err := h.db.Put(ctx, logbook.Batch{
		Person: h.person, Place: logbook.Place{Source: "said", Name: "said by you", URI: "said"},
		Entries: []logbook.Entry{{Fact: &f}}, At: at, By: "you",
	})
	return err
}

// served starts a server with the pages.
func (h *home) served(t testing.TB) *home {
	t.Helper()
	s := httptest.NewServer(web.Handler(h.o))
	t.Cleanup(s.Close)
	h.url = s.URL
	return h
}

// life is one of the synthetic lives.
func life(t testing.TB, name string) lives.Life {
	t.Helper()
	all := lives.All()
	i := slices.IndexFunc(all, func(l lives.Life) bool { return l.Name == name })
	if i < 0 {
		t.Fatalf("there is no life %q", name)
	}
	return all[i]
}
