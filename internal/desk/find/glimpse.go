package find

import (
	"context"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/gitlog"
	"github.com/backsight/backsight/internal/source/gitlog/alike"
	"github.com/backsight/backsight/internal/source/ics"
)

// For is for whom places are looked at.
type For struct {
	Self   who.Self
	Called []string // by what names the person goes, beside those of Self
	Now    when.Instant
}

// Glimpse is what a place seems to hold, before it is read: a look that takes a small
// part of the time that reading takes. Of what it cannot tell it says nothing.
type Glimpse struct {
	From, To when.Day // the first and the last day it tells of; NoDay where that is not known
	Things   int      // commits, events or files; of a long history only the newest
	Yours    int      // of those, with a name or an address of the person
	Alike    int      // of the others, under a name or an address that resembles theirs
	Of       string   // whose most of it is, where nothing is the person's: a name or an address
	Part     bool     // older ones were not looked at; From is not known
}

// nothing is a place of which nothing is known.
func nothing() Glimpse { return Glimpse{From: when.NoDay, To: when.NoDay} }

// How much of one place is looked at, which takes about a tenth of a second, and at how
// many places at a time.
const (
	newestCommits = 20_000
	calendarBytes = 16 << 20
	glimpsing     = 4
)

// glimpses are those of the places, in their order. What cannot be looked at is not
// known: reading it will say why.
func (f Finder) glimpses(ctx context.Context, places []Found, as For) []Glimpse {
	out := make([]Glimpse, len(places))
	var g errgroup.Group
	g.SetLimit(glimpsing)
	for i, p := range places {
		g.Go(func() error {
			out[i] = f.glimpse(ctx, p, as)
			return nil
		})
	}
	_ = g.Wait() // none of them fails
	return out
}

func (f Finder) glimpse(ctx context.Context, p Found, as For) Glimpse {
	switch from := p.Puller.(type) {
	case gitlog.Source:
		authors, read, err := from.Authors(ctx, p.Place, as.Now, newestCommits)
		if err != nil {
			return nothing()
		}
		return history(authors, read < newestCommits, as)
	case ics.Source:
		return events(ctx, from, p.Place, as)
	}
	return f.files(ctx, p)
}

// history is the glimpse of a history by its authors: of the newest ones where it is not
// whole. Merges are not counted.
func history(authors []gitlog.Author, whole bool, as For) Glimpse {
	g, people, most := nothing(), alike.Of(as.Self.Identities, as.Called), 0
	for _, a := range authors {
		g.Things += a.Commits
		if a.Last != when.NoDay {
			g.To = max(g.To, a.Last)
		}
		if a.First != when.NoDay && (g.From == when.NoDay || a.First < g.From) {
			g.From = a.First
		}
		of := func(is func(name, email string) bool) bool {
			return slices.ContainsFunc(a.Emails, func(email string) bool { return is(a.Name, email) })
		}
		switch {
		case of(func(name, email string) bool { _, is := as.Self.Match(name, email); return is }):
			g.Yours += a.Commits
		case of(func(name, email string) bool { return people.Resembles(name, email) != "" }):
			g.Alike += a.Commits
		case a.Commits > most && !a.Bot:
			g.Of, most = a.Name, a.Commits
		}
	}
	return g.settled(whole)
}

// events is the glimpse of a calendar.
func events(ctx context.Context, from ics.Source, p logbook.Place, as For) Glimpse {
	g := nothing()
	all, whole, err := from.Attendance(ctx, p, as.Self, calendarBytes)
	if err != nil {
		return g
	}
	g.Things, g.Yours, g.From, g.To = all.Events, all.Own.Events, all.From, all.To
	if o, ok := all.Owner(as.Self, p.Name); ok {
		g.Of = o.Address
	}
	return g.settled(whole)
}

// settled says nothing of others where something is the person's, and of the beginning
// where not all was looked at.
func (g Glimpse) settled(whole bool) Glimpse {
	if g.Yours+g.Alike > 0 {
		g.Of = ""
	}
	if g.Part = !whole; g.Part {
		g.From = when.NoDay
	}
	return g
}

// files counts what a place is made of, and says when the last of it was written.
func (f Finder) files(ctx context.Context, p Found) Glimpse {
	g, paths := nothing(), []string{fileOf(p.Place)}
	if lists, may := p.Puller.(lister); may {
		var err error
		if paths, err = lists.Files(ctx, p.Place); err != nil {
			return g
		}
	}
	zone := f.Zone
	if zone == nil {
		zone = time.UTC
	}
	for _, path := range paths {
		if info, err := disk.Lstat(path); err == nil && !p.Theirs(path) {
			g.Things++
			g.To = max(g.To, when.DayOf(info.ModTime().In(zone)))
		}
	}
	return g
}
