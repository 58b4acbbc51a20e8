package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web"
)

// got is what an address answers.
func got(handler http.Handler, address string) string {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
	return w.Body.String()
}

// TestTheTableOfLevelsOnAPage: a row is changed by its form, every page that shows
// the distance follows at once, and taken back all are as before, byte for byte.
func TestTheTableOfLevelsOnAPage(t *testing.T) {
	t.Parallel()
	h := working(t, life(t, "drifting-director"))
	handler := web.Handler(h.o)
	addresses := []string{"/distance.csv", "/drift.json?measure=remove", "/drift.json?measure=planned_remove", "/drift?measure=planned_remove", "/year"}
	var before []string
	for _, address := range addresses {
		before = append(before, got(handler, address))
	}
	distance := got(handler, "/distance")
	if _, text := read(t, handler, "/distance"); !strings.Contains(text, "Coordinating 3: coordinating") || strings.Contains(text, "you, 20 Nov 2026") || strings.Contains(text, "History") {
		t.Errorf("the table is not the usual one: %s", text)
	}
	form := url.Values{"work": {"coordinating"}, "level": {"4"}, "note": {"of <leads>"}}
	if status, to, body := post(handler, "/distance/level", form); status != http.StatusSeeOther || to != "/distance#levels" {
		t.Fatalf("%d to %q: %.300s", status, to, body)
	}
	_, text := read(t, handler, "/distance")
	for _, want := range []string{"4: coordinating the coordinators you, 20 Nov 2026; usually 3 of <leads>", "History said on by work level note 20 Nov 2026 you Coordinating 4: coordinating the coordinators of <leads>"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
	var value struct {
		reckon.Layers
		Levels []desk.LevelValue `json:"levels"`
	}
	if err := json.Unmarshal([]byte(got(handler, "/distance.json")), &value); err != nil {
		t.Fatal(err)
	}
	if last := value.Layers.Layers[len(value.Layers.Layers)-1]; last.Name != "coordinating" || last.Level != 4 {
		t.Errorf("the layers do not follow: %+v", value.Layers.Layers)
	}
	if i := slices.IndexFunc(value.Levels, func(v desk.LevelValue) bool { return v.Work == "coordinating" }); value.Levels[i].Level != 4 || value.Levels[i].Usual != 3 || len(value.Levels[i].History) != 1 {
		t.Errorf("the table as JSON: %+v", value.Levels)
	}
	for i, address := range addresses[:4] {
		if got(handler, address) == before[i] {
			t.Errorf("%s did not follow", address)
		}
	}
	if _, text := read(t, handler, "/said/level"); !strings.Contains(text, "Table of levels: 1 level.") {
		t.Error(text)
	}
	if status, _, _ := post(handler, "/distance/undo", url.Values{"work": {"coordinating"}}); status != http.StatusSeeOther {
		t.Fatal(status)
	}
	for i, address := range addresses {
		if got(handler, address) != before[i] {
			t.Errorf("%s is not as before", address)
		}
	}
	if after := got(handler, "/distance"); after[:strings.Index(after, "<details><summary>History")] != distance[:strings.Index(distance, "</section>")] {
		t.Error("the page is not as before, but for the history")
	}
	if _, text := read(t, handler, "/distance"); !strings.Contains(text, "20 Nov 2026 you Coordinating taken back") {
		t.Error("what was taken back is not in the history")
	}
	for _, form := range []url.Values{{"work": {"coordinating"}, "level": {"5"}}, {"work": {"away"}, "level": {"1"}}, {"work": {"making"}, "level": {"1.5"}}, {"work": {"making"}}} {
		if status, _, _ := post(handler, "/distance/level", form); status != http.StatusBadRequest {
			t.Errorf("%v: %d", form, status)
		}
	}
	if said, err := h.desk.Said(t.Context(), record.WorkLevel, when.Span{}); err != nil || len(said) != 0 {
		t.Error(said, err)
	}
	h.o.Say = nil
	if text := got(web.Handler(h.o), "/distance"); strings.Contains(text, "/distance/level") {
		t.Error("a demo shows the form")
	}
}
