package measure_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// invited is an occurrence on a day, in minutes after midnight on the wall.
func invited(zone *time.Location, d when.Day, from, to int, answer logbook.Answer) logbook.Occurrence {
	weight := map[logbook.Answer]float64{logbook.Called: 1, logbook.Accepted: 1, logbook.Tentative: 0.5, logbook.Silent: 0.5}[answer]
	span := when.Span{From: d.At(zone, from), To: d.At(zone, to)}
	return logbook.Occurrence{
		Event: logbook.ID{byte(d), byte(from / 15), byte(to / 15), byte(len(answer))}, Summary: "meeting", Span: span,
		Answer: answer, Weight: weight, People: 3, Caller: "kim@x",
	}
}

// stretch reconciles what was planned into a stretch of days, all of them seen.
func stretch(h timeline.Habits, days when.Days, found ...logbook.Occurrence) measure.Stretch {
	s := measure.Stretch{Habits: h}
	account := timeline.Reconcile(timeline.Evidence{Days: days, Occurrences: found, Now: when.At(days.To.Time())}, h)
	account.Each(func(d timeline.Day) { s.Days = append(s.Days, d) })
	return s
}

// told is every figure that has anything to tell.
func told(s measure.Stretch) map[string]measure.Value {
	out := map[string]measure.Value{}
	for _, f := range measure.Figures() {
		if v, some := f.Of(s); some {
			out[f.Name] = v
		}
	}
	return out
}

func is(v float64) measure.Value { return measure.Value{Value: v, Low: v, High: v} }

var nearly = cmpopts.EquateApprox(0, 1e-9)

// One Tuesday, counted by hand; a week is five of such days.
//
//	08    09    10    11    12    13    14    15    16    17    18 … 22 23
//	   ▐─early─▌  ▐─a, mine▌                   ▐──c 2 h──▌   ▐─late▌   ▐n▌
//	            ▐b ½▌                     ▐─d ½▌
//	gaps           none  ▐─── 11 to 13.5 ───▌            ▐15.5 to 16.75
func TestATuesdayByHand(t *testing.T) {
	h := berlin(t)
	zone := h.Zone(tuesday)
	a := invited(zone, tuesday, hour(9, 30), hour(11, 0), logbook.Called)
	a.Mine, a.Caller, a.Endless, a.Created = true, "me@x", true, a.Span.From-48*when.Hour
	b := invited(zone, tuesday, hour(9, 0), hour(10, 0), logbook.Tentative)
	b.Created = b.Span.From - when.Hour
	c := invited(zone, tuesday, hour(14, 0), hour(15, 30), logbook.Accepted)
	d := invited(zone, tuesday, hour(13, 30), hour(14, 30), logbook.Silent)
	early := invited(zone, tuesday, hour(8, 30), hour(9, 0), logbook.Accepted)
	late := invited(zone, tuesday, hour(16, 45), hour(18, 0), logbook.Accepted)
	late.With, late.People = "kim@x", 2
	night := invited(zone, tuesday, hour(22, 30), hour(23, 0), logbook.Accepted)
	night.People, night.Caller = 0, ""
	no := invited(zone, tuesday, hour(11, 0), hour(13, 0), logbook.Declined)
	s := stretch(h, when.Days{From: tuesday, To: tuesday + 1}, a, b, c, d, early, late, night, no)

	// Booked: a 1.5, b 1, c 1.5, d 1, early .5, late 1.25, night .5: 7.25 h, of
	// which a and b share .5, c and d .5. In the window: 9 to 11, 13.5 to 15.5,
	// 16.75 to 17: 4.25 h. Gaps: 2.5 h and 1.25 h, both after a meeting.
	want := map[string]measure.Value{
		"meeting_load":     {Value: 5 * (6.25 - 0.5*(0.5+0.5)), Low: 5 * 5.25, High: 5 * 6.25},
		"window_share":     is(4.25 / 8),
		"double_booked":    is(5 * 1),
		"conflicting":      is(5 * 5),
		"potential_focus":  is(5 * 2.5),
		"focus_share":      is(2.5 / 8),
		"fragmented_hours": is(5 * 1.25),
		"block_length":     is((150*150 + 75*75) / 225.0),
		"maker_time":       {Value: 5 * 3.25, Low: 5 * (3.75 - 50.0/60), High: 5 * (3.75 - 20.0/60)},
		"placement":        is(2.5 / 3.75),
		"maker_days":       is(0),
		"manager_days":     is(0),
		"after_hours":      is(5 * (0.5 + 1 + 0.5)),
		"late_hours":       is(5 * 0.5),
		"one_on_ones":      is(5),
		"agency":           is(1.5 / 6.75),
		"short_notice":     is(0.5),
		"debt":             is(1.5 / 7.25),
		"standing_share":   is(1.5 / 7.25),
		"person_hours":     is(5 * (3*(1.5+1+1.5+1+0.5) + 2*1.25 + 0.5)),
	}
	if diff := cmp.Diff(want, told(s), nearly); diff != "" {
		t.Errorf("(-by hand +told)\n%s", diff)
	}
	// Without a, b still stands until 10: its going opens 10 to 13.5. Without d
	// the gap ends at 14. Without c, d stands until 14.5, and 14.5 to 16.75 opens.
	costs := map[int]float64{} // by the quarter of an hour it begins in
	for i, cost := range measure.Marginal(s.Days[0], h) {
		costs[int((s.Days[0].Bookings[i].Span.From-tuesday.Start(zone))/(15*when.Minute))] = float64(cost) / float64(when.Hour)
	}
	byHand := map[int]float64{38: 1, 36: 0, 56: 2.25, 54: 0.5, 34: 0, 67: 0, 90: 0}
	if diff := cmp.Diff(byHand, costs, nearly); diff != "" {
		t.Errorf("what each costs (-by hand +told)\n%s", diff)
	}
}

