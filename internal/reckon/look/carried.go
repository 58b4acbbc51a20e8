package look

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// How a turn is looked at for what carried it.
const (
	beside      = 26 * 7 // days before and after that are set against one another
	aboutTurn   = 4 * 7  // what happened so near to the interval of a turn is told with it
	mostCarried = 3      // of one kind
	fewWorks    = 5      // a repository or a language with less is none to speak of
	partOfWork  = 0.1    // of the touched files: less of a language is none to speak of
	partLeft    = 0.02
	leastRise   = 1.0 // commits or hours a week
)

// around is the stretch of days in which a turn took place, and the two stretches
// beside it that are set against one another:
//
//	before ────────┤ turn.Low … turn.High or its end ├──────── after
type around struct {
	within, before, after when.Days
}

func aroundOf(turn report.Turn) around {
	last := turn.High
	if turn.End != nil {
		last = max(last, *turn.End)
	}
	return around{
		within: when.Days{From: turn.Low - aboutTurn, To: last + 7 + aboutTurn},
		before: when.Days{From: turn.Low - beside, To: turn.Low},
		after:  when.Days{From: last + 7, To: last + 7 + beside},
	}
}

// carry writes beside each turn of the headline what changed about then: the
// repositories and languages that begin or end there, meetings that rose or fell, and
// what the person said of their life. It proposes, and names no cause.
func (l *Look) carry(r *report.Report) error {
	for i := range r.Measures {
		if !tell.IsHands(r.Measures[i]) || r.Measures[i].Backsight == nil {
			continue
		}
		turns := r.Measures[i].Backsight.Turns
		for j := range turns {
			if turns[j].Kind == tell.Instrument {
				continue
			}
			a := aroundOf(turns[j])
			languages, err := l.languagesAbout(a)
			if err != nil {
				return err
			}
			series, err := l.seriesAbout(a)
			if err != nil {
				return err
			}
			turns[j].Carried = slices.Concat(l.livesAbout(a), l.repositoriesAbout(a), languages, series)
		}
	}
	return nil
}

// noCarried leaves turns as they are.
func noCarried(*report.Report) error { return nil }

// livesAbout are what the person said of their life about then.
func (l *Look) livesAbout(a around) (out []report.Carried) {
	for _, life := range l.Q.Habits.Lives {
		c := report.Carried{What: "event", Name: life.Text, Change: "begins"}
		if life.Kind == "role" {
			c.What = "role"
		}
		switch {
		case a.within.Has(life.Days.From):
			out = append(out, c)
		case life.Days.Len() > 1 && a.within.Has(life.Days.Last()):
			c.Change = "ends"
			out = append(out, c)
		}
	}
	return out
}

// tally is what something came to in all, before and after a turn, and when it was
// seen first and last.
type tally struct {
	name          string
	all           int
	before, after float64
	first, last   when.Day
}

func (t *tally) add(d when.Day, a around, n float64) {
	if t.all == 0 {
		t.first = d
	}
	t.all, t.last = t.all+1, d
	if a.before.Has(d) {
		t.before += n
	}
	if a.after.Has(d) {
		t.after += n
	}
}

// repositoriesAbout are those in which the person began or ended to work about then;
// of several, those too in which they did much more or less.
func (l *Look) repositoriesAbout(a around) []report.Carried {
	places := map[string]*tally{}
	l.days.Works(func(d when.Day, p logbook.Place, works int) {
		t := places[p.URI]
		if t == nil {
			t = &tally{name: p.Name}
			places[p.URI] = t
		}
		t.add(d, a, float64(works))
	})
	var out []report.Carried
	const weeks = beside / 7
	for _, t := range places {
		c := report.Carried{What: "repository", Name: t.name, From: t.before / weeks, To: t.after / weeks}
		switch moved := c.To - c.From; {
		case t.all < fewWorks:
			continue
		case a.within.Has(t.first) && t.first > l.days.First:
			c.Change = "begins"
		case a.within.Has(t.last) && l.Q.Now-t.last > beside:
			c.Change = "ends"
		case len(places) > 1 && moved >= max(leastRise, c.From):
			c.Change = "rose"
		case len(places) > 1 && -moved >= max(leastRise, c.To):
			c.Change = "fell"
		default:
			continue
		}
		out = append(out, c)
	}
	return most(out)
}

