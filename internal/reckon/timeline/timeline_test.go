package timeline_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

func TestDaysAreAsLongAsAtHome(t *testing.T) {
	for _, c := range []struct {
		home  string
		day   when.Day
		hours float64
	}{
		{"Europe/Berlin", when.Date(2017, 3, 26), 23},
		{"Europe/Berlin", when.Date(2017, 10, 29), 25},
		{"Europe/Berlin", when.Date(2017, 3, 27), 24},
		{"America/New_York", when.Date(2017, 3, 12), 23},
		{"Australia/Lord_Howe", when.Date(2017, 4, 2), 24.5},
		{"Asia/Tokyo", when.Date(2017, 3, 26), 24},
	} {
		h := habits()
		h.Homes = []timeline.Home{{Zone: zone(c.home)}}
		a := timeline.Reconcile(timeline.Evidence{Days: when.Days{From: c.day, To: c.day + 1}}, h)
		d := must(t, a, c.day)
		if got := float64(d.Span.Len()) / float64(when.Hour); got != c.hours {
			t.Errorf("%s in %s lasts %g hours, want %g", c.day, c.home, got, c.hours)
		}
		if len(d.Stints) != 1 || d.Stints[0].Work != timeline.Unknown || d.Stints[0].Rule != timeline.RuleNothing {
			t.Errorf("a day without evidence is %+v", d.Stints)
		}
	}
}

// Berlin to Tokyo: the last day at the old home ends eight hours early, where
// the first one at the new home begins.
func TestADayEndsWhereTheNextHomeBegins(t *testing.T) {
	h := habits()
	moved := when.Date(2017, 3, 10)
	h.Homes = append(h.Homes, timeline.Home{From: moved, Zone: zone("Asia/Tokyo")})
	a := timeline.Reconcile(timeline.Evidence{Days: when.Days{From: moved - 2, To: moved + 1}}, h)
	for i, want := range []when.Instant{24, 16, 24} {
		if got := days(a)[i].Span.Len(); got != want*when.Hour {
			t.Errorf("day %d lasts %g hours, want %d", i, float64(got)/float64(when.Hour), want)
		}
	}
	if h.Zone(moved-1).String() != "Europe/Berlin" || h.Zone(moved).String() != "Asia/Tokyo" || (timeline.Habits{}).Zone(moved) != time.UTC {
		t.Error("the home zone is not that of the last move")
	}
}

// A commit at half past midnight in Tokyo is of that date, though at home in
// Berlin it is the afternoon before. What has no zone lies at home.
func TestAnActKeepsItsOwnDate(t *testing.T) {
	night := at(14, 15, 30)
	review := commit(logbook.Commit{Object: "r", Role: logbook.Reviewed, As: string(ann), Committed: at(14, 23, 30)}, 0)
	review.Zone = ""
	ev := timeline.Evidence{
		Days: march, Now: at(31, 0, 0),
		Facts: []logbook.Fact{commit(written("a", night), 9*3600), review},
	}
	a := timeline.Reconcile(ev, habits())
	want := when.Date(2017, 3, 15)
	if len(a.Acts) != 2 || a.Acts[0].Day != want || a.Acts[0].At != night || a.Acts[1].Day != want {
		t.Errorf("the acts are %+v, want both on %s", a.Acts, want)
	}
	if d := must(t, a, want); len(d.Acts) != 2 {
		t.Errorf("%s has %d acts", want, len(d.Acts))
	}
}

// spans is an account in a line a stint, of what is not unknown.
func spans(a timeline.Account) (lines []string) {
	for _, s := range a.Stints {
		if s.Work == timeline.Unknown {
			continue
		}
		var line strings.Builder
		line.WriteString(s.Span.From.UTC().Format("15:04") + " " + s.Span.To.UTC().Format("15:04") + " " + s.Text)
		for _, also := range s.Also {
			line.WriteString(" +" + string(also))
		}
		lines = append(lines, line.String())
	}
	return lines
}