// Small days, each for one figure at the edge of its definition.
func TestAtTheEdges(t *testing.T) {
	h := berlin(t)
	h.Topic = topics
	zone := h.Zone(tuesday)
	of := func(title string, from, to int) logbook.Occurrence {
		o := invited(zone, tuesday, from, to, logbook.Accepted)
		o.Summary = title
		return o
	}
	two := of("meeting", hour(23, 30), hour(24, 30))
	two.With, two.People = "kim@x", 2
	away := of("meeting", hour(9, 0), hour(12, 0))
	away.Away = true
	for name, c := range map[string]struct {
		figure string
		want   float64 // of one day
		found  []logbook.Occurrence
	}{
		"finding back after an absence is free":      {"maker_time", 5, []logbook.Occurrence{away}},
		"a gap too short to find back":               {"maker_time", 0, []logbook.Occurrence{of("meeting", hour(9, 0), hour(12, 0)), of("meeting", hour(12, 5), hour(17, 0))}},
		"a meeting until the window opens":           {"maker_time", 7.75, []logbook.Occurrence{of("meeting", hour(8, 0), hour(9, 0))}},
		"a meeting over before":                      {"maker_time", 8, []logbook.Occurrence{of("meeting", hour(8, 0), hour(8, 45))}},
		"four hours are half a day":                  {"maker_days", 1, []logbook.Occurrence{of("meeting", hour(13, 0), hour(17, 0))}},
		"a minute less is none":                      {"maker_days", 0, []logbook.Occurrence{of("meeting", hour(12, 59), hour(17, 0))}},
		"three fifths are a manager's":               {"manager_days", 1, []logbook.Occurrence{of("meeting", hour(9, 0), hour(13, 48))}},
		"a minute less is nobody's":                  {"manager_days", 0, []logbook.Occurrence{of("meeting", hour(9, 0), hour(13, 47))}},
		"three fifths of what is left of the window": {"manager_days", 1, []logbook.Occurrence{away, of("desk", hour(12, 0), hour(15, 0))}},
		"six in the morning is not late":             {"late_hours", 1, []logbook.Occurrence{of("meeting", hour(5, 0), hour(7, 0))}},
		"desk work in the evening is no meeting":     {"after_hours", 1, []logbook.Occurrence{of("desk", hour(18, 0), hour(19, 0)), of("meeting", hour(20, 0), hour(21, 0))}},
		"a focus block leaves the room":              {"potential_focus", 8, []logbook.Occurrence{of("focus", hour(9, 0), hour(12, 0))}},
		"a meeting over a focus block takes it":      {"potential_focus", 5, []logbook.Occurrence{of("focus", hour(9, 0), hour(12, 0)), invited(zone, tuesday, hour(9, 0), hour(12, 0), logbook.Silent)}},
		"desk work takes room":                       {"potential_focus", 5, []logbook.Occurrence{of("desk", hour(9, 0), hour(12, 0))}},
		"a doctor takes room, and is no meeting":     {"meeting_load", 0, []logbook.Occurrence{of("doctor", hour(9, 0), hour(12, 0))}},
		"a one-to-one past midnight is one":          {"one_on_ones", 0.5, []logbook.Occurrence{two}},
	} {
		days := when.Days{From: tuesday, To: tuesday + 1}
		if c.figure == "one_on_ones" {
			days.To++
		}
		if got := told(stretch(h, days, c.found...))[c.figure].Value; math.Abs(got-5*c.want) > 1e-9 {
			t.Errorf("%s: %s is %g a day, want %g", name, c.figure, got/5, c.want)
		}
	}
	// A day with too little room for any focus is not held against the placement.
	s := stretch(h, when.Days{From: tuesday, To: tuesday + 2}, of("meeting", hour(10, 0), hour(17, 0)))
	if got := told(s)["placement"].Value; got != 1 {
		t.Errorf("the placement is %g", got)
	}
}

