package web_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/web"
	"github.com/backsight/backsight/internal/surface/web/frame"
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
	h := long(b, beatsOf(b))
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

// beatsOf is how many heartbeats are wanted.
func beatsOf(b *testing.B) int {
	b.Helper()
	if n, err := strconv.Atoi(os.Getenv("BACKSIGHT_BENCH_BEATS")); err == nil {
		return n
	}
	if testing.Short() {
		return tenYears / 50
	}
	return tenYears
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
// heartbeats, events and commits. BACKSIGHT_BENCH_STORE names a file in which it is
// kept for the next time.
func long(b *testing.B, beats int) *home {
	b.Helper()
	h := living(b, lives.All()[0])
	l := lives.All()[0]
	h.o.Question = func(context.Context) (reckon.Question, error) { return question(l, h.person), nil }
	file, kept := filepath.Join(b.TempDir(), "long.db"), os.Getenv("BACKSIGHT_BENCH_STORE")
	if was, err := os.ReadFile(kept); kept != "" && err == nil {
		if err := os.WriteFile(file, was, 0o600); err != nil {
			b.Fatal(err)
		}
		h.opens(b, file)
		return h
	}
	h.opens(b, file)
	for batch := range lives.Decade(h.person, today, beats) {
		if _, err := h.db.Put(context.Background(), batch); err != nil {
			b.Fatal(err)
		}
	}
	if kept != "" {
		h.copied(b, kept)
	}
	return h
}

// copied reckons all and leaves a copy of the store.
func (h *home) copied(b *testing.B, to string) {
	b.Helper()
	q, err := h.o.Question(context.Background())
	if err == nil {
		err = h.desk.Reckoning().Refresh(context.Background(), h.grant, q)
	}
	if err == nil {
		err = h.desk.Close()
	}
	file, readErr := os.ReadFile(h.desk.Address)
	if err := errors.Join(err, readErr, os.WriteFile(to, file, 0o600)); err != nil {
		b.Fatal(err)
	}
	h.opens(b, h.desk.Address)
}

// opens puts the home's pages over the store in a file.
func (h *home) opens(b *testing.B, file string) {
	b.Helper()
	now := today.Start(time.UTC) + 12*when.Hour
	d, err := desk.Open(context.Background(), file, func() when.Instant { return when.Instant(atomic.AddInt64((*int64)(&now), 1)) })
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { d.Close() })
	h.db, h.desk, h.person, h.grant, h.o.Desk, h.o.Say = d.DB, d, d.Person, d.Grant, d, d
}

// fresh are the options of a server that has just begun, over the same store.
func (h *home) fresh(b *testing.B) frame.Options {
	b.Helper()
	other := *h
	other.opens(b, h.desk.Address)
	return other.o
}

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
