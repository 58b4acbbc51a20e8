package pulse

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
)

// seconds is a heartbeat of some data at a second, with a pulse of 20.
func seconds(data string, at int) Beat {
	return Beat{At: when.Instant(at) * when.Second, Pulse: 20 * when.Second, Key: data, Data: data}
}

func (l *Line) text() string {
	var out []string
	for _, r := range l.Runs {
		out = append(out, fmt.Sprintf("%s %v–%v", r.Beats[0].Data, float64(r.At())/1e6, float64(r.End)/1e6))
	}
	return strings.Join(out, ", ")
}

// The sequence that both servers of ActivityWatch tear into three events of no
// length at all.
func TestALateHeartbeatTearsNothing(t *testing.T) {
	var l Line
	for _, b := range []Beat{seconds("a", 0), seconds("a", 5), seconds("a", 24), seconds("b", 50), seconds("a", 48), seconds("b", 55)} {
		l.Add(b)
	}
	if got := l.text(); got != "a 0–24, a 48–48, b 50–55" {
		t.Error(got)
	}
}

func TestALateHeartbeatPartsWhatItInterrupts(t *testing.T) {
	var l Line
	for _, at := range []int{0, 10, 20, 30} {
		l.Add(seconds("a", at))
	}
	l.Add(seconds("b", 15))
	if got := l.text(); got != "a 0–10, b 15–15, a 20–30" {
		t.Error(got)
	}
	l = Line{}
	l.Add(seconds("a", 0))
	l.Add(seconds("a", 40))
	l.Add(seconds("a", 20))
	if got := l.text(); got != "a 0–40" {
		t.Errorf("a heartbeat between two events does not join them: %s", got)
	}
}

// inOrder is the rule of ActivityWatch as both servers have it, for heartbeats in
// order: each is compared with the last event. Of those of one instant the one
// that goes on with the last event comes first.
func inOrder(beats []Beat) *Line {
	beats = slices.Clone(beats)
	slices.SortFunc(beats, compare)
	l := &Line{}
	goesOn := func(b Beat) bool {
		if len(l.Runs) == 0 {
			return false
		}
		last := l.Runs[len(l.Runs)-1]
		return last.Beats[0].Data == b.Data && b.Pulse >= 0 && b.At <= last.End+b.Pulse
	}
	for len(beats) > 0 {
		next := 0
		for i, b := range beats {
			if b.At == beats[0].At && goesOn(b) {
				next = i
				break
			}
		}
		b := beats[next]
		beats = slices.Delete(beats, next, next+1)
		if goesOn(b) {
			last := l.Runs[len(l.Runs)-1]
			last.End = max(last.End, b.end())
			continue
		}
		l.Runs = append(l.Runs, &Run{Beats: []Beat{b}, End: b.end()})
	}
	return l
}

// A watcher ends one state and begins the next at one instant: the end belongs to
// the state that it ends, whatever the two are called and whichever comes first.
func TestOneInstantEndsAStateAndBeginsTheNext(t *testing.T) {
	for _, names := range [][2]string{{"not-afk", "afk"}, {"afk", "not-afk"}} {
		from, to := names[0], names[1]
		heard := []Beat{seconds(from, 0), seconds(from, 10), seconds(to, 10), seconds(to, 20)}
		want := from + " 0–10, " + to + " 10–20"
		for _, order := range [][]int{{0, 1, 2, 3}, {0, 2, 1, 3}, {3, 2, 1, 0}, {2, 3, 0, 1}} {
			var l Line
			for _, i := range order {
				l.Add(heard[i])
			}
			if got := l.text(); got != want {
				t.Errorf("%v gives %s, want %s", order, got, want)
			}
		}
	}
}

var beats = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Beat {
	return Beat{
		At:    when.Instant(rapid.Int64Range(0, 14).Draw(t, "at")),
		For:   when.Instant(rapid.SampledFrom([]int64{0, 0, 0, 1, 7}).Draw(t, "for")),
		Pulse: when.Instant(rapid.SampledFrom([]int64{-1, 0, 2, 2, 5}).Draw(t, "pulse")),
		Data:  rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "data"),
	}
}), 1, 30)

// Whatever the order of heartbeats, and however often each comes, the events are
// those of the rule in order of time.
func TestArrivalDecidesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heard := beats.Draw(t, "beats")
		for i := range heard {
			heard[i].Key = heard[i].Data
		}
		want := inOrder(distinct(heard)).text()
		again := rapid.SliceOf(rapid.SampledFrom(heard)).Draw(t, "again")
		var l Line
		for _, b := range rapid.Permutation(slices.Concat(heard, again)).Draw(t, "order") {
			l.Add(b)
		}
		if got := l.text(); got != want {
			t.Fatalf("%s, in order %s", got, want)
		}
	})
}

// distinct makes one heartbeat of those with one instant and key, as Beat says.
func distinct(beats []Beat) (out []Beat) {
	for _, b := range beats {
		i := slices.IndexFunc(out, func(o Beat) bool { return o.At == b.At && o.Key == b.Key })
		if i < 0 {
			out = append(out, b)
			continue
		}
		out[i].For, out[i].Pulse = max(out[i].For, b.For), max(out[i].Pulse, b.Pulse)
	}
	return out
}

// Whoever follows the changes holds the same events as the line.
func TestChangesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l Line
		held := map[string]int{}
		name := func(r *Run) string { return fmt.Sprint(r.Beats[0].At, r.Beats[0].Key, r.End) }
		for _, b := range beats.Draw(t, "beats") {
			b.Key = b.Data
			change := l.Add(b)
			for _, r := range change.Was {
				held[name(r)]--
			}
			for _, r := range change.Is {
				held[name(r)]++
			}
		}
		for _, r := range l.Runs {
			held[name(r)]--
		}
		for what, n := range held {
			if n != 0 {
				t.Fatalf("%s is held %d times too often", what, n)
			}
		}
	})
}

func TestLongEventsStaySmall(t *testing.T) {
	var l Line
	for i := range 10 * Most {
		l.Add(seconds("a", i))
	}
	if len(l.Runs) != 1 || l.Runs[0].For() != when.Instant(10*Most-1)*when.Second || len(l.Runs[0].Beats) > Most {
		t.Errorf("%s of %d heartbeats", l.text(), len(l.Runs[0].Beats))
	}
	l.Add(seconds("b", 10*Most-20)) // late, but not by so much that nothing is known
	if len(l.Runs) != 3 {
		t.Errorf("%s", l.text())
	}
}

func TestAnEventEndsAfterADay(t *testing.T) {
	var l Line
	for hour := range 30 {
		b := seconds("a", hour*3600)
		b.Pulse = when.Hour
		l.Add(b)
	}
	if len(l.Runs) != 2 || l.Runs[0].For() != Longest {
		t.Error(l.text())
	}
}

// A heartbeat said again with a longer pulse may belong to the event before.
func TestAPulseThatGrowsJoins(t *testing.T) {
	var l Line
	l.Add(seconds("a", 0))
	l.Add(seconds("a", 30))
	again := seconds("a", 30)
	again.Pulse = 30 * when.Second
	l.Add(again)
	if got := l.text(); got != "a 0–30" {
		t.Error(got)
	}
}
