package lives

import (
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// Machine is the machine all places of a life are on.
const Machine = "synthetic"

// Batches are the facts of a life before a day, as its sources would put them
// into the log, without writing or reading anything: one batch a repository
// and one for the calendar. By and Machine say "synthetic".
func Batches(l Life, person who.Person, until when.Day) iter.Seq[logbook.Batch] {
	return func(yield func(logbook.Batch) bool) {
		lived := l.Live(until)
		batch := logbook.Batch{Person: person, At: until.Start(l.zone(until)), By: "synthetic", Position: logbook.Position(until.String())}
		for i := range lived.repos {
			h := &lived.repos[i]
			batch.Place = l.place("git", h.repo.Name, h.repo.folder())
			batch.Entries = h.entries(person, batch.Place)
			if !yield(batch) {
				return
			}
		}
		if days, any := lived.calendar.covers(until); any {
			batch.Place = l.place("calendar", lived.calendar.name, "calendar.ics")
			batch.Entries = lived.calendar.entries(person, batch.Place, days)
			yield(batch)
		}
	}
}

func (l Life) place(source, name, path string) logbook.Place {
	return logbook.Place{Source: source, Machine: Machine, Name: name, URI: "synthetic:" + l.Name + "/" + path}
}

func (h *history) entries(person who.Person, place logbook.Place) []logbook.Entry {
	var entries []logbook.Entry
	counts := logbook.Coverage{Place: place, From: when.NoDay, To: when.NoDay, Open: !h.repo.Bare, Facts: len(h.commits)}
	for i := range h.commits {
		c := &h.commits[i]
		for _, f := range c.facts(h.life, person) {
			entries = append(entries, logbook.Entry{Fact: &f})
		}
		if h.life.is(c.author.Author) {
			counts.Yours++
			if counts.From == when.NoDay || c.author.day() < counts.From {
				counts.From = c.author.day()
			}
		}
		counts.To = max(counts.To, c.author.day()+1, c.committer.day()+1)
	}
	return append(entries, logbook.Entry{Counts: &counts})
}

// facts are what a commit says of the person: one fact for each role, and what
// an own one touched.
func (c *commit) facts(l Life, person who.Person) []logbook.Fact {
	var facts []logbook.Fact
	add := func(role logbook.Role, as string, at stamp) {
		body := c.body(l, role, as)
		facts = append(facts, at.fact(person, logbook.KindCommit, body.Object+" "+string(role)+" "+as, logbook.Body(body)))
	}
	switch {
	case l.is(c.author.Author):
		add(logbook.Authored, c.author.Email, c.author)
		if len(c.parents) < 2 {
			facts = append(facts, c.author.fact(person, logbook.KindPaths, c.id.String(), logbook.Body(c.paths())))
		}
		return facts
	case l.is(c.committer.Author):
		add(logbook.Integrated, c.committer.Email, c.committer)
	}
	if trailer := "-by: " + l.Person.Name + " <" + l.Person.Email + ">"; strings.Contains(c.message, trailer) {
		if strings.Contains(c.message, "Reviewed"+trailer) {
			add(logbook.Reviewed, l.Person.Email, stamp{at: c.committer.at, nowhere: true})
		} else {
			add(logbook.Shared, l.Person.Email, c.author)
		}
	}
	return facts
}

// is says whether the author is the person of the life.
func (l Life) is(a Author) bool {
	return a.Email == l.Person.Email || a.Email == l.Home ||
		slices.ContainsFunc(l.Addresses, func(own Address) bool { return own.Email == a.Email })
}

func (s stamp) fact(person who.Person, kind logbook.Kind, key string, body []byte) logbook.Fact {
	f := logbook.Fact{
		Person: person, Kind: kind, Key: key, Span: when.Span{From: s.at, To: s.at}, Day: s.day(), Body: body,
	}
	if !s.nowhere {
		f.Zone = when.FixedZone(s.east)
	}
	return f
}

func (c *commit) body(l Life, role logbook.Role, as string) logbook.Commit {
	subject, _, _ := strings.Cut(c.message, "\n")
	return logbook.Commit{
		Object: c.id.String(), Role: role, As: as, Subject: subject,
		Authored: c.author.at, Committed: c.committer.at,
		Merge: len(c.parents) > 1, Root: len(c.parents) == 0,
		Revert: strings.HasPrefix(subject, "Revert \""), Assistant: c.assistant(),
		Bot: c.author.Author == agent, Directed: c.author.Author == agent,
	}
}

func (c *commit) assistant() string {
	switch {
	case strings.HasSuffix(c.author.Name, aider):
		return "aider"
	case strings.Contains(c.message, "<noreply@anthropic.com>"):
		return "claude"
	case strings.Contains(c.message, "Copilot@users.") || c.author.Author == agent:
		return "copilot"
	case strings.Contains(c.message, "<cursoragent@cursor.com>"):
		return "cursor"
	}
	return ""
}

var languages = map[string]string{".go": "Go", ".md": "Markdown", ".ts": "TypeScript", ".c": "C"}

func (c *commit) paths() logbook.Paths {
	p := logbook.Paths{Object: c.id.String(), Files: len(c.files), Languages: map[string]int{}}
	for _, f := range c.files {
		if strings.HasPrefix(f.path, "vendor/") {
			p.Vendored++ // whose language is nobody's here
		} else {
			p.Languages[languages[path.Ext(f.path)]]++
		}
		p.List = append(p.List, f.path)
	}
	slices.Sort(p.List)
	p.List = p.List[:min(len(p.List), logbook.MaxPaths)]
	return p
}

func (c calendar) entries(person who.Person, place logbook.Place, days when.Days) []logbook.Entry {
	counts := logbook.Coverage{Place: place, From: days.From, To: days.To, Facts: len(c.components), Yours: len(c.components)}
	var entries []logbook.Entry
	for i := range c.components {
		f := c.components[i].fact(c, person)
		entries = append(entries, logbook.Entry{Fact: &f})
	}
	return append(entries, logbook.Entry{Counts: &counts})
}

func (e *component) fact(c calendar, person who.Person) logbook.Fact {
	key := e.uid
	if e.recurrence != "" {
		key += " " + e.recurrence
	}
	body := logbook.Event{UID: e.uid, Recurrence: e.recurrence, Calendar: c.name, Zone: c.zone, Raw: strings.Join(e.lines, "\n")}
	f := logbook.Fact{
		Person: person, Kind: logbook.KindEvent, Key: key,
		Version: logbook.Seq{N: int64(e.sequence), Stamp: e.modified}, Body: logbook.Body(body),
	}
	f.Span, f.Zone, f.Day = e.lies(c.zone)
	return f
}

// lies is when a component first takes place, and in which zone: what was
// written in UTC or as whole days lies in that of its calendar.
func (e *component) lies(home string) (when.Span, string, when.Day) {
	if e.days.Len() > 0 {
		zone := location(home)
		return when.Span{From: e.days.From.Start(zone), To: e.days.To.Start(zone)}, "", e.days.From
	}
	if e.zone != "" {
		home = e.zone
	}
	return e.span, home, e.span.From.Day(location(home))
}