// daily   ▐██▌            09:00 to 10:00, surely
// review    ▐██▌          09:30 to 10:30, perhaps
// leave            ▐██▌   the calendar says away
func TestTheStrongerMeetingHasTheMinutes(t *testing.T) {
	day := when.Days{From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 15)}
	away := meeting("trip", at(14, 14, 0), at(14, 15, 0), 0)
	away.Away = true
	declined := away
	declined.Span, declined.Answer = when.Span{From: at(14, 16, 0), To: at(14, 17, 0)}, logbook.Declined
	wholeDay := meeting("all day", at(13, 23, 0), at(14, 23, 0), 1)
	wholeDay.AllDay = true
	ev := timeline.Evidence{Days: day, Now: at(31, 0, 0), Occurrences: []logbook.Occurrence{
		meeting("daily", at(14, 9, 0), at(14, 10, 0), 1), meeting("review", at(14, 9, 30), at(14, 10, 30), 0.5),
		meeting("chat", at(14, 14, 30), at(14, 15, 30), 1), meeting("point", at(14, 12, 0), at(14, 12, 0), 1),
		meeting("skipped", at(14, 12, 0), at(14, 13, 0), 0), away, declined, wholeDay,
	}}
	want := []string{
		"09:00 09:30 daily", "09:30 10:00 daily +coordinating", "10:00 10:30 review",
		"14:00 14:30 trip", "14:30 15:00 trip +coordinating", "15:00 15:30 chat",
	}
	if diff := cmp.Diff(want, spans(timeline.Reconcile(ev, habits()))); diff != "" {
		t.Errorf("the stints (-want +got):\n%s", diff)
	}
}

func TestBothAtOnce(t *testing.T) {
	day := when.Days{From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 15)}
	bot := written("bot", at(14, 11, 30))
	bot.Bot = true
	ev := timeline.Evidence{
		Days: day, Now: at(31, 0, 0),
		Occurrences: []logbook.Occurrence{
			meeting("daily", at(14, 9, 0), at(14, 10, 0), 1), meeting("retro", at(14, 10, 0), at(14, 11, 0), 1),
			meeting("bots", at(14, 11, 0), at(14, 12, 0), 1),
		},
		Facts: []logbook.Fact{
			commit(written("in", at(14, 9, 59)), 3600), commit(written("edge", at(14, 10, 0)), 3600),
			commit(written("out", at(14, 13, 0)), 3600), commit(bot, 3600),
		},
	}
	want := []string{"09:00 10:00 daily +making", "10:00 11:00 retro +making", "11:00 12:00 bots"}
	if diff := cmp.Diff(want, spans(timeline.Reconcile(ev, habits()))); diff != "" {
		t.Errorf("the stints (-want +got):\n%s", diff)
	}
	ev.Facts = ev.Facts[:1]
	// The commit's own date is another day's where it was written far away: the
	// meeting is still one in which something was made.
	ev.Facts[0] = commit(written("in", at(14, 9, 59)), -11*3600)
	if got := spans(timeline.Reconcile(ev, habits())); got[0] != "09:00 10:00 daily +making" {
		t.Errorf("the first stint is %q", got[0])
	}
}

func TestLeaveIsAway(t *testing.T) {
	h := habits()
	h.Lives = []timeline.Life{
		{Days: when.Days{From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 15)}, Kind: "leave", Text: "a day off", Away: true},
		{Days: when.Days{From: when.Date(2017, 3, 13), To: when.Date(2017, 3, 16)}, Kind: "role", Text: "lead"},
	}
	ev := timeline.Evidence{
		Days: when.Days{From: when.Date(2017, 3, 13), To: when.Date(2017, 3, 16)}, Now: at(31, 0, 0),
		Occurrences: []logbook.Occurrence{meeting("daily", at(14, 9, 0), at(14, 10, 0), 1)},
		Facts:       []logbook.Fact{commit(written("a", at(14, 12, 0)), 3600)},
	}
	a := timeline.Reconcile(ev, h)
	want := []string{"23:00 09:00 a day off +making", "09:00 10:00 a day off +coordinating", "10:00 23:00 a day off +making"}
	want[0] = "23:00 09:00 a day off"
	if diff := cmp.Diff(want, spans(a)); diff != "" {
		t.Errorf("the stints (-want +got):\n%s", diff)
	}
	if !a.Acts[0].Counts {
		t.Error("what was made on leave was made")
	}
}

