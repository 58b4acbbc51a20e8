package tell

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/say/saytest"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
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
func shown(last when.Day, h report.Hands) Told {
	oct, nov := when.Date(2019, 10, 1), when.Date(2019, 11, 1)
	h.Begins = when.Date(2019, 8, 31)
	h.Months = []report.MonthSum{
		{Month: oct, Value: 10.6, Days: 31, From: oct, To: nov - 1}, {Month: nov, Value: 25.3, Days: 26, From: nov, To: nov + 25},
	}
	return Told{Last: last, Editor: nov + 25, Hands: &h, ByCommits: true}
}

// The story, word for word: in each whether there is building now, since when, how
// fast, and what now.
func TestTheStory(t *testing.T) {
	last := Told{Last: when.Date(2017, 3, 2)}
	inEditor := Told{Last: last.Last, Editor: when.Date(2018, 11, 20)}
	ref := &report.RefRange{From: when.Date(2010, 1, 1), To: when.Date(2010, 12, 31)}
	for name, c := range map[string]struct {
		r    report.Reading
		of   Told
		ref  *report.RefRange
		want string
	}{
		"back": {
			lived(report.Backsight{Then: rangeOf(3.8, 3.6, 4), Now: rangeOf(5.4, 5, 5.8), Moved: rangeOf(1.6, 1.2, 2), Turns: []report.Turn{step("2013-03-04", 4, 0.3), step("2018-09-03", 0.3, 4.4)}}, "2010-01-04", 4.0, "2013-03-04", 0.3, "2018-09-03", 4.4),
			Told{},
			ref, "Your hands are back: 5.4 days a week since Sep 2018, after five and a half years below half a day. That is 1.6 more than in 2010, when it was 3.8.",
		},
		"ceased in two steps": {
			lived(report.Backsight{Then: rangeOf(2.6, 2.3, 2.9), Now: rangeOf(0.02, 0, 0.05), Moved: rangeOf(-2.6, -2.9, -2.3), Turns: []report.Turn{step("2011-10-03", 2.6, 0.5), step("2014-12-01", 0.45, 0)}}, "2010-01-04", 2.6, "2011-10-03", 0.5, "2014-12-01", 0.0),
			Told{Last: when.Date(2014, 11, 28)},
			ref, "You have hardly built since Dec 2014. Until Oct 2011 it was 2.6 days a week, then 0.5, now 0.02. That is 2.6 less than in 2010. The last hands-on day was 2014-11-28.",
		},
		"less, then slowly nothing": {
			lived(report.Backsight{Then: rangeOf(2.6, 2.3, 2.9), Now: rangeOf(0.02, 0, 0.05), Moved: rangeOf(-2.6, -2.9, -2.3), Turns: []report.Turn{step("2011-10-03", 2.6, 0.5)}}, "2010-01-04", 2.6, "2011-10-03", 0.5, "2014-12-01", 0.0),
			Told{Last: when.Date(2014, 11, 28)},
			ref, "You have built less since Oct 2011: 2.6 days a week before, then 0.5, now 0.02. That is 2.6 less than in 2010.",
		},
		"long back": {
			lived(report.Backsight{Then: rangeOf(3.8, 3.6, 4), Now: rangeOf(5.4, 5, 5.8), Moved: rangeOf(1.6, 1.2, 2), Turns: []report.Turn{step("2011-03-07", 4, 0.8), step("2014-01-06", 0.8, 4.4)}}, "2010-01-04", 4.0, "2011-03-07", 0.8, "2014-01-06", 4.4),
			Told{},
			ref, "You built less than one day a week from Mar 2011 to Jan 2014; since then 4.4, now 5.4. That is 1.6 more than in 2010, when it was 3.8.",
		},
		"never before": {
			lived(report.Backsight{Then: rangeOf(0.05, 0, 0.1), Now: rangeOf(3, 2.8, 3.2), Moved: rangeOf(2.9, 2.7, 3.1), Turns: []report.Turn{slide("2017-01-02", "2018-01-01", 0.05, 3)}}, "2010-01-04", 0.05, "2017-01-02", 1.0, "2018-01-01", 3.0),
			Told{},
			ref, "You built less than a tenth of a day a week until Jan 2017; since Jan 2018 3.0. That is 2.9 more than in 2010.",
		},
		"more": {
			lived(report.Backsight{Then: rangeOf(2, 1, 3), Now: rangeOf(3.1, 3, 3.2), Moved: rangeOf(1.1, -0.1, 2), Turns: []report.Turn{step("2018-01-01", 2, 3)}}, "2010-01-04", 2.0, "2018-01-01", 3.0),
			Told{},
			ref, "You have built more since Jan 2018: 2.0 days a week before, then 3.0.",
		},
		"more and more": {
			lived(report.Backsight{Now: rangeOf(3.4, 3, 3.8), Turns: []report.Turn{slide("2018-01-01", "", 2, 3)}}, "2010-01-04", 2.0),
			Told{},
			nil, "You have built more and more since Jan 2018: 2.0 days a week then, now 3.4.",
		},
		"less": {
			lived(report.Backsight{Then: rangeOf(4, 3.8, 4.2), Now: rangeOf(1.1, 1, 1.2), Moved: rangeOf(-2.9, -3.1, -2.7), Turns: []report.Turn{step("2015-03-02", 4, 1.5)}}, "2010-01-04", 4.0),
			Told{},
			ref, "You have built less since Mar 2015: 4.0 days a week before, then 1.5, now 1.1. That is 2.9 less than in 2010.",
		},
		"less, it once was as little": {
			lived(report.Backsight{Then: rangeOf(1, 0.9, 1.1), Now: rangeOf(1.1, 1, 1.2), Moved: rangeOf(0.1, -0.1, 0.3), Turns: []report.Turn{step("2015-03-02", 4, 1)}}, "2010-01-04", 4.0),
			Told{},
			ref, "You have built less since Mar 2015: 4.0 days a week before, then 1.0. That is about as often as in 2010.",
		},
		"less and less": {
			lived(report.Backsight{Then: rangeOf(4, 3.8, 4.2), Now: rangeOf(1.1, 1, 1.2), Moved: rangeOf(-2.9, -3.1, -2.7), Turns: []report.Turn{slide("2018-03-05", "", 4, 1.3)}}, "2010-01-04", 4.0),
			Told{},
			ref, "You have built less and less since Mar 2018: 4.0 days a week then, now 1.1. That is 2.9 less than in 2010.",
		},
		"less, then slowly more": {
			lived(report.Backsight{Now: rangeOf(3, 2.8, 3.2), Turns: []report.Turn{step("2015-03-02", 4, 1)}}, "2010-01-04", 4.0),
			Told{},
			nil, "You build 3.0 days a week. It was 4.0 until Mar 2015, then 1.0; when it rose again is not known.",
		},
		"less, then who knows": {
			lived(report.Backsight{Now: rangeOf(3, 0.9, 5.5), Turns: []report.Turn{slide("2014-03-03", "2015-03-02", 4, 1)}}, "2010-01-04", 4.0),
			Told{},
			nil, "You build 3.0 days a week (between 0.9 and 5.5). It was 4.0 until Mar 2014, then 1.0; whether it rose again is not sure.",
		},
		"no longer": {
			lived(report.Backsight{Then: rangeOf(3.1, 3, 3.2), Now: rangeOf(0.04, 0, 0.1), Moved: rangeOf(-3.1, -3.2, -3), Turns: []report.Turn{step("2017-03-06", 3.1, 0), step("2018-03-05", 0, 0.05)}}, "2010-01-04", 3.1),
			last, ref, "You have hardly built since Mar 2017. Before, it was 3.1 days a week, now 0.04. That is 3.1 less than in 2010. The last hands-on day was 2017-03-02.",
		},
		"nothing": {
			lived(report.Backsight{Then: rangeOf(3.1, 3, 3.2), Now: rangeOf(0, 0, 0.1), Moved: rangeOf(-3.1, -3.2, -3), Turns: []report.Turn{step("2017-03-06", 3.1, 0)}}, "2010-01-04", 3.1),
			last, ref, "You have built nothing since 2017-03-02. Until Mar 2017 it was 3.1 days a week.",
		},
		"no commit, but an editor": {
			lived(report.Backsight{Then: rangeOf(3.1, 3, 3.2), Now: rangeOf(0, 0, 0.1), Moved: rangeOf(-3.1, -3.2, -3), Turns: []report.Turn{step("2017-03-06", 3.1, 0)}}, "2010-01-04", 3.1),
			inEditor, ref, "You have committed nothing since 2017-03-02. Until Mar 2017 it was 3.1 days a week. An editor shows an hour of work on 2018-11-20.",
		},
		"nothing, after a slide": {
			lived(report.Backsight{Then: rangeOf(3.5, 3.1, 3.9), Now: rangeOf(0, 0, 0.05), Moved: rangeOf(-3.5, -3.9, -3.1), Turns: []report.Turn{slide("2012-05-07", "2017-04-03", 3.5, 0)}}, "2010-01-04", 3.5, "2012-05-07", 2.0, "2017-04-03", 0.0),
			last, ref, "You have built nothing since 2017-03-02. Until May 2012 it was 3.5 days a week, then less and less.",
		},
		"nothing, after a slide to little": {
			lived(report.Backsight{Then: rangeOf(1.7, 1.2, 2.1), Now: rangeOf(0, 0, 0.05), Moved: rangeOf(-1.7, -2.1, -1.2), Turns: []report.Turn{step("2010-07-05", 2.7, 0.9), slide("2012-07-02", "2013-05-06", 0.9, 0.08)}}, "2010-01-04", 2.7, "2010-07-05", 0.9, "2013-05-06", 0.0),
			last, ref, "You have built nothing since 2017-03-02. Until Jul 2012 it was 0.9 days a week, from May 2013 on 0.1.",
		},
		"hardly, after a slide": {
			lived(report.Backsight{Then: rangeOf(2.4, 1.9, 3), Now: rangeOf(0.052, 0.004, 0.07), Moved: rangeOf(-2.4, -2.9, -1.8), Turns: []report.Turn{slide("2013-03-04", "2014-04-07", 0.9, 0.06)}}, "2010-01-04", 2.4, "2013-03-04", 0.9, "2014-04-07", 0.06),
			last, ref, "You have hardly built since Apr 2014. Until Mar 2013 it was 0.9 days a week, now 0.1. In 2010 it was 2.4. The last hands-on day was 2017-03-02.",
		},
		"another level then than before the turn": {
			lived(report.Backsight{Then: rangeOf(2.1, 1.9, 2.3), Now: rangeOf(1.2, 1, 1.4), Moved: rangeOf(-0.9, -1.2, -0.6), Turns: []report.Turn{step("2015-03-02", 1.9, 1.2)}}, "2010-01-04", 1.9, "2015-03-02", 1.2),
			Told{},
			ref, "You have built less since Mar 2015: 1.9 days a week before, then 1.2. That is 0.9 less than in 2010, when it was 2.1.",
		},
		"a slide that has just ended, and more": {
			lived(report.Backsight{Then: rangeOf(1.4, 0.8, 2), Now: rangeOf(5.6, 4.1, 6.5), Moved: rangeOf(4.2, 2.5, 5.5), Turns: []report.Turn{slide("2019-01-07", "2019-10-07", 1.4, 4.6)}}, "2010-01-04", 1.4, "2019-10-07", 5.6),
			Told{},
			ref, "You have built more and more since Jan 2019: 1.4 days a week then, now 5.6. That is 4.2 more than in 2010.",
		},
		"as little as a day a year": {
			lived(report.Backsight{Then: rangeOf(0.3, 0.1, 0.7), Now: rangeOf(0.04, 0.003, 0.07), Moved: rangeOf(-0.285, -0.658, -0.022)}, "2010-01-04", 0.3),
			last, ref, "You hardly build, 0.04 days a week; no single change stands out. In 2010 it was 0.3. The last hands-on day was 2017-03-02.",
		},
		"no commit, and what an editor shows": {
			lived(report.Backsight{Then: rangeOf(3.1, 3, 3.2), Now: rangeOf(0, 0, 0.1), Moved: rangeOf(-3.1, -3.2, -3), Turns: []report.Turn{step("2017-03-06", 3.1, 0)}}, "2010-01-04", 3.1),
			shown(last.Last, report.Hands{}), ref,
			"You build in an editor, 10.6 h a week in Oct 2019 and 25.3 in Nov (to the 26th); its evidence begins in Aug 2019. You have committed nothing since 2017-03-02. Until Mar 2017 it was 3.1 days a week.",
		},
		"few commits, and an assistant": {
			lived(report.Backsight{Then: rangeOf(4, 3.8, 4.2), Now: rangeOf(0.5, 0.4, 0.6), Moved: rangeOf(-3.5, -3.7, -3.3), Turns: []report.Turn{step("2015-03-02", 4, 0.5)}}, "2010-01-04", 4.0),
			shown(when.Date(2019, 11, 20), report.Hands{Assisted: true}), ref,
			"You build with an assistant, 10.6 h a week in Oct 2019 and 25.3 in Nov (to the 26th). By commits, you have built less since Mar 2015: 4.0 days a week before, then 0.5. That is 3.5 less than in 2010.",
		},
		"an editor that told until then": {
			lived(report.Backsight{Then: rangeOf(3.1, 3, 3.2), Now: rangeOf(0, 0, 0.1), Moved: rangeOf(-3.1, -3.2, -3), Turns: []report.Turn{step("2017-03-06", 3.1, 0)}}, "2010-01-04", 3.1),
			shown(last.Last, report.Hands{Ended: true}), ref,
			"You built in an editor, 10.6 h a week in Oct 2019 and 25.3 in Nov (to the 26th), where this evidence ends; it begins in Aug 2019. You have committed nothing since 2017-03-02. Until Mar 2017 it was 3.1 days a week.",
		},
		"nothing, in two steps": {
			lived(report.Backsight{Then: rangeOf(2.6, 2.3, 2.9), Now: rangeOf(0, 0, 0.05), Moved: rangeOf(-2.6, -2.9, -2.3), Turns: []report.Turn{step("2011-10-03", 2.6, 0.5), step("2014-12-01", 0.45, 0)}}, "2010-01-04", 2.6, "2011-10-03", 0.5, "2014-12-01", 0.0),
			last, ref, "You have built nothing since 2017-03-02. Until Oct 2011 it was 2.6 days a week, then 0.5 until Dec 2014.",
		},
		"nothing for a year, and no turn to it": {
			lived(report.Backsight{Now: rangeOf(0, 0, 0.05), Turns: []report.Turn{step("2011-10-03", 2.6, 0.5)}}, "2010-01-04", 2.6, "2011-10-03", 0.5),
			last, nil, "You have built nothing since 2017-03-02. From Oct 2011 on it was 0.5 days a week.",
		},
		"nothing, and no change": {
			lived(report.Backsight{Then: rangeOf(1.6, 1, 2), Now: rangeOf(0, 0, 0.05), Moved: rangeOf(-1.6, -2, -1)}, "2010-01-04", 0.1),
			last, ref, "You have built nothing since 2017-03-02; no single change stands out.",
		},
		"a pause is over": {
			lived(report.Backsight{Then: rangeOf(1.5, 1.2, 1.8), Now: rangeOf(1.3, 1.1, 1.5), Moved: rangeOf(-0.2, -0.9, 0.4), Turns: []report.Turn{slide("2018-10-15", "2019-01-28", 1.6, 0), step("2019-06-10", 0, 1.2)}}, "2010-01-04", 1.6, "2019-01-28", 0.0, "2019-06-10", 1.2),
			Told{},
			ref, "After a pause from Jan 2019 to Jun 2019 you build 1.3 days a week, 1.6 before it.",
		},
		"nothing, and hardly anything before": {
			lived(report.Backsight{Then: rangeOf(0.1, 0, 0.2), Now: rangeOf(0, 0, 0.05), Moved: rangeOf(-0.1, -0.2, 0.05)}, "2010-01-04", 0.1),
			last, ref, "You have built nothing since 2017-03-02; no single change stands out.",
		},
		"no change": {
			lived(report.Backsight{Then: rangeOf(3, 2.8, 3.2), Now: rangeOf(3, 2.8, 3.2), Moved: rangeOf(0, -0.2, 0.2)}, "2010-01-04", 3.0),
			Told{},
			ref, "You build 3.0 days a week, without a clear change since Jan 2010. That is about as often as in 2010.",
		},
		"no turn, and hardly": {
			lived(report.Backsight{Now: rangeOf(0.05, 0, 0.1)}, "2010-01-04", 0.1),
			last, nil, "You hardly build, 0.1 days a week, without a clear change since Jan 2010. The last hands-on day was 2017-03-02.",
		},
		"no turn, but less": {
			lived(report.Backsight{Then: rangeOf(0.4, 0.3, 0.5), Now: rangeOf(0.05, 0, 0.1), Moved: rangeOf(-0.35, -0.5, -0.2)}, "2010-01-04", 0.3),
			Told{Last: when.NoDay},
			&report.RefRange{From: when.Date(2010, 1, 4), To: when.Date(2011, 1, 2)}, "You hardly build, 0.1 days a week; no single change stands out. Between Jan 2010 and Jan 2011 it was 0.4.",
		},
		"another source": {
			lived(report.Backsight{Now: rangeOf(3, 2.8, 3.2), Turns: []report.Turn{step("2013-03-04", 4, 0.3), {At: *dayOf("2015-03-02"), Kind: "instrument", From: 1, To: 3}}}, "2010-01-04", 3.0),
			Told{},
			nil, "You build 3.0 days a week, without a clear change since Mar 2015, when a source changed.",
		},
		"an address goes on": {
			lived(report.Backsight{Now: rangeOf(3, 2.8, 3.2)}, "2010-01-04", 3.0),
			Told{Uncounted: true},
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
	if c, some := (teller{r: of}).story(Told{}); some {
		t.Errorf("of one sphere it tells %q", c.Text)
	}
}

// Where the evidence ended long ago the story ends there too.
func TestTheStoryEndsWithTheEvidence(t *testing.T) {
	r := lived(report.Backsight{Now: rangeOf(3, 2.8, 3.2)}, "2010-01-04", 3.0)
	for i := range r.Series[len(r.Series)-40:] {
		r.Series[len(r.Series)-40+i].Value = nil
	}
	c, _ := teller{r: r}.story(Told{Last: when.Date(2019, 3, 28)})
	if want := "At the end of what was read, on 2019-03-31, you built"; !strings.HasPrefix(c.Text.String(), want) {
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
	began := func(turn report.Turn) report.Backsight {
		b := moved
		b.Beginning = &turn
		return b
	}
	levels := []any{"2010-01-04", 4.0, "2012-06-04", 3.0, "2014-06-02", 1.8, "2016-03-07", 0.3}
	for name, c := range map[string]struct {
		r    report.Reading
		want string
	}{
		"before the turn":   {lived(with(step("2016-03-07", 1.8, 0.3)), levels...), "2.2 of these 3.7 days a week were lost between 2012 and 2014, too slowly to name a month."},
		"all":               {lived(with(), levels...), "All of that was lost between 2012 and 2016, too slowly to name a month."},
		"a turn then":       {lived(with(step("2010-09-06", 4, 1.8), step("2016-03-07", 1.8, 0.3)), "2010-01-04", 4.0, "2010-09-06", 1.8, "2016-03-07", 0.3), ""},
		"the turns did all": {lived(with(step("2014-03-03", 4, 0.3)), "2010-01-04", 4.0, "2014-03-03", 0.3), ""},
		"within weeks":      {lived(with(step("2019-09-02", 3.9, 1.5)), "2010-01-04", 3.9, "2019-09-02", 1.5, "2019-11-04", 0.3), ""},
		"there and back":    {lived(with(step("2012-03-05", 3, 4.5), step("2016-03-07", 1.8, 0.3)), levels...), ""},
		"as it began":       {lived(began(step("2012-09-03", 4, 1.8)), "2010-01-04", 4.0, "2012-09-03", 1.8, "2016-03-07", 0.3), "1.5 of these 3.7 days a week were lost in 2016, too slowly to name a month."},
		"it is not sure":    {lived(report.Backsight{Then: moved.Then, Now: moved.Now, Moved: rangeOf(-3.7, -8, 0.1)}, levels...), ""},
	} {
		claim, some := teller{r: c.r, ref: ref}.slow()
		if some != (c.want != "") || claim.Text.String() != c.want {
			t.Errorf("%s: %q, want %q", name, claim.Text, c.want)
		}
	}
}

func TestLengthsInYears(t *testing.T) {
	for weeks, want := range map[int]string{35: "8 months", 52: "a year", 78: "one and a half years", 104: "two years", 130: "two and a half years", 548: "ten and a half years"} {
		if got := years(weeks); got != want {
			t.Errorf("%d weeks are %q, want %q", weeks, got, want)
		}
	}
}

// Of which day a sentence speaks, and that a turn at the beginning of the evidence is
// none.
func TestWhatWasReadBeginsAndEnds(t *testing.T) {
	ref := &report.RefRange{From: when.Date(2010, 1, 1), To: when.Date(2010, 12, 31)}
	fell := step("2013-03-04", 4, 1)
	of := func(unseen int, last when.Day) report.Reading {
		r := lived(report.Backsight{Then: rangeOf(4, 3.8, 4.2), Now: rangeOf(1, 0.8, 1.2), Moved: rangeOf(-3, -3.3, -2.7), Turns: []report.Turn{fell}}, "2010-01-04", 4.0, "2013-03-04", 1.0)
		for i := range unseen {
			r.Series[len(r.Series)-1-i].Value = nil
		}
		r.Last = last
		return r
	}
	for name, c := range map[string]struct {
		r    report.Reading
		of   Told
		want string
	}{
		"now":               {of(4, when.NoDay), Told{}, "You have built less since"},
		"to a week":         {of(5, when.NoDay), Told{}, "At the end of what was read, on 2019-12-01, you had built less since Mar 2013: 4.0 days a week before, then 1.0."},
		"to a day":          {of(5, when.Date(2019, 11, 28)), Told{}, "At the end of what was read, on 2019-11-28, you had"},
		"away since":        {of(9, when.Date(2020, 1, 3)), Told{}, "Before you were away, until 2019-11-03, you had"},
		"others' addresses": {of(5, when.NoDay), Told{Uncounted: true}, "At the end of what was read, on 2019-12-01, by the addresses that are counted, you had"},
	} {
		claim, _ := teller{r: c.r, ref: ref}.story(c.of)
		if !strings.HasPrefix(claim.Text.String(), c.want) {
			t.Errorf("%s: %q, want %q", name, claim.Text, c.want)
		}
	}
	// Of what goes on in an editor it is the repositories that ended.
	if lead := (teller{r: of(5, when.NoDay), ref: ref, byCommits: true}).lead().String(); lead != "At the end of the repositories, on 2019-12-01," {
		t.Errorf("where an editor goes on: %q", lead)
	}
	if moved := (teller{r: of(5, when.NoDay), ref: ref}).moved().Text.String(); moved != "You were hands-on ~3.0 days a week less than in 2010 (2.7 to 3.3)." {
		t.Errorf("the distance of what ended: %q", moved)
	}

	r := of(0, when.NoDay)
	r.Backsight.Turns[0].Low = r.Series[0].Week
	for _, unseen := range []int{0, 3} { // the first weeks may be holes
		r.Series[unseen].Value, r.Backsight.Turns[0].Low = nil, r.Series[unseen+1].Week
		one := r
		b := *r.Backsight
		one.Backsight = &b
		for i := range unseen {
			one.Series[i].Value = nil
		}
		AtFirst(&one)
		text, some := teller{r: one, ref: ref}.beginning()
		if want := "At the beginning of the evidence, until about Mar 2013, there were 4.0 hands-on days a week, then 1.0."; len(one.Backsight.Turns) != 0 || !some || text.Text.String() != want {
			t.Errorf("%d turns, and %q", len(one.Backsight.Turns), text.Text)
		}
		if story, _ := (teller{r: one, ref: ref}).story(Told{}); strings.Contains(story.Text.String(), "before") {
			t.Errorf("the story tells it as a turn: %q", story.Text)
		}
	}
	for name, turn := range map[string]report.Turn{"a week later": {Low: r.Series[5].Week, Kind: "step"}, "another source": {Low: r.Series[0].Week, Kind: Instrument}} {
		b := report.Backsight{Turns: []report.Turn{turn}}
		one := r
		one.Backsight = &b
		if AtFirst(&one); len(b.Turns) != 1 || b.Beginning != nil {
			t.Errorf("%s: it is taken for a beginning", name)
		}
	}
}