// most are those that changed most, rounded.
func most(all []report.Carried) []report.Carried {
	slices.SortFunc(all, func(a, b report.Carried) int {
		return cmp.Or(cmp.Compare(math.Abs(b.To-b.From), math.Abs(a.To-a.From)), cmp.Compare(a.Name, b.Name))
	})
	if len(all) > mostCarried {
		all = all[:mostCarried]
	}
	for i := range all {
		all[i].From, all[i].To = math.Round(10*all[i].From)/10, math.Round(10*all[i].To)/10
	}
	return all
}

// languagesAbout are those that made up a part of the touched files on one side of a
// turn and hardly any on the other.
func (l *Look) languagesAbout(a around) ([]report.Carried, error) {
	var before, after float64
	names := map[string]*tally{}
	span := when.Span{From: a.before.From.Start(time.UTC), To: a.after.To.Start(time.UTC)}
	for f, err := range l.Book.Facts(l.Ctx, l.Grant, span, logbook.KindPaths) {
		if err != nil {
			return nil, fmt.Errorf("reading the languages about a turn: %w", err)
		}
		p, err := logbook.Read[logbook.Paths](&f)
		if err != nil || p.Mechanical {
			continue
		}
		for name, files := range p.Languages {
			if logbook.IsProse(name) {
				continue
			}
			if names[name] == nil {
				names[name] = &tally{name: name}
			}
			names[name].add(f.Day, a, float64(files))
			if a.before.Has(f.Day) {
				before += float64(files)
			} else if a.after.Has(f.Day) {
				after += float64(files)
			}
		}
	}
	if before < fewWorks || after < fewWorks {
		return nil, nil // with nothing on one side every language begins or ends
	}
	var out []report.Carried
	for _, t := range names {
		from, to := t.before/before, t.after/after
		c := report.Carried{What: "language", Name: t.name, From: report.Percent * from, To: report.Percent * to}
		switch {
		case t.all < fewWorks:
			continue
		case from <= partLeft && to >= partOfWork:
			c.Change = "begins"
		case to <= partLeft && from >= partOfWork:
			c.Change = "ends"
		default:
			continue
		}
		out = append(out, c)
	}
	return most(out), nil
}

// seriesAbout are the recurring meetings that took at least an hour a week more or
// less after a turn than before, where the calendar saw both sides.
func (l *Look) seriesAbout(a around) ([]report.Carried, error) {
	seen := l.Exposure(logbook.Plans, timeline.SphereAll)
	if !seen.Covered(a.before.From) || !seen.Covered(a.after.From) {
		return nil, nil
	}
	after := a.after
	after.To = min(after.To, l.Q.Now)
	if after.Len() < aboutTurn {
		return nil, nil
	}
	hours := map[string]*tally{}
	for _, side := range []when.Days{a.before, after} {
		all, err := l.Occurrences(when.Span{From: side.From.Start(time.UTC), To: side.To.Start(time.UTC)})
		if err != nil {
			return nil, err
		}
		for i := range all {
			o := &all[i]
			if !o.Series || o.AllDay || o.Weight <= 0 {
				continue
			}
			if hours[o.Summary] == nil {
				hours[o.Summary] = &tally{name: o.Summary}
			}
			hours[o.Summary].add(o.Span.From.Day(time.UTC), around{before: a.before, after: after}, o.Weight*float64(o.Span.Len())/float64(when.Hour))
		}
	}
	var out []report.Carried
	for _, t := range hours {
		c := report.Carried{What: "series", Name: t.name, From: t.before / float64(a.before.Len()/7), To: t.after / float64(after.Len()/7)}
		switch moved := c.To - c.From; {
		case math.Abs(moved) < leastRise:
			continue
		case c.From == 0:
			c.Change = "begins"
		case c.To == 0:
			c.Change = "ends"
		case moved > 0:
			c.Change = "rose"
		default:
			c.Change = "fell"
		}
		out = append(out, c)
	}
	return most(out), nil
}
