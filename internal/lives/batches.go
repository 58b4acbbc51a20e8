package lives

import (
	"iter"
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
	counts := logbook.Coverage{Place: place, From: when.NoDay, To: when.NoDay, Open: true, Facts: len(h.commits)}
	for i := range h.commits {
		c := &h.commits[i]
		facts := c.facts(h.life, person)
		for _, f := range facts {
			entries = append(entries, logbook.Entry{Fact: &f})
		}
		if len(facts) > 0 && counts.From == when.NoDay {
			counts.From = c.author.day()
		}
		if len(facts) > 0 {
			counts.Yours++
		}
		counts.To = max(counts.To, c.author.day()+1)
	}
	return append(entries, logbook.Entry{Counts: &counts})
}

// facts are what a commit says of the person: one fact for each role, and what
// an own one touched.
func (c *commit) facts(l Life, person who.Person) []logbook.Fact {
	var facts []logbook.Fact
	add := func(role logbook.Role, as string) {
		body := c.body(role, as)
		facts = append(facts, c.fact(person, logbook.KindCommit, body.Object+" "+string(role)+" "+as, body.Authored, logbook.Body(body)))
	}
	mine := func(a Author) bool { return a.Email == l.Person.Email || a.Email == l.Home }
	switch {
	case mine(c.author.Author):
		add(logbook.Authored, c.author.Email)
		if len(c.parents) < 2 {
			facts = append(facts, c.fact(person, logbook.KindPaths, c.id.String(), c.author.at, logbook.Body(c.paths())))
		}
	case mine(c.committer.Author):
		add(logbook.Integrated, c.committer.Email)
	}
	if !mine(c.author.Author) && strings.Contains(c.message, "<"+l.Person.Email+">") {
		role := logbook.Shared
		if strings.Contains(c.message, "Reviewed-by: ") {
			role = logbook.Reviewed
		}
		add(role, l.Person.Email)
	}
	return facts
}

func (c *commit) fact(person who.Person, kind logbook.Kind, key string, at when.Instant, body []byte) logbook.Fact {
	return logbook.Fact{
		Person: person, Kind: kind, Key: key, Span: when.Span{From: at, To: at},
		Zone: when.FixedZone(c.author.east), Day: c.author.day(), Body: body,
	}
}

func (c *commit) body(role logbook.Role, as string) logbook.Commit {
	subject, _, _ := strings.Cut(c.message, "\n")
	b := logbook.Commit{
		Object: c.id.String(), Role: role, As: as, Subject: subject,
		Authored: c.author.at, Committed: c.committer.at,
		Merge: len(c.parents) > 1, Root: len(c.parents) == 0,
		Revert:   strings.HasPrefix(subject, "Revert \""),
		Directed: strings.HasSuffix(c.author.Name, aider),
	}
	switch {
	case b.Directed:
		b.Assistant = "aider"
	case strings.Contains(c.message, "<noreply@anthropic.com>"):
		b.Assistant = "claude"
	case strings.Contains(c.message, "Copilot@users."):
		b.Assistant = "copilot"
	case strings.Contains(c.message, "<cursoragent@cursor.com>"):
		b.Assistant = "cursor"
	}
	return b
}

var languages = map[string]string{".go": "Go", ".md": "Markdown", ".ts": "TypeScript", ".c": "C"}

func (c *commit) paths() logbook.Paths {
	p := logbook.Paths{Object: c.id.String(), Files: len(c.files), Languages: map[string]int{}}
	for _, f := range c.files {
		if strings.HasPrefix(f.path, "vendor/") {
			p.Vendored++
		} else {
			p.Languages[languages[f.path[strings.LastIndexByte(f.path, '.'):]]]++
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
	return logbook.Fact{
		Person: person, Kind: logbook.KindEvent, Key: key,
		Version: logbook.Seq{N: int64(e.sequence), Stamp: e.modified},
		Span:    e.span, Zone: e.zone, Day: when.DayOf(e.span.From.In(location(c.zone))), Body: logbook.Body(body),
	}
}
