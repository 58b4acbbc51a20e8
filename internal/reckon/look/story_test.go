package look

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/say/saytest"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
)

// lived is ten years of hands-on days at some levels, each from a Monday on.
func lived(b report.Backsight, levels ...any) report.Reading {
	r := report.Reading{Name: measure.HandsOnDays.Name, Unit: measure.HandsOnDays.Unit, Sphere: "all", Not: measure.HandsOnDays.Not, Backsight: &b}
	level, next := 0.0, 0
	for d := when.Date(2010, 1, 4); d < when.Date(2020, 1, 6); d += 7 {
		for next < len(levels) && *dayOf(levels[next].(string)) <= d {
			level, next = levels[next+1].(float64), next+2
		}
		v := level
		r.Series = append(r.Series, report.Week{Week: d, Value: &v, Of: 7, Seen: 0.5, Level: rangeOf(v, v, v)})
	}
	b.Method = "by hand"
	return r
}

func step(at string, from, to float64) report.Turn {
	return report.Turn{At: *dayOf(at), Low: *dayOf(at), High: *dayOf(at), Kind: "step", From: from, To: to}
}

func slide(at, end string, from, to float64) report.Turn {
	t := step(at, from, to)
	t.Kind = "slide"
	if end != "" {
		t.End = dayOf(end)
	}
	return t
}

// shown is what is told beside commits that ended on a day: what an editor shows of two
// months, its evidence from August or, where it is of an assistant, from long ago.
func shown(last when.Day, h report.Hands) told {
	oct, nov := when.Date(2019, 10, 1), when.Date(2019, 11, 1)
	h.Begins = when.Date(2019, 8, 31)
	h.Months = []report.MonthSum{
		{Month: oct, Value: 10.6, Days: 31, From: oct, To: nov - 1}, {Month: nov, Value: 25.3, Days: 26, From: nov, To: nov + 25},
	}
	return told{last: last, editor: nov + 25, hands: &h, byCommits: true}
}

