package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store"
	"github.com/backsight/backsight/internal/surface/web"
)

// steady is a home with so many steady years in it, and its pages, which are asked at
// noon until later is moved.
func steady(t *testing.T, years int) (h *home, pages http.Handler, later *when.Instant) {
	h, later = empty(t), new(when.Instant)
	for _, b := range (lives.Steady{Until: today, Years: years}).Batches() {
		h.came(t, b)
	}
	q := reckon.Question{
		Now: today, Through: today, Instant: today.Start(time.UTC) + 12*when.Hour, Since: when.NoDay, Chosen: "given",
		Habits: timeline.Habits{Homes: []timeline.Home{{From: when.NoDay, Zone: time.UTC}}, Window: timeline.NineToFive, Sources: all.Declared()},
	}
	q.Habits.Self.Person = h.person
	h.o.Question = func(context.Context) (reckon.Question, error) {
		q := q
		q.Instant += *later
		return q, nil
	}
	return h, web.Handler(h.o), later
}

// came keeps a batch as this person's.
func (h *home) came(t testing.TB, b logbook.Batch) {
	t.Helper()
	b.Person = h.person
	for i := range b.Entries {
		if f := b.Entries[i].Fact; f != nil {
			f.Person = h.person
		}
	}
	if _, err := h.db.Put(context.Background(), b); err != nil {
		t.Fatal(err)
	}
}

// change is what comes in between two looks at a page, the nth time.
type change struct {
	name string
	do   func(t testing.TB, h *home, n int)
}

// changes are those, in the order in which they come.
var changes = []change{
	{"nothing", func(testing.TB, *home, int) {}},
	{"a heartbeat", func(t testing.TB, h *home, n int) {
		h.came(t, logbook.Batch{Place: lives.SteadyEditor, At: when.Instant(n), By: "test", Entries: []logbook.Entry{{Beat: lives.SteadyBeat(morning + when.Instant(n)*when.Second)}}})
	}},
	{"a commit", func(t testing.TB, h *home, n int) {
		h.came(t, logbook.Batch{Place: lives.SteadyMill, At: when.Instant(n), By: "test", Entries: []logbook.Entry{{Fact: lives.SteadyCommit(morning, fmt.Sprint("new", n))}}})
	}},
	{"an event", func(t testing.TB, h *home, n int) {
		h.came(t, logbook.Batch{Place: lives.SteadyCalendar, At: when.Instant(n), By: "test", Entries: []logbook.Entry{{Fact: lives.SteadyEvent(morning, fmt.Sprint("new", n))}}})
	}},
	{"a turn", func(t testing.TB, h *home, n int) {
		h.came(t, logbook.Batch{Place: lives.SteadyLogs, At: when.Instant(n), By: "test", Entries: []logbook.Entry{{Beat: lives.SteadyTurn(morning+when.Instant(n)*when.Second, logbook.TurnPrompt)}}})
	}},
	{"a check-in", func(t testing.TB, h *home, n int) {
		h.says(t, record.Energy.New(record.Values{"value": {Number: 5}}))
	}},
	{"a correction", func(t testing.TB, h *home, n int) {
		from := morning + when.Instant(n)*when.Minute
		h.says(t, record.Set.New(record.Values{"from": {Instant: from}, "to": {Instant: from + when.Minute}, "work": {Text: "reviewing"}}))
	}},
}

var morning = today.Start(time.UTC) + 10*when.Hour

// What a page reads and writes after something new has come in does not grow with
// the years, nor does an hour that passed.
func TestPagesCostNoMoreWithTheYears(t *testing.T) {
	steps := func(years int) map[string]store.Work {
		h, pages, later := steady(t, years)
		out, n := map[string]store.Work{}, 1
		for _, address := range web.Addresses() {
			get := func() {
				w := httptest.NewRecorder()
				pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
				if w.Code != http.StatusOK && w.Code != http.StatusNotFound && w.Code != http.StatusForbidden { // there is no day yet, or nothing to import
					t.Fatalf("%s: %d %s", address, w.Code, w.Body)
				}
			}
			*later = 0
			get()
			get()
			for _, change := range changes {
				n++
				*later += when.Hour
				change.do(t, h, n)
				before := h.db.Work()
				get()
				after := h.db.Work()
				out[address+" after "+change.name] = store.Work{Statements: after.Statements - before.Statements, Rows: after.Rows - before.Rows}
			}
		}
		return out
	}
	two, ten := steps(2), steps(10)
	if diff := cmp.Diff(two, ten); diff != "" {
		t.Errorf("statements and rows with two years and with ten (-two +ten):\n%s", diff)
	}
	for what, w := range ten {
		t.Logf("%-30s %3d statements, %4d rows", what, w.Statements, w.Rows)
	}
}
