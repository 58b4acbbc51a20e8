package wins_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/wins"
	"github.com/backsight/backsight/internal/record"
)

var now = when.Date(2026, 11, 20)

// said is an entry of a kind on a day; what is "" is not given.
func said(k *record.Kind, d when.Day, field, text, level, aim string) record.Entry {
	e, err := k.Typed(func(name string) string {
		return map[string]string{field: text, "level": level, "aim": aim}[name]
	})
	if err != nil {
		panic(err)
	}
	return e.In(d.Start(time.UTC)+10*when.Hour, time.UTC)
}

func win(d when.Day, text, level, aim string) record.Entry {
	return said(record.Win, d, "text", text, level, aim)
}

// Wins by year with their levels: numbers, and a middle one only of three or more.
func TestWinsByYear(t *testing.T) {
	first := when.Date(2024, 3, 1)
	w := wins.Of([]record.Entry{
		win(first, "shipped it", "0", ""), win(first+1, "wrote it", "0", ""), win(first+2, "reviewed it", "1", ""), win(first+3, "hired Bea", "", ""),
		win(now, "aligned us", "3", ""), win(now-1, "planned it", "3", ""), win(now-2, "led it", "4", ""), win(now-3, "helped her", "2", ""), win(now+1, "tomorrow", "0", ""),
	}, now)
	zero, three := 0.0, 3.0
	want := []wins.Year{
		{Year: 2024, Count: 4, Levels: []int{2, 1, 0, 0, 0}, Without: 1, Middle: &zero},
		{Year: 2025, Levels: []int{0, 0, 0, 0, 0}},
		{Year: 2026, Count: 4, Levels: []int{0, 0, 1, 2, 1}, Middle: &three},
	}
	if diff := cmp.Diff(want, w.Years); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	says := "You said 8 wins since 2024-03-01; the middle one of 2024 was at level 0 from the work, that of 2026 at level 3."
	if w.Finding().String() != says {
		t.Error(w.Finding())
	}
	for _, part := range w.Finding() {
		if part.Kind == say.Number && part.Value > 1000 {
			t.Errorf("a year is a number, which a page writes as 2,024: %+v", part)
		}
	}
	if last := w.Wins[4]; last.Text != "hired Bea" || last.Level != nil || last.Proposed == nil || *last.Proposed != 2 {
		t.Errorf("%+v", last)
	}
	if none := wins.Of(nil, now); none.Finding().String() != "You have said no win yet." || len(none.Years) != 0 {
		t.Errorf("%+v", none)
	}
}

// What names an aim is linked to it; what shares a word and names none is proposed,
// and never counted.
func TestTowardsAims(t *testing.T) {
	aim := record.Aim.New(record.Values{"text": {Text: "to build compilers in Rust"}}).In(now.Start(time.UTC), time.UTC)
	a := wins.Towards([]record.Entry{
		aim, win(now, "shipped the compiler", "0", ""), win(now-1, "wrote to the team", "3", ""), win(now-400, "an old one", "", "to build compilers in Rust"),
		said(record.Learned, now-2, "text", "lifetimes", "", "to build compilers in Rust"), win(now-3, "rust and rails", "", "to be kind"),
		said(record.Paper, now-4, "title", "Rust in practice", "", ""),
	}, now)
	got := a.Aims[0]
	if len(got.Linked) != 2 || got.Linked[0].Text != "lifetimes" || got.Lately != 1 {
		t.Errorf("linked %+v", got)
	}
	want := []wins.Evidence{
		{Kind: "win", Day: now, Text: "shipped the compiler", Words: []string{"compiler"}, Links: true},
		{Kind: "read", Day: now - 4, Text: "Rust in practice", Words: []string{"rust"}},
	}
	if diff := cmp.Diff(want, got.Proposed); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if says := "You have one aim; in the last 52 weeks you linked 1 piece of evidence to it, and 2 more entries may speak for it."; a.Finding().String() != says {
		t.Error(a.Finding())
	}
}