func TestWhatACommitIs(t *testing.T) {
	now := at(20, 12, 0)
	type says struct {
		rule   timeline.Rule
		work   timeline.Work
		counts bool
	}
	for name, c := range map[string]struct {
		change func(*logbook.Commit, *logbook.Paths)
		want   says
	}{
		"ordinary":        {func(*logbook.Commit, *logbook.Paths) {}, says{timeline.RuleAuthored, timeline.Making, true}},
		"with a hand":     {func(c *logbook.Commit, _ *logbook.Paths) { c.Assistant = "claude" }, says{timeline.RuleAssisted, timeline.Making, true}},
		"directed":        {func(c *logbook.Commit, _ *logbook.Paths) { c.Assistant, c.Directed, c.Bot = "claude", true, true }, says{timeline.RuleDirected, timeline.Coordinating, true}},
		"a bot":           {func(c *logbook.Commit, _ *logbook.Paths) { c.Bot = true }, says{timeline.RuleBot, timeline.Unknown, false}},
		"a merge":         {func(c *logbook.Commit, _ *logbook.Paths) { c.Merge = true }, says{timeline.RuleMerge, timeline.Reviewing, true}},
		"integrated":      {func(c *logbook.Commit, _ *logbook.Paths) { c.Role = logbook.Integrated }, says{timeline.RuleIntegrate, timeline.Reviewing, true}},
		"reviewed":        {func(c *logbook.Commit, _ *logbook.Paths) { c.Role = logbook.Reviewed }, says{timeline.RuleReviewed, timeline.Reviewing, true}},
		"shared":          {func(c *logbook.Commit, _ *logbook.Paths) { c.Role = logbook.Shared }, says{timeline.RuleShared, timeline.Making, true}},
		"a big beginning": {func(c *logbook.Commit, p *logbook.Paths) { c.Root, p.Files = true, 301 }, says{timeline.RuleImport, timeline.Making, false}},
		"a beginning":     {func(c *logbook.Commit, p *logbook.Paths) { c.Root, p.Files = true, 300 }, says{timeline.RuleAuthored, timeline.Making, true}},
		"vendored":        {func(_ *logbook.Commit, p *logbook.Paths) { p.Files, p.Vendored, p.Generated = 100, 90, 1 }, says{timeline.RuleImport, timeline.Making, false}},
		"nine of ten":     {func(_ *logbook.Commit, p *logbook.Paths) { p.Files, p.Vendored = 100, 90 }, says{timeline.RuleAuthored, timeline.Making, true}},
		"an empty one":    {func(_ *logbook.Commit, p *logbook.Paths) { p.Files = 0 }, says{timeline.RuleEmpty, timeline.Making, false}},
		"undated":         {func(c *logbook.Commit, _ *logbook.Paths) { c.Undated = true }, says{timeline.RuleUndated, timeline.Making, false}},
		"the future":      {func(c *logbook.Commit, _ *logbook.Paths) { c.Authored = now + 24*when.Hour + 1 }, says{timeline.RuleUndated, timeline.Making, false}},
		"a fast clock":    {func(c *logbook.Commit, _ *logbook.Paths) { c.Authored = now + 24*when.Hour }, says{timeline.RuleAuthored, timeline.Making, true}},
	} {
		t.Run(name, func(t *testing.T) {
			body, touched := written("a", at(14, 12, 0)), logbook.Paths{Object: "a", Files: 3}
			c.change(&body, &touched)
			a := timeline.Reconcile(timeline.Evidence{
				Days: march, Now: now, Facts: []logbook.Fact{commit(body, 0), paths(touched, body.Authored)},
			}, habits())
			if len(a.Acts) != 1 {
				t.Fatalf("%d acts", len(a.Acts))
			}
			act := a.Acts[0]
			if got := (says{act.Rule, act.Work, act.Counts}); got != c.want {
				t.Errorf("it is %+v, want %+v", got, c.want)
			}
			if placed := act.Day != when.NoDay; placed == (c.want.rule == timeline.RuleUndated) {
				t.Errorf("it stands on %q", act.Day)
			}
			if act.Assisted != (body.Assistant != "") {
				t.Error("the assistant's mark is lost")
			}
		})
	}
}

