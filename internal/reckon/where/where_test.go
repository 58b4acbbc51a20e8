package where_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/reckon/where"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/source/ics/calendar"
	"github.com/backsight/backsight/internal/store"
)

// until is the day on which the made-up lives are looked at.
var until = when.Date(2026, 11, 20)

// desk is a store in memory, and a question about it.
type desk struct {
	session.Base
	db     *store.DB
	grant  policy.Grant
	person who.Person
	q      session.Question
}

func newDesk(t *testing.T, self who.Self) *desk {
	t.Helper()
	now := until.Start(time.UTC) + 12*when.Hour
	db, err := store.Open(t.Context(), store.Options{DSN: ":memory:", Now: func() when.Instant { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	d := &desk{db: db}
	if d.person, err = db.Owner(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d.grant, err = policy.Allow(policy.Ask{Viewer: d.person, Owner: d.person, Grain: policy.Evidence}, nil, 1); err != nil {
		t.Fatal(err)
	}
	expand := func(e []logbook.Fact, self who.Self, w when.Span, _ timeline.Habits) ([]logbook.Occurrence, []logbook.BadRow) {
		return calendar.Expand(e, self, w, time.UTC, time.LoadLocation)
	}
	d.Base = session.Base{Book: db, Memory: db, Expand: expand, Cache: session.NewCache()}
	self.Person = d.person
	d.q = session.Question{Now: until, Through: until, Instant: now, Since: when.NoDay, Habits: timeline.Habits{
		Self: self, Homes: []timeline.Home{{From: when.NoDay, Zone: time.UTC}}, Window: timeline.NineToFive, Sources: all.Declared(),
	}}
	return d
}

// living is the desk of a made-up life.
func living(t *testing.T, l lives.Life) *desk {
	t.Helper()
	d := newDesk(t, l.Self(1))
	for b := range lives.Batches(l, d.person, until) {
		if _, err := d.db.Put(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d *desk) where(t *testing.T) where.Where {
	t.Helper()
	w, err := where.Of(t.Context(), d.Base, d.grant, d.q)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// work is one commit of Ann's on a day, and what it touched.
type work struct {
	day       when.Day
	subject   string
	languages map[string]int
	vendored  int // files beside them
}

var ann = who.Self{Identities: []who.Identity{"ann@example.org"}}

// commit puts works at a place; the same work at another place is the same fact.
func (d *desk) commit(t *testing.T, uri string, works ...work) {
	t.Helper()
	place := logbook.Place{Source: "git", Machine: "laptop", Name: uri[1:], URI: uri}
	b := logbook.Batch{Person: d.person, Place: place, At: d.q.Instant, By: "git", Position: logbook.Position("x")}
	counts := logbook.Coverage{Place: place, From: works[0].day, To: until + 1, Open: true, Facts: len(works), Yours: len(works)}
	for _, w := range works {
		at := w.day.Start(time.UTC) + 10*when.Hour
		oid := w.day.String() + w.subject
		files := w.vendored
		for _, n := range w.languages {
			files += n
		}
		fact := func(kind logbook.Kind, key string, body any) {
			b.Entries = append(b.Entries, logbook.Entry{Fact: &logbook.Fact{
				Person: d.person, Kind: kind, Key: key, Span: when.Span{From: at, To: at}, Day: w.day, Zone: "+00:00", Body: logbook.Body(body),
			}})
		}
		fact(logbook.KindCommit, oid+" authored ann@example.org", logbook.Commit{Object: oid, Role: logbook.Authored, As: "ann@example.org", Subject: w.subject, Authored: at, Committed: at})
		fact(logbook.KindPaths, oid, logbook.Paths{Object: oid, Files: files, Vendored: w.vendored, Languages: w.languages})
	}
	b.Entries = append(b.Entries, logbook.Entry{Counts: &counts})
	if _, err := d.db.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

// weekly is a work a week in a language.
func weekly(from when.Day, n int, subject, language string) (out []work) {
	for i := range n {
		out = append(out, work{day: from + when.Day(7*i), subject: subject, languages: map[string]int{language: 2}})
	}
	return out
}

// The days of all repositories together are the hands-on days, in each year, and every
// row lies inside its years.
func TestRowsAreTheHandsOnDays(t *testing.T) {
	for _, l := range lives.All()[:2] {
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			d := living(t, l)
			w := d.where(t)
			s, err := d.Fresh(t.Context(), d.grant, d.q)
			if err != nil {
				t.Fatal(err)
			}
			n, err := s.Numbers()
			if err != nil {
				t.Fatal(err)
			}
			key := session.SeriesKey{Measure: measure.HandsOnDays.Name, Sphere: timeline.SphereAll}
			for i, y := range w.Years {
				got := 0
				if w.All.Years[i] != nil {
					got = *w.All.Years[i]
				}
				if want := n.Sum(key, when.Year(y.Year)); got != int(want) {
					t.Errorf("%d has %d hands-on days, want %v", y.Year, got, want)
				}
				most, sum := 0, 0
				for _, r := range w.Repositories {
					if r.Years[i] != nil {
						most, sum = max(most, *r.Years[i]), sum+*r.Years[i]
					}
				}
				if most > got || sum < got {
					t.Errorf("%d: the repositories have %d days at most and %d in all, of %d", y.Year, most, sum, got)
				}
			}
			if w.Nothing() || len(w.Languages) == 0 {
				t.Error("there is nothing")
			}
			for _, r := range slices.Concat(w.Repositories, w.Languages, []where.Row{w.All}) {
				sum := 0
				for _, n := range r.Years {
					if n != nil {
						sum += *n
					}
				}
				if sum != r.Days || r.First > r.Last || r.First < w.All.First || r.Last > w.All.Last {
					t.Errorf("%s: %d days in %d from %s to %s", r.Name, sum, r.Days, r.First, r.Last)
				}
			}
		})
	}
}

// A clone and a renamed repository are one row, called as the newest is; a change that
// was picked from one repository into another joins nothing; prose is no language.
func TestOneRepositoryWhereverItLies(t *testing.T) {
	d, first := newDesk(t, ann), when.Date(2019, 1, 7)
	lantern := weekly(first, 10, "glow", "Go")
	d.commit(t, "/old/lantern", lantern...)
	d.commit(t, "/beacon", append(weekly(first+70, 5, "shine", "Rust"), lantern...)...) // lantern, renamed
	site := weekly(first+700, 4, "page", "Markdown")
	d.commit(t, "/site", append(site, lantern[0])...)
	w := d.where(t)
	type row struct {
		name  string
		days  int
		where []string
	}
	var got []row
	for _, r := range w.Repositories {
		got = append(got, row{r.Name, r.Days, r.Where})
	}
	want := []row{{"beacon", 15, []string{"/beacon", "/old/lantern"}}, {"site", 5, []string{"/site"}}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(w.Languages) != 2 || w.Languages[0].Name != "Go" || w.Languages[0].Days != 10 || w.Languages[1].Days != 5 {
		t.Errorf("languages %+v", w.Languages)
	}
	if w.All.Days != 19 {
		t.Errorf("%d days in all", w.All.Days)
	}
}

// Beyond the first rows the others are one row: their days once, however many of them
// a day was spent in. A year of which nothing was seen has no number.
func TestTheRestIsOneRow(t *testing.T) {
	d, first := newDesk(t, ann), when.Date(2025, 1, 6)
	for i := range where.Shown + 3 {
		n := 2
		if i < where.Shown {
			n = 5
		}
		d.commit(t, "/r"+string(rune('a'+i)), weekly(first, n, "work "+string(rune('a'+i)), "Go")...)
	}
	w := d.where(t)
	rest := w.Rest.Repositories
	if rest == nil || rest.Of != 3 || rest.Days != 2 || len(w.Repositories) != where.Shown+3 || w.Rest.Languages != nil {
		t.Fatalf("rest %+v of %d", rest, len(w.Repositories))
	}
	if len(w.Years) != 2 || *w.All.Years[1] != 0 || w.Years[1].Days != 323 || w.Years[1].Seen != 323 {
		t.Errorf("years %+v, all %+v", w.Years, w.All)
	}
}

// What there is to say: in all, where nothing can be compared; of the reference and of
// the last 52 weeks, where both were seen.
func TestFinding(t *testing.T) {
	d, first := newDesk(t, ann), when.Date(2023, 1, 2)
	if got := d.where(t).Finding().String(); got != "No hands-on day is known." {
		t.Error(got)
	}
	d.commit(t, "/lantern", weekly(first, 104, "glow", "Go")...)
	d.commit(t, "/site", weekly(first+365*3, 20, "page", "CSS")...)
	d.q.Reference = when.Year(2023)
	w := d.where(t)
	if got, want := w.Finding().String(), "In 2023 you had 52 hands-on days, 52 in lantern and 52 in Go. In the last 52 weeks: 20 hands-on days, 20 in site and 20 in CSS."; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if !w.Years[0].Reference || w.Years[1].Reference {
		t.Errorf("marked %+v", w.Years)
	}
	d.q.Reference = when.Days{From: when.Date(2023, 10, 1), To: when.Date(2023, 12, 31)}
	if got := d.where(t).Finding().String(); got != "In 2023-10-01 to 2023-12-30 you had 52 hands-on days a year, 52 in lantern and 52 in Go. In the last 52 weeks: 20 hands-on days, 20 in site and 20 in CSS." {
		t.Error(got)
	}
	d.q.Reference = when.Days{From: when.Date(2026, 6, 1), To: when.Date(2026, 11, 1)} // itself lately
	if got := d.where(t).Finding().String(); got != "124 hands-on days from 2023-01-02 to 2026-05-14, 104 in lantern and 104 in Go." {
		t.Error(got)
	}
}
