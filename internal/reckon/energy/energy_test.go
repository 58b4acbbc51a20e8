package energy_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/reckon/energy"
)

// days is check-ins of so many days, four a day: an hour of making gives what it
// gives, an hour of coordinating takes as much.
func days(n int, gives float64, seed uint64) (out []energy.CheckIn) {
	random := rand.New(rand.NewPCG(seed, 1))
	for d := range n {
		for h := range 4 {
			share := float64(random.IntN(5)) / 4
			at := time.Date(2026, 3, 2, 10+2*h, 0, 0, 0, time.FixedZone("", 3600)).AddDate(0, 0, d)
			value := 4 + gives*(2*share-1) + 0.5*random.NormFloat64()
			out = append(out, energy.CheckIn{
				At: at, Value: min(max(math.Round(value), 1), 7), Mode: energy.Random,
				Exposure: map[string]float64{"making": share, "coordinating": 1 - share},
			})
		}
	}
	return out
}

func TestWhatGivesAndWhatTakesIsTold(t *testing.T) {
	a := energy.Of(days(40, 1, 3))
	if len(a.Kinds) != 2 || a.N != 160 || a.Needed != 0 {
		t.Fatalf("%+v", a)
	}
	making, other := a.Kinds[0], a.Kinds[1]
	if making.Kind != "making" || !making.Claim || making.Low > 1.15 || making.High < 0.85 || other.Value > 0 || !other.Claim {
		t.Errorf("%+v", a.Kinds)
	}
	said := strings.Join(a.Finding(), " ")
	if !strings.Contains(said, "Making gives you energy: 1.1 points more than your average hour") || !strings.Contains(said, "Coordinating takes your energy") {
		t.Errorf("%s", said)
	}
	if short := a.Headline(); short != "Making gives you energy: 1.1 points more than your average hour. Coordinating takes it: 1.1 points less." {
		t.Errorf("in short: %s", short)
	}
}

// What was not asked for, and what came late, changes nothing but the count.
func TestWhoAnswersUnaskedIsLeftOut(t *testing.T) {
	all := days(20, 0.5, 4)
	want := energy.Of(all)
	extra := days(20, -3, 5)
	for i := range extra {
		extra[i].Mode = []energy.Mode{energy.Self, energy.Reconstructed}[i%2]
	}
	got := energy.Of(append(extra, all...))
	if got.LeftOut != len(extra) {
		t.Errorf("%d left out", got.LeftOut)
	}
	if want := "2 check-ins are left out: you gave them unasked, or late. Only prompt answers to a question count."; (energy.Answer{LeftOut: 2}).Beside()[0] != want {
		t.Errorf("%q, want %q", (energy.Answer{LeftOut: 2}).Beside(), want)
	}
	if got.LeftOut = 0; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwithout them %+v", got, want)
	}
}

// Too few are no finding, and say how many more it takes.
func TestTooFew(t *testing.T) {
	for _, c := range []struct{ days, needed, kinds int }{{0, 50, 0}, {1, 46, 0}, {12, 2, 2}, {13, 0, 2}} {
		a := energy.Of(days(c.days, 3, 1))
		if a.Needed != c.needed || len(a.Kinds) != c.kinds {
			t.Errorf("%d days: %d needed, %d kinds", c.days, a.Needed, len(a.Kinds))
		}
		for _, k := range a.Kinds {
			if k.Claim && c.needed > 0 {
				t.Errorf("%d days: %s is told", c.days, k.Kind)
			}
		}
	}
	rare := days(30, 0, 1)
	for i := range rare {
		rare[i].Exposure = map[string]float64{"making": 0.02}
	}
	if a := energy.Of(rare); a.Needed != 80 { // 2.4 hours in 120 check-ins, and 4 are needed
		t.Errorf("of a rare kind %d are needed", a.Needed)
	}
}

// A kind that fills whole days is compared with nothing inside a day.
func TestAKindWithoutAComparison(t *testing.T) {
	all := days(40, 1, 6)
	for i := range all {
		if i/4%4 == 0 {
			all[i].Exposure = map[string]float64{"away": 1}
		}
	}
	a := energy.Of(all)
	if !reflect.DeepEqual(a.TooLittle, []string{"away"}) {
		t.Errorf("too little is known of %v", a.TooLittle)
	}
	if len(a.HeavyDays) != 3 {
		t.Errorf("heavy days: %+v", a.HeavyDays)
	}
}