// The window follows the clock on the wall. On a Sunday that leaves out an hour
// a window over it has an hour less, and on one that has it twice an hour more.
func TestDaysOf23And25Hours(t *testing.T) {
	h := berlin(t)
	h.Window = timeline.Window{Weekdays: [7]bool{6: true}, From: 0, To: 8 * 60}
	for day, want := range map[when.Day]float64{when.Date(2017, 3, 26): 7, when.Date(2017, 10, 29): 9, when.Date(2017, 3, 19): 8} {
		zone := h.Zone(day)
		s := stretch(h, when.Days{From: day, To: day + 1}, invited(zone, day, 4*60, 5*60, logbook.Accepted))
		got := told(s)
		before := want - 4 // hours from midnight to four o'clock: 3, 5 or 4
		expect := map[string]measure.Value{
			"potential_focus": is(before + 3), "window_share": is(1 / want), "meeting_load": is(1), "after_hours": is(0),
			"block_length": is(60 * (before*before + 9) / (before + 3)), "maker_time": {Value: before + 2.75, Low: before + 3 - 25.0/60, High: before + 3 - 10.0/60},
			"late_hours": is(1), "placement": is(1),
		}
		for name, v := range expect {
			if diff := cmp.Diff(v, got[name], nearly); diff != "" {
				t.Errorf("%s, %s (-by hand +told)\n%s", day, name, diff)
			}
		}
	}
}

// someWeek is a week of meetings, some over midnight, some on one another.
var someWeek = rapid.Custom(func(t *rapid.T) (out []logbook.Occurrence) {
	for range rapid.IntRange(0, 14).Draw(t, "meetings") {
		d := tuesday + when.Day(rapid.IntRange(-1, 7).Draw(t, "day"))
		from := 15 * rapid.IntRange(24, 92).Draw(t, "from")
		o := invited(time.UTC, d, from, from+15*rapid.IntRange(1, 24).Draw(t, "quarters"),
			rapid.SampledFrom([]logbook.Answer{logbook.Called, logbook.Accepted, logbook.Tentative, logbook.Silent, logbook.Declined}).Draw(t, "answer"))
		o.Away = rapid.IntRange(0, 9).Draw(t, "away") == 0
		o.Summary = rapid.SampledFrom([]string{"meeting", "focus", "doctor", "desk"}).Draw(t, "title")
		out = append(out, o)
	}
	return out
})

// topics gives the titles of someWeek their kinds.
func topics(o logbook.Occurrence) timeline.Topic {
	switch o.Summary {
	case "focus":
		return timeline.Topic{Name: "focus_build", Work: timeline.Making, Rule: timeline.RuleMeeting}
	case "desk":
		return timeline.Topic{Name: "admin", Work: timeline.Administering, Rule: timeline.RuleMeeting}
	case "doctor":
		return timeline.Topic{Name: "personal", Work: timeline.Away, Rule: timeline.RuleMeeting}
	}
	return timeline.Unsorted()
}

