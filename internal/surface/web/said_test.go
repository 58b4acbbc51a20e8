package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web"
)

// TestEveryKindHasItsPage: a form of its fields, what was said, and the way back.
func TestEveryKindHasItsPage(t *testing.T) {
	h := empty(t)
	handler := web.Handler(h.o)
	for _, k := range record.All() {
		if k.Foreign || k.Program {
			w := httptest.NewRecorder()
			if handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/said/"+k.Name, http.NoBody)); w.Code != http.StatusBadRequest {
				t.Errorf("%s: %d", k.Name, w.Code)
			}
			continue
		}
		finding, text := read(t, handler, "/said/"+k.Name)
		if finding != k.Title+": you have said nothing yet." || !strings.Contains(text, "Say it") {
			t.Errorf("%s: %.300s", k.Name, text)
		}
		for _, f := range k.Asks() {
			if !strings.Contains(text, f.Label) {
				t.Errorf("the form of %s does not ask %q", k.Name, f.Label)
			}
		}
	}
	form := url.Values{"kind": {"energy"}, "value": {"5"}, "note": {"<b>slept</b> well"}, "at": {"2026-11-19T10:15"}}
	if status, to, body := post(handler, "/said/say", form); status != http.StatusSeeOther || to != "/said/energy" {
		t.Fatalf("%d %s %.300s", status, to, body)
	}
	if status, to, _ := post(handler, "/said/say", url.Values{"kind": {"win"}, "text": {"x"}, "link": {"https://example.org/a"}}); status != http.StatusSeeOther || to != "/said/win" {
		t.Fatal(status, to)
	}
	if _, text := read(t, handler, "/said/energy"); !strings.Contains(text, "Energy: 1 check-in. ") || !strings.Contains(text, "10:15 5 <b>slept</b> well you Undo") {
		t.Error(text)
	}
	said, err := h.desk.Said(t.Context(), record.Energy, when.Span{})
	if err != nil || len(said) != 1 || said[0].Day.String() != "2026-11-19" {
		t.Fatal(said, err)
	}
	if _, text := read(t, handler, "/said"); !strings.Contains(text, "2 entries so far") {
		t.Error(text)
	}
	if status, _, _ := post(handler, "/said/undo", url.Values{"kind": {"energy"}, "id": {said[0].ID}}); status != http.StatusSeeOther {
		t.Error(status)
	}
	if _, text := read(t, handler, "/said/energy"); !strings.Contains(text, "you have said nothing yet") {
		t.Error(text)
	}
	for _, form := range []url.Values{
		{"kind": {"energy"}, "value": {"8"}},
		{"kind": {"energy"}},
		{"kind": {"mood"}, "value": {"5"}},
		{"kind": {"bucket"}},
		{},
		{"kind": {"energy"}, "value": {"5"}, "at": {"soon"}},
		{"kind": {"win"}, "text": {"x"}, "link": {"javascript:alert(1)"}},
	} {
		if status, _, body := post(handler, "/said/say", form); status != http.StatusBadRequest || !strings.Contains(body, "<h1>") {
			t.Errorf("%v: %d %.200s", form, status, body)
		}
	}
	if status, _, _ := post(handler, "/said/undo", url.Values{"kind": {"energy"}, "id": {said[0].ID}}); status != http.StatusNotFound {
		t.Errorf("taken back twice: %d", status)
	}
	h.o.Say = nil
	if _, text := read(t, web.Handler(h.o), "/said/win"); strings.Contains(text, "Say it") || strings.Contains(text, "Undo") {
		t.Error("a demo shows a form")
	}
	if status, _, _ := post(web.Handler(h.o), "/said/say", url.Values{"kind": {"win"}, "text": {"x"}}); status != http.StatusForbidden {
		t.Errorf("a demo takes what is said: %d", status)
	}
}

// TestAFormSentTwice is one entry, as by a double click; typed anew, or on another
// page, it is another.
func TestAFormSentTwice(t *testing.T) {
	h := empty(t)
	handler := web.Handler(h.o)
	name := func() string {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/said/win", http.NoBody))
		_, rest, found := strings.Cut(w.Body.String(), `name="form" value="`)
		form, _, _ := strings.Cut(rest, `"`)
		if !found || form == "" {
			t.Fatal(w.Body)
		}
		return form
	}
	send := func(form, text string, entries int) {
		t.Helper()
		if status, to, body := post(handler, "/said/say", url.Values{"kind": {"win"}, "text": {text}, "form": {form}}); status != http.StatusSeeOther || to != "/said/win" {
			t.Fatalf("%d %.300s", status, body)
		}
		if said, err := h.desk.Said(t.Context(), record.Win, when.Span{}); err != nil || len(said) != entries {
			t.Errorf("%q %q: %d entries, %v", form, text, len(said), err)
		}
	}
	first, second := name(), name()
	send(first, "the parser runs", 1)
	send(first, "the parser runs", 1)
	send(first, "the tests too", 2)
	send(second, "the parser runs", 3)
	send("", "by hand", 4)
	send("", "by hand", 5)
}

// TestSaidByAKey: the page says with which key an entry came, in every format.
func TestSaidByAKey(t *testing.T) {
	h := empty(t)
	handler := web.Handler(h.o)
	if _, err := h.desk.SayBy(t.Context(), "phone", record.Win.New(record.Values{"text": {Text: "x"}})); err != nil {
		t.Fatal(err)
	}
	for address, says := range map[string]string{"/said/win": "x phone Undo", "/audit": "say said said key phone owner"} {
		if _, text := read(t, handler, address); !strings.Contains(text, says) {
			t.Errorf("%s: %s", address, text)
		}
	}
	for address, says := range map[string]string{"/said/win.json": `"by": "phone"`, "/said/win.csv": ",phone,", "/audit.csv": ",key phone,", "/audit.json": `"purpose": "key phone"`} {
		w := httptest.NewRecorder()
		if handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody)); !strings.Contains(w.Body.String(), says) {
			t.Errorf("%s: %s", address, w.Body)
		}
	}
}
