package session

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// someOccurrences take place within some months, a few of them for weeks.
func someOccurrences(t *rapid.T, name string) (out []logbook.Occurrence) {
	first := when.Date(2020, 1, 1).Start(time.UTC)
	for range rapid.IntRange(0, 8).Draw(t, name) {
		from := first + when.Instant(rapid.IntRange(0, 150*24).Draw(t, "from"))*when.Hour
		long := when.Instant(rapid.SampledFrom([]int{0, 1, 30, 24 * 40, 24 * 90}).Draw(t, "long")) * when.Hour
		uid := rapid.SampledFrom([]string{"a", "b", "a b"}).Draw(t, "uid")
		out = append(out, logbook.Occurrence{Event: logbook.ID(fmt.Appendf(nil, "%-16s", uid)), UID: uid, Span: when.Span{From: from, To: from + long}})
	}
	slices.SortStableFunc(out, inOrder)
	return out
}

// inMonths is a calendar of some occurrences.
func inMonths(all []logbook.Occurrence) *calendar {
	x := monthlyOf(all)
	return &calendar{months: x.months}
}

func monthlyOf(all []logbook.Occurrence) *monthly {
	x := &monthly{parts: []when.Span{{From: when.Date(2019, 1, 1).Start(time.UTC), To: when.Date(2022, 1, 1).Start(time.UTC)}}, months: map[when.Day][]logbook.Occurrence{}, room: newRoom()}
	for _, o := range all {
		x.add(o)
	}
	return x
}

// Within is all that shares time with a span, each once and in order, however
// long before it began.
func TestWithinIsWhatSharesTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := someOccurrences(t, "occurrences")
		from := when.Date(2019, 12, 20).Start(time.UTC) + when.Instant(rapid.IntRange(0, 200*24).Draw(t, "begin"))*when.Hour
		span := when.Span{From: from, To: from + when.Instant(rapid.IntRange(1, 100*24).Draw(t, "hours"))*when.Hour}
		var want []logbook.Occurrence
		for _, o := range all {
			if shares(o.Span, span) {
				want = append(want, o)
			}
		}
		if diff := cmp.Diff(want, inMonths(all).within(span)); diff != "" {
			t.Fatalf("within %v (-want +got):\n%s", span, diff)
		}
		if diff := cmp.Diff(want, inMonths(all).all(span)); diff != "" {
			t.Fatalf("all of %v (-want +got):\n%s", span, diff)
		}
	})
}

// What some events give anew takes the place of what they gave, in every month;
// what is marked covers all that differs, and nothing differs where nothing does.
func TestMonthsInstead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, now := someOccurrences(t, "before"), someOccurrences(t, "now")
		others := slices.DeleteFunc(slices.Clone(before), func(o logbook.Occurrence) bool { return rootOf(o.UID) == "a" })
		anew := slices.DeleteFunc(now, func(o logbook.Occurrence) bool { return rootOf(o.UID) != "a" })
		was := inMonths(before)
		months, changed, err := monthlyOf(anew).instead(was.each(), func(o *logbook.Occurrence) bool { return rootOf(o.UID) == "a" })
		if err != nil {
			t.Fatal(err)
		}
		want := slices.Concat(others, anew)
		slices.SortStableFunc(want, inOrder)
		if diff := cmp.Diff(inMonths(want).months, was.with(months, logbook.Derived{}).months); diff != "" {
			t.Fatalf("the months (-want +got):\n%s", diff)
		}
		for _, o := range slices.Concat(before, want) {
			if slices.Contains(before, o) != slices.Contains(want, o) && !slices.Contains(changed, o.Span) {
				t.Fatalf("%v differs and is not marked", o)
			}
		}
		if slices.Equal(before, want) && len(changed) > 0 {
			t.Fatalf("%v is marked and nothing differs", changed)
		}
	})
}