// Booked and free make up the window; focus time falls as gaps must be longer;
// what is charged for finding back falls with the charge; the length of a block
// is never more than the longest gap nor less than a mean one.
func TestTheRoomOfADay(t *testing.T) {
	h := berlin(t)
	h.Topic = topics
	rapid.Check(t, func(t *rapid.T) {
		s := stretch(h, when.Days{From: tuesday, To: tuesday + 7}, someWeek.Draw(t, "week")...)
		for _, d := range s.Days {
			r := measure.RoomOf(d, h)
			if r.Busy+r.Free() != r.Window {
				t.Fatalf("%s: %d booked and %d free are not %d", d.Day, r.Busy, r.Free(), r.Window)
			}
			last := when.Instant(math.MaxInt64)
			for tau := when.Instant(0); tau <= 9*when.Hour; tau += 15 * when.Minute {
				if f := r.Focus(tau); f > last || f > r.Free() {
					t.Fatalf("%s: focus at %d is %d, more than %d", d.Day, tau, f, last)
				} else {
					last = f
				}
			}
			for cost := when.Instant(0); cost < when.Hour; cost += 5 * when.Minute {
				if r.Maker(cost) > r.Free() || r.Maker(cost+5*when.Minute) > r.Maker(cost) {
					t.Fatalf("%s: dearer finding back leaves more time", d.Day)
				}
			}
			for i := 1; i < len(r.Gaps); i++ {
				if r.Gaps[i].From <= r.Gaps[i-1].To {
					t.Fatalf("%s: gaps touch", d.Day)
				}
			}
		}
		if v, some := measure.BlockLength.Of(s); some {
			longest, sum, n := 0.0, 0.0, 0.0
			for _, d := range s.Days {
				for _, g := range measure.RoomOf(d, h).Gaps {
					l := float64(g.Len()) / float64(when.Minute)
					longest, sum, n = max(longest, l), sum+l, n+1
				}
			}
			if v.Value > longest+1e-9 || v.Value < sum/n-1e-9 {
				t.Fatalf("a block of %g between a mean of %g and %g", v.Value, sum/n, longest)
			}
		}
	})
}

// What one meeting costs is nothing or more and never more than all together;
// alone it is all there is; taking it away gives exactly that much more focus.
func TestWhatEachMeetingCosts(t *testing.T) {
	h := berlin(t)
	h.Topic = topics
	week := when.Days{From: tuesday, To: tuesday + 7}
	rapid.Check(t, func(t *rapid.T) {
		found := someWeek.Draw(t, "week")
		s := stretch(h, week, found...)
		i := rapid.IntRange(0, 6).Draw(t, "day")
		d := s.Days[i]
		costs := measure.Marginal(d, h)
		var meetings int
		for j, cost := range costs {
			b := d.Bookings[j]
			if b.Topic.Meeting {
				meetings++
			}
			var rest []logbook.Occurrence
			for _, o := range found {
				if o != b.Of {
					rest = append(rest, o)
				}
			}
			was, without := measure.RoomOf(d, h), measure.RoomOf(stretch(h, week, rest...).Days[i], h)
			if more := without.Focus(2*when.Hour) - was.Focus(2*when.Hour); b.Topic.Meeting && more != cost || cost < 0 {
				t.Fatalf("%s costs %d, and without it there are %d more", b.Span, cost, more)
			}
			if !b.Topic.Meeting && cost != 0 {
				t.Fatalf("what is no meeting costs %d", cost)
			}
		}
	})
}

// The load stays within its band, double-booking is what one cannot sit in, and
// shares are shares.
func TestFiguresAreSound(t *testing.T) {
	h := berlin(t)
	h.Topic = topics
	rapid.Check(t, func(t *rapid.T) {
		s := stretch(h, when.Days{From: tuesday, To: tuesday + 7}, someWeek.Draw(t, "week")...)
		for _, f := range measure.Figures() {
			v, some := f.Of(s)
			if f.Name == "" || f.Means == "" || f.Not == "" || f.Unit == "" {
				t.Fatalf("%q does not say what it is", f.Name)
			}
			if !some {
				continue
			}
			if math.IsNaN(v.Value) || v.Low > v.Value+1e-9 || v.Value > v.High+1e-9 || v.Low < -1e-9 || f.Unit == "share" && v.High > 1+1e-9 {
				t.Fatalf("%s is %+v", f.Name, v)
			}
		}
		got := told(s)
		if got["potential_focus"].Value+got["fragmented_hours"].Value > 40 || got["double_booked"].Value > got["conflicting"].Value {
			t.Fatalf("%v", got)
		}
	})
}