// The story, word for word: in each whether there is building now, since when, how
// fast, and what now.
func TestTheStory(t *testing.T) {
	last := told{last: when.Date(2017, 3, 2)}
	inEditor := told{last: last.last, editor: when.Date(2018, 11, 20)}
	ref := &report.RefRange{From: when.Date(2010, 1, 1), To: when.Date(2010, 12, 31)}
	for name, c := range map[string]struct {
		r    report.Reading
		of   told
		ref  *report.RefRange
		want string
	}{
		"back": {
			lived(report.Backsight{Then: rangeOf(3.8, 3.6, 4), Now: rangeOf(5.4, 5, 5.8), Moved: rangeOf(1.6, 1.2, 2), Turns: []report.Turn{step("2013-03-04", 4, 0.3), step("2018-09-03", 0.3, 4.4)}}, "2010-01-04", 4.0, "2013-03-04", 0.3, "2018-09-03", 4.4),
			told{},
			ref, "Your hands are back: 5.4 days a week since Sep 2018, after five and a half years below half a day. That is 1.6 more than in 2010.",
		},
		"ceased in two steps": {
			lived(report.Backsight{Then: rangeOf(2.6, 2.3, 2.9), Now: rangeOf(0.02, 0, 0.05), Moved: rangeOf(-2.6, -2.9, -2.3), Turns: []report.Turn{step("2011-10-03", 2.6, 0.5), step("2014-12-01", 0.45, 0)}}, "2010-01-04", 2.6, "2011-10-03", 0.5, "2014-12-01", 0.0),
			told{last: when.Date(2014, 11, 28)},
			ref, "You have hardly built since Dec 2014: 0.0 days a week, 0.5 before, 2.6 until Oct 2011, 2.6 less than in 2010. The last hands-on day was 2014-11-28.",
		},
		"less, then slowly nothing": {
			lived(report.Backsight{Then: rangeOf(2.6, 2.3, 2.9), Now: rangeOf(0.02, 0, 0.05), Moved: rangeOf(-2.6, -2.9, -2.3), Turns: []report.Turn{step("2011-10-03", 2.6, 0.5)}}, "2010-01-04", 2.6, "2011-10-03", 0.5, "2014-12-01", 0.0),
			told{last: when.Date(2014, 11, 28)},
			ref, "You have built less since Oct 2011: 0.5 days a week, 2.6 before, now 0.0. That is 2.6 less than in 2010.",
		},
		"long back": {
			lived(report.Backsight{Then: rangeOf(3.8, 3.6, 4), Now: rangeOf(5.4, 5, 5.8), Moved: rangeOf(1.6, 1.2, 2), Turns: []report.Turn{step("2011-03-07", 4, 0.8), step("2014-01-06", 0.8, 4.4)}}, "2010-01-04", 4.0, "2011-03-07", 0.8, "2014-01-06", 4.4),
			told{},
			ref, "You built less than one day a week from Mar 2011 to Jan 2014; since then 4.4, now 5.4. That is 1.6 more than in 2010.",
		},
		"never before": {
			lived(report.Backsight{Then: rangeOf(0.05, 0, 0.1), Now: rangeOf(3, 2.8, 3.2), Moved: rangeOf(2.9, 2.7, 3.1), Turns: []report.Turn{slide("2017-01-02", "2018-01-01", 0.05, 3)}}, "2010-01-04", 0.05, "2017-01-02", 1.0, "2018-01-01", 3.0),
			told{},
			ref, "You built less than a tenth of a day a week until Jan 2017; since Jan 2018 3.0. That is 2.9 more than in 2010.",
		},
		"more": {
			lived(report.Backsight{Then: rangeOf(2, 1, 3), Now: rangeOf(3.1, 3, 3.2), Moved: rangeOf(1.1, -0.1, 2), Turns: []report.Turn{step("2018-01-01", 2, 3)}}, "2010-01-04", 2.0, "2018-01-01", 3.0),
			told{},
			ref, "You have built more since Jan 2018: 3.0 days a week, 2.0 before.",
		},
		"more and more": {
			lived(report.Backsight{Now: rangeOf(3.4, 3, 3.8), Turns: []report.Turn{slide("2018-01-01", "", 2, 3)}}, "2010-01-04", 2.0),
			told{},
			nil, "You have built more and more since Jan 2018: 2.0 days a week then, now 3.4.",
		},
		"less": {
			lived(report.Backsight{Then: rangeOf(4, 3.8, 4.2), Now: rangeOf(1.1, 1, 1.2), Moved: rangeOf(-2.9, -3.1, -2.7), Turns: []report.Turn{step("2015-03-02", 4, 1.5)}}, "2010-01-04", 4.0),
			told{},
			ref, "You have built less since Mar 2015: 1.5 days a week, 4.0 before, now 1.1. That is 2.9 less than in 2010.",
		},
		"less, it once was as little": {
			lived(report.Backsight{Then: rangeOf(1, 0.9, 1.1), Now: rangeOf(1.1, 1, 1.2), Moved: rangeOf(0.1, -0.1, 0.3), Turns: []report.Turn{step("2015-03-02", 4, 1)}}, "2010-01-04", 4.0),
			told{},
			ref, "You have built less since Mar 2015: 1.0 days a week, 4.0 before. That is about as often as in 2010.",
		},
		"less and less": {
			lived(report.Backsight{Then: rangeOf(4, 3.8, 4.2), Now: rangeOf(1.1, 1, 1.2), Moved: rangeOf(-2.9, -3.1, -2.7), Turns: []report.Turn{slide("2018-03-05", "", 4, 1.3)}}, "2010-01-04", 4.0),
			told{},
			ref, "You have built less and less since Mar 2018: 4.0 days a week then, now 1.1. That is 2.9 less than in 2010.",
		},
		"less, then slowly more": {
			lived(report.Backsight{Now: rangeOf(3, 2.8, 3.2), Turns: []report.Turn{step("2015-03-02", 4, 1)}}, "2010-01-04", 4.0),
			told{},
			nil, "You built less from Mar 2015 on: 1.0 days a week, 4.0 before; now 3.0, and when that changed cannot be dated.",
		},
		"less, then who knows": {
			lived(report.Backsight{Now: rangeOf(3, 0.9, 5.5), Turns: []report.Turn{slide("2014-03-03", "2015-03-02", 4, 1)}}, "2010-01-04", 4.0),
			told{},
			nil, "You built less from Mar 2015 on: 1.0 days a week, 4.0 before Mar 2014; whether that has changed is not sure: now between 0.9 and 5.5.",
		},
		"no longer": {
			lived(report.Backsight{Then: rangeOf(3.1, 3, 3.2), Now: rangeOf(0.04, 0, 0.1), Moved: rangeOf(-3.1, -3.2, -3), Turns: []report.Turn{step("2017-03-06", 3.1, 0), step("2018-03-05", 0, 0.05)}}, "2010-01-04", 3.1),
			last, ref, "You have hardly built since Mar 2017: 0.0 days a week, 3.1 before, 3.1 less than in 2010. The last hands-on day was 2017-03-02.",
		},
		"nothing": {
			lived(report.Backsight{Then: rangeOf(3.1, 3, 3.2), Now: rangeOf(0, 0, 0.1), Moved: rangeOf(-3.1, -3.2, -3), Turns: []report.Turn{step("2017-03-06", 3.1, 0)}}, "2010-01-04", 3.1),
			last, ref, "You have built nothing since 2017-03-02, after 3.1 days a week until Mar 2017. That is 3.1 less than in 2010.",
		},
		"no commit, but an editor": {
			lived(report.Backsight{Then: rangeOf(3.1, 3, 3.2), Now: rangeOf(0, 0, 0.1), Moved: rangeOf(-3.1, -3.2, -3), Turns: []report.Turn{step("2017-03-06", 3.1, 0)}}, "2010-01-04", 3.1),
			inEditor, ref, "You have committed nothing since 2017-03-02, after 3.1 days a week until Mar 2017. That is 3.1 less than in 2010. An editor shows an hour of work on 2018-11-20.",
		},
		"no commit, and what an editor shows": {
			lived(report.Backsight{Then: rangeOf(3.1, 3, 3.2), Now: rangeOf(0, 0, 0.1), Moved: rangeOf(-3.1, -3.2, -3), Turns: []report.Turn{step("2017-03-06", 3.1, 0)}}, "2010-01-04", 3.1),
			shown(last.last, report.Hands{}), ref,
			"You build in an editor, 10.6 h a week in Oct 2019 and 25.3 in Nov (to the 26th); its evidence begins in Aug 2019. You have committed nothing since 2017-03-02, after 3.1 days a week until Mar 2017.",
		},
		"few commits, and an assistant": {
			lived(report.Backsight{Then: rangeOf(4, 3.8, 4.2), Now: rangeOf(0.5, 0.4, 0.6), Moved: rangeOf(-3.5, -3.7, -3.3), Turns: []report.Turn{step("2015-03-02", 4, 0.5)}}, "2010-01-04", 4.0),
			shown(when.Date(2019, 11, 20), report.Hands{Assisted: true}), ref,
			"You build with an assistant, 10.6 h a week in Oct 2019 and 25.3 in Nov (to the 26th). By commits, you have built less since Mar 2015: 0.5 days a week, 4.0 before. That is 3.5 less than in 2010.",
		},
		"an editor that told until then": {
			lived(report.Backsight{Then: rangeOf(3.1, 3, 3.2), Now: rangeOf(0, 0, 0.1), Moved: rangeOf(-3.1, -3.2, -3), Turns: []report.Turn{step("2017-03-06", 3.1, 0)}}, "2010-01-04", 3.1),
			shown(last.last, report.Hands{Ended: true}), ref,
			"You built in an editor, 10.6 h a week in Oct 2019 and 25.3 in Nov (to the 26th), where this evidence ends; it begins in Aug 2019. You have committed nothing since 2017-03-02, after 3.1 days a week until Mar 2017.",
		},
		"nothing, in two steps": {
			lived(report.Backsight{Then: rangeOf(2.6, 2.3, 2.9), Now: rangeOf(0, 0, 0.05), Moved: rangeOf(-2.6, -2.9, -2.3), Turns: []report.Turn{step("2011-10-03", 2.6, 0.5), step("2014-12-01", 0.45, 0)}}, "2010-01-04", 2.6, "2011-10-03", 0.5, "2014-12-01", 0.0),
			last, ref, "You have built nothing since 2017-03-02, after 0.5 days a week until Dec 2014 and 2.6 until Oct 2011. That is 2.6 less than in 2010.",
		},
		"nothing for a year, and no turn to it": {
			lived(report.Backsight{Now: rangeOf(0, 0, 0.05), Turns: []report.Turn{step("2011-10-03", 2.6, 0.5)}}, "2010-01-04", 2.6, "2011-10-03", 0.5),
			last, nil, "You have built nothing since 2017-03-02, after 0.5 days a week from Oct 2011 on.",
		},
		"nothing, and no change": {
			lived(report.Backsight{Then: rangeOf(1.6, 1, 2), Now: rangeOf(0, 0, 0.05), Moved: rangeOf(-1.6, -2, -1)}, "2010-01-04", 0.1),
			last, ref, "You have built nothing since 2017-03-02. That is 1.6 less than in 2010; no single change stands out.",
		},
		"a pause is over": {
			lived(report.Backsight{Then: rangeOf(1.5, 1.2, 1.8), Now: rangeOf(1.3, 1.1, 1.5), Moved: rangeOf(-0.2, -0.9, 0.4), Turns: []report.Turn{slide("2018-10-15", "2019-01-28", 1.6, 0), step("2019-06-10", 0, 1.2)}}, "2010-01-04", 1.6, "2019-01-28", 0.0, "2019-06-10", 1.2),
			told{},
			ref, "After a pause from Jan 2019 to Jun 2019 you build 1.3 days a week, 1.6 before it.",
		},
		"nothing, and hardly anything before": {
			lived(report.Backsight{Then: rangeOf(0.1, 0, 0.2), Now: rangeOf(0, 0, 0.05), Moved: rangeOf(-0.1, -0.2, 0.05)}, "2010-01-04", 0.1),
			last, ref, "You have built nothing since 2017-03-02; no single change stands out.",
		},
		"no change": {
			lived(report.Backsight{Then: rangeOf(3, 2.8, 3.2), Now: rangeOf(3, 2.8, 3.2), Moved: rangeOf(0, -0.2, 0.2)}, "2010-01-04", 3.0),
			told{},
			ref, "You build 3.0 days a week, without a clear change since Jan 2010. That is about as often as in 2010.",
		},
		"no turn, and hardly": {
			lived(report.Backsight{Now: rangeOf(0.05, 0, 0.1)}, "2010-01-04", 0.1),
			last, nil, "You hardly build, 0.1 days a week, without a clear change since Jan 2010. The last hands-on day was 2017-03-02.",
		},
		"no turn, but less": {
			lived(report.Backsight{Then: rangeOf(0.4, 0.3, 0.5), Now: rangeOf(0.05, 0, 0.1), Moved: rangeOf(-0.35, -0.5, -0.2)}, "2010-01-04", 0.3),
			told{last: when.NoDay},
			&report.RefRange{From: when.Date(2010, 1, 4), To: when.Date(2011, 1, 2)}, "You hardly build, 0.1 days a week, 0.4 less than in Jan 2010 to Jan 2011; no single change stands out since Jan 2010.",
		},
		"another source": {
			lived(report.Backsight{Now: rangeOf(3, 2.8, 3.2), Turns: []report.Turn{step("2013-03-04", 4, 0.3), {At: *dayOf("2015-03-02"), Kind: "instrument", From: 1, To: 3}}}, "2010-01-04", 3.0),
			told{},
			nil, "You build 3.0 days a week, without a clear change since Mar 2015, when a source changed.",
		},
		"an address goes on": {
			lived(report.Backsight{Now: rangeOf(3, 2.8, 3.2)}, "2010-01-04", 3.0),
			told{uncounted: true},
			nil, "By the addresses that are counted, you build 3.0 days a week, without a clear change since Jan 2010.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			claim, some := teller{r: c.r, ref: c.ref}.story(c.of)
			if diff := cmp.Diff(c.want, claim.Text.String()); !some || diff != "" {
				t.Errorf("the story (-want +got):\n%s", diff)
			}
			if n := len(c.want); n > 3*76 {
				t.Errorf("it takes more than three lines: %d letters", n)
			}
			saytest.InParts(t, claim.Text)
		})
	}
	of := lived(report.Backsight{Now: rangeOf(3, 2.8, 3.2)}, "2010-01-04", 3.0)
	of.Sphere = "work"
	if c, some := (teller{r: of}).story(told{}); some {
		t.Errorf("of one sphere it tells %q", c.Text)
	}
}

