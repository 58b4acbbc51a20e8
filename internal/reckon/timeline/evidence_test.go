package timeline_test

import (
	"fmt"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

const (
	ann who.Identity = "ann@example.org"
	old who.Identity = "ann@old.example.org"
)

// zones are homes, with clocks that change in the period of the tests.
var zones = []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "America/Havana", "Pacific/Pago_Pago"}

// march and its clock changes: all evidence that is drawn lies around it.
var march = when.Days{From: when.Date(2017, 3, 6), To: when.Date(2017, 4, 10)}

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

// at is an instant of March 2017 in UTC.
func at(day, hour, minute int) when.Instant {
	return when.At(time.Date(2017, 3, day, hour, minute, 0, 0, time.UTC))
}

// eastOf is where the person was at an instant: a person is in one place at a
// time, so the same instant always has the same offset.
func eastOf(i when.Instant) int {
	return []int{0, 3600, -5 * 3600, 14 * 3600, -11 * 3600, 19800}[int(i/(3*24*when.Hour))%6]
}

// commit is the fact of a commit, written at an instant and an offset.
func commit(c logbook.Commit, east int) logbook.Fact {
	at, day := c.Authored, when.NoDay
	if c.Role == logbook.Integrated || c.Role == logbook.Reviewed {
		at = c.Committed
	}
	f := logbook.Fact{Person: 1, Kind: logbook.KindCommit, Key: fmt.Sprint(c.Object, c.Role, c.As), Body: logbook.Body(c)}
	if !c.Undated {
		day = at.Day(time.FixedZone("", east))
		f.Span, f.Zone = when.Span{From: at, To: at}, when.FixedZone(east)
	}
	f.Day = day
	return f
}

func paths(p logbook.Paths, at when.Instant) logbook.Fact {
	return logbook.Fact{
		Person: 1, Kind: logbook.KindPaths, Key: p.Object, Span: when.Span{From: at, To: at},
		Day: at.Day(time.UTC), Body: logbook.Body(p),
	}
}

// written is an ordinary own commit.
func written(object string, at when.Instant) logbook.Commit {
	return logbook.Commit{Object: object, Role: logbook.Authored, As: string(ann), Subject: "work on " + object, Authored: at, Committed: at}
}

func meeting(name string, from, to when.Instant, weight float64) logbook.Occurrence {
	return logbook.Occurrence{
		Event: logbook.ID{name[0], byte(len(name))}, UID: name, Summary: name, Calendar: "team",
		Span: when.Span{From: from, To: to}, Weight: weight, Answer: logbook.Accepted,
	}
}

func place(name string) logbook.Place {
	return logbook.Place{Source: "git", Machine: "here", Name: name, URI: "/src/" + name}
}

// habits are those of somebody with a sphere for each repository.
func habits() timeline.Habits {
	return timeline.Habits{
		Self:    who.Self{Person: 1, Identities: []who.Identity{ann, old}},
		Homes:   []timeline.Home{{From: when.NoDay, Zone: zone("Europe/Berlin")}},
		Window:  timeline.NineToFive,
		Sources: all.Declared(),
		Sphere: func(p logbook.Place) timeline.Sphere {
			return map[string]timeline.Sphere{"work": timeline.SphereWork, "own": timeline.SphereOwn}[p.Name]
		},
	}
}

// lived are habits with homes and leaves drawn.
var lived = rapid.Custom(func(t *rapid.T) timeline.Habits {
	h := habits()
	h.Homes = []timeline.Home{{From: when.NoDay, Zone: zone(rapid.SampledFrom(zones).Draw(t, "home"))}}
	if rapid.Bool().Draw(t, "moves") {
		h.Homes = append(h.Homes, timeline.Home{From: aDay(t, "moving day"), Zone: zone(rapid.SampledFrom(zones).Draw(t, "new home"))})
	}
	if rapid.Bool().Draw(t, "leave") {
		from := aDay(t, "leave from")
		h.Lives = append(h.Lives, timeline.Life{
			Days: when.Days{From: from, To: from + when.Day(rapid.IntRange(1, 9).Draw(t, "days"))},
			Kind: "leave", Text: "leave", Away: rapid.Bool().Draw(t, "away"),
		})
	}
	return h
})

func aDay(t *rapid.T, name string) when.Day {
	return when.Day(rapid.Int32Range(int32(march.From), int32(march.To)-1).Draw(t, name))
}

// anInstant lies in the period, a day to spare on either side; few distinct
// ones, so that things meet.
func anInstant(t *rapid.T, name string) when.Instant {
	if rapid.Bool().Draw(t, name+" met before") {
		return at(14, 9, 0) + when.Instant(rapid.Int64Range(0, 3).Draw(t, name))*8*when.Hour
	}
	quarters := rapid.Int64Range(-96, int64(march.Len()+1)*96).Draw(t, name)
	return when.At(march.From.Time()) + when.Instant(quarters)*15*when.Minute
}

