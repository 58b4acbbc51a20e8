package aw

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
)

// expect asks for what must be answered with a status.
func (d *desk) expect(method, path, body string, status int) string {
	d.Helper()
	code, text := d.ask(method, path, body)
	if code != status {
		d.Errorf("%s %.80s: %d, not %d: %.200s", method, path, code, status, text)
	}
	return text
}

// What is too large is refused and forgotten, and what was answered before still is.
func TestNothingLargeIsTakenIn(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	event := func(size int) string {
		return fmt.Sprintf(`{"timestamp":"2026-11-20T10:00:00Z","duration":1,"data":{"app":%q}}`, strings.Repeat("x", size))
	}
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{"POST", "/api/0/buckets/w/heartbeat?pulsetime=1", event(largest), http.StatusRequestEntityTooLarge},
		{"POST", "/api/0/buckets/w/events", "[" + event(1) + "," + event(largest) + "]", http.StatusRequestEntityTooLarge},
		{"POST", "/api/0/import", `{"buckets":{"w":{"id":"w","type":"currentwindow","events":[` + event(largest) + `]}}}`, http.StatusRequestEntityTooLarge},
		{"POST", "/api/0/buckets/x", `{"type":"t","data":{"a":"` + strings.Repeat("x", mostOfBucket) + `"}}`, http.StatusRequestEntityTooLarge},
		{"POST", "/api/0/buckets/x", `{"type":"` + strings.Repeat("x", mostOfBucket) + `"}`, http.StatusRequestEntityTooLarge},
		{"PUT", "/api/0/buckets/w", `{"data":{"a":"` + strings.Repeat("x", mostOfBucket) + `"}}`, http.StatusRequestEntityTooLarge},
		{"GET", "/api/0/buckets/x", "", http.StatusNotFound},
		{"POST", "/api/0/buckets/y", `{"type":"t","data":{"a":"` + strings.Repeat("x", mostOfBucket-100) + `"}}`, http.StatusOK},
		{"POST", "/api/0/settings/s", `"` + strings.Repeat("x", largest) + `"`, http.StatusRequestEntityTooLarge},
		{"POST", "/api/0/buckets/w/heartbeat?pulsetime=1", event(largest / 2), http.StatusOK},
		{"GET", "/api/0/buckets/w/events?limit=-1", "", http.StatusOK},
		{"GET", "/api/0/buckets/w/events?limit=-2", "", http.StatusBadRequest},
		{"GET", "/api/0/buckets/w/events?limit=many", "", http.StatusBadRequest},
		{"POST", "/api/0/query", `{"query":["RETURN = nop();"],"timeperiods":[` + strings.TrimSuffix(strings.Repeat(`"2026-11-20T00:00:00Z/2026-11-21T00:00:00Z",`, 1001), ",") + `]}`, http.StatusBadRequest},
	} {
		d.expect(c.method, c.path, c.body, c.status)
	}
	if got := d.expect("GET", "/api/0/buckets/w/events/count", "", http.StatusOK); strings.TrimSpace(got) != "1" {
		t.Errorf("%s events are kept", got)
	}
	for i := range mostNamed {
		d.expect("POST", fmt.Sprint("/api/0/settings/", i), "1", http.StatusCreated)
	}
	d.expect("POST", "/api/0/settings/more", "1", http.StatusBadRequest)
	d.expect("POST", "/api/0/settings/1", "2", http.StatusCreated)
}

// What one answer holds is counted: the newest of a large bucket are found all the same,
// its events are counted, and all of them at once are refused.
func TestAnAnswerHoldsSoMuch(t *testing.T) {
	d := open(t)
	d.bucket("w", "currentwindow")
	text := strings.Repeat("x", largest-100)
	const events = mostHeld/largest + 5
	start := when.Date(2026, 1, 1)
	for i := range events {
		d.expect("POST", "/api/0/buckets/w/events", fmt.Sprintf(`{"timestamp":"%vT10:00:00Z","duration":1,"data":{"app":"%d%s"}}`, start+when.Day(i), i, text), http.StatusOK)
	}
	if got := d.expect("GET", "/api/0/buckets/w/events/count", "", http.StatusOK); strings.TrimSpace(got) != fmt.Sprint(int(events)) {
		t.Errorf("%s events, not %d", got, events)
	}
	if got := d.expect("GET", "/api/0/buckets/w/events?limit=1", "", http.StatusOK); !strings.Contains(got, fmt.Sprintf(`"app":"%dx`, events-1)) {
		t.Errorf("the newest is %.200s", got)
	}
	for _, c := range []struct{ method, path, body string }{
		{"GET", "/api/0/buckets/w/events", ""},
		{"GET", "/api/0/buckets/w/events?limit=1000", ""},
		{"POST", "/api/0/query", `{"query":["RETURN = query_bucket_eventcount(\"w\");"],"timeperiods":["2025-01-01T00:00:00Z/2027-01-01T00:00:00Z"]}`},
		{"POST", "/api/0/query", `{"query":["RETURN = query_bucket_eventcount(\"w\");"],"timeperiods":["2026-01-01T00:00:00Z/2026-03-01T00:00:00Z","2026-01-01T00:00:00Z/2026-03-01T00:00:00Z"]}`},
	} {
		if got := d.expect(c.method, c.path, c.body, http.StatusBadRequest); !strings.Contains(got, "more than can be answered") {
			t.Errorf("%s: %.200s", c.path, got)
		}
	}
}
