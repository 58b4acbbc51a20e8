package routine

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// What is remembered of commits is the same in whatever order they are read, and is
// bounded.
func TestOrderMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type one struct {
			at   when.Instant
			zone string
		}
		days := rapid.Int64Range(1, 100).Draw(t, "days")
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) one {
			day := rapid.Int64Range(20000, 20000+days).Draw(t, "day")
			return one{
				at:   when.Instant(day*minutesADay+rapid.Int64Range(0, 9).Draw(t, "minute")) * when.Minute,
				zone: rapid.SampledFrom([]string{"", "+02:00", "-03:30"}).Draw(t, "zone"),
			}
		}), 1, 300).Draw(t, "all")
		kept := func(all []one) []Group {
			s := Of(nil)
			for _, c := range all {
				s.Note("Update", c.at, c.zone, logbook.Paths{Files: 1, List: []string{"a"}})
			}
			return s.Kept()
		}
		once, again := kept(all), kept(rapid.Permutation(all).Draw(t, "again"))
		if diff := cmp.Diff(once, again); diff != "" {
			t.Fatal(diff)
		}
		aDay := map[int64]int{}
		for _, at := range once[0].Times {
			if aDay[at/minutesADay]++; aDay[at/minutesADay] > maxADay {
				t.Fatalf("more than %d on day %d", maxADay, at/minutesADay)
			}
		}
		if len(aDay) > maxDays || len(once[0].East) != len(once[0].Times) {
			t.Fatalf("%d times on %d days, %d clocks", len(once[0].Times), len(aDay), len(once[0].East))
		}
	})
}