// Of two versions of what a commit touched the newer one says what it was,
// whichever comes first; a work integrated twice was integrated twice.
func TestNewerPathsCount(t *testing.T) {
	small, big := paths(logbook.Paths{Object: "a", Files: 3}, at(14, 12, 0)), paths(logbook.Paths{Object: "a", Files: 3, Vendored: 3}, at(14, 12, 0))
	big.Version.N = 1
	for _, facts := range [][]logbook.Fact{{small, big}, {big, small}} {
		a := timeline.Reconcile(timeline.Evidence{Days: march, Now: at(31, 0, 0), Facts: append(facts, commit(written("a", at(14, 12, 0)), 0))}, habits())
		if a.Acts[0].Rule != timeline.RuleImport {
			t.Errorf("the rule is %s", a.Acts[0].Rule.ID)
		}
	}
	once := written("a", at(14, 12, 0))
	once.Role = logbook.Integrated
	again := once
	again.Object, again.Committed = "b", at(15, 12, 0)
	a := timeline.Reconcile(timeline.Evidence{Days: march, Now: at(31, 0, 0), Facts: []logbook.Fact{commit(once, 0), commit(again, 0)}}, habits())
	if len(a.Acts) != 2 {
		t.Errorf("it was integrated on two days, in %d acts", len(a.Acts))
	}
}

// Undated acts are in the account, last, and on no day.
func TestWhatCannotBePlacedIsStillThere(t *testing.T) {
	undated := written("u", 0)
	undated.Undated = true
	a := timeline.Reconcile(timeline.Evidence{
		Days: march, Now: at(31, 0, 0),
		Facts: []logbook.Fact{commit(undated, 0), commit(written("a", at(14, 12, 0)), 0), commit(written("far", at(14, 12, 0)-400*24*when.Hour), 0)},
	}, habits())
	if len(a.Acts) != 2 || a.Acts[1].Day != when.NoDay || a.Acts[1].Text != "work on u" {
		t.Fatalf("the acts are %+v", a.Acts)
	}
	for _, d := range days(a) {
		for _, act := range d.Acts {
			if act.Day != d.Day {
				t.Errorf("%s holds an act of %s", d.Day, act.Day)
			}
		}
	}
}

func TestNoDaysIsNothing(t *testing.T) {
	a := timeline.Reconcile(timeline.Evidence{Days: when.Days{From: march.From, To: march.From}}, habits())
	if len(a.Stints) != 0 || len(days(a)) != 0 {
		t.Errorf("an account of no days holds %v", a.Stints)
	}
}

func TestSpheres(t *testing.T) {
	const work, own, unknown = timeline.SphereWork, timeline.SphereOwn, timeline.SphereUnknown
	for _, c := range [][3]timeline.Sphere{{work, own, work}, {own, unknown, own}, {unknown, work, work}, {unknown, unknown, unknown}, {"", own, own}, {"", "", unknown}} {
		if got := timeline.Stronger(c[0], c[1]); got != c[2] || timeline.Stronger(c[1], c[0]) != got {
			t.Errorf("%q and %q are %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
