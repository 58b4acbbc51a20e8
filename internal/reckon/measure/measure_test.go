package measure_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
	declared "github.com/backsight/backsight/internal/source/all"
)

// sources are those there are.
var sources = declared.Declared()

// tuesday is an ordinary working day, spring the day of 23 hours, a Sunday.
var (
	tuesday = when.Date(2017, 3, 14)
	spring  = when.Date(2017, 3, 26)
)

func berlin(t testing.TB) timeline.Habits {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return timeline.Habits{Homes: []timeline.Home{{Zone: zone}}, Window: timeline.NineToFive}
}

// hour is so many hours and minutes of the clock on the wall, as minutes.
func hour(h, m int) int { return 60*h + m }

// stint is some hours of a day at home.
func stint(h timeline.Habits, d when.Day, from, to int, work timeline.Work, weight float64, s timeline.Sphere) timeline.Stint {
	zone := h.Zone(d)
	return timeline.Stint{Span: when.Span{From: d.At(zone, from), To: d.At(zone, to)}, Work: work, Weight: weight, Sphere: s, Meeting: work == timeline.Coordinating}
}

const (
	work    = timeline.SphereWork
	own     = timeline.SphereOwn
	unknown = timeline.SphereUnknown
	all     = timeline.SphereAll
)

func act(role logbook.Role, rule timeline.Rule, kind timeline.Work, s timeline.Sphere) timeline.Act {
	counts := rule != timeline.RuleBot && rule != timeline.RuleImport
	return timeline.Act{Day: tuesday, Role: role, Rule: rule, Work: kind, Sphere: s, Counts: counts}
}

// values is what every measure says of a day, by name; zeros left out.
func values(d timeline.Day, h timeline.Habits, s timeline.Sphere) map[string]float64 {
	out := map[string]float64{}
	for _, m := range measure.All() {
		if v := m.Of(d, h, s); v != 0 && (s == all || !m.Whole) {
			out[m.Name] = v
		}
	}
	return out
}

// A day with one of everything, counted by hand.
//
//	09    10    11    12    13    14    15    16    17
//	      ▐daily▌     ▐½ chat▌                ▐ own ▌
func TestADayCountedByHand(t *testing.T) {
	h := berlin(t)
	made, reviewing := timeline.Making, timeline.Reviewing
	d := timeline.Day{Day: tuesday, Span: tuesday.Span(h.Zone(tuesday)), Acts: []timeline.Act{
		act(logbook.Authored, timeline.RuleAuthored, made, work),
		act(logbook.Authored, timeline.RuleAssisted, made, work),
		act(logbook.Authored, timeline.RuleAuthored, made, own),
		act(logbook.Authored, timeline.RuleImport, made, own),
		act(logbook.Authored, timeline.RuleBot, timeline.Unknown, work),
		act(logbook.Authored, timeline.RuleMerge, reviewing, work),
		act(logbook.Authored, timeline.RuleDirected, timeline.Coordinating, own),
		act(logbook.Integrated, timeline.RuleIntegrate, reviewing, work),
		act(logbook.Integrated, timeline.RuleIntegrate, reviewing, work),
		act(logbook.Reviewed, timeline.RuleReviewed, reviewing, work),
		act(logbook.Reviewed, timeline.RuleReviewed, reviewing, work),
		act(logbook.Shared, timeline.RuleShared, made, unknown),
	}, Planned: []timeline.Stint{
		stint(h, tuesday, 0, hour(10, 0), timeline.Unknown, 0, unknown),
		stint(h, tuesday, hour(10, 0), hour(11, 0), timeline.Coordinating, 1, work),
		stint(h, tuesday, hour(11, 0), hour(12, 0), timeline.Unknown, 0, unknown),
		stint(h, tuesday, hour(12, 0), hour(13, 0), timeline.Coordinating, 0.5, unknown),
		stint(h, tuesday, hour(13, 0), hour(16, 0), timeline.Unknown, 0, unknown),
		stint(h, tuesday, hour(16, 0), hour(17, 0), timeline.Coordinating, 1, own),
		stint(h, tuesday, hour(17, 0), hour(24, 0), timeline.Unknown, 0, unknown),
	}}
	for s, want := range map[timeline.Sphere]map[string]float64{
		all: {
			"hands_on_days": 1, "authored_commits": 3, "integrated_commits": 2, "merge_commits": 1, "reviewed_days": 1,
			"shared_days": 1, "directed_days": 1, "commit_days": 1, "meeting_hours": 2.5, "potential_focus": 3, "fragmented_hours": 2,
			"potential_share": 300, "window_minutes": 480, "potential_stretch": 180, "planned_remove": 450, "planned_minutes": 150, "best_focus": 5,
		},
		work: {
			"hands_on_days": 1, "authored_commits": 2, "integrated_commits": 2, "merge_commits": 1, "reviewed_days": 1,
			"commit_days": 1, "meeting_hours": 1, "potential_focus": 3, "fragmented_hours": 2,
		},
		own: {
			"hands_on_days": 1, "authored_commits": 1, "directed_days": 1, "commit_days": 1, "meeting_hours": 1, "potential_focus": 3, "fragmented_hours": 2,
		},
		unknown: {"shared_days": 1, "meeting_hours": 0.5, "potential_focus": 3, "fragmented_hours": 2},
	} {
		if diff := cmp.Diff(want, values(d, h, s)); diff != "" {
			t.Errorf("in the sphere %s (-by hand +counted):\n%s", s, diff)
		}
	}
}

