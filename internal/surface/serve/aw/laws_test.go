package aw

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// said is one heartbeat as it is sent.
type said struct {
	app    string
	second int
}

var sequences = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) said {
	return said{rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "app"), rapid.IntRange(0, 90).Draw(t, "second")}
}), 1, 20)

// Whatever order heartbeats come in, however often each, over several
// connections at once and over restarts: the events are those of the heartbeats
// in order.
func TestAnyOrderGivesTheSameEvents(t *testing.T) {
	d := open(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		heard := sequences.Draw(t, "heard")
		again := rapid.SliceOf(rapid.SampledFrom(heard)).Draw(t, "again")
		mixed := rapid.Permutation(slices.Concat(heard, again)).Draw(t, "order")
		inOrder := slices.SortedFunc(slices.Values(heard), func(x, y said) int {
			return cmp.Or(cmp.Compare(x.second, y.second), cmp.Compare(x.app, y.app))
		})
		n++
		one, other := fmt.Sprintf("one-%d", n), fmt.Sprintf("other-%d", n)
		d.bucket(one, "currentwindow")
		d.bucket(other, "currentwindow")
		for _, s := range inOrder {
			d.beat(one, s.app, s.second)
		}
		half := rapid.IntRange(0, len(mixed)).Draw(t, "restart after")
		d.all(other, mixed[:half])
		if rapid.Bool().Draw(t, "restart") {
			d.start()
		}
		d.all(other, mixed[half:])
		if got, want := d.events(other, ""), d.events(one, ""); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	})
}

// all sends heartbeats over four connections at once.
func (d *desk) all(id string, list []said) {
	var group sync.WaitGroup
	lanes := make([][]said, 4)
	for i, s := range list {
		lanes[i%4] = append(lanes[i%4], s)
	}
	for _, lane := range lanes {
		group.Go(func() {
			for _, s := range lane {
				d.send(id, s)
			}
		})
	}
	group.Wait()
}

func (d *desk) send(id string, s said) {
	p, err := http.Post(d.URL+"/api/0/buckets/"+id+"/heartbeat?pulsetime=20", "application/json", strings.NewReader(heartbeat(s.app, s.second, 0)))
	if err != nil {
		d.Error(err)
		return
	}
	defer p.Body.Close()
	if text, _ := io.ReadAll(p.Body); p.StatusCode != http.StatusOK {
		d.Errorf("%d %s", p.StatusCode, text)
	}
}

// The answer to a heartbeat is what the log holds by then: a server that is
// started anew over the same log says the same.
func TestWhatIsAnsweredIsKept(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	for i := range 40 {
		d.beat("w", fmt.Sprint(i%3), i*13%97)
		before := d.events("w", "")
		d.start()
		d.want(d.events("w", ""), before)
	}
}

// What lies outside the last events at hand is found again.
func TestHeartbeatsOfLongAgo(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	d.beat("w", "now", 0)
	d.beat("w", "old", -10*24*3600)
	d.beat("w", "old", -10*24*3600+10)
	d.beat("w", "now", 10)
	d.want(d.events("w", ""), "old -864000–-863990, now 0–10")
	if got := d.events("w", "?limit=2"); got != "old -864000–-863990, now 0–10" {
		t.Errorf("the last two are %s", got)
	}
}

// What the log holds of long ago is looked at before a heartbeat of then is
// heard, though the server has heard others since it started.
func TestHeartbeatsOfLongAgoJoinWhatIsKept(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	d.beat("w", "old", -10*24*3600)
	d.start()
	d.beat("w", "now", 0)
	d.beat("w", "old", -10*24*3600+10)
	d.want(d.events("w", ""), "old -864000–-863990, now 0–0")
}

// The last events are whole, wherever the search for them stopped.
func TestTheLastEventsAreWhole(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	noon := 12 * 3600 // where looking back a day from the next day ends
	d.must("POST", "/api/0/buckets/w/events", heartbeat("long", noon-1800, 3600))
	d.want(d.events("w", "?limit=1"), "long 41400–45000")
}

// sometimes is a log that fails when it is told to.
type sometimes struct {
	source.Sink
	fails bool
}

func (s *sometimes) Put(ctx context.Context, b logbook.Batch) (logbook.Kept, error) {
	if s.fails {
		return logbook.Kept{}, errors.New("the disk is full")
	}
	return s.Sink.Put(ctx, b)
}

// What could not be kept is not answered 200, and is kept when it is said again.
func TestWhatCannotBeKeptIsSaidAgain(t *testing.T) {
	log := &sometimes{}
	d := open(t, func(o *Options) { log.Sink, o.Sink = o.Sink, log })
	d.bucket("w", "currentwindow")
	log.fails = true
	if code, text := d.ask("POST", "/api/0/buckets/w/heartbeat?pulsetime=20", heartbeat("a", 0, 0)); code != 503 || strings.Contains(text, "disk") {
		t.Errorf("it is answered %d %s", code, text)
	}
	log.fails = false
	d.beat("w", "a", 0)
	d.want(d.events("w", ""), "a 0–0")
}

// More events than are held at hand stay as they are.
func TestManyEvents(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	b, err := (&server{Options: d.o}).named(t.Context(), "w")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{Options: d.o}
	for i := range most + 10 {
		e := event.Event{At: morning + when.Instant(i)*when.Second, Data: event.Data{"app": fmt.Sprint(i % 2)}}
		if _, err := b.addHeartbeat(t.Context(), s, e, 20*when.Second); err != nil {
			t.Fatal(err)
		}
	}
	if len(b.line.Runs) > most || len(b.more) > most {
		t.Errorf("%d events and %d keys are at hand", len(b.line.Runs), len(b.more))
	}
	d.want(d.must("GET", "/api/0/buckets/w/events/count", ""), fmt.Sprint(most+10))
	d.beat("w", "0", 0)
	d.want(d.must("GET", "/api/0/buckets/w/events/count", ""), fmt.Sprint(most+10))
}

// Nothing a client sends brings the server down, or is kept as what cannot be
// read back.
func FuzzHeartbeat(f *testing.F) {
	d := open(f)
	d.bucket("w", "currentwindow")
	for _, seed := range []string{
		heartbeat("a", 0, 1), `{"timestamp":"0001-01-01T00:00:00Z","data":{"app":"\u0000\ud800"}}`,
		`{"timestamp":"9999-12-31T23:59:59Z","duration":1e9,"data":{"a":[{}],"b":1e400,"app":5}}`, `null`, "[]", "\xff",
	} {
		f.Add([]byte(seed))
	}
	h := Handler(d.o)
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, path := range []string{"/api/0/buckets/w/heartbeat?pulsetime=5", "/api/0/buckets/w/events", "/api/0/query", "/api/0/import"} {
			r, w := request(path, text)
			h.ServeHTTP(w, r)
			if w.Code != 200 && w.Code != 400 && w.Code != 404 {
				t.Fatalf("%s is answered %d %s", path, w.Code, w.Body)
			}
		}
		r, w := request("/api/0/export", nil)
		r.Method = "GET"
		if h.ServeHTTP(w, r); w.Code != 200 || !bytes.HasPrefix(w.Body.Bytes(), []byte(`{"buckets":{`)) {
			t.Fatalf("the export is %d", w.Code)
		}
	})
}

func request(path string, body []byte) (*http.Request, *httptest.ResponseRecorder) {
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:5600"+path, bytes.NewReader(body))
	return r, httptest.NewRecorder()
}
