package web_test

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/web"
)

// TestTodayDrawsWhatIsAhead: Today draws the days to come as Week does, and says which
// are free; where no calendar was read it does neither.
func TestTodayDrawsWhatIsAhead(t *testing.T) {
	t.Parallel()
	l, _ := lives.Named("returning-builder")
	page := func(h *home) string {
		w := httptest.NewRecorder()
		web.Handler(h.o).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		return w.Body.String()
	}
	got := page(living(t, l))
	_, section, found := strings.Cut(got, `id="ahead">Planned ahead</h2>`)
	if !found {
		t.Fatal("nothing is drawn of the days to come")
	}
	section, _, _ = strings.Cut(section, "</section>")
	for _, want := range []string{`class="bs-plot bs-week"`, `Sat 21`, `class="bs-free"`} {
		if !regexp.MustCompile(want).MatchString(section) {
			t.Errorf("%q is missing in\n%.600s", want, section)
		}
	}
	alone := empty(t)
	for b := range lives.Batches(l, alone.person, today) {
		if b.Place.Source == "calendar" {
			continue
		}
		if _, err := alone.db.Put(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	alone.o.Question = living(t, l).o.Question
	if got := page(alone); strings.Contains(got, "Planned ahead") || strings.Contains(got, "free from") {
		t.Error("days are drawn of which no calendar tells")
	}
}