// What makes no day alone: a merge, an import, a bot's, an assistant's commit,
// a review, what was integrated or shared.
func TestWhatMakesNoHandsOnDay(t *testing.T) {
	h := berlin(t)
	for name, c := range map[string]struct {
		act    timeline.Act
		commit float64 // of the commit clock
	}{
		"a merge":    {act(logbook.Authored, timeline.RuleMerge, timeline.Reviewing, work), 1},
		"an import":  {act(logbook.Authored, timeline.RuleImport, timeline.Making, work), 1},
		"a bot":      {act(logbook.Authored, timeline.RuleBot, timeline.Unknown, work), 0},
		"directed":   {act(logbook.Authored, timeline.RuleDirected, timeline.Coordinating, work), 0},
		"a review":   {act(logbook.Reviewed, timeline.RuleReviewed, timeline.Reviewing, work), 0},
		"integrated": {act(logbook.Integrated, timeline.RuleIntegrate, timeline.Reviewing, work), 0},
		"shared":     {act(logbook.Shared, timeline.RuleShared, timeline.Making, work), 0},
	} {
		d := timeline.Day{Day: tuesday, Acts: []timeline.Act{c.act}}
		if got := values(d, h, all); got["hands_on_days"] != 0 || got["authored_commits"] != 0 || got["commit_days"] != c.commit {
			t.Errorf("%s counts as %v", name, got)
		}
	}
}

