package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/web"
)

// What may be the person's is asked about on every page until it is said whose it is.
func TestWhoseCommits(t *testing.T) {
	h := living(t, lives.All()[0])
	usual := h.o.Question
	h.desk.Options.Settings = config.Default()
	h.o.Question = func(ctx context.Context) (reckon.Question, error) {
		q, err := usual(ctx)
		if err != nil {
			return q, err
		}
		asked, err := h.desk.Question(ctx, desk.Query{}) // the identities that the store knows
		q.Uncounted = asked.Uncounted
		return q, err
	}
	name := func(email string, own bool) logbook.Namesake {
		return logbook.Namesake{Name: "Ilse <b>B</b>", Email: email, Own: own, Commits: 739, From: today - 900, To: today - 1}
	}
	place := logbook.Place{Source: "git", Machine: lives.Machine, Name: "lantern", URI: "/src/lantern/.git"}
	names := []logbook.Namesake{name("ilse@work.example.org", true), name("i@new.example", false), name("else@e.x", false)}
	if _, err := h.db.Put(t.Context(), logbook.Batch{Person: h.person, Place: place, At: h.desk.Options.Now(), By: "test", Entries: []logbook.Entry{{Names: names}}}); err != nil {
		t.Fatal(err)
	}
	handler := web.Handler(h.o)
	if finding, text := read(t, handler, "/mine"); finding != "What may be yours is not counted as yours: 3 addresses." ||
		!strings.Contains(text, "The calendar Work, which seems to be kept for Ilse <ilse@work.example.org> (in 2558 of 2558 events)") {
		t.Errorf("the owner of the calendar: %q: %.600s", finding, text)
	}
	if _, text := read(t, handler, "/week"); !strings.Contains(text, "Not counted: 739 commits by Ilse <b>B</b> <else@e.x>") || !strings.Contains(text, "and 1 more address. Counted half: the calendar Work, which seems") {
		t.Errorf("the week does not say that the calendar counts half: %.400s", text)
	}
	if status, to, _ := post(handler, "/mine/no", url.Values{"address": {"ilse@work.example.org"}}); status != http.StatusSeeOther || to != "/mine" {
		t.Error(status, to)
	}
	for _, address := range []string{"/", "/week", "/settings"} {
		if _, text := read(t, handler, address); !strings.Contains(text, "Not counted: 739 commits by Ilse <b>B</b> <else@e.x>") || !strings.Contains(text, "and 1 more address") {
			t.Errorf("%s does not say what is not counted: %.400s", address, text)
		}
	}
	finding, text := read(t, handler, "/mine")
	if finding != "Commits that may be yours are not counted: 2 addresses." || !strings.Contains(text, "<i@new.example>") || !strings.Contains(text, "at the same time as your own commits") {
		t.Errorf("%q: %.600s", finding, text)
	}
	if status, to, _ := post(handler, "/mine/yes", url.Values{"address": {"i@new.example"}}); status != http.StatusSeeOther || to != "/mine" {
		t.Error(status, to)
	}
	if status, to, _ := post(handler, "/mine/no", url.Values{"address": {"else@e.x"}}); status != http.StatusSeeOther || to != "/" {
		t.Error(status, to)
	}
	if finding, text := read(t, handler, "/mine"); finding != "Every commit under your name is counted." || !strings.Contains(text, "You are known as") {
		t.Errorf("%q: %.600s", finding, text)
	}
	if _, text := read(t, handler, "/"); strings.Contains(text, "Not counted") {
		t.Errorf("it asks again: %.400s", text)
	}
	p, err := h.desk.Identified(t.Context())
	if err != nil || len(p.Self.Identities) != 1 || p.Self.Identities[0] != "i@new.example" {
		t.Errorf("known as %v, %v", p.Self.Identities, err)
	}
	for f, err := range h.db.Facts(t.Context(), h.grant, when.Span{}) {
		if err != nil || strings.Contains(string(f.Body)+f.Key, "else@e.x") {
			t.Errorf("the address of somebody else is kept: %s %s %v", f.Key, f.Body, err)
		}
	}
	if status, _, _ := post(handler, "/mine/yes", url.Values{"address": {" "}}); status != http.StatusBadRequest {
		t.Error("no address:", status)
	}
}
