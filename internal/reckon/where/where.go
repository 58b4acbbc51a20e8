// Package where tells in what a person worked: repositories and languages as rows,
// years as columns, hands-on days as the numbers, with the reference beside them. It
// answers "of what?" to "3.5 hands-on days a week less". Which things were met for the
// first time (FirstsOf) is told from the same rows.
//
// It reads the surveys that lie in the rows of days, and no fact: a long history
// answers as fast as a short one. It reconciles nothing and draws no cause.
package where

import (
	"cmp"
	"context"
	"slices"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Version is of the JSON.
const Version = 1

// Shown is how many rows of each kind a surface shows by themselves.
const Shown = 15

// latelyDays is how many days before now are "the last 52 weeks".
const latelyDays = 52 * 7

// Where is in what a person worked.
type Where struct {
	Version   int              `json:"version"`
	Synthetic bool             `json:"synthetic"`
	Reference *report.RefRange `json:"reference"` // nil where there is none
	Years     []Year           `json:"years"`
	// Then and Lately are how many days were seen of the reference and of the last 52
	// weeks.
	Then         int        `json:"reference_seen"`
	Lately       int        `json:"lately_seen"`
	All          Row        `json:"all"` // hands-on days
	Repositories []Row      `json:"repositories"`
	Languages    []Row      `json:"languages"`
	Rest         Rest       `json:"rest"`
	Limits       []say.Text `json:"limits"`
}

// Rest is what lies beyond the first Shown rows: one row of each kind, nil for none.
type Rest struct {
	Repositories *Row `json:"repositories"`
	Languages    *Row `json:"languages"`
}

// Year is one column. Days are those of it that are over, Seen those of them that the
// evidence covers. Reference says that the year is the reference, or part of it.
type Year struct {
	Year      int  `json:"year"`
	Days      int  `json:"days"`
	Seen      int  `json:"seen"`
	Reference bool `json:"reference"`
}

// Row is one thing and its hands-on days: in all, in the reference (nil where there is
// none or nothing of it was seen), in the last 52 weeks, and in each year (nil where
// nothing of that year was seen).
type Row struct {
	Name      string   `json:"name"`
	Where     []string `json:"where,omitempty"` // of a repository: where it and its copies lie
	Of        int      `json:"of,omitempty"`    // of the rest: how many things it is
	First     when.Day `json:"first"`
	Last      when.Day `json:"last"`
	Days      int      `json:"days"`
	Reference *int     `json:"reference"`
	Lately    *int     `json:"lately"`
	Years     []*int   `json:"years"`
}

// Nothing says whether there is no hands-on day at all.
func (w Where) Nothing() bool { return w.All.Days == 0 }

// Of answers until now.
func Of(ctx context.Context, b session.Base, g policy.Grant, q session.Question) (Where, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return Where{}, err
	}
	l, err := look.LookOf(s)
	if err != nil {
		return Where{}, err
	}
	n, err := s.Numbers()
	if err != nil {
		return Where{}, err
	}
	l.ChooseReference()
	t := thingsOf(n, s.Q)
	hands := daySet{}
	for d, v := range n.By(session.SeriesKey{Measure: measure.HandsOnDays.Name, Sphere: timeline.SphereAll}) {
		if v > 0 && d <= s.Q.Through {
			hands[d] = true
		}
	}
	c := columnsOf(s.Q, l.Reference, l.Exposure(logbook.Commits, timeline.SphereAll), hands)
	w := Where{
		Version: Version, Synthetic: s.Q.Synthetic, Reference: l.Reference, Years: c.years, Then: c.then, Lately: c.lately,
		All: c.row("all hands-on days", hands), Limits: limits(), Repositories: []Row{}, Languages: []Row{},
	}
	w.Repositories, w.Rest.Repositories = c.rows(t.repositories)
	w.Languages, w.Rest.Languages = c.rows(t.languages)
	return w, nil
}

func limits() []say.Text {
	return []say.Text{
		say.Plain("A day counts in every repository and language of it, so that the rows add up to more than all days."),
		say.Plain("Days are those of commits: work that was never committed, or lies in no repository that was read, is in no row."),
		say.Plain("A language is told by the names of files; somebody else's code, files that programs write, and prose and data (Markdown, YAML, JSON and the like) are none."),
		say.Plain("Repositories that share at least half of their own works are one: a clone, a fork or a renamed one."),
	}
}

// columns are the years, with the reference and the last 52 weeks.
type columns struct {
	years        []Year
	reference    when.Days
	last         when.Days // 52 weeks
	then, lately int       // days seen of both
}

func columnsOf(q session.Question, ref *report.RefRange, seen measure.Exposure, hands daySet) columns {
	c := columns{reference: ref.Days(), last: when.Days{From: q.Now - latelyDays, To: q.Now}}
	for d := c.reference.From; d < c.reference.To; d++ {
		c.then += one(seen.Seen(d))
	}
	for d := c.last.From; d < c.last.To; d++ {
		c.lately += one(seen.Seen(d))
	}
	days := hands.sorted()
	if len(days) == 0 {
		return c
	}
	for y := days[0].Year(); y <= q.Through.Year(); y++ {
		_, in := when.Year(y).Cut(c.reference)
		year := Year{Year: y, Reference: in}
		for d := when.Date(y, 1, 1); d < min(when.Date(y+1, 1, 1), q.Now); d++ {
			year.Days++
			year.Seen += one(seen.Seen(d))
		}
		c.years = append(c.years, year)
	}
	return c
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// row is the row of some days.
func (c columns) row(name string, days daySet) Row {
	r := Row{Name: name, First: when.NoDay, Last: when.NoDay, Years: make([]*int, len(c.years))}
	all := days.sorted()
	if r.Days = len(all); r.Days > 0 {
		r.First, r.Last = all[0], all[len(all)-1]
	}
	in := func(period when.Days, seen int) *int {
		n := 0
		for _, d := range all {
			n += one(period.Has(d))
		}
		if n == 0 && seen == 0 {
			return nil
		}
		return &n
	}
	r.Reference, r.Lately = in(c.reference, c.then), in(c.last, c.lately)
	for i, y := range c.years {
		r.Years[i] = in(when.Year(y.Year), y.Seen)
	}
	return r
}

// rows are those of some things, those with the most days first, and one row of what
// lies beyond the first Shown.
func (c columns) rows(all []thing) (out []Row, rest *Row) {
	out = []Row{}
	all = slices.DeleteFunc(slices.Clone(all), func(t thing) bool { return len(t.days) == 0 })
	slices.SortFunc(all, func(a, b thing) int {
		return cmp.Or(cmp.Compare(len(b.days), len(a.days)), cmp.Compare(a.name, b.name), slices.Compare(a.where, b.where))
	})
	others := daySet{}
	for i, t := range all {
		r := c.row(t.name, t.days)
		r.Where = t.where
		out = append(out, r)
		if i >= Shown {
			others.join(t.days)
		}
	}
	if len(all) > Shown {
		r := c.row("all others", others)
		r.Of = len(all) - Shown
		rest = &r
	}
	return out, rest
}
