package learning

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/where"
	"github.com/backsight/backsight/internal/record"
)

var now = when.Date(2026, 11, 20)

func firsts() []where.First {
	first := func(d when.Day, what, name string, s where.State) where.First {
		return where.First{Day: d, What: what, Name: name, State: s}
	}
	return []where.First{
		first(when.Date(2020, 1, 6), logbook.MetLanguage, "C", where.Known),
		first(when.Date(2021, 3, 1), logbook.MetLanguage, "Go", where.Kept),
		first(when.Date(2021, 4, 1), logbook.MetLanguage, "Tcl", where.Once),
		first(when.Date(2026, 2, 2), logbook.MetTool, "claude", where.Kept),
		first(when.Date(2026, 9, 1), where.MetRepository, "beacon", where.Open),
	}
}

// Told and seen stand apart in each year; before anything was told, or could be seen,
// there is nothing and not 0; the last 52 weeks end today.
func TestLearningByYear(t *testing.T) {
	told := toldDays{record.Learned: {when.Date(2023, 5, 1), now - latelyDays, now - latelyDays + 1, now}, record.Paper: {when.Date(2024, 2, 2)}}
	got := put(told, firsts(), session.Question{Now: now, Through: now})
	if got.Years[0].Year != 2020 || got.Known != 1 || len(got.Firsts) != 4 || got.Firsts[0].Name != "beacon" {
		t.Fatalf("%+v", got)
	}
	want := []Year{
		{Year: 2020, Seen: &Seen{}},
		{Year: 2021, Seen: &Seen{Languages: Met{Kept: 1, Tried: 1}}},
		{Year: 2022, Seen: &Seen{}},
		{Year: 2023, Told: &Told{Learned: 1}, Seen: &Seen{}},
		{Year: 2024, Told: &Told{Read: 1}, Seen: &Seen{}},
		{Year: 2025, Told: &Told{Learned: 2}, Seen: &Seen{}},
		{Year: 2026, Told: &Told{Learned: 1}, Seen: &Seen{Tools: Met{Kept: 1}, Repositories: Met{Open: 1}}},
	}
	if diff := cmp.Diff(want, got.Years); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(Year{Told: &Told{Learned: 2}, Seen: want[6].Seen}, got.Lately); diff != "" {
		t.Errorf("lately (-want +got)\n%s", diff)
	}
	says := "In the last 52 weeks you told of at least 2 things learned, 0 readings and 0 prototypes. Your work of that time shows no language, 1 tool and 0 to 1 repository for the first time."
	if got.Finding().String() != says {
		t.Error(got.Finding())
	}
}

// A clock is the days since, and the middle of the gaps where there are three; two things
// on one day are one day.
func TestClock(t *testing.T) {
	days := []when.Day{now - 10, now - 20, now - 20, now - 50, now - 54}
	got, some := clock("learned", days, now)
	if want := (Clock{Name: "learned", Last: now - 10, Days: 10, Usual: 10}); !some || got != want {
		t.Errorf("%+v", got)
	}
	if got, _ := clock("learned", days[:4], now); got.Usual != 0 {
		t.Errorf("of two gaps it makes a habit: %+v", got)
	}
	if _, some := clock("learned", nil, now); some {
		t.Error("a clock that was never set")
	}
}

// With nothing told and nothing read for long enough there is nothing to say.
func TestNothing(t *testing.T) {
	q := session.Question{Now: now, Through: now}
	if got := put(toldDays{}, nil, q); !got.Nothing() || len(got.Years) != 0 {
		t.Errorf("%+v", got)
	}
	young := []where.First{{Day: now - where.Beginning + 1, What: logbook.MetLanguage, Name: "Go", State: where.Known}}
	if got := put(toldDays{}, young, q); !got.Nothing() {
		t.Errorf("%+v", got)
	}
}
