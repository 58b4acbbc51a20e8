package tell

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/say/saytest"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

func rangeOf(v, low, high float64) *report.Range {
	return &report.Range{Value: v, Low: low, High: high}
}

func dayOf(text string) *when.Day {
	d, err := when.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return &d
}

// reading is one of a measure with weeks at two levels, the second from the
// middle on.
func reading(m measure.Measure, sphere string, b report.Backsight) report.Reading {
	r := report.Reading{Name: m.Name, Unit: m.Unit, Sphere: sphere, Means: m.Means, Not: m.Not, Backsight: &b}
	for i := range 104 {
		level := rangeOf(4, 3.8, 4.2)
		if i >= 52 {
			level = rangeOf(1, 0.8, 1.2)
		}
		v := level.Value
		r.Series = append(r.Series, report.Week{Week: when.Date(2017, 1, 2) + when.Day(7*i), Value: &v, Of: 7, Seen: 0.5, Level: level})
	}
	if r.Backsight.Method == "" {
		r.Backsight.Method = "by hand"
	}
	return r
}

var ref2017 = &report.RefRange{From: when.Date(2017, 1, 1), To: when.Date(2017, 12, 31), Chosen: "fixed", Why: "the last year before"}

func texts(claims []report.Claim) (out []string) {
	for _, c := range claims {
		out = append(out, c.Text.String())
	}
	return out
}

