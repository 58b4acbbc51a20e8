package web_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store"
	"github.com/backsight/backsight/internal/surface/web"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// home is a life in a store, with the pages over it.
type home struct {
	db     *store.DB
	desk   *desk.Desk
	person who.Person
	grant  policy.Grant
	o      frame.Options
	url    string
}

// today is the day on which all pages are looked at: a Friday at noon.
var today = when.Date(2026, time.November, 20)

// empty opens a store with nothing in it.
func empty(t testing.TB) *home {
	t.Helper()
	ctx := context.Background()
	now := today.Start(time.UTC) + 12*when.Hour
	d, err := desk.Open(ctx, ":memory:", func() when.Instant { return when.Instant(atomic.AddInt64((*int64)(&now), 1)) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	h := &home{db: d.DB, desk: d, person: d.Person, grant: d.Grant}
	h.o = frame.Options{
		Desk: d, Say: d,
		Question: func(context.Context) (reckon.Question, error) { return question(lives.All()[0], h.person), nil },
	}
	return h
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
		h.says(t, lived(fmt.Sprint(i), said))
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

// lived is a life event with an id.
func lived(id string, said logbook.Said) record.Entry {
	e := record.Life.New(record.Values{"text": {Text: said.Text}, "what": {Text: said.What}, "from": {Day: said.From}, "to": {Day: said.To - 1}})
	e.ID = id
	return e
}

// says keeps what somebody says.
func (h *home) says(t testing.TB, entries ...record.Entry) {
	t.Helper()
	if _, err := h.desk.Say(context.Background(), entries...); err != nil {
		t.Fatal(err)
	}
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
