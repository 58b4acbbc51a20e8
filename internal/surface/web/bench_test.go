package web_test

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/web"
)

// tenYears is how much lies in the store of BenchmarkPages: heartbeats, and half
// a tenth of that of events and of commits each. BACKSIGHT_BENCH_BEATS is another
// number of heartbeats.
const tenYears = 1_000_000

// BenchmarkPages asks for every page of a store with ten years in it. Cold is with
// nothing reckoned, warm with everything remembered and the pages' own answers
// kept, stirred after one more heartbeat has come in. It reports the first byte in
// milliseconds, at the middle and at the ninety-ninth of a hundred, and the CPU
// seconds that putting it all together took.
func BenchmarkPages(b *testing.B) {
	beats := tenYears
	if n, err := strconv.Atoi(os.Getenv("BACKSIGHT_BENCH_BEATS")); err == nil {
		beats = n
	} else if testing.Short() {
		beats = tenYears / 50
	}
	h := long(b, beats)
	handler := web.Handler(h.o)
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			if err := h.db.Forget(context.Background(), h.grant); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(milliseconds(first(b, web.Handler(h.o), "/drift")), "ms-first")
		}
	})
	for _, address := range []string{"/", "/drift", "/day", "/week", "/year", "/distance", "/meetings", "/assistants", "/evidence", "/reference", "/audit", "/settings"} {
		name := cmp.Or(strings.TrimPrefix(address, "/"), "today")
		b.Run("warm "+name, func(b *testing.B) {
			first(b, handler, address)
			times := []time.Duration{}
			for b.Loop() {
				times = append(times, first(b, handler, address))
			}
			tell(b, times)
		})
		b.Run("stirred "+name, func(b *testing.B) {
			times := []time.Duration{}
			for b.Loop() {
				b.StopTimer()
				h.stir(b)
				b.StartTimer()
				times = append(times, first(b, handler, address))
			}
			tell(b, times)
		})
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func tell(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	b.ReportMetric(milliseconds(times[len(times)/2]), "ms-p50")
	b.ReportMetric(milliseconds(times[min(len(times)-1, len(times)*99/100)]), "ms-p99")
}

// firstByte is a writer that knows when its first byte came.
type firstByte struct {
	*httptest.ResponseRecorder
	at time.Time
}

func (w *firstByte) Write(p []byte) (int, error) {
	if w.at.IsZero() {
		w.at = time.Now()
	}
	return w.ResponseRecorder.Write(p)
}

func first(b *testing.B, handler http.Handler, address string) time.Duration {
	b.Helper()
	w := &firstByte{ResponseRecorder: httptest.NewRecorder()}
	r := httptest.NewRequest(http.MethodGet, address, http.NoBody)
	r.Header.Set("Accept-Encoding", "gzip")
	start := time.Now()
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatalf("%s: %d", address, w.Code)
	}
	return w.at.Sub(start)
}

// long is a store on disk with ten years of a director in it, and many more
// heartbeats, events and commits.
func long(b *testing.B, beats int) *home {
	b.Helper()
	h := living(b, lives.All()[0])
	d, err := desk.Open(context.Background(), filepath.Join(b.TempDir(), "long.db"), func() when.Instant { return today.Start(time.UTC) })
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { d.Close() })
	h.db, h.person, h.grant, h.o.Desk = d.DB, d.Person, d.Grant, d
	l := lives.All()[0]
	h.o.Question = func(context.Context) (reckon.Question, error) { return question(l, h.person), nil }
	for batch := range lives.Batches(l, h.person, today) {
		h.keep(b, batch)
	}
	h.keep(b, many(h, beats/20))
	const years = 10
	for n := range years {
		from := when.Date(today.Year()-years+n, today.Time().Month(), 20).Start(time.UTC)
		h.typing(b, lives.Typing{Seed: uint64(n), Count: beats / years, From: from})
	}
	return h
}

func (h *home) keep(b *testing.B, batch logbook.Batch) {
	b.Helper()
	if _, err := h.db.Put(context.Background(), batch); err != nil {
		b.Fatal(err)
	}
}

func (h *home) typing(b *testing.B, y lives.Typing) {
	b.Helper()
	const atOnce = 5000
	batch := logbook.Batch{
		Person: h.person, Place: logbook.Place{Source: "wakatime", Machine: "laptop", Name: "editors", URI: "live"}, At: today.Start(time.UTC), By: "bench",
	}
	for beat := range y.Beats() {
		batch.Entries = append(batch.Entries, logbook.Entry{Beat: &beat})
		if len(batch.Entries) == atOnce {
			h.keep(b, batch)
			batch.Entries = nil
		}
	}
	h.keep(b, batch)
}

// many are so many events and so many commits, all over the ten years.
func many(h *home, n int) logbook.Batch {
	b := logbook.Batch{
		Person: h.person, Place: logbook.Place{Source: "git", Machine: "laptop", Name: "mill", URI: "/src/mill/.git"}, At: today.Start(time.UTC), By: "bench", Position: logbook.Position("1"),
	}
	const days = 3650
	for i := range n {
		day := today - when.Day(1+i*days/n)
		at := day.Start(time.UTC) + when.Hour*when.Instant(8+i%9)
		commit := logbook.Commit{Object: fmt.Sprint("mill", i), Role: logbook.Authored, As: "ilse@work.example.org", Subject: fmt.Sprint("Turn the wheel ", i), Authored: at, Committed: at}
		raw := fmt.Sprintf("BEGIN:VEVENT\nUID:mill%d\nSUMMARY:Round %d\nDTSTART:%s\nDTEND:%s\nEND:VEVENT", i, i%200, stamp(at), stamp(at+when.Hour/2))
		b.Entries = append(
			b.Entries,
			logbook.Entry{Fact: &logbook.Fact{Person: h.person, Kind: logbook.KindCommit, Key: commit.Object, Span: when.Span{From: at, To: at}, Zone: "+00:00", Day: day, Body: logbook.Body(commit)}},
			logbook.Entry{Fact: &logbook.Fact{
				Person: h.person, Kind: logbook.KindEvent, Key: fmt.Sprint("mill", i), Span: when.Span{From: at, To: at + when.Hour/2}, Day: when.NoDay,
				Body: logbook.Body(logbook.Event{UID: fmt.Sprint("mill", i), Calendar: "Mill", Raw: raw}),
			}},
		)
	}
	b.Entries = append(b.Entries, logbook.Entry{Counts: &logbook.Coverage{Place: b.Place, From: today - days, To: today, Open: true, Facts: n, Yours: n}})
	return b
}

func stamp(i when.Instant) string { return i.UTC().Format("20060102T150405Z") }

// stirred counts what came in, so that each is new.
var stirred when.Instant

// stir lets one more heartbeat come in.
func (h *home) stir(b *testing.B) {
	b.Helper()
	stirred++
	at := today.Start(time.UTC) + 9*when.Hour + stirred*when.Second
	h.put(b, "wakatime", []logbook.Beat{{
		Lane: logbook.Lane{Source: "wakatime", Machine: "laptop", Program: "vscode"}, Key: fmt.Sprint("stir ", at), At: at, Zone: "Europe/Berlin",
		Type: "file", Entity: "/src/mill/main.go", Project: "mill", Language: "Go", Category: "coding", Raw: []byte(`{"type":"file"}`),
	}})
}
