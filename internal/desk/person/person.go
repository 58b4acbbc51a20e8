// Package person finds out who the person is: named by themselves, by the
// machine's configuration of git, or guessed from the histories. It asks nobody;
// who is asked chooses among Likely.
package person

import (
	"maps"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog"
	"github.com/backsight/backsight/internal/source/gitlog/alike"
)

// How a person is known.
const (
	IsGiven      = "given"      // they said so
	IsConfigured = "configured" // git's configuration says so
	IsGuessed    = "guessed"    // they are the likeliest author
)

// Person is who is read: their identities, by what names to call them, and how
// that is known.
type Person struct {
	Self   who.Self
	Names  []string
	Chosen string // given, configured, guessed
	// Named says that they were named for one reading, which is of nobody else: what the
	// store knows of them takes no part in it.
	Named bool
	// Strangers are those of whom they said in their own store that they are somebody
	// else, for a reading of another store.
	Strangers who.Strangers
}

// Given is the person whom names and e-mail addresses name, for one reading.
func Given(texts []string) Person {
	p := Known(texts, IsGiven)
	p.Named = true
	return p
}

// Configured is the person of the machine's own git configuration; home is the
// home folder. The e-mail addresses say who it is; a name only where there is
// none, since others may bear it too. With an error comes what could be read.
func Configured(home string, env func(string) string) (Person, error) {
	names, mails, err := gitlog.Configured(home, env)
	p := Known(mails, IsConfigured)
	if len(p.Self.Identities) == 0 {
		p = Known(names, IsConfigured)
	}
	p.Names = names
	return p, err
}

// Known makes a person of names and e-mail addresses as they were written.
func Known(texts []string, chosen string) Person {
	p := Person{Chosen: chosen}
	for _, text := range texts {
		i := who.Known(text)
		if i == "" || slices.Contains(p.Self.Identities, i) {
			continue
		}
		p.Self.Identities = append(p.Self.Identities, i)
		if !i.IsEmail() {
			p.Names = append(p.Names, strings.TrimSpace(text))
		}
	}
	return p
}

// Author makes a person of an author of histories; of one without an address, by name.
func Author(a gitlog.Author, chosen string) Person {
	p := Known(a.Emails, chosen)
	if len(p.Self.Identities) == 0 {
		p = Known([]string{a.Name}, chosen)
	}
	p.Names = []string{a.Name}
	return p
}

// Typed are the authors whom a text names: those who have the address, in whatever
// capitals, or are called so, in whatever spelling; none where nobody is.
func Typed(authors []gitlog.Author, text string) (out []gitlog.Author) {
	i := who.Known(text)
	likeness := alike.Likeness(text)
	for _, a := range authors {
		has := slices.ContainsFunc(a.Emails, func(mail string) bool { return who.Known(mail) == i })
		if has || !i.IsEmail() && likeness != "" && alike.Likeness(a.Name) == likeness {
			out = append(out, a)
		}
	}
	return out
}

// Written is an identity as the person writes it, one of their texts: a name
// keeps its capitals.
func Written(i who.Identity, texts []string) string {
	for _, text := range texts {
		if who.Known(text) == i {
			return text
		}
	}
	return string(i)
}

// IsAmong says whether one of the authors is this person.
func (p Person) IsAmong(authors []gitlog.Author) bool {
	for _, a := range authors {
		for _, mail := range a.Emails {
			if _, ok := p.Self.Match(a.Name, mail); ok {
				return true
			}
		}
	}
	return false
}

// With is the person with more identities that they gave, each once: then it is no
// longer the configuration alone, or a guess, that says who they are.
func (p Person) With(more []who.Identity) Person {
	p.Self.Identities = slices.Clone(p.Self.Identities)
	for _, i := range more {
		if !slices.Contains(p.Self.Identities, i) {
			p.Self.Identities, p.Chosen = append(p.Self.Identities, i), IsGiven
		}
	}
	return p
}

// MetAs is the name under which most commits of the person's were met, the only one of
// the list; empty where no history was read that has a name for them.
func (p Person) MetAs(met []logbook.Named) []string {
	commits, best := map[string]int{}, ""
	for _, n := range met {
		if _, mine := p.Self.Match(n.Name, n.Email); mine && n.Own && n.Name != "" {
			commits[n.Name] += n.Commits
		}
	}
	for _, name := range slices.Sorted(maps.Keys(commits)) {
		if best == "" || commits[name] > commits[best] {
			best = name
		}
	}
	if best == "" {
		return nil
	}
	return []string{best}
}

// Joined are the identities as a text: "ann@example.org, ann lee".
func (p Person) Joined() string {
	texts := make([]string, len(p.Self.Identities))
	for i, id := range p.Self.Identities {
		texts[i] = string(id)
	}
	return strings.Join(texts, ", ")
}

// Foremost are the authors with those first who bear one of the names, in whatever
// spelling; the others stay in their order. A name that is a role's puts nobody first.
func Foremost(authors []gitlog.Author, names []string) []gitlog.Author {
	people := alike.Of(nil, names)
	bears := func(a gitlog.Author) bool { return people.Resembles(a.Name, "") == alike.SameName }
	out := slices.Clone(authors)
	slices.SortStableFunc(out, func(x, y gitlog.Author) int {
		switch a, b := bears(x), bears(y); {
		case a == b:
			return 0
		case a:
			return -1
		}
		return 1
	})
	return out
}