// Every branch of what is said, word for word.
func TestWhatIsSaid(t *testing.T) {
	then, less := rangeOf(4, 3.8, 4.2), rangeOf(0.6, 0.4, 0.8)
	ringing := report.Alarm{Ringing: true, Since: dayOf("2019-08-05")}
	steps := func(kind string, end *when.Day) []report.Turn {
		return []report.Turn{{At: *dayOf("2018-01-01"), Low: *dayOf("2017-12-04"), High: *dayOf("2018-01-29"), End: end, Kind: kind, P: 0.9, From: 4, To: 1}}
	}
	const asked = " Nothing here says why. If your role changed then, `backsight event DAY TEXT --kind role` marks it."
	levels := "Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 0.6 (0.4 to 0.8)."
	fewer := "You are hands-on ~3.4 days a week less than in 2017 (3.1 to 3.7)."
	for name, c := range map[string]struct {
		of   measure.Measure
		in   string
		ref  *report.RefRange
		b    report.Backsight
		want []string
	}{
		"fewer": {measure.HandsOnDays, "all", ref2017, report.Backsight{Then: then, Now: less, Moved: rangeOf(-3.4, -3.7, -3.1)}, []string{fewer, levels}},
		"more": {
			measure.HandsOnDays, "own", ref2017,
			report.Backsight{Then: less, Now: then, Moved: rangeOf(3.4, 3.1, 3.7)},
			[]string{"On your own projects: You are hands-on ~3.4 days a week more than in 2017 (3.1 to 3.7).", "On your own projects: Then 0.6 hands-on days in an ordinary week (0.4 to 0.8), now 4.0 (3.8 to 4.2)."},
		},
		"same": {
			measure.HandsOnDays, "work", ref2017,
			report.Backsight{Then: then, Now: rangeOf(3.9, 3.6, 4.2), Moved: rangeOf(-0.1, -0.5, 0.3)},
			[]string{"At work: You are hands-on about as often as in 2017 (0.5 a week less to 0.3 more).", "At work: Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 3.9 (3.6 to 4.2)."},
		},
		"nothing, and hardly anything then": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: rangeOf(0.1, 0, 0.2), Now: rangeOf(0, 0, 0.05), Moved: rangeOf(-0.1, -0.2, 0.05)},
			[]string{"In 2017 it was 0.1 days a week (0 to 0.2).", "Then 0.1 hands-on days in an ordinary week (0 to 0.2), now 0 (0 to 0.1)."},
		},
		"same to the last digit": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then, Now: then, Moved: rangeOf(0, 0, 0)},
			[]string{"You are hands-on about as often as in 2017 (0 a week less to 0 more).", "Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 4.0 (3.8 to 4.2)."},
		},
		"of something else": {
			measure.MeetingHours, "all", ref2017,
			report.Backsight{Then: rangeOf(5, 4, 6), Now: rangeOf(31.4, 29, 33), Moved: rangeOf(26.4, 23, 29)},
			[]string{"There are ~26 meeting hours a week more than in 2017 (23 to 29).", "Then 5.0 meeting hours in an ordinary week (4.0 to 6.0), now 31 (29 to 33)."},
		},
		"of something else, the same": {
			measure.MeetingHours, "all", ref2017,
			report.Backsight{Then: rangeOf(5, 4, 6), Now: rangeOf(5, 4, 6), Moved: rangeOf(0, -1, 1)},
			[]string{"There are about as many meeting hours as in 2017 (1.0 a week fewer to 1.0 more).", "Then 5.0 meeting hours in an ordinary week (4.0 to 6.0), now 5.0 (4.0 to 6.0)."},
		},
		"no reference": {
			measure.HandsOnDays, "all", nil,
			report.Backsight{Now: less, State: "cannot_tell"},
			[]string{"0.6 hands-on days a week now (0.4 to 0.8). The change in hands-on days is not known, because no year has enough evidence to be the reference; `backsight fix YEAR` sets one."},
		},
		"too little": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{State: "cannot_tell", Missing: "only 3 weeks with evidence, 26 are needed"},
			[]string{"The change in hands-on days is not known, because only 3 weeks with evidence, 26 are needed."},
		},
		"too little then": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Now: less},
			[]string{"0.6 hands-on days a week now (0.4 to 0.8). The change in hands-on days is not known, because there is too little evidence in the reference."},
		},
		"too little then, and unclear now": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Now: less, Missing: "the last weeks point one way"},
			[]string{"0.6 hands-on days a week now (0.4 to 0.8). The change in hands-on days is not known, because there is too little evidence in the reference."},
		},
		"another source since": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Now: less, Then: then},
			[]string{"0.6 hands-on days a week now (0.4 to 0.8). The change in hands-on days is not known, because a source changed since then, and nothing is compared across that."},
		},
		"too little now": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then},
			[]string{"The change in hands-on days is not known, because there is too little evidence in the last months."},
		},
		"falling": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then, Now: less, Moved: rangeOf(-3.4, -3.7, -3.1), State: "sliding", Rate: &report.Rate{Range: report.Range{Value: -0.8, Low: -1.1, High: -0.5}, Per: "year"}},
			[]string{fewer, levels, "It is falling by ~0.8 hands-on days a week each year (0.5 to 1.1)."},
		},
		"rising": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then, Now: less, Moved: rangeOf(-3.4, -3.7, -3.1), State: "returning", Rate: &report.Rate{Range: report.Range{Value: 0.8, Low: 0.5, High: 1.1}, Per: "year"}},
			[]string{fewer, levels, "It is rising by ~0.8 hands-on days a week each year (0.5 to 1.1)."},
		},
		"a rate of what is steady": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then, Now: less, Moved: rangeOf(-3.4, -3.7, -3.1), State: "steady", Rate: &report.Rate{Range: report.Range{Value: 0.1, Low: -0.5, High: 0.6}, Per: "year"}},
			[]string{fewer, levels},
		},
		"a step": {
			measure.HandsOnDays, "all", nil,
			report.Backsight{Missing: "x", Turns: steps("step", nil)},
			[]string{"The change in hands-on days is not known, because no year has enough evidence to be the reference; `backsight fix YEAR` sets one.", "In Jan 2018 (Dec 2017 to Jan 2018), hands-on days went from 4.0 to 1.0 a week in one step." + asked},
		},
		"a slide that goes on": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Missing: "x", Turns: steps("slide", nil)},
			[]string{"The change in hands-on days is not known, because x.", "A slide of hands-on days from 4.0 to 1.0 a week began in Jan 2018 (Dec 2017 to Jan 2018)." + asked},
		},
		"a slide that ended": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Missing: "x", Turns: steps("slide", dayOf("2018-06-04"))},
			[]string{"The change in hands-on days is not known, because x.", "A slide of hands-on days from 4.0 to 1.0 a week began in Jan 2018 (Dec 2017 to Jan 2018) and ended in Jun 2018." + asked},
		},
		"either": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Missing: "x", Turns: steps("step_or_slide", nil)},
			[]string{"The change in hands-on days is not known, because x.", "In Jan 2018 (Dec 2017 to Jan 2018), hands-on days went from 4.0 to 1.0 a week in a step or a short slide; the weeks do not show which." + asked},
		},
		"the instrument": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Missing: "x", Turns: steps("instrument", nil)},
			[]string{"The change in hands-on days is not known, because x.", "Around Jan 2018 (Dec 2017 to Jan 2018) a source of evidence changed, so hands-on days went from 4.0 to 1.0 a week. This is not drift, and nothing is compared across it."},
		},
		"an alarm": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then, Now: less, Moved: rangeOf(-3.4, -3.7, -3.1), Alarm: ringing},
			[]string{fewer, levels, "Since August 2019 there have been fewer hands-on days than in 2017. By chance that would happen about once in ten years."},
		},
		"an early alarm": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then, Now: rangeOf(3.5, 2.9, 4.1), Moved: rangeOf(-0.5, -1.1, 0.1), Alarm: report.Alarm{Ringing: true, Since: dayOf("2018-08-06")}},
			[]string{
				"Whether you are hands-on less than in 2017 is not sure. Then 4.0, now 3.5: between 1.1 less and 0.1 more.", "Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 3.5 (2.9 to 4.1).",
				"Since August 2018 the weeks have been lower than in 2017. By chance that would happen about once in ten years. How far the level fell is not clear yet.",
			},
		},
		"an early alarm of about the same": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then, Now: rangeOf(3.7, 3.3, 4.1), Moved: rangeOf(-0.3, -0.7, 0.1), Alarm: report.Alarm{Ringing: true, Since: dayOf("2018-08-06")}},
			[]string{"You are hands-on about as often as in 2017 (0.7 a week less to 0.1 more).", "Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 3.7 (3.3 to 4.1)."},
		},
		"an old alarm of a fall made good": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then, Now: rangeOf(3.5, 2.9, 4.1), Moved: rangeOf(-0.5, -1.1, 0.1), Alarm: report.Alarm{Ringing: true, Since: dayOf("2017-12-18")}},
			[]string{"Whether you are hands-on less than in 2017 is not sure. Then 4.0, now 3.5: between 1.1 less and 0.1 more.", "Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 3.5 (2.9 to 4.1)."},
		},
		"an alarm that the level denies": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then, Now: rangeOf(3.9, 3.6, 4.2), Moved: rangeOf(-0.1, -0.5, 0.3), Alarm: ringing},
			[]string{"You are hands-on about as often as in 2017 (0.5 a week less to 0.3 more).", "Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 3.9 (3.6 to 4.2)."},
		},
		"an alarm above the reference": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: less, Now: then, Moved: rangeOf(3.4, 3.1, 3.7), Alarm: ringing},
			[]string{"You are hands-on ~3.4 days a week more than in 2017 (3.1 to 3.7).", "Then 0.6 hands-on days in an ordinary week (0.4 to 0.8), now 4.0 (3.8 to 4.2)."},
		},
		"an alarm of which nothing else can be told": {
			measure.HandsOnDays, "all", ref2017,
			report.Backsight{Then: then, Alarm: ringing},
			[]string{"The change in hands-on days is not known, because there is too little evidence in the last months."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := slices.DeleteFunc(Claims(reading(c.of, c.in, c.b), c.ref, 820, Told{}), func(c report.Claim) bool {
				return c.Kind == report.Story || c.Kind == report.Slow // their own tests have them
			})
			if diff := cmp.Diff(c.want, texts(got)); diff != "" {
				t.Errorf("it says (-want +got):\n%s", diff)
			}
			for _, claim := range got {
				whole(t, claim)
			}
		})
	}
}