func TestFreeHalfDaysAndFocus(t *testing.T) {
	h := berlin(t)
	meeting := func(from, to int) timeline.Stint { return stint(h, tuesday, from, to, timeline.Coordinating, 1, work) }
	for name, c := range map[string]struct {
		day    when.Day
		stints []timeline.Stint
		free   float64
		focus  float64
	}{
		"an empty day":              {tuesday, nil, 2, 8},
		"a Sunday":                  {spring, nil, 0, 0},
		"a morning":                 {tuesday, []timeline.Stint{meeting(hour(9, 0), hour(10, 0))}, 1, 7},
		"until noon and 1 o'clock":  {tuesday, []timeline.Stint{meeting(hour(12, 0), hour(13, 0))}, 1, 7},
		"across the middle":         {tuesday, []timeline.Stint{meeting(hour(12, 30), hour(13, 30))}, 0, 3.5 + 3.5},
		"a gap under two hours":     {tuesday, []timeline.Stint{meeting(hour(10, 59), hour(12, 0)), meeting(hour(13, 59), hour(17, 0))}, 0, 0},
		"a gap of just two hours":   {tuesday, []timeline.Stint{meeting(hour(11, 0), hour(15, 1))}, 0, 2},
		"early and late":            {tuesday, []timeline.Stint{meeting(hour(7, 0), hour(9, 0)), meeting(hour(17, 0), hour(18, 0))}, 2, 8},
		"over the whole window":     {tuesday, []timeline.Stint{meeting(hour(8, 0), hour(18, 0))}, 0, 0},
		"perhaps is taken as taken": {tuesday, []timeline.Stint{stint(h, tuesday, hour(13, 0), hour(17, 0), timeline.Coordinating, 0.5, work)}, 1, 4},
		"away in the afternoon":     {tuesday, []timeline.Stint{stint(h, tuesday, hour(13, 0), hour(17, 0), timeline.Away, 1, work)}, 1, 4},
		"nothing known":             {tuesday, []timeline.Stint{stint(h, tuesday, 0, hour(24, 0), timeline.Unknown, 0, unknown)}, 2, 8},
	} {
		got := values(timeline.Day{Day: c.day, Planned: c.stints}, h, all)
		if got["free_half_days"] != c.free || got["potential_focus"] != c.focus {
			t.Errorf("%s: %g half days free and %g hours of focus, want %g and %g", name, got["free_half_days"], got["potential_focus"], c.free, c.focus)
		}
	}
}

// Half of the window away makes the day absent, by the clock on the wall: also
// where the night before was an hour short or long, and on a weekend.
func TestAwayDaysOverClockChanges(t *testing.T) {
	h := berlin(t)
	night := h
	night.Window = timeline.Window{Weekdays: [7]bool{true, true, true, true, true, true, true}, From: hour(1, 0), To: hour(5, 0)}
	gone := h
	gone.Window = timeline.Window{From: hour(2, 0), To: hour(3, 0)} // the hour that spring leaves out
	for name, c := range map[string]struct {
		h    timeline.Habits
		day  when.Day
		from int
		to   int
		want float64
	}{
		"four hours":                     {h, tuesday, hour(9, 0), hour(13, 0), 1},
		"a minute less":                  {h, tuesday, hour(9, 1), hour(13, 0), 0},
		"the evening":                    {h, tuesday, hour(17, 0), hour(24, 0), 0},
		"four hours of a short day":      {h, spring, hour(13, 0), hour(17, 0), 1},
		"four hours of a long day":       {h, when.Date(2017, 10, 29), hour(9, 0), hour(13, 0), 1},
		"half of three hours":            {night, spring, hour(3, 0), hour(4, 30), 1},
		"less than half of three hours":  {night, spring, hour(3, 0), hour(4, 29), 0},
		"half of five hours":             {night, when.Date(2017, 10, 29), hour(2, 29), hour(5, 0), 1},
		"no window, nothing away":        {gone, spring, hour(9, 0), hour(9, 0), 0},
		"no window, the whole day away":  {gone, spring, hour(0, 0), hour(24, 0), 1},
		"no window, an hour of the away": {gone, spring, hour(9, 0), hour(10, 0), 0},
	} {
		d := timeline.Day{Day: c.day, Span: c.day.Span(c.h.Zone(c.day)), Planned: []timeline.Stint{stint(c.h, c.day, c.from, c.to, timeline.Away, 1, unknown)}}
		if got := measure.AwayDays.Of(d, c.h, all); got != c.want {
			t.Errorf("%s: %g, want %g", name, got, c.want)
		}
	}
}