// Where the evidence ended long ago the story ends there too.
func TestTheStoryEndsWithTheEvidence(t *testing.T) {
	r := lived(report.Backsight{Now: rangeOf(3, 2.8, 3.2)}, "2010-01-04", 3.0)
	for i := range r.Series[len(r.Series)-40:] {
		r.Series[len(r.Series)-40+i].Value = nil
	}
	c, _ := teller{r: r}.story(told{})
	if want := "Up to the last evidence, in Mar 2019, you build"; !strings.HasPrefix(c.Text.String(), want) {
		t.Errorf("%q, want %q", c.Text, want)
	}
}

// What no turn accounts for is named, with when most of it went.
func TestWhatWentTooSlowly(t *testing.T) {
	ref := &report.RefRange{From: when.Date(2010, 1, 1), To: when.Date(2010, 12, 31)}
	moved := report.Backsight{Then: rangeOf(4, 3.8, 4.2), Now: rangeOf(0.3, 0.2, 0.4), Moved: rangeOf(-3.7, -3.9, -3.5)}
	with := func(turns ...report.Turn) report.Backsight {
		b := moved
		b.Turns = turns
		return b
	}
	levels := []any{"2010-01-04", 4.0, "2012-06-04", 3.0, "2014-06-02", 1.8, "2016-03-07", 0.3}
	for name, c := range map[string]struct {
		r    report.Reading
		want string
	}{
		"before the turn":   {lived(with(step("2016-03-07", 1.8, 0.3)), levels...), "2.2 of the 3.7 went between 2012 and 2014, too slowly to date."},
		"all":               {lived(with(), levels...), "All of that went between 2012 and 2016, too slowly to date."},
		"a turn then":       {lived(with(step("2010-09-06", 4, 1.8), step("2016-03-07", 1.8, 0.3)), "2010-01-04", 4.0, "2010-09-06", 1.8, "2016-03-07", 0.3), ""},
		"the turns did all": {lived(with(step("2014-03-03", 4, 0.3)), "2010-01-04", 4.0, "2014-03-03", 0.3), ""},
		"within weeks":      {lived(with(step("2019-09-02", 3.9, 1.5)), "2010-01-04", 3.9, "2019-09-02", 1.5, "2019-11-04", 0.3), ""},
		"it is not sure":    {lived(report.Backsight{Then: moved.Then, Now: moved.Now, Moved: rangeOf(-3.7, -8, 0.1)}, levels...), ""},
	} {
		claim, some := teller{r: c.r, ref: ref}.slow()
		if some != (c.want != "") || claim.Text.String() != c.want {
			t.Errorf("%s: %q, want %q", name, claim.Text, c.want)
		}
	}
}

