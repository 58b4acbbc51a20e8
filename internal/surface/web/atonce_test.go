package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web"
)

// ticking lets a home's clock move on by as many hours as the caller says.
func (h *home) ticking(l lives.Life) *atomic.Int64 {
	var hours atomic.Int64
	h.o.Question = func(context.Context) (reckon.Question, error) {
		q := question(l, h.person)
		q.Instant += when.Instant(hours.Load()) * when.Hour
		return q, nil
	}
	return &hours
}

// get asks for a page and wants to see it, but for a turn that a life does not
// have.
func get(t *testing.T, handler http.Handler, address string) {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
	if w.Code != http.StatusOK && (w.Code != http.StatusBadRequest || !strings.Contains(address, "turn=")) {
		t.Errorf("%s: %d: %.300s", address, w.Code, w.Body)
	}
}

// TestWeeksAtOnce: eight readers leaf through eight years from one calendar. When
// what a meeting is about was remembered as it was asked for, this ended the
// server: "concurrent map read and map write".
func TestWeeksAtOnce(t *testing.T) {
	l := lives.All()[0]
	h := living(t, l)
	hours := h.ticking(l)
	handler := web.Handler(h.o)
	get(t, handler, "/")
	hours.Store(1)
	get(t, handler, "/day/2016-05-12")
	months := 12
	if testing.Short() {
		months = 1
	}
	var readers sync.WaitGroup
	for g := range 8 {
		readers.Go(func() {
			for m := range months {
				get(t, handler, fmt.Sprintf("/week/%d-%02d-%02d", 2018+g, 1+m, 2+m))
			}
		})
	}
	readers.Wait()
}

// TestEveryPageAtOnce: on every life four readers ask for every page, each
// beginning elsewhere, while the clock moves on and heartbeats, corrections and
// commits arrive. With -race it tells of everything that requests share and one
// of them changes. With -short it is one life and two readers.
func TestEveryPageAtOnce(t *testing.T) {
	cast, readers := lives.All(), 4
	if testing.Short() {
		cast, readers = cast[:1], 2
	}
	for _, l := range cast {
		t.Run(l.Name, func(t *testing.T) {
			h := living(t, l).heard(t)
			hours := h.ticking(l)
			handler := web.Handler(h.o)
			answered, arrived := make(chan struct{}, readers*len(addresses)), make(chan int)
			go func() { arrived <- h.arriving(t, hours, answered) }()
			var reading sync.WaitGroup
			for g := range readers {
				reading.Go(func() {
					for i := range addresses {
						get(t, handler, addresses[(i+g*len(addresses)/readers)%len(addresses)])
						answered <- struct{}{}
					}
				})
			}
			reading.Wait()
			close(answered)
			if n := <-arrived; n < 3 {
				t.Errorf("%d facts arrived while the pages were asked for: not one of each kind", n)
			}
		})
	}
}

// arriving lets the clock move, and something new come in for every dozen pages
// answered: a heartbeat, a correction and a commit in turn. It says how many came.
func (h *home) arriving(t *testing.T, hours *atomic.Int64, answered <-chan struct{}) (n int) {
	pages := 0
	for range answered {
		if pages++; pages%12 != 0 {
			continue
		}
		if err := h.arrive(n); err != nil {
			t.Error(err)
			return n
		}
		n++
		hours.Store(int64(n))
	}
	return n
}

// arrive keeps the n-th new fact.
func (h *home) arrive(n int) error {
	at := today.Start(time.UTC) + 9*when.Hour + when.Instant(n)*when.Second
	b := logbook.Batch{Person: h.person, At: at, By: "test"}
	switch n % 3 {
	case 0:
		beat := logbook.Beat{
			Lane: logbook.Lane{Source: "wakatime", Machine: "laptop", Program: "vscode"}, Key: fmt.Sprint("arrived ", n), At: at, Zone: "Europe/Berlin",
			Type: "file", Entity: "/src/mill/main.go", Project: "mill", Language: "Go", Category: "coding", Raw: []byte(`{"type":"file"}`),
		}
		b.Place = logbook.Place{Source: "wakatime", Machine: "laptop", Name: "wakatime", URI: "heard:wakatime"}
		b.Entries = []logbook.Entry{{Beat: &beat}}
	case 1:
		_, err := h.desk.Say(context.Background(), record.Set.New(record.Values{"from": {Instant: at}, "to": {Instant: at + when.Minute}, "work": {Text: "reviewing"}}))
		return err
	case 2:
		commit := logbook.Commit{Object: fmt.Sprint("arrived", n), Role: logbook.Authored, As: "me@example.org", Subject: "Turn the wheel", Authored: at, Committed: at}
		b.Place = logbook.Place{Source: "git", Machine: "laptop", Name: "mill", URI: "/src/mill/.git"}
		b.Entries = []logbook.Entry{
			{Fact: &logbook.Fact{Person: h.person, Kind: logbook.KindCommit, Key: commit.Object, Span: when.Span{From: at, To: at}, Zone: "+00:00", Day: today, Body: logbook.Body(commit)}},
			{Counts: &logbook.Coverage{Place: b.Place, From: today - 1, To: today, Open: true, Facts: n, Yours: n}},
		}
	}
	_, err := h.db.Put(context.Background(), b)
	return err
}