// Load and placement add up to the change, and each is what it says: the same
// meetings side by side change only the placement, one more block at the end
// only the load.
func TestLoadAgainstPlacement(t *testing.T) {
	h := berlin(t)
	day := when.Days{From: tuesday, To: tuesday + 1}
	zone := h.Zone(tuesday)
	at := func(spans ...int) measure.Stretch {
		var all []logbook.Occurrence
		for i := 0; i < len(spans); i += 2 {
			all = append(all, invited(zone, tuesday, 60*spans[i], 60*spans[i+1], logbook.Accepted))
		}
		return stretch(h, day, all...)
	}
	for _, c := range []struct {
		name      string
		then, now measure.Stretch
		want      measure.Shift
	}{
		{"nothing changed", at(9, 10), at(9, 10), measure.Shift{Then: 35, Now: 35}},
		{"worse spread", at(9, 11), at(10, 11, 12, 13), measure.Shift{Then: 30, Now: 20, Placed: -10}},
		{"one more at the end", at(9, 10), at(9, 11), measure.Shift{Then: 35, Now: 30, Load: -5}},
		{"both", at(9, 10), at(10, 11, 12, 13), measure.Shift{Then: 35, Now: 20, Load: -5, Placed: -10}},
		{"no room left at all", at(9, 10), at(9, 17), measure.Shift{Then: 35, Now: 0, Load: -35}},
		{"from no room", at(9, 17), at(9, 10), measure.Shift{Then: 0, Now: 35, Load: 35}},
	} {
		got, some := measure.ShiftOf(c.then.Focus(), c.now.Focus(), h.Window)
		if diff := cmp.Diff(c.want, got, nearly); diff != "" || !some {
			t.Errorf("%s (-by hand +told)\n%s", c.name, diff)
		}
	}
	if _, some := measure.ShiftOf(measure.Stretch{Habits: h}.Focus(), at(9, 10).Focus(), h.Window); some {
		t.Error("compared with nothing")
	}
	rapid.Check(t, func(t *rapid.T) {
		week := when.Days{From: tuesday, To: tuesday + 7}
		s, _ := measure.ShiftOf(stretch(h, week, someWeek.Draw(t, "then")...).Focus(), stretch(h, week, someWeek.Draw(t, "now")...).Focus(), h.Window)
		if math.Abs(s.Load+s.Placed-(s.Now-s.Then)) > 1e-9 {
			t.Fatalf("%+v does not add up", s)
		}
	})
}

// Focus time is the same from what is remembered of days as from the days themselves.
func TestFocusIsRemembered(t *testing.T) {
	h := berlin(t)
	week := when.Days{From: tuesday, To: tuesday + 7}
	rapid.Check(t, func(t *rapid.T) {
		s := stretch(h, week, someWeek.Draw(t, "booked")...)
		unseen := tuesday + when.Day(rapid.IntRange(0, 6).Draw(t, "unseen"))
		rows := map[string]measure.Row{}
		for _, m := range []measure.Measure{measure.PotentialFocus, measure.BestFocus} {
			row := measure.Row{First: week.From}
			for _, d := range s.Days {
				v := m.Of(d, h, timeline.SphereAll)
				if v == m.Default(d.Day, h) {
					v = math.NaN() // as it is kept
				}
				row.Values = append(row.Values, v)
			}
			rows[m.Name] = row
		}
		seen := func(d when.Day) bool { return d != unseen }
		got := measure.FocusOf(week, rows["potential_focus"], rows["best_focus"], seen, h)
		s.Days = slices.DeleteFunc(s.Days, func(d timeline.Day) bool { return d.Day == unseen })
		if diff := cmp.Diff(s.Focus(), got, nearly); diff != "" {
			t.Fatalf("(-of the days +remembered)\n%s", diff)
		}
	})
}