// Pauses are counted in days with evidence, the longest first; leave is none.
func TestPauses(t *testing.T) {
	var seen []when.Day
	for d := when.Date(2015, 1, 1); d < when.Date(2020, 1, 1); d++ {
		if d < when.Date(2016, 3, 1) || d >= when.Date(2016, 12, 1) { // leave
			seen = append(seen, d)
		}
	}
	done := []when.Day{*dayOf("2015-01-05"), *dayOf("2016-02-20"), *dayOf("2016-12-05"), *dayOf("2017-01-05"), *dayOf("2017-09-01"), *dayOf("2019-11-20")}
	var got []string
	l := &Look{Session: &session.Session{}, survey: session.Survey{Commits: 6}}
	for i, p := range measure.Pauses(done, seen) {
		c := l.aboutPause(p, i)
		got = append(got, c.Text.String())
		if c.About != "pause" || *c.From != p.Days.From || *c.To != p.Days.Last() || *c.Value != float64(p.Seen) {
			t.Errorf("%q: %+v", c.Text, c)
		}
	}
	want := []string{"Longest without a commit: 809 days, Sep 2017 to Nov 2019.", "Another pause: 410 days without a commit, Jan 2015 to Feb 2016."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pauses (-want +got):\n%s", diff)
	}
	l.Q.Uncounted = []report.Uncounted{{From: *dayOf("2018-01-01"), To: *dayOf("2018-02-01")}}
	l.Q.Now = when.Date(2020, 1, 1)
	p := measure.Pauses(done[:5], seen)[0]
	c := l.aboutPause(p, 0)
	if c.Text.String() != "No commit since Sep 2017: 851 days, the longest pause. Commits under an address that is not counted lie in it." || c.To != nil {
		t.Errorf("the one that goes on: %q, to %v", c.Text, c.To)
	}
	l.Q.Uncounted, l.Q.Now = nil, when.Date(2020, 1, 1)
	if c := l.aboutPause(p, 0); c.Text.String() != "No commit since Sep 2017: 851 days, the longest pause." {
		t.Errorf("one that goes on until yesterday: %q", c.Text)
	}
	l.Q.Now = when.Date(2022, 3, 1) // a clock counts on until here
	if c := l.aboutPause(p, 0); c.Text.String() != "No commit since Sep 2017: 851 days until the evidence ends in Dec 2019, the longest pause." {
		t.Errorf("one that goes on where the evidence ended: %q", c.Text)
	}
	p.Seen--
	if c := l.aboutPause(p, 1); c.Text.String() != "No commit since Sep 2017: 850 days with evidence, which ends in Dec 2019." {
		t.Errorf("one with leave in it, where the evidence ended: %q", c.Text)
	}
	if all := measure.Pauses(done[:1], seen[:30]); len(all) != 0 {
		t.Errorf("a few days are a pause: %+v", all)
	}
	until := slices.Index(seen, *dayOf("2016-12-25"))
	if leave := measure.Pauses([]when.Day{*dayOf("2016-02-27"), *dayOf("2016-12-20")}, seen[:until]); len(leave) != 0 {
		t.Errorf("leave is a pause: %+v", leave)
	}
}

func TestLengthsInYears(t *testing.T) {
	for weeks, want := range map[int]string{35: "8 months", 52: "a year", 78: "one and a half years", 104: "two years", 130: "two and a half years", 548: "ten and a half years"} {
		if got := years(weeks); got != want {
			t.Errorf("%d weeks are %q, want %q", weeks, got, want)
		}
	}
}
