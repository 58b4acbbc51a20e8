// Package measure counts on a timeline: one file a measure, each with what it
// means and what it does not mean. A measure looks at one day at a time; Weekly
// puts its days into ISO weeks with how much of each week was seen. It is pure,
// and it draws no conclusion: that is drift's work.
package measure

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
)

// Measure is something counted per day. Class is the kind of evidence that can
// see it; days that no source of it covers are unseen, never zero.
type Measure struct {
	Name string
	Noun string // what it is called in a sentence: "hands-on days"
	// Version is raised when the same day would give another value: whatever was
	// remembered of days under another is counted again.
	Version int
	Unit    string // of a week's value: "days/week"
	Kind    drift.Kind
	Class   logbook.Class
	Means   string
	Not     string
	Feeds   []logbook.Class // other kinds of evidence whose minutes it counts too
	Hidden  bool            // serves clocks, exposure or shares; not shown as a series
	Over    string          // of a share or a mean: the measure its days are set against
	Most    bool            // a week's value is that of its greatest day, not the sum
	Beside  logbook.Class   // shown only where this kind of evidence has seen anything
	Whole   bool            // of all spheres together, never of one
	// Said is the kind of thing said that it counts; nil where evidence sees it. Such
	// a measure is seen as Spoken says.
	Said *record.Kind
	// Of is the value of one day in one sphere.
	Of func(timeline.Day, timeline.Habits, timeline.Sphere) float64
	// Empty is the value of a day that was seen and on which nothing stands;
	// nil means 0. Only days that differ from it are remembered.
	Empty func(when.Day, timeline.Habits) float64
}

// All is every measure, the headline first. To add one, write its file and put
// it here.
func All() []Measure {
	return append([]Measure{
		HandsOnDays, AuthoredCommits, IntegratedCommits, MergedCommits,
		ReviewedDays, SharedDays, DirectedDays,
		MeetingHours, PotentialFocus, FragmentedHours, MakerDays, ManagerDays, AfterHours,
		HandsOnShare, AssistedShare, HandHours, AssistedHours, AgentHours,
		DeepHours, LongestStretch, Fragments, RemoveLevel, ObservedHours,
		FreeShare, PotentialStretch, PotentialRemove,
		CommitDays, RoutineCommits, FreeHalfDays, AwayDays, BestFocus,
		HandsOnMinutes, ObservedMinutes, PlacedMinutes, PlannedMinutes, WindowMinutes,
	}, slices.Concat(layerMeasures(), told())...)
}

// Named finds a measure.
func Named(name string) (Measure, bool) {
	m, ok := named()[name]
	return m, ok
}

// named are all measures by name, put together once: a look asks for them a hundred
// times. It never changes.
var named = sync.OnceValue(func() map[string]Measure {
	out := map[string]Measure{}
	for _, m := range All() {
		out[m.Name] = m
	}
	return out
})

// Default is what the measure says of a seen day on which nothing stands.
func (m Measure) Default(d when.Day, h timeline.Habits) float64 {
	if m.Empty == nil {
		return 0
	}
	return m.Empty(d, h)
}

// Versions names measures with their versions, one a line: what remembered numbers
// depend on beside the evidence.
func Versions(all []Measure) string {
	var b strings.Builder
	for _, m := range all {
		fmt.Fprintf(&b, "%s:%d\n", m.Name, m.Version)
	}
	return b.String()
}

// Tallies counts measures in every sphere on every day of an account, and keeps
// what differs from an empty day.
func Tallies(a timeline.Account, measures []Measure, spheres []timeline.Sphere) []logbook.Tally {
	var out []logbook.Tally
	a.Each(func(day timeline.Day) {
		for _, m := range measures {
			empty := m.Default(day.Day, a.Habits)
			for _, s := range spheres {
				if m.Whole && s != timeline.SphereAll {
					continue
				}
				if v := m.Of(day, a.Habits, s); v != empty {
					out = append(out, logbook.Tally{Day: day.Day, Measure: m.Name, Sphere: string(s), Value: v})
				}
			}
		}
	})
	return out
}

// inSphere says whether something of one sphere belongs into a count of another.
func inSphere(of, asked timeline.Sphere) bool {
	return asked == timeline.SphereAll || of == asked
}

// acts counts the day's acts that count, are in the sphere and are wanted.
func acts(d timeline.Day, s timeline.Sphere, wanted func(timeline.Act) bool) (n float64) {
	for _, a := range d.Acts {
		if a.Counts && inSphere(a.Sphere, s) && wanted(a) {
			n++
		}
	}
	return n
}

// one is 1 where there is anything at all.
func one(n float64) float64 { return min(n, 1) }
