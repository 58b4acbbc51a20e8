package timeline_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// seq is beats as a store gives them.
func seq(beats []logbook.Beat) iter.Seq2[logbook.Beat, error] {
	return func(yield func(logbook.Beat, error) bool) {
		for _, b := range timeline.InOrder(beats) {
			if !yield(b, nil) {
				return
			}
		}
	}
}

func presences(t interface{ Fatal(...any) }, p timeline.Parting, beats []logbook.Beat) (out []logbook.Presence) {
	if err := p.Presences(seq(beats), func(x logbook.Presence) error { out = append(out, x); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

// heartbeat is one of an editor's.
func heartbeat(at when.Instant, project string) logbook.Beat {
	b := logbook.Beat{
		Lane: logbook.Lane{Source: "wakatime", Machine: "laptop", Program: "vscode"}, At: at,
		Type: "file", Entity: "/src/" + project + "/main.go", Project: project, Language: "Go", Category: "coding",
	}
	b.Key = fmt.Sprint(b.Lane, b.Entity, b.At)
	return b
}

// hears is the rule at the ordinary timeout, with nothing disbelieved.
func hears(h timeline.Habits) timeline.Parting {
	return timeline.Parting{Believed: when.At(time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)), Habits: h}
}

func sum(all []logbook.Presence) (total when.Instant) {
	for _, p := range all {
		total += p.Span.Len()
	}
	return total
}

// aBeat comes in twos and threes a few minutes apart, round the clock and round
// midnight, from several editors at once.
var aBeat = rapid.Custom(func(t *rapid.T) logbook.Beat {
	at := at(14, 22, 0) + when.Instant(rapid.Int64Range(0, 2).Draw(t, "hours"))*12*when.Hour + when.Instant(rapid.Int64Range(0, 4*3600).Draw(t, "seconds"))*when.Second
	b := heartbeat(at, rapid.SampledFrom([]string{"ledger", "site", ""}).Draw(t, "project"))
	b.Lane.Machine = rapid.SampledFrom([]string{"laptop", "tower"}).Draw(t, "machine")
	b.Branch = rapid.SampledFrom([]string{"main", "fix"}).Draw(t, "branch")
	b.Zone = rapid.SampledFrom([]string{"", "Asia/Tokyo"}).Draw(t, "zone")
	b.Key = fmt.Sprint(b.Lane, b.Entity, b.At)
	b.More = rapid.Int64Range(0, 2).Draw(t, "more")
	b.Raw = []byte(b.Branch + b.Zone) // the item as it came tells all of it
	return b
})

var someBeats = rapid.SliceOfN(aBeat, 0, 40)

// However they arrive, and however often, the presences are the same.
func TestArrivalDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, beats := lived.Draw(t, "habits"), someBeats.Draw(t, "beats")
		again := append(slices.Clone(beats), rapid.SliceOf(rapid.SampledFrom(append(beats, heartbeat(0, "")))).Draw(t, "twice")...)
		again = rapid.Permutation(again).Draw(t, "order")
		want := presences(t, hears(h), beats)
		if diff := cmp.Diff(want, presences(t, hears(h), again)); diff != "" {
			t.Fatalf("in another order (-one +other):\n%s", diff)
		}
	})
}

// Presences lie apart, in order, each inside its day, and each is time that was
// between two beats less than the timeout apart.
func TestPresencesPartTheTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, beats := lived.Draw(t, "habits"), someBeats.Draw(t, "beats")
		want := map[string]when.Instant{} // the gap belongs to the earlier beat
		ordered := timeline.InOrder(beats)
		for i := 1; i < len(ordered); i++ {
			if gap := ordered[i].At - ordered[i-1].At; 0 < gap && gap < logbook.KeystrokeTimeout {
				want[ordered[i-1].Project] += gap
			}
		}
		got := presences(t, hears(h), beats)
		end := when.Instant(0)
		for _, p := range got {
			if p.Span.From < end || p.Span.Len() == 0 {
				t.Fatalf("%v follows on %s", p.Span, end)
			}
			end = p.Span.To
			if homeDay(h, p.Span.From) != p.Day || homeDay(h, p.Span.To-1) != p.Day {
				t.Fatalf("%v does not lie in %s", p.Span, p.Day)
			}
		}
		projects := map[string]when.Instant{}
		for _, p := range got {
			projects[p.Project] += p.Span.Len()
		}
		if diff := cmp.Diff(want, projects); diff != "" {
			t.Fatalf("time per project (-want +got):\n%s", diff)
		}
	})
}