// A meeting through the night of a short day takes an hour less.
func TestMeetingHoursAreHours(t *testing.T) {
	h := berlin(t)
	d := timeline.Day{Day: spring, Planned: []timeline.Stint{stint(h, spring, hour(1, 0), hour(4, 0), timeline.Coordinating, 1, work)}}
	if got := measure.MeetingHours.Of(d, h, all); got != 2 {
		t.Errorf("from one to four o'clock are %g hours", got)
	}
}

// Only days that differ from an empty one are remembered, and what is not
// remembered is what an empty day says.
func TestTalliesAreWhatDiffers(t *testing.T) {
	h := berlin(t)
	days := when.Days{From: tuesday, To: tuesday + 7}
	a := timeline.Account{Days: days, Habits: h, Acts: []timeline.Act{act(logbook.Authored, timeline.RuleAuthored, timeline.Making, own)}}
	a.Planned = []timeline.Stint{stint(h, tuesday+1, hour(9, 0), hour(17, 0), timeline.Coordinating, 1, work)}
	type line struct {
		Day, Measure, Sphere string
		Value                float64
	}
	var got []line
	for _, tally := range measure.Tallies(a, measure.All(), []timeline.Sphere{all, own}) {
		got = append(got, line{tally.Day.String(), tally.Measure, tally.Sphere, tally.Value})
	}
	want := []line{
		{"2017-03-14", "hands_on_days", "all", 1},
		{"2017-03-14", "hands_on_days", "own", 1},
		{"2017-03-14", "authored_commits", "all", 1},
		{"2017-03-14", "authored_commits", "own", 1},
		{"2017-03-14", "commit_days", "all", 1},
		{"2017-03-14", "commit_days", "own", 1},
		{"2017-03-15", "meeting_hours", "all", 8},
		{"2017-03-15", "potential_focus", "all", 0},
		{"2017-03-15", "potential_focus", "own", 0},
		{"2017-03-15", "maker_days", "all", 0},
		{"2017-03-15", "maker_days", "own", 0},
		{"2017-03-15", "manager_days", "all", 1},
		{"2017-03-15", "manager_days", "own", 1},
		{"2017-03-15", "potential_share", "all", 0},
		{"2017-03-15", "potential_stretch", "all", 0},
		{"2017-03-15", "planned_remove", "all", 1440},
		{"2017-03-15", "free_half_days", "all", 0},
		{"2017-03-15", "free_half_days", "own", 0},
		{"2017-03-15", "best_focus", "all", 0},
		{"2017-03-15", "planned_minutes", "all", 480},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is remembered (-want +got):\n%s", diff)
	}
	for _, m := range measure.All() {
		for d := days.From; d < days.To; d++ {
			empty := m.Of(timeline.Day{Day: d, Span: d.Span(h.Zone(d))}, h, all)
			if empty != m.Default(d, h) {
				t.Errorf("%s says %g of an empty %s, and Default %g", m.Name, empty, d, m.Default(d, h))
			}
		}
	}
}

// Every measure says what it means and what it does not, and is named once.
func TestEveryMeasureSaysWhatItIs(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range measure.All() {
		if seen[m.Name] || m.Name == "" {
			t.Errorf("two measures are called %q", m.Name)
		}
		seen[m.Name] = true
		if m.Unit == "" || m.Kind == "" || m.Class == "" || m.Of == nil {
			t.Errorf("%s lacks a unit, a kind or a source", m.Name)
		}
		if m.Noun == "" || m.Version < 1 {
			t.Errorf("%s lacks a noun for sentences, or a version to be counted again by", m.Name)
		}
		if m.Means == "" || m.Not == "" {
			t.Errorf("%s does not say what it means, or what not", m.Name)
		}
		if found, some := measure.Named(m.Name); !some || found.Unit != m.Unit {
			t.Errorf("%s is not found by its name", m.Name)
		}
	}
	if _, some := measure.Named("happiness"); some || measure.All()[0].Name != "hands_on_days" {
		t.Error("the headline comes first, and there is no measure of happiness")
	}
}
