package web_test

import (
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web"
)

// fed is a home whose person was asked so often that something can be told: making
// gives, meetings take, by three points.
func fed(t *testing.T) *home {
	t.Helper()
	l := life(t, "drifting-director")
	h := living(t, l)
	q := question(l, h.person)
	zone := q.Habits.Zone(today)
	var all []record.Entry
	for d := today - 90; d < today; d++ {
		for i, minute := range []int{11*60 + 20, 14 * 60, 16*60 + 30} {
			if wd := d.Time().Weekday(); wd == 0 || wd == 6 {
				continue
			}
			value := 4 + math.Round(1.4*math.Sin(float64(int(d)*3+i)))
			all = append(all, record.Energy.New(record.Values{"value": {Number: value}, "mode": {Text: "random"}}).In(d.At(zone, minute), zone))
		}
	}
	h.says(t, all...)
	return h
}

// The page asks in seven keys, and draws each kind with its interval once enough was
// answered; the same numbers are its JSON.
func TestTheEnergyPage(t *testing.T) {
	t.Parallel()
	h := fed(t)
	handler := web.Handler(h.o)
	finding, text := read(t, handler, "/energy")
	if !strings.Contains(text, "Right now, how much energy do you have?") || !strings.Contains(text, "1 drained") || !strings.Contains(text, "7 wanting more") {
		t.Errorf("it does not ask: %s", text)
	}
	if finding == "" || strings.Contains(finding, "more until a first finding") {
		t.Errorf("the finding is %q", finding)
	}
	if !strings.Contains(text, "What gives and what takes") || !strings.Contains(text, "Coordinating") || strings.Contains(text, "NaN") {
		t.Errorf("there is no table: %s", text)
	}
	if status, to, body := post(handler, "/energy/say", url.Values{"value": {"5"}, "form": {"f"}}); status != http.StatusSeeOther || to != "/energy" {
		t.Errorf("%d %s %.200s", status, to, body)
	}
	if status, _, _ := post(handler, "/energy/say", url.Values{"value": {"8"}, "form": {"f"}}); status != http.StatusBadRequest {
		t.Errorf("a value of 8: %d", status)
	}
	if status, _, _ := post(handler, "/energy/say", url.Values{"value": {"5"}, "prompt": {"soon"}}); status != http.StatusBadRequest {
		t.Errorf("an answer to no question: %d", status)
	}
}

// An answer to a question says which; after a block it is asked what that gave, once.
func TestAnAnswerToAQuestion(t *testing.T) {
	t.Parallel()
	h := empty(t)
	handler := web.Handler(h.o)
	now := h.desk.Options.Now()
	prompt := record.Prompt.New(record.Values{"mode": {Text: "block_end"}, "chance": {Number: 0.7}, "until": {Instant: now + 20*when.Minute}}).In(now, question(life(t, "steady-hand"), h.person).Habits.Zone(today))
	h.says(t, prompt)
	w := fetch(handler, "/energy")
	at := between(w, `name="prompt" value="`, `"`)
	if at == "" {
		t.Fatalf("the open question is not on the page: %s", w)
	}
	if status, _, body := post(handler, "/energy/say", url.Values{"value": {"6"}, "form": {"a"}, "prompt": {at}}); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	said, err := h.desk.Said(t.Context(), record.Energy, when.Span{})
	if err != nil || len(said) != 1 || said[0].Text("mode") != "block_end" || said[0].Text("chance") != "0.7" {
		t.Fatalf("%+v %v", said, err)
	}
	if status, _, _ := post(handler, "/energy/say", url.Values{"value": {"1"}, "form": {"again"}, "prompt": {at}}); status != http.StatusSeeOther {
		t.Error(status)
	}
	if said, err = h.desk.Said(t.Context(), record.Energy, when.Span{}); err != nil || len(said) != 2 || said[1].Text("mode") != "" {
		t.Errorf("a question has two answers: %+v %v", said, err)
	}
	if _, err := h.desk.Unsay(t.Context(), record.Energy, said[1].ID); err != nil {
		t.Fatal(err)
	}
	if text := fetch(handler, "/energy"); !strings.Contains(text, "Did that last hour give or take?") || strings.Contains(text, `name="prompt"`) {
		t.Errorf("it does not ask about the block: %s", text)
	}
	if status, _, _ := post(handler, "/energy/give", url.Values{"value": {"-2"}, "form": {"b"}}); status != http.StatusSeeOther {
		t.Errorf("%d", status)
	}
	if text := fetch(handler, "/energy"); strings.Contains(text, "Did that last hour give or take?") {
		t.Error("it asks again")
	}
}

func between(text, after, until string) string {
	_, rest, _ := strings.Cut(text, after)
	found, _, _ := strings.Cut(rest, until)
	return found
}

func fetch(handler http.Handler, address string) string {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
	return w.Body.String()
}
