package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/web"
)

// post sends a form and gives the status, and where to go then.
func post(handler http.Handler, address string, form url.Values) (status int, to, body string) {
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w.Code, w.Header().Get("Location"), w.Body.String()
}

// TestWhatIsSaidOnAPage is kept as a fact with history, shows at once, and can be
// taken back.
func TestWhatIsSaidOnAPage(t *testing.T) {
	t.Parallel()
	handler := web.Handler(living(t, lives.All()[0]).o)
	do := func(address string, form url.Values, to string) {
		t.Helper()
		if status, went, body := post(handler, address, form); status != http.StatusSeeOther || went != to {
			t.Fatalf("%s: %d to %q: %.500s", address, status, went, body)
		}
	}
	says := func(address, text string, does bool) {
		t.Helper()
		if _, all := read(t, handler, address); strings.Contains(all, text) != does {
			t.Errorf("%s says %q: %v\n%s", address, text, !does, all)
		}
	}
	do("/reference/fix", url.Values{"period": {"2017"}, "why": {"the last year as an engineer"}}, "/reference")
	says("/reference", "Your reference is 2017, fixed by you. It does not move.", true)
	says("/reference", "2017 the last year as an engineer", true)
	says("/drift", "than in 2017", true)
	do("/reference/release", nil, "/reference")
	says("/reference", "Your reference is 2016. It is a proposal", true)
	says("/reference", "taken back", true)

	do("/reference/event", url.Values{"from": {"2024-03-10"}, "until": {"2024-09-01"}, "kind": {"leave"}, "text": {"a year at sea"}}, "/reference")
	says("/reference", "10 Mar 2024 to 1 Sep 2024 a year at sea leave", true)
	says("/drift", "a year at sea", true)
	key := events(t, handler)["a year at sea"]
	do("/reference/remove", url.Values{"key": {key}}, "/reference")
	says("/reference", "a year at sea", false)

	stretch := url.Values{"date": {"2026-11-19"}, "from": {"14:00"}, "to": {"14:45"}, "work": {"making"}, "hands": {"hand"}, "text": {"a prototype"}}
	do("/day/set", stretch, "/day/2026-11-19")
	says("/day/2026-11-19", "14:00 to 14:45 By hand a prototype", true)
	says("/day/2026-11-19", "Undo 14:00 to 14:45", true)
	do("/day/unset", url.Values{"date": {"2026-11-19"}, "from": {"14:00"}, "to": {"14:45"}}, "/day/2026-11-19")
	says("/day/2026-11-19", "a prototype", false)

	tonight := url.Values{"date": {"2026-11-20"}, "from": {"20:00"}, "to": {"22:00"}, "work": {"reviewing"}, "text": {"as planned"}}
	do("/day/set", tonight, "/day/2026-11-20")
	says("/day/2026-11-20", "20:00 to 22:00 Reviewing as planned", true)
}

// events are the life events by their text, with their keys.
func events(t *testing.T, handler http.Handler) map[string]string {
	t.Helper()
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/reference.csv", http.NoBody))
	out := map[string]string{}
	for line := range strings.Lines(w.Body.String()) {
		fields := strings.Split(strings.TrimSpace(line), ",")
		out[fields[len(fields)-1]] = fields[0]
	}
	return out
}

// TestWhatCannotBeSaid is refused with a reason, and changes nothing.
func TestWhatCannotBeSaid(t *testing.T) {
	t.Parallel()
	h := living(t, lives.All()[0])
	handler := web.Handler(h.o)
	_, before := read(t, handler, "/audit")
	for address, form := range map[string]url.Values{
		"/reference/fix":    {"period": {"next year"}},
		"/reference/event":  {"from": {"2024-03-10"}, "until": {"2024-01-01"}, "kind": {"leave"}, "text": {"back in time"}},
		"/reference/remove": {"key": {"life 999"}},
		"/day/set":          {"date": {"2026-11-19"}, "from": {"14:00"}, "to": {"14:30"}, "work": {"gardening"}},
		"/day/unset":        {"date": {"2026-11-21"}, "from": {"14:00"}, "to": {"14:30"}},
		"/import/start":     {},
	} {
		if status, _, body := post(handler, address, form); status < 400 || status >= 500 || !strings.Contains(body, "<h1>") {
			t.Errorf("%s: %d %.300s", address, status, body)
		}
	}
	ahead := url.Values{"date": {"2026-11-21"}, "from": {"14:00"}, "to": {"14:30"}, "work": {"making"}}
	if status, _, body := post(handler, "/day/set", ahead); status != http.StatusBadRequest || !strings.Contains(body, "lies more than a day ahead") {
		t.Errorf("the day after tomorrow: %d %.300s", status, body)
	}
	for _, form := range []url.Values{
		{"from": {"2024-03-10"}, "kind": {"party"}, "text": {"x"}}, {"from": {"2024-03-10"}, "kind": {"leave"}, "text": {" "}}, {"from": {""}, "kind": {"leave"}, "text": {"x"}},
	} {
		if status, _, _ := post(handler, "/reference/event", form); status != http.StatusBadRequest {
			t.Errorf("%v: %d", form, status)
		}
	}
	if status, _, _ := post(handler, "/reference/fix", url.Values{"period": {strings.Repeat("2", 1<<17)}}); status != http.StatusBadRequest {
		t.Errorf("an endless form: %d", status)
	}
	if _, after := read(t, handler, "/audit"); after != before {
		t.Error("something was changed")
	}
	h.o.Say = nil
	demo := web.Handler(h.o)
	if status, _, _ := post(demo, "/reference/fix", url.Values{"period": {"2017"}}); status != http.StatusForbidden {
		t.Errorf("a demo takes what is said: %d", status)
	}
	if _, text := read(t, demo, "/reference"); strings.Contains(text, "Fix it") {
		t.Error("a demo shows a form")
	}
}

// TestWrongQuestions are answered as such, in every format.
func TestWrongQuestions(t *testing.T) {
	t.Parallel()
	handler := onlyRead(t)
	for address, status := range map[string]int{
		"/drift?measure=nonsense": 400, "/drift?turn=99": 400, "/drift?turn=x": 400, "/drift?year=1066": 400, "/day/someday": 400, "/day/2026-02-30": 400,
		"/meetings?since=tomorrow": 400, "/meetings?since=2026-11-19&until=2026-11-01": 400, "/audit?before=0": 400, "/evidence/xyz": 400,
		"/evidence/00000000000000000000000000000000": 404, "/nowhere": 404, "/static/../web.go": 404, "/static/app.go": 404, "/day/2026-11-19/x": 404,
		"/drift.json?measure=nonsense": 400, "/drift.csv?turn=99": 400, "/week/2030-01-01": 400,
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/", http.NoBody)
		r.URL, _ = url.Parse(address)
		handler.ServeHTTP(w, r)
		if w.Code != status && !(status == 404 && w.Code/100 == 3) {
			t.Errorf("%s: %d, want %d: %.200s", address, w.Code, status, w.Body)
		}
	}
}
