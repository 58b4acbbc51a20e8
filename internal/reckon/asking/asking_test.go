package asking

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/energy"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

const hour = 60 * when.Minute

var rules = Rules{Budget: 4, Gap: Usual}

// working is a day from 9 to 17 with a meeting at 10 and making from 13 to 15.
func working(seed string) Day {
	span := func(from, to float64) when.Span {
		return when.Span{From: when.Instant(from * float64(hour)), To: when.Instant(to * float64(hour))}
	}
	meeting := timeline.Stint{Span: span(10, 11), Work: timeline.Coordinating, Weight: 1, Meeting: true}
	return Day{
		Seed: seed, Hours: span(9, 17), Plan: []timeline.Stint{meeting},
		Stints: []timeline.Stint{meeting, {Span: span(13, 15), Work: timeline.Making, Weight: 1}},
	}
}

// through lives a day minute by minute and gives what it was asked. Nothing of the
// day is known before it happened.
func through(d Day, r Rules) (asked []Prompt, at []when.Instant) {
	all := d.Stints
	for now := d.Hours.From - hour; now < d.Hours.To+hour; now += when.Minute {
		d.Stints = nil
		for _, s := range all {
			if s.Span.From < now {
				s.Span.To = min(s.Span.To, now)
				d.Stints = append(d.Stints, s)
			}
		}
		if p, due := Due(r, d, now); due {
			asked, at = append(asked, p), append(at, now)
			d.Asked = append(d.Asked, now)
		}
	}
	return asked, at
}

// Within budget and hours, never in a meeting nor in the first minutes of making, and
// no two within the gap.
func TestItNeverDisturbs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := working(rapid.String().Draw(t, "seed"))
		d.Day = when.Day(rapid.IntRange(0, 30000).Draw(t, "day"))
		r := Rules{Budget: rapid.IntRange(0, 8).Draw(t, "budget"), Gap: Usual}
		asked, at := through(d, r)
		if len(asked) > r.Budget {
			t.Fatalf("%d of %d", len(asked), r.Budget)
		}
		for i, now := range at {
			in := func(from, to when.Instant) bool { return now >= from && now < to }
			if !in(9*hour, 17*hour) || in(10*hour, 11*hour) || in(13*hour+when.Minute, 13*hour+begun) {
				t.Fatalf("asked at %d minutes", now/when.Minute)
			}
			if i > 0 && now-at[i-1] < Usual {
				t.Fatalf("asked twice within %d minutes", (now-at[i-1])/when.Minute)
			}
			if p := asked[i]; !(p.Chance > 0 && p.Chance <= 1) || !p.Mode.Asked() {
				t.Fatalf("%+v", p)
			}
		}
	})
}

// Over many days it asks about as often as it may, mostly where a block ended, and
// what it says of its own chances is so.
func TestItAsksBothWays(t *testing.T) {
	const days = 1000
	count := map[energy.Mode]int{}
	meeting, chance := 0, 0.0
	for i := range days {
		d := working("seed")
		d.Day = when.Day(i)
		asked, at := through(d, rules)
		for k, p := range asked {
			count[p.Mode]++
			if p.Mode == energy.BlockEnd && at[k] < 12*hour {
				meeting, chance = meeting+1, p.Chance
			}
		}
	}
	all := float64(count[energy.Random] + count[energy.BlockEnd])
	if all/days < 3 || count[energy.BlockEnd] < days/2 {
		t.Errorf("%.1f a day, %v", all/days, count)
	}
	if got := float64(meeting) / days; math.Abs(got-chance) > 0.05 {
		t.Errorf("asked after %.2f of the meetings, and said %.2f", got, chance)
	}
}

// What was met often is asked about less, and what is rare always.
func TestRareKindsAreAskedAboutMore(t *testing.T) {
	d := working("x")
	d.Met = map[timeline.Work]float64{timeline.Coordinating: 99, timeline.Making: 24, timeline.Learning: 0}
	for work, want := range map[timeline.Work]float64{timeline.Coordinating: 0.1, timeline.Making: 0.2, timeline.Learning: 1, timeline.Hiring: 1} {
		if got := d.share(work); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", work, got, want)
		}
	}
}

// Chance is even, and the same for the same day.
func TestDrawn(t *testing.T) {
	sum, days := 0.0, 5000
	for i := range days {
		d := Day{Seed: "s", Day: when.Day(i)}
		x := d.drawn(1, "way")
		if x < 0 || x >= 1 || x != d.drawn(1, "way") {
			t.Fatal(x)
		}
		sum += x
	}
	if mean := sum / float64(days); math.Abs(mean-0.5) > 0.02 {
		t.Error(fmt.Sprint("the mean is ", mean))
	}
}
