package cli_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// totals asks for one day's time in every way there is to ask; all must say the
// same.
func (h *house) totals() float64 {
	h.t.Helper()
	var bar struct {
		Data struct {
			GrandTotal struct {
				Seconds float64 `json:"total_seconds"`
			} `json:"grand_total"`
		}
	}
	h.read("/users/current/statusbar/today", &bar)
	var sum struct {
		Cumulative struct{ Seconds float64 } `json:"cumulative_total"`
		Data       []struct {
			Projects []struct {
				Seconds float64 `json:"total_seconds"`
			}
		}
	}
	h.read("/users/current/summaries?start=2026-11-21&end=2026-11-21", &sum)
	byProject := 0.0
	for _, p := range sum.Data[0].Projects {
		byProject += p.Seconds
	}
	var list struct{ Data []struct{ Duration float64 } }
	h.read("/users/current/durations?date=2026-11-21", &list)
	durations := 0.0
	for _, d := range list.Data {
		durations += d.Duration
	}
	var ever struct {
		Data struct {
			Seconds float64 `json:"total_seconds"`
		}
	}
	h.read("/users/current/all_time_since_today", &ever)
	var anew struct {
		Cumulative struct{ Seconds float64 } `json:"cumulative_total"`
	}
	h.read("/users/current/summaries?range=today&timeout=15", &anew)
	total := bar.Data.GrandTotal.Seconds
	for what, is := range map[string]float64{
		"the day": sum.Cumulative.Seconds, "its projects": byProject, "its durations": durations, "all time": ever.Data.Seconds, "the beats anew": anew.Cumulative.Seconds,
	} {
		if is != total {
			h.t.Errorf("the status bar says %v s, %s %v s", total, what, is)
		}
	}
	return total
}

// The sequence that ends at 660 s in a server that remembers durations after the
// last one only. The totals are asked for between the steps, so that whatever is
// remembered has been.
func TestLateHeartbeatsCount(t *testing.T) {
	h := newHouse(t, "BACKSIGHT_NOW=2026-11-21T00:50:00Z")
	h.start()
	if got := h.totals(); got != 0 {
		t.Errorf("at first %v s", got)
	}
	for _, step := range []struct {
		project  string
		from, to int
		want     float64
		restart  bool
	}{
		{"p1", 10, 20, 600, false},
		{"p2", 21, 30, 1200, false},
		{"p3", 31, 40, 1800, false},
		{"p3", 41, 41, 1860, true},
		{"p0", 0, 8, 2460, false},
		{"p0", 0, 8, 2460, true}, // resent
	} {
		if step.restart {
			h.stop()
			h.start()
		}
		h.send(minutely(step.project, step.from, step.to)...)
		if got := h.totals(); got != step.want {
			t.Errorf("after %s until 00:%02d: %v s, want %v", step.project, step.to, got, step.want)
		}
	}
	h.stop()
}

// However the day's heartbeats arrive, in whatever portions and however often,
// and whenever somebody asks in between, the total is the same.
func TestArrivalDecidesNothing(t *testing.T) {
	var day []string
	for i := range 10 {
		day = append(day, minutely(fmt.Sprint("p", i), 4*i, 4*i+3)...)
	}
	for seed := range uint64(2) {
		chance := rand.New(rand.NewPCG(seed, 6))
		h := newHouse(t, "BACKSIGHT_NOW=2026-11-21T00:50:00Z")
		h.start()
		order := chance.Perm(len(day))
		for len(order) > 0 {
			n := min(1+chance.IntN(12), len(order))
			var some []string
			for _, i := range order[:n] {
				some = append(some, day[i])
			}
			h.send(append(some, day[chance.IntN(len(day))], some[0])...)
			order = order[n:]
			h.totals()
		}
		for _, again := range day { // what chance brought too early came twice
			h.send(again)
		}
		if got := h.totals(); got != 39*60 {
			t.Errorf("seed %d: %v s, want %v", seed, got, 39*60)
		}
		h.stop()
	}
}

// A page that a browser reports as the last project's counts for that, by the
// time of the heartbeats and not by their arrival; both ways of adding up say so.
func TestTheLastProjectIsPlaced(t *testing.T) {
	h := newHouse(t, "BACKSIGHT_NOW=2026-11-21T00:50:00Z")
	h.start()
	page := minutely("<<LAST_PROJECT>>", 10, 20)
	h.send(page...)
	h.send(minutely("later", 21, 22)...)
	h.totals()
	h.send(minutely("ledger", 5, 9)...) // from a queue: it was before
	for _, timeout := range []string{"", "&timeout=15"} {
		var sum struct {
			Data []struct {
				Projects []struct {
					Name    string
					Seconds float64 `json:"total_seconds"`
				}
			}
		}
		h.read("/users/current/summaries?range=today"+timeout, &sum)
		if got := fmt.Sprint(sum.Data[0].Projects); got != "[{ledger 960} {later 60}]" {
			t.Errorf("%q: %s", timeout, got)
		}
	}
	h.totals()
	h.stop()
}

// A clock that is two hours ahead, one that jumped back to 1970 and one from the
// year 3000 are kept, and count for nothing.
func TestAClockThatJumped(t *testing.T) {
	h := newHouse(t, "BACKSIGHT_NOW=2026-11-21T00:50:00Z")
	h.start()
	h.send(minutely("ledger", 0, 10)...)
	h.send(minutely("ahead", 180, 190)...)
	h.send(`{"entity":"old.go","time":0}`, `{"entity":"old.go","time":60}`, `{"entity":"new.go","time":32503680000}`, `{"entity":"new.go","time":32503680060}`)
	if got := h.totals(); got != 600 {
		t.Errorf("%v s, want 600", got)
	}
	if len(h.kept("1970-01-01")) != 1 || len(h.kept("3000-01-01")) != 1 {
		t.Error("a heartbeat was not kept")
	}
	h.stop()
	h.env = append(h.env, "BACKSIGHT_NOW=2026-11-21T04:00:00Z") // now its time has come
	h.start()
	if got := h.totals(); got != 1200 {
		t.Errorf("later %v s, want 1200", got)
	}
	h.stop()
}

// A rebuild from the facts changes no total.
func TestARebuildChangesNothing(t *testing.T) {
	h := newHouse(t, "BACKSIGHT_NOW=2026-11-21T00:50:00Z")
	h.start()
	h.send(minutely("ledger", 20, 30)...)
	h.totals()
	h.send(minutely("site", 0, 12)...)
	before := h.totals()
	h.run("rebuild")
	if after := h.totals(); after != before || after != 1800 {
		t.Errorf("%v s before, %v s after", before, after)
	}
	h.stop()
}