// Whatever changes parts a run, and no time is lost by it.
func TestWhatPartsARun(t *testing.T) {
	for name, change := range map[string]func(*logbook.Beat){
		"machine": func(b *logbook.Beat) { b.Lane.Machine = "tower" }, "program": func(b *logbook.Beat) { b.Lane.Program = "vim" },
		"type": func(b *logbook.Beat) { b.Type = "app" }, "project": func(b *logbook.Beat) { b.Project = "b" },
		"branch": func(b *logbook.Beat) { b.Branch = "fix" }, "language": func(b *logbook.Beat) { b.Language = "SQL" },
		"category": func(b *logbook.Beat) { b.Category = "debugging" }, "session": func(b *logbook.Beat) { b.Session = "s" },
		"zone": func(b *logbook.Beat) { b.Zone = "Asia/Tokyo" },
	} {
		beats := []logbook.Beat{heartbeat(at(14, 9, 0), "a"), heartbeat(at(14, 9, 2), "a"), heartbeat(at(14, 9, 5), "a")}
		change(&beats[1])
		got := presences(t, hears(habits()), beats)
		if len(got) != 2 || got[0].Span.Len() != 2*when.Minute || got[1].Span.Len() != 3*when.Minute {
			t.Errorf("another %s: %+v", name, got)
		}
	}
	beats := []logbook.Beat{heartbeat(at(14, 9, 0), "a"), heartbeat(at(14, 9, 15)-1, "a"), heartbeat(at(14, 9, 30)-1, "a")}
	if got := sum(presences(t, hears(habits()), beats)); got != 15*when.Minute-1 {
		t.Errorf("a gap of the timeout counts: %d µs", got)
	}
}

func TestALongerTimeoutGivesNoLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		beats, last := someBeats.Draw(t, "beats"), when.Instant(0)
		for _, minutes := range []when.Instant{2, 5, 10, 15, 60} {
			p := hears(habits())
			p.Timeout = minutes * when.Minute
			total := sum(presences(t, p, beats))
			if total < last {
				t.Fatalf("at %d minutes %d µs, before %d", minutes, total, last)
			}
			last = total
		}
	})
}

// A range cut in two gives what the whole gives: each part is reckoned from the
// beats of a timeout either side.
func TestRangesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, beats := lived.Draw(t, "habits"), someBeats.Draw(t, "beats")
		from, to := at(14, 0, 0), at(17, 0, 0)
		middle := from + when.Instant(rapid.Int64Range(0, 72*3600).Draw(t, "middle"))*when.Second
		part := func(span when.Span) (total when.Instant) {
			near := slices.DeleteFunc(slices.Clone(beats), func(b logbook.Beat) bool {
				return b.At < span.From-logbook.KeystrokeTimeout || b.At > span.To+logbook.KeystrokeTimeout
			})
			for _, p := range presences(t, hears(h), near) {
				if cut, some := p.Span.Cut(span); some {
					total += cut.Len()
				}
			}
			return total
		}
		whole := part(when.Span{From: from, To: to})
		if halves := part(when.Span{From: from, To: middle}) + part(when.Span{From: middle, To: to}); halves != whole {
			t.Fatalf("%d µs in two parts, %d in one", halves, whole)
		}
	})
}

// The sequence that others total at 660 seconds: a heartbeat a minute, a project
// after the other, another minute after a restart, and a late queue.
func TestALateQueueIsCounted(t *testing.T) {
	var beats []logbook.Beat
	minutes := func(project string, from, to int) {
		for m := from; m <= to; m++ {
			beats = append(beats, heartbeat(at(21, 0, m), project))
		}
	}
	minutes("p1", 10, 20)
	minutes("p2", 21, 30)
	minutes("p3", 31, 40)
	for _, step := range []struct {
		project  string
		from, to int
		seconds  when.Instant
	}{{"", 1, 0, 1800}, {"p3", 41, 41, 1860}, {"p0", 0, 8, 2460}} {
		minutes(step.project, step.from, step.to)
		if got := sum(presences(t, hears(timeline.Habits{}), beats)); got != step.seconds*when.Second {
			t.Errorf("%g s, want %d", float64(got)/float64(when.Second), step.seconds)
		}
	}
}

