package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/web"
)

// later holds what is begun beside the requests until the test lets it go.
type later struct{ waiting chan func() }

func (l later) begin(do func(context.Context)) {
	go func() { l.waiting <- func() { do(context.Background()) } }()
}

// While all is reckoned a page says so and asks again; it shows what it showed
// last, marked as that, where it showed anything; and the new answer once it is
// there. Programs wait for the answer.
func TestAPageSaysWhatItWaitsFor(t *testing.T) {
	h := living(t, lives.All()[0])
	l := later{make(chan func(), 1)}
	h.o.Begin = l.begin
	spheres := ""
	whole := h.o.Question
	h.o.Question = func(ctx context.Context) (reckon.Question, error) {
		q, err := whole(ctx)
		q.SphereRules = spheres
		return q, err
	}
	handler := web.Handler(h.o)
	get := func(address string) (int, string, http.Header) {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
		return w.Code, w.Body.String(), w.Header()
	}
	says := func(what, address string, wants, wantsNot string) {
		t.Helper()
		code, body, header := get(address)
		if code != http.StatusOK || !strings.Contains(body, wants) || strings.Contains(body, wantsNot) {
			t.Errorf("%s: %d, want %q and not %q in\n%.600s", what, code, wants, wantsNot, body)
		}
		if asks := header.Get("Refresh") != ""; asks != (wantsNot == "hands-on ~" || strings.Contains(wants, "This is the answer of")) {
			t.Errorf("%s: it asks again: %v", what, asks)
		}
	}
	says("a cold server", "/drift", "This answer is being worked out.", "hands-on ~")
	says("another page meanwhile", "/year", "All ", "hands-on ~")
	if code, body, _ := get("/settings"); code != http.StatusOK || strings.Contains(body, "worked out") {
		t.Errorf("a page that shows nothing reckoned waits: %d", code)
	}
	(<-l.waiting)()
	says("once it is reckoned", "/drift", "<h1>", "worked out")
	spheres = "other"
	says("after the spheres changed", "/drift", "This is the answer of", "worked out.")
	(<-l.waiting)()
	says("once it is reckoned again", "/drift", "<h1>", "This is the answer of")
	spheres = "third"
	if code, body, _ := get("/drift.json"); code != http.StatusOK || !strings.HasPrefix(body, "{") || strings.Contains(body, "worked out") {
		t.Errorf("a program was answered with %d %.200s", code, body)
	}
	select {
	case <-l.waiting:
		t.Error("something was begun for a program, which waits itself")
	case <-time.After(10 * time.Millisecond):
	}
}

// What a page said of an empty store is no answer to be shown while the first
// evidence is being worked out.
func TestNothingIsNoLastAnswer(t *testing.T) {
	h := empty(t)
	l := later{make(chan func(), 1)}
	h.o.Begin = l.begin
	handler := web.Handler(h.o)
	get := func() string {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", http.NoBody))
		return w.Body.String()
	}
	const nothing = "No evidence of yours is known yet"
	get() // a cold server has this to work out, too
	(<-l.waiting)()
	if body := get(); !strings.Contains(body, nothing) {
		t.Fatalf("an empty store shows\n%.600s", body)
	}
	for b := range lives.Batches(lives.All()[0], h.person, today) {
		if _, err := h.db.Put(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	if body := get(); !strings.Contains(body, "This answer is being worked out.") || strings.Contains(body, nothing) {
		t.Errorf("after the first import it shows\n%.600s", body)
	}
	(<-l.waiting)()
	if body := get(); !strings.Contains(body, "hands-on") || strings.Contains(body, "worked out") {
		t.Errorf("once it is reckoned it shows\n%.600s", body)
	}
}
