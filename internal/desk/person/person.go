// Package person finds out who the person is: named by themselves, by the
// machine's configuration of git, or guessed from the histories. It asks nobody;
// who is asked chooses among Likely.
package person

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/source/gitlog"
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

// Author makes a person of an author of histories.
func Author(a gitlog.Author, chosen string) Person {
	p := Known(a.Emails, chosen)
	p.Names = []string{a.Name}
	return p
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

// With is the person with more identities, each once.
func (p Person) With(more []who.Identity) Person {
	p.Self.Identities = slices.Clone(p.Self.Identities)
	for _, i := range more {
		if !slices.Contains(p.Self.Identities, i) {
			p.Self.Identities = append(p.Self.Identities, i)
		}
	}
	return p
}

// Joined are the identities as a text: "ann@example.org, ann lee".
func (p Person) Joined() string {
	texts := make([]string, len(p.Self.Identities))
	for i, id := range p.Self.Identities {
		texts[i] = string(id)
	}
	return strings.Join(texts, ", ")
}

// Likely are the authors of the places' histories: who is in most repositories,
// then on most days. Programs are left out. It fails only where nobody is found.
func Likely(ctx context.Context, places []find.Found, now when.Instant) ([]gitlog.Author, error) {
	byName := map[string]*author{}
	var first error
	for _, f := range places {
		git, isGit := f.Puller.(gitlog.Source)
		if !isGit {
			continue
		}
		authors, _, err := git.Authors(ctx, f.Place, now, 0)
		if err != nil && first == nil {
			first = err
		}
		for _, a := range authors {
			if a.Bot || a.Commits == 0 {
				continue
			}
			key := strings.ToLower(a.Name)
			if byName[key] == nil {
				byName[key] = &author{Author: a, in: map[string]bool{f.URI: true}}
				continue
			}
			byName[key].join(a, f.URI)
		}
	}
	if len(byName) == 0 {
		return nil, first
	}
	all := slices.SortedFunc(maps.Values(byName), func(x, y *author) int {
		return cmp.Or(-cmp.Compare(len(x.in), len(y.in)), -cmp.Compare(x.Days, y.Days), cmp.Compare(x.Name, y.Name))
	})
	out := make([]gitlog.Author, len(all))
	for i, s := range all {
		out[i] = s.Author
	}
	return out, nil
}

// author is an author over several repositories and addresses.
type author struct {
	gitlog.Author
	in map[string]bool // repositories
}

// join adds the same name seen elsewhere or under another address.
func (s *author) join(o gitlog.Author, in string) {
	s.in[in] = true
	s.Author = s.And(o)
}