func TestWhatTakesNoPart(t *testing.T) {
	p := hears(timeline.Habits{})
	p.Believed = at(21, 1, 0)
	beats := []logbook.Beat{
		heartbeat(when.At(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)), "old"), heartbeat(when.At(time.Date(1989, 12, 31, 23, 59, 0, 0, time.UTC)), "old"),
		heartbeat(when.At(time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)), "first"), heartbeat(when.At(time.Date(1990, 1, 1, 0, 1, 0, 0, time.UTC)), "first"),
		heartbeat(at(21, 0, 0), "alone"),
		heartbeat(at(21, 0, 55), "now"), heartbeat(at(21, 1, 5), "far"), heartbeat(at(21, 1, 6), "far"),
	}
	var got []string
	for _, x := range presences(t, p, beats) {
		got = append(got, fmt.Sprint(x.Project, " ", int(x.Span.Len()/when.Minute)))
	}
	if diff := cmp.Diff([]string{"first 1", "now 5"}, got); diff != "" {
		t.Errorf("presences (-want +got):\n%s", diff)
	}
}

// vscode   ▐─────────╴╴╴▌midnight▐╴╴▌   one run, two days
func TestMidnightCuts(t *testing.T) {
	h := habits() // Berlin, an hour ahead
	beats := []logbook.Beat{heartbeat(at(14, 22, 50), "a"), heartbeat(at(14, 23, 4), "a"), heartbeat(at(14, 23, 4), "b")}
	got := presences(t, hears(h), beats)
	var lines []string
	for _, p := range got {
		lines = append(lines, fmt.Sprint(p.Day, " ", p.Project, " ", int(p.Span.Len()/when.Second)))
	}
	if diff := cmp.Diff([]string{"2017-03-14 a 600", "2017-03-15 a 240"}, lines); diff != "" {
		t.Errorf("the presences (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeReadOrOrderedIsSaid(t *testing.T) {
	broken := errors.New("broken")
	keep := func(logbook.Presence) error { return broken }
	pair := []logbook.Beat{heartbeat(at(14, 9, 0), "a"), heartbeat(at(14, 9, 1), "a")}
	if err := hears(habits()).Presences(seq(pair), keep); !errors.Is(err, broken) {
		t.Errorf("what could not be kept: %v", err)
	}
	bad := func(yield func(logbook.Beat, error) bool) { yield(logbook.Beat{}, broken) }
	if err := hears(habits()).Presences(bad, keep); !errors.Is(err, broken) {
		t.Errorf("what could not be read: %v", err)
	}
	backward := func(yield func(logbook.Beat, error) bool) { _ = yield(pair[1], nil) && yield(pair[0], nil) }
	if err := hears(habits()).Presences(backward, keep); err == nil {
		t.Error("beats out of order were taken")
	}
}

func TestOfAKeyTheFullerStays(t *testing.T) {
	short, long := heartbeat(at(14, 9, 0), "a"), heartbeat(at(14, 9, 0), "a")
	long.More, long.Project = 1, "b"
	for _, beats := range [][]logbook.Beat{{short, long}, {long, short}} {
		if got := timeline.InOrder(beats); len(got) != 1 || got[0].Project != "b" {
			t.Errorf("kept %+v", got)
		}
	}
}

// One pass keeps no beat: a hundred thousand of them allocate no more than their
// runs do.
func TestOnePassKeepsNothing(t *testing.T) {
	beats := make([]logbook.Beat, 0, 100_000)
	for i := range cap(beats) {
		b := heartbeat(at(1, 0, 0), "a")
		b.At += when.Instant(i) * 10 * when.Second
		beats = append(beats, b)
	}
	many := func(yield func(logbook.Beat, error) bool) {
		for _, b := range beats {
			if !yield(b, nil) {
				return
			}
		}
	}
	p := hears(habits())
	if n := testing.AllocsPerRun(1, func() { _ = p.Presences(many, func(logbook.Presence) error { return nil }) }); n > 1000 {
		t.Errorf("%g allocations for %d beats of %d days", n, len(beats), len(beats)/8640)
	}
}

func BenchmarkPresences(b *testing.B) {
	one := heartbeat(at(1, 0, 0), "a")
	for b.Loop() {
		n := 0
		beats := func(yield func(logbook.Beat, error) bool) {
			for i := range 1_000_000 {
				one.At += when.Instant(i%7) * 10 * when.Second
				if one.Project = "a"; i%20 == 0 {
					one.Project = "b"
				}
				if !yield(one, nil) {
					return
				}
			}
		}
		p := hears(habits())
		p.Believed *= 10
		_ = p.Presences(beats, func(logbook.Presence) error { n++; return nil })
		b.ReportMetric(float64(n), "presences/op")
	}
}
