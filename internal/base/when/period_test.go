package when_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
)

func TestPeriodsAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]when.Days{
		"2017":             when.Year(2017),
		"2017-02":          {From: when.Date(2017, 2, 1), To: when.Date(2017, 3, 1)},
		" 2017-03-14 ":     {From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 15)},
		"2017..2018-06":    {From: when.Date(2017, 1, 1), To: when.Date(2018, 7, 1)},
		"2017-12-31..2018": {From: when.Date(2017, 12, 31), To: when.Date(2019, 1, 1)},
	} {
		if got, err := when.ParsePeriod(text); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "..", "17", "2017-13", "2018..2017", "2017-02-30", "2017..", "soon"} {
		if got, err := when.ParsePeriod(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// TestAPeriodIsReadBack: what is said as two days is those days and all between.
func TestAPeriodIsReadBack(t *testing.T) {
	day := rapid.Map(rapid.IntRange(0, 40000), func(n int) when.Day { return when.Day(n) })
	rapid.Check(t, func(t *rapid.T) {
		from, last := day.Draw(t, "from"), day.Draw(t, "last")
		got, err := when.ParsePeriod(from.String() + ".." + last.String())
		if (err == nil) != (from <= last) || err == nil && (got.From != from || got.Last() != last) {
			t.Fatalf("%s to %s is read as %v, %v", from, last, got, err)
		}
	})
}

// The words for days mean the last such day, today included.
func TestDaysHaveWords(t *testing.T) {
	today := when.Date(2026, 11, 21) // a Saturday
	for text, want := range map[string]when.Days{
		"today": {From: today, To: today + 1}, "Yesterday": {From: today - 1, To: today}, " monday ": {From: today - 5, To: today - 4},
		"sat": {From: today, To: today + 1}, "sunday": {From: today - 6, To: today - 5}, "mon..today": {From: today - 5, To: today + 1}, "2017": when.Year(2017),
	} {
		if got, err := when.ParsePeriodOn(text, today); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "tomorrow", "mo", "mondays", "today..monday", "yesterday-1"} {
		if got, err := when.ParsePeriodOn(text, today); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// A time of day is read as Day.At takes it, and nothing else is one.
func TestAClockIsReadBack(t *testing.T) {
	for minutes := range 24 * 60 {
		text := when.Day(0).At(time.UTC, minutes).In(time.UTC).Format("15:04")
		if got, err := when.ParseClock(text); err != nil || got != minutes {
			t.Fatalf("%s is %d minutes after midnight, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "24:00", "9", "09:60", "9:5x", "14:50:00", " 9:00"} {
		if got, err := when.ParseClock(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
}