// whole says whether a claim carries all that a claim must: where it tells a
// number, its interval; always how much was seen, of what facts, by what method,
// and what it does not mean.
func whole(t *testing.T, c report.Claim) {
	t.Helper()
	if c.Value == nil && strings.ContainsAny(strings.Split(c.Text.String(), "is not known")[0], "~(") {
		t.Errorf("%q tells a number and carries none", c.Text)
	}
	if c.Value != nil && (c.Low == nil || c.High == nil || *c.Low > *c.Value || *c.Value > *c.High) {
		t.Errorf("%q: the number does not lie in its interval", c.Text)
	}
	if c.Method == "" || len(c.Limits) == 0 || c.Unit == "" || c.Facts == 0 || c.Seen == nil || *c.Seen != 0.5 || c.About == "" || c.Sphere == "" {
		t.Errorf("%q lacks something: %+v", c.Text, c)
	}
	if text := c.Text.String(); strings.Contains(text, "-0.0") || strings.Contains(text, "NaN") {
		t.Errorf("%q", text)
	}
	saytest.InParts(t, c.Text)
}

// The change at a turn is known as far as the levels on either side of it are.
func TestATurnHasAnInterval(t *testing.T) {
	turn := report.Turn{At: *dayOf("2018-01-01"), Low: *dayOf("2017-12-04"), High: *dayOf("2018-01-29"), Kind: "step", From: 4, To: 1}
	r := reading(measure.HandsOnDays, "all", report.Backsight{})
	if diff := cmp.Diff(rangeOf(-3, -3.4, -2.6), teller{r: r}.change(turn)); diff != "" {
		t.Errorf("the change (-want +got):\n%s", diff)
	}
	slide, end := turn, r.Series[80].Week
	for i := 52; i < 80; i++ {
		r.Series[i].Level = rangeOf(2.5, 1, 4)
	}
	slide.End = &end
	if diff := cmp.Diff(rangeOf(-3, -3.4, -2.6), teller{r: r}.change(slide)); diff != "" {
		t.Errorf("the change of a slide, until its end (-want +got):\n%s", diff)
	}
	for i := range r.Series {
		if r.Series[i].Week > turn.At {
			r.Series[i].Level = nil
		}
	}
	if got := (teller{r: r}).change(turn); got != nil {
		t.Errorf("a change to what nobody saw is %+v", got)
	}
}

func TestIntervalsOfTurns(t *testing.T) {
	for want, c := range map[string][2]string{
		"(week of 3)":            {"2017-07-03", "2017-07-03"},
		"(3 to 24)":              {"2017-07-03", "2017-07-24"},
		"(May to Sep 2017)":      {"2017-05-01", "2017-09-04"},
		"(Dec 2016 to Jan 2017)": {"2016-12-26", "2017-01-02"},
		"(Jul 2016 to Jul 2017)": {"2016-07-04", "2017-07-03"},
	} {
		if got := Between(*dayOf(c[0]), *dayOf(c[1])); got != want {
			t.Errorf("%v is %q, want %q", c, got, want)
		}
	}
}
