package web_test

import (
	"context"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/web"
)

// Sums by month of what is too young for a level stand on Today and on Drift beside the
// headline, and on Drift in the measure's own row.
func TestSumsByMonthStandOnThePages(t *testing.T) {
	t.Parallel()
	handler := web.Handler(living(t, life(t, "steady-hand")).heard(t).o)
	const sum = "By hand: Nov"
	for address, want := range map[string]int{"/": 1, "/drift": 2} {
		if _, text := read(t, handler, address); strings.Count(text, sum) != want || !strings.Contains(text, "h a week") {
			t.Errorf("%s says it %d times, want %d: %q in\n%s", address, strings.Count(text, sum), want, sum, text)
		}
	}
}

// What makes everything else doubtful stands on Today and on Drift; where most of what
// was read is the person's there is no such notice.
func TestWarningsStandOnThePages(t *testing.T) {
	t.Parallel()
	l := life(t, "steady-hand")
	for _, facts := range []int{0, 900_000} {
		h := empty(t)
		for b := range lives.Batches(l, h.person, today) {
			for _, e := range b.Entries {
				if e.Counts != nil && b.Place.Source == "git" && facts > 0 {
					e.Counts.Facts = facts
				}
			}
			if _, err := h.db.Put(context.Background(), b); err != nil {
				t.Fatal(err)
			}
		}
		h.o.Question = func(context.Context) (reckon.Question, error) { return question(l, h.person), nil }
		handler := web.Handler(h.o)
		for _, address := range []string{"/", "/drift"} {
			if _, text := read(t, handler, address); strings.Contains(text, "commits read are yours") != (facts > 0) {
				t.Errorf("%s, of %d commits read: %s", address, facts, text)
			}
		}
	}
}