// What was made in the gaps: a run counts from an hour on with holes of ten
// minutes at most, a block is touched by one commit, and days that no repository
// covers tell nothing.
func TestRealisedFocus(t *testing.T) {
	h := berlin(t)
	zone := h.Zone(tuesday)
	made := func(minutes ...int) (s measure.Stretch) {
		s = stretch(h, when.Days{From: tuesday, To: tuesday + 1}, invited(zone, tuesday, hour(12, 0), hour(13, 0), logbook.Accepted))
		for _, m := range minutes {
			s.Days[0].Acts = append(s.Days[0].Acts, timeline.Act{
				At: tuesday.At(zone, m), Day: tuesday, Role: logbook.Authored, Work: timeline.Making, Counts: true,
			})
		}
		s.Hands = func(when.Day) bool { return true }
		return s
	}
	every := func(from, step, n int) (out []int) {
		for i := range n {
			out = append(out, from+i*step)
		}
		return out
	}
	for name, c := range map[string]struct {
		s                 measure.Stretch
		realised, touched float64
	}{
		"nothing":                      {made(), 0, 0},
		"one commit":                   {made(hour(10, 0)), 0, 0.5},
		"an hour, one every ten":       {made(every(hour(9, 0), 10, 7)...), 5, 0.5},
		"a minute too little":          {made(append(every(hour(9, 0), 10, 6), hour(9, 59))...), 0, 0.5},
		"a hole of eleven minutes":     {made(append(every(hour(9, 0), 10, 6), hour(10, 1))...), 0, 0.5},
		"the meeting parts it":         {made(every(hour(11, 20), 10, 12)...), 0, 1},
		"both gaps":                    {made(append(every(hour(9, 0), 10, 7), every(hour(15, 0), 9, 8)...)...), 5 * (1 + 63.0/60), 1},
		"outside the window is no gap": {made(every(hour(18, 0), 10, 7)...), 0, 0},
	} {
		got := told(c.s)
		if math.Abs(got["realised_focus"].Value-c.realised) > 1e-9 || math.Abs(got["touched_blocks"].Value-c.touched) > 1e-9 {
			t.Errorf("%s: %+v and %+v, want %g and %g", name, got["realised_focus"], got["touched_blocks"], c.realised, c.touched)
		}
	}
	unseen := made(hour(10, 0))
	unseen.Hands = nil
	if got := told(unseen); got["realised_focus"] != (measure.Value{}) || got["touched_blocks"] != (measure.Value{}) {
		t.Errorf("told without any repository: %+v", got)
	}
}

// The people of one-to-ones, the one longest not met first.
func TestPartners(t *testing.T) {
	zone := time.UTC
	with := func(who string, d when.Day) logbook.Occurrence {
		o := invited(zone, d, 600, 630, logbook.Accepted)
		o.With, o.People = who, 2
		return o
	}
	titled := invited(zone, tuesday-2, 600, 630, logbook.Called)
	titled.Summary, titled.People = "1:1 Sol", 0
	again := titled
	again.Span.From, again.Span.To = again.Span.From-7*24*when.Hour, again.Span.To-7*24*when.Hour
	declined := with("kim@x", tuesday-1)
	declined.Weight = 0
	topic := func(o logbook.Occurrence) timeline.Topic {
		if o.Summary == "1:1 Sol" {
			return timeline.Topic{Name: "one_on_one", Meeting: true}
		}
		return timeline.Unsorted()
	}
	got := measure.Partners([]logbook.Occurrence{
		with("kim@x", tuesday-40), with("once@x", tuesday-5), with("kim@x", tuesday-33), with("kim@x", tuesday-12), declined,
		with("old@x", tuesday-400), with("old@x", tuesday-390), with("once@x", tuesday-5), again, titled,
		with("kim@x", tuesday), with("kim@x", tuesday+7),
	}, topic, tuesday-365, tuesday, zone)
	want := []measure.Partner{{"kim@x", 3, tuesday - 12, 11, 7}, {"1:1 Sol", 2, tuesday - 2, 1, 7}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