// A kind that was met for less than four hours is not told, however sure it seems.
func TestFewHoursAreNotTold(t *testing.T) {
	all := days(40, 0, 9)
	for i := range all {
		if i%16 == 5 { // ten times half of the hour before: five hours, or three
			all[i].Exposure = map[string]float64{"learning": 0.5, "making": 0.5}
			all[i].Value = 7
		}
	}
	learning := func(a energy.Answer) energy.Kind {
		for _, k := range a.Kinds {
			if k.Kind == "learning" {
				return k
			}
		}
		t.Fatalf("%+v", a.Kinds)
		return energy.Kind{}
	}
	if k := learning(energy.Of(all)); !k.Claim || k.Hours != 5 {
		t.Errorf("of five hours: %+v", k)
	}
	for i := range all {
		if i%16 == 5 {
			all[i].Exposure = map[string]float64{"learning": 0.3, "making": 0.7}
		}
	}
	if k := learning(energy.Of(all)); k.Claim || k.P < energy.Sure || k.Hours > 3.01 {
		t.Errorf("of three hours: %+v", k)
	}
}

// Days that hold more of a kind are told by all that they differ by, not by what they
// differ by beyond their hours.
func TestHeavyDaysAreWhole(t *testing.T) {
	all := days(60, 1, 3)
	for i := range all { // whole days of much, and of little
		share := 0.25 + 0.5*float64(i/4%2)
		if i%4 == 3 {
			share = 0.5
		}
		all[i].Exposure = map[string]float64{"making": share, "coordinating": 1 - share}
		all[i].Value = math.Round(4 + 4*(share-0.5) + 0.4*float64(i%3-1))
	}
	for _, h := range energy.Of(all).HeavyDays {
		if h.Kind == "making" && (h.Value < 1 || h.High < 1.8) {
			t.Errorf("%+v", h)
		}
	}
}

// An hour of the day at which everybody feels worse is not what the work of that hour
// does.
func TestABadHourIsNotTheWork(t *testing.T) {
	all := days(100, 0, 11)
	random := rand.New(rand.NewPCG(3, 3))
	for i := range all { // four of the hours from nine to five each day
		hour := 9 + 2*(i%4) + random.IntN(2)
		all[i].At = time.Date(2026, 3, 2, hour, 0, 0, 0, time.FixedZone("", 3600)).AddDate(0, 0, i/4)
		if hour != 13 {
			continue
		}
		all[i].Value = math.Max(all[i].Value-2, 1)
		if random.IntN(5) > 0 {
			all[i].Exposure = map[string]float64{"coordinating": 1}
		}
	}
	for _, k := range energy.Of(all).Kinds {
		if k.Claim {
			t.Errorf("%+v", k)
		}
	}
}

// The order of check-ins does not matter, and every number is one.
func TestAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := days(rapid.IntRange(3, 12).Draw(t, "days"), 0.7, rapid.Uint64().Draw(t, "seed"))
		mixed := rapid.Permutation(all).Draw(t, "order")
		if a, b := energy.Of(all), energy.Of(mixed); !reflect.DeepEqual(a, b) {
			t.Fatalf("%+v\n%+v", a, b)
		}
		for _, k := range energy.Of(all).Kinds {
			if !(k.Low <= k.Value && k.Value <= k.High && k.P >= 0 && k.P <= 1 && k.Hours > 0) {
				t.Fatalf("%+v", k)
			}
		}
	})
}

// The average hour is the person's own: weighted by their mix, the kinds come to
// nothing.
func TestTheAverageHourIsNothing(t *testing.T) {
	a, sum := energy.Of(days(30, 0.8, 8)), 0.0
	for _, k := range a.Kinds {
		sum += k.Value * k.Hours
	}
	if math.Abs(sum) > 1e-6 {
		t.Errorf("the average hour differs from itself by %v", sum)
	}
}

func BenchmarkOf400(b *testing.B) {
	all := days(100, 0.5, 1)
	for b.Loop() {
		energy.Of(all)
	}
}
