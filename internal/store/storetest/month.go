package storetest

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// event is a calendar's event under a key.
func (b *book) event(key string, hour int) *logbook.Fact {
	f := b.act(key, hour)
	f.Kind, f.Body = logbook.KindEvent, logbook.Body(logbook.Event{UID: key})
	return f
}

// months follows the calendar: what is kept of months, which events must be
// worked out again, and what that marks.
func months(t *testing.T, b *book) {
	marked := func(what string, want ...string) logbook.Marks {
		t.Helper()
		m := b.dirty(t)
		same(t, what, m.Events, want)
		return m
	}
	keys := func(beginnings ...string) (out []string) {
		for _, f := range all(t, b.Events(ctx, b.own, beginnings...)) {
			out = append(out, f.Key)
		}
		return out
	}
	b.put(t, b.batch("/a", noon, b.event("uid b", 5), b.event("ä", 3), b.event("uid", 1), b.act("commit", 2)))
	m := marked("new events", "uid", "uid b", "ä")
	same(t, "all events, by key", keys(), []string{"uid", "uid b", "ä"})
	same(t, "those of some beginnings", keys("uid", "ö"), []string{"uid", "uid b"})
	b.remember(t, m.UpTo, when.Days{})
	marked("events once the days are reckoned", "uid", "uid b", "ä")
	first := when.FirstOfMonth(noon.Day(timeUTC))
	one := logbook.Occurrence{
		Event: logbook.ID{1, 2}, UID: "uid", Summary: "Weekly", Calendar: "Work", Span: when.Span{From: noon, To: noon + when.Hour}, Zone: "Europe/Berlin",
		Weight: 0.5, Answer: logbook.Silent, People: 3, Series: true, Endless: true, Caller: "a@example.org", Mine: true, With: "b@example.org", Outside: 1, Created: noon - 5, Categories: "x,y",
	}
	whole := logbook.Occurrence{Summary: "Weekly", Span: when.Span{From: noon - 90*when.Hour, To: noon}, Days: when.Days{From: first - 3, To: first + 1}, AllDay: true, Away: true, Floating: true, Unruled: true}
	months := []logbook.Month{{First: first, Occurrences: []logbook.Occurrence{whole, one}}, {First: when.NextMonth(first), Occurrences: []logbook.Occurrence{one}}}
	put := func(m logbook.Months) {
		t.Helper()
		if _, err := b.RememberMonths(ctx, b.own, m); err != nil {
			t.Fatal(err)
		}
	}
	b.put(t, b.batch("/a", noon+1, b.event("meanwhile", 9)))
	put(logbook.Months{Calendar: "c", Months: months, UpTo: m.UpTo, Changed: []when.Span{{From: noon, To: noon + 5}}})
	same(t, "the months", all(t, b.Months(ctx, b.own, when.Days{}, 0)), months)
	same(t, "the months of a day", all(t, b.Months(ctx, b.own, when.Days{From: first + 2, To: first + 3}, 0)), months[:1])
	m = marked("what came meanwhile", "meanwhile")
	same(t, "what is dirty", m.Spans, []when.Span{{From: noon, To: b.act("", 9).Span.To}})
	same(t, "the stamp", m.Derived.Calendar, "c")
	was := m.Derived.Generation
	put(logbook.Months{UpTo: m.UpTo, Months: []logbook.Month{{First: first}}})
	same(t, "a month that was emptied", all(t, b.Months(ctx, b.own, when.Days{}, was)), []logbook.Month{{First: first}})
	put(logbook.Months{UpTo: m.UpTo, Months: months[:1]})
	same(t, "a month anew", all(t, b.Months(ctx, b.own, when.Days{}, was)), months[:1])
	newer := b.event("uid", 1)
	newer.Version.N, newer.Gone = 2, true
	b.put(t, b.batch("/a", noon+2, newer))
	marked("a deletion", "uid")
	same(t, "without what was deleted", keys(), []string{"meanwhile", "uid b", "ä"})
	if err := b.Forget(ctx, b.own); err != nil {
		t.Fatal(err)
	}
	same(t, "nothing once it is forgotten", all(t, b.Months(ctx, b.own, when.Days{}, 0)), []logbook.Month(nil))
	same(t, "nor a stamp", b.dirty(t).Derived.Calendar, "")
}