var aCommit = rapid.Custom(func(t *rapid.T) logbook.Fact {
	at := anInstant(t, "authored")
	in := at + when.Instant(rapid.Int64Range(0, 1).Draw(t, "later"))*8*when.Hour
	c := logbook.Commit{
		Object:  rapid.SampledFrom([]string{"a1", "b2", "c3", "d4", "e5"}).Draw(t, "object"),
		Role:    rapid.SampledFrom([]logbook.Role{logbook.Authored, logbook.Authored, logbook.Authored, logbook.Integrated, logbook.Reviewed, logbook.Shared}).Draw(t, "role"),
		As:      string(rapid.SampledFrom([]who.Identity{ann, ann, old, "gone@example.org"}).Draw(t, "as")),
		Subject: rapid.SampledFrom([]string{"fix", "add", "tidy"}).Draw(t, "subject"), Authored: at, Committed: in,
		Undated: rarely(t, "undated"), Merge: rarely(t, "merge"), Root: rarely(t, "root"), Bot: rarely(t, "bot"),
		Assistant: rapid.SampledFrom([]string{"", "", "claude"}).Draw(t, "assistant"), Directed: rarely(t, "directed"),
	}
	if c.Role == logbook.Integrated || c.Role == logbook.Reviewed {
		at = in
	}
	return commit(c, eastOf(at))
})

func rarely(t *rapid.T, name string) bool { return rapid.IntRange(0, 5).Draw(t, name) == 5 }

var aMeeting = rapid.Custom(func(t *rapid.T) logbook.Occurrence {
	from := anInstant(t, "from")
	o := meeting(rapid.SampledFrom([]string{"daily", "review", "all hands"}).Draw(t, "name"), from,
		from+when.Instant(rapid.Int64Range(0, 40).Draw(t, "quarters"))*15*when.Minute,
		rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "weight"))
	o.Away, o.AllDay = rarely(t, "away"), rarely(t, "all day")
	return o
})

// anything is evidence of all kinds for some days of the period.
var anything = rapid.Custom(func(t *rapid.T) timeline.Evidence {
	from := aDay(t, "days from")
	ev := timeline.Evidence{
		Days:        when.Days{From: from, To: from + when.Day(rapid.IntRange(1, int(march.To-from)).Draw(t, "days"))},
		Facts:       rapid.SliceOfN(aCommit, 0, 12).Draw(t, "commits"),
		Occurrences: rapid.SliceOfN(aMeeting, 0, 10).Draw(t, "meetings"),
		Beats:       rapid.SliceOfN(aSign, 0, 30).Draw(t, "beats"),
		Now:         when.At(march.To.Time()) + 24*when.Hour,
	}
	ev.Facts = append(ev.Facts, rapid.SliceOfN(aCorrection, 0, 4).Draw(t, "corrections")...)
	for i := range ev.Facts {
		if ev.Facts[i].Kind != logbook.KindCommit {
			continue
		}
		if rarely(t, "big") {
			c, _ := logbook.Read[logbook.Commit](&ev.Facts[i])
			ev.Facts = append(ev.Facts, paths(logbook.Paths{Object: c.Object, Files: 400, Vendored: rapid.IntRange(0, 400).Draw(t, "vendored")}, c.Authored))
		}
	}
	for i := range ev.Facts {
		for _, name := range rapid.SliceOfN(rapid.SampledFrom([]string{"work", "own", "other"}), 0, 2).Draw(t, "seen in") {
			ev.Sightings = append(ev.Sightings, logbook.Sighting{Fact: ev.Facts[i].ID(), Place: place(name)})
		}
	}
	return ev
})

// shuffled is the same evidence in another order.
func shuffled(t *rapid.T, ev timeline.Evidence) timeline.Evidence {
	ev.Facts = rapid.Permutation(slices.Clone(ev.Facts)).Draw(t, "facts")
	ev.Sightings = rapid.Permutation(slices.Clone(ev.Sightings)).Draw(t, "sightings")
	ev.Occurrences = rapid.Permutation(slices.Clone(ev.Occurrences)).Draw(t, "occurrences")
	ev.Beats = rapid.Permutation(slices.Clone(ev.Beats)).Draw(t, "beats")
	return ev
}

// days are the days of an account, as Each gives them.
func days(a timeline.Account) (all []timeline.Day) {
	a.Each(func(d timeline.Day) { all = append(all, d) })
	return all
}

// must is the day of an account.
func must(t testing.TB, a timeline.Account, d when.Day) timeline.Day {
	t.Helper()
	for _, day := range days(a) {
		if day.Day == d {
			return day
		}
	}
	t.Fatalf("%s is not in the account", d)
	return timeline.Day{}
}
