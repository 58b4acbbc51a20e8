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
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog"
	"github.com/backsight/backsight/internal/source/gitlog/alike"
)

// Likely are the authors of the places' histories: who is in most repositories,
// then on most days. Programs are left out. Addresses of one name are one author only
// where they may well be one person's: see joined. It fails only where nobody is found.
func Likely(ctx context.Context, places []find.Found, now when.Instant) ([]gitlog.Author, error) {
	byName := map[string][]*author{}
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
			byName[key] = met(byName[key], a, f.URI)
		}
	}
	if len(byName) == 0 {
		return nil, first
	}
	var all []*author
	for _, addresses := range byName {
		all = append(all, joined(addresses)...)
	}
	slices.SortFunc(all, func(x, y *author) int {
		return cmp.Or(-cmp.Compare(len(x.in), len(y.in)), byDays(x, y))
	})
	out := make([]gitlog.Author, len(all))
	for i, s := range all {
		out[i] = s.Author
	}
	return out, nil
}

// author is an author over several repositories, and after joined over several addresses.
type author struct {
	gitlog.Author
	in    map[string]bool // repositories
	parts []part          // one for each address
}

// part is when and in which repositories one address was used.
type part struct {
	logbook.Namesake
	in []string
}

// met adds an author of a repository to those of one name, one for each address.
func met(all []*author, a gitlog.Author, in string) []*author {
	for _, s := range all {
		if who.Known(s.Emails[0]) == who.Known(a.Emails[0]) {
			s.Author, s.in[in] = s.And(a), true
			return all
		}
	}
	return append(all, &author{Author: a, in: map[string]bool{in: true}})
}

// joined are the authors of one name, those whose addresses may well be one person's as
// one. Two people of one name may write in one repository: addresses that were used there
// at the same time are told apart. One that a forge or a machine gave belongs to the only
// author of the name there is.
func joined(addresses []*author) []*author {
	slices.SortFunc(addresses, func(x, y *author) int {
		return cmp.Or(cmp.Compare(given(x), given(y)), byDays(x, y))
	})
	var out []*author
	for _, a := range addresses {
		a.parts = []part{{logbook.Namesake{From: a.First, To: a.Last}, slices.Collect(maps.Keys(a.in))}}
		out = append(out, a)
	}
	for more := true; more; {
		more = false
		for i := 0; i < len(out) && !more; i++ {
			for j := i + 1; j < len(out) && !more; j++ {
				if more = out[i].alone(out[j]); more {
					out[i].join(out[j])
					out = slices.Delete(out, j, j+1)
				}
			}
		}
	}
	if people := slices.IndexFunc(out, func(a *author) bool { return given(a) > 0 }); people == 1 {
		for _, a := range out[1:] {
			out[0].join(a)
		}
		out = out[:1]
	}
	return out
}

func byDays(x, y *author) int {
	return cmp.Or(-cmp.Compare(x.Days, y.Days), cmp.Compare(x.Name, y.Name), slices.Compare(x.Emails, y.Emails))
}

// given is 1 where a forge or a machine gave the author their only address, else 0.
func given(a *author) int {
	for _, mail := range a.Emails {
		host := who.Domain(strings.ToLower(mail))
		if !alike.IsForge(host) && strings.Contains(strings.TrimSuffix(strings.TrimSuffix(host, ".local"), ".(none)"), ".") {
			return 0
		}
	}
	return 1
}

// alone says whether two of one name may be one person: under no two of their addresses
// did they write in one repository at the same time, but where one took over from the
// other.
func (s *author) alone(o *author) bool {
	for _, a := range s.parts {
		for _, b := range o.parts {
			shared := slices.ContainsFunc(b.in, func(in string) bool { return slices.Contains(a.in, in) })
			if shared && overlap(a.Namesake, b.Namesake) && !handOver(a.Namesake, b.Namesake) {
				return false
			}
		}
	}
	return true
}

// join adds the same person's other address.
func (s *author) join(o *author) {
	for in := range o.in {
		s.in[in] = true
	}
	s.parts, s.Author = append(s.parts, o.parts...), s.And(o.Author)
}

// Confirmed says whether one of some names and addresses is that of a person who was
// guessed: part of the guess, a name that is met under it, or an address at which one of
// these names is met.
func (p Person) Confirmed(texts []string, met []logbook.Named) bool {
	people := alike.Of(p.Self.Identities, nil)
	for _, n := range met {
		if _, mine := p.Self.Match(n.Name, n.Email); mine {
			people.Add(n.Name, n.Email)
		}
	}
	same := func(name string) bool { return people.Resembles(name, "") == alike.SameName }
	return slices.ContainsFunc(texts, func(text string) bool {
		i := who.Known(text)
		return slices.Contains(p.Self.Identities, i) || !i.IsEmail() && same(string(i)) ||
			i.IsEmail() && slices.ContainsFunc(met, func(n logbook.Named) bool { return who.Known(n.Email) == i && same(n.Name) })
	})
}
