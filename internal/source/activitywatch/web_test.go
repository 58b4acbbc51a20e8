package activitywatch

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/secret"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// desktop is a server as far as reading goes: events newest first, clipped to
// what was asked for.
type desktop struct {
	buckets map[string]event.Bucket
	events  map[string][]event.Event
	asked   []string
	key     string
}

func (d *desktop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.asked = append(d.asked, r.URL.String())
	what, _ := strings.CutPrefix(r.URL.Path, "/api/0/")
	id, events := strings.CutSuffix(strings.TrimPrefix(what, "buckets/"), "/events")
	switch {
	case what == "info":
		fmt.Fprint(w, `{"hostname":"desk","version":"v0.13.2","testing":false}`)
	case d.key != "" && r.Header.Get("Authorization") != "Bearer "+d.key:
		http.Error(w, `{"message":"who?"}`, http.StatusUnauthorized)
	case what == "buckets/":
		_ = json.NewEncoder(w).Encode(d.buckets)
	case events:
		from := when.Instant(-1 << 62)
		if text := r.URL.Query().Get("start"); text != "" {
			from = must(event.Time(text))
		}
		_ = json.NewEncoder(w).Encode(d.since(id, from))
	default:
		http.NotFound(w, r)
	}
}

func (d *desktop) since(id string, from when.Instant) []event.Event {
	out := []event.Event{}
	for _, e := range d.events[id] {
		if e.End() < from {
			continue
		}
		if e.At < from {
			e.At, e.For = from, e.End()-from
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(x, y event.Event) int { return cmp.Compare(y.At, x.At) })
	return out
}

func aDesktop(t *testing.T) (*desktop, string) {
	d := &desktop{
		buckets: map[string]event.Bucket{"w": {ID: "w", Type: typeWindow, Client: "c", Hostname: "desk"}},
		events:  map[string][]event.Event{},
	}
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	return d, server.URL
}

// see makes the watcher see an app at a minute of the day for some minutes.
func (d *desktop) see(app string, minute, minutes int) {
	at := when.At(when.Date(2026, 11, 20).Time()) + when.Instant(minute)*when.Minute
	d.events["w"] = append(d.events["w"], event.Event{At: at, For: when.Instant(minutes) * when.Minute, Data: event.Data{"app": app}})
}

func place(t *testing.T, w Web, address string) logbook.Place {
	t.Helper()
	for p, err := range w.Find(t.Context(), address) {
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	t.Fatalf("nothing at %s", address)
	return logbook.Place{}
}

// A server is read on from where the reading ended: what has grown has grown,
// what came late is there, nothing is clipped, and where nothing is new nothing
// is put.
func TestAServerIsReadOnByItsCursor(t *testing.T) {
	d, address := aDesktop(t)
	w := Web{Machine: "here"}
	p := place(t, w, address+"/api/0/")
	if p.Name != "ActivityWatch of desk" || p.URI != address {
		t.Errorf("found %+v", p)
	}
	b := &sourcetest.Book{}
	pull := func() int {
		t.Helper()
		n := len(b.Batches)
		if err := w.Pull(t.Context(), ask(b, p)); err != nil {
			t.Fatal(err)
		}
		return len(b.Batches) - n
	}
	d.see("old", 0, 3)
	d.see("long", 5, 100)
	d.see("last", 110, 1)
	if pull() != 1 || pull() != 0 {
		t.Error("the second reading put something")
	}
	d.events["w"][2].For = 5 * when.Minute
	d.see("late", 107, 1)
	if pull() != 1 || pull() != 0 {
		t.Error("what has grown or come late was not read once")
	}
	d.see("new", 600, 1)
	if pull() != 1 {
		t.Error("what is new was not read")
	}
	want := []string{
		"00:00:00 180 currentwindow c desk entity=old", "00:05:00 6000 currentwindow c desk entity=long",
		"01:47:00 60 currentwindow c desk entity=late", "01:50:00 300 currentwindow c desk entity=last",
		"10:00:00 60 currentwindow c desk entity=new",
	}
	if got := linesOf(b.Beats(p.URI)); !slices.Equal(got, want) {
		t.Errorf("read\n%s", strings.Join(got, "\n"))
	}
	if last := d.asked[len(d.asked)-1]; !strings.Contains(last, "start=2026-11-20T00%3A50%3A00Z") {
		t.Errorf("asked for %s", last)
	}
}

func TestAServerThatWantsAKey(t *testing.T) {
	d, address := aDesktop(t)
	d.key = "sesame"
	d.see("vim", 0, 1)
	p := place(t, Web{}, address)
	b := &sourcetest.Book{}
	if err := (Web{}).Pull(t.Context(), ask(b, p)); err == nil || !strings.Contains(err.Error(), "needs a password or a key") {
		t.Errorf("without a key: %v", err)
	}
	w := Web{Login: func(string) (egress.Login, error) { return egress.Login{Secret: secret.New("sesame")}, nil }}
	if err := w.Pull(t.Context(), ask(b, p)); err != nil || len(b.Beats(p.URI)) != 1 {
		t.Errorf("with the key: %v, %d events", err, len(b.Beats(p.URI)))
	}
}

func TestWhatIsNoServer(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	gone := httptest.NewServer(nil)
	gone.Close()
	defer server.Close()
	for _, address := range []string{server.URL, gone.URL} {
		for p, err := range (Web{}).Find(t.Context(), address) {
			if err == nil {
				t.Errorf("%s is %v", address, p)
			}
		}
	}
	for p, err := range (Web{}).Find(t.Context(), "/a/path") {
		t.Errorf("a path is %v, %v", p, err)
	}
}
