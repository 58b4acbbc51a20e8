package cli

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/desk"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog"
)

var hostname = os.Hostname

// person is who is read: their identities, by what names to call them, and how
// that is known.
type person struct {
	self   who.Self
	names  []string
	chosen string // given, configured, guessed
}

// given is the person that --me names.
func given(texts []string) person {
	return known(texts, "given")
}

// configured is the person of the machine's own git configuration. The e-mail
// addresses say who it is; a name only where there is none, since others may
// bear it too.
func (a *app) configured() (person, error) {
	names, mails, err := gitlog.Configured(a.dirs.home, a.Env)
	p := known(mails, "configured")
	if len(p.self.Identities) == 0 {
		p = known(names, "configured")
	}
	p.names = names
	return p, err
}

// known makes a person of names and e-mail addresses as they were written.
func known(texts []string, chosen string) person {
	p := person{chosen: chosen}
	for _, text := range texts {
		i := who.Known(text)
		if i == "" || slices.Contains(p.self.Identities, i) {
			continue
		}
		p.self.Identities = append(p.self.Identities, i)
		if !i.IsEmail() {
			p.names = append(p.names, strings.TrimSpace(text))
		}
	}
	return p
}

// identified is the person as the store knows them.
func identified(ctx context.Context, d *desk.Desk) (person, error) {
	p := person{self: who.Self{Person: d.Person}, chosen: "given"}
	for f, err := range d.DB.Facts(ctx, d.Grant, when.Span{}, logbook.KindIdentity) {
		if err != nil {
			return p, fmt.Errorf("reading who you are: %w", err)
		}
		said, err := logbook.Read[logbook.Said](&f)
		if err != nil {
			continue // of a later version
		}
		p.self.Identities = append(p.self.Identities, who.Identity(f.Key))
		if !strings.Contains(said.Text, "@") {
			p.names = append(p.names, said.Text)
		}
		if said.What != "" {
			p.chosen = said.What
		}
	}
	slices.Sort(p.self.Identities)
	return p, nil
}

// likely are the authors of the places' histories: who is in most repositories,
// then on most days. Programs are left out.
func (a *app) likely(ctx context.Context, places []found) ([]gitlog.Author, error) {
	byName := map[string]*seenAuthor{}
	var first error
	for _, f := range places {
		git, isGit := f.Puller.(gitlog.Source)
		if !isGit {
			continue
		}
		authors, err := git.Authors(ctx, f.Place, a.instant())
		if err != nil && first == nil {
			first = err
		}
		for _, author := range authors {
			if author.Bot || author.Commits == 0 {
				continue
			}
			key := strings.ToLower(author.Name)
			if byName[key] == nil {
				byName[key] = &seenAuthor{Author: author, in: map[string]bool{f.URI: true}}
				continue
			}
			byName[key].join(author, f.URI)
		}
	}
	if len(byName) == 0 {
		return nil, first
	}
	all := slices.SortedFunc(maps.Values(byName), func(x, y *seenAuthor) int {
		return cmp.Or(-cmp.Compare(len(x.in), len(y.in)), -cmp.Compare(x.Days, y.Days), cmp.Compare(x.Name, y.Name))
	})
	out := make([]gitlog.Author, len(all))
	for i, s := range all {
		out[i] = s.Author
	}
	return out, nil
}

// seenAuthor is an author over several repositories and addresses.
type seenAuthor struct {
	gitlog.Author
	in map[string]bool // repositories
}

// join adds the same name seen elsewhere or under another address. Days on
// which both committed are counted twice: it is for ordering likely people only.
func (s *seenAuthor) join(o gitlog.Author, in string) {
	s.in[in] = true
	s.Commits += o.Commits
	s.Days += o.Days
	for _, mail := range o.Emails {
		if !slices.Contains(s.Emails, mail) {
			s.Emails = append(s.Emails, mail)
		}
	}
	if s.First == when.NoDay || o.First != when.NoDay && o.First < s.First {
		s.First = o.First
	}
	s.Last = max(s.Last, o.Last)
}

// listed is how many likely authors are shown.
const listed = 5

// guess finds the person among the authors of what is to be read. On a terminal
// it asks; elsewhere it takes the likeliest, and every reading says so first.
func (a *app) guess(ctx context.Context, tried person, places []found) (person, bool, error) {
	authors, err := a.likely(ctx, places)
	if err != nil || len(authors) == 0 {
		return person{}, false, err
	}
	if len(tried.self.Identities) > 0 {
		fmt.Fprintf(a.Err, "backsight: %s is not among the authors here\n", joined(tried.self.Identities))
	}
	fmt.Fprintln(a.Err, "The likeliest authors:")
	for i, author := range authors[:min(listed, len(authors))] {
		fmt.Fprintf(a.Err, "  %d  %-28s %6d commits on %5d days, %s to %s\n", i+1, author.Name, author.Commits, author.Days, author.First, author.Last)
	}
	choice, chosen := 0, "guessed"
	if a.Asks {
		if choice, err = a.ask(min(listed, len(authors))); err != nil {
			return person{}, false, err
		}
		chosen = "given"
	}
	p := known(authors[choice].Emails, chosen)
	p.names = []string{authors[choice].Name}
	return p, true, nil
}

// ask lets the person pick one of n, from 0; an empty answer is the first.
func (a *app) ask(n int) (int, error) {
	for {
		fmt.Fprintf(a.Err, "Which of them are you? [1-%d, Enter for 1] ", n)
		answer, ok := a.answer()
		if !ok {
			return 0, fault.New(fault.Usage, "nobody answered").Try("--me NAME or --me EMAIL says who you are")
		}
		if answer == "" {
			return 0, nil
		}
		if i, err := strconv.Atoi(answer); err == nil && i >= 1 && i <= n {
			return i - 1, nil
		}
		fmt.Fprintf(a.Err, "A number from 1 to %d, please.\n", n)
	}
}

func joined(identities []who.Identity) string {
	texts := make([]string, len(identities))
	for i, id := range identities {
		texts[i] = string(id)
	}
	return strings.Join(texts, ", ")
}

// absent says whether git histories were read and nothing in them is this
// person's.
func absent(ctx context.Context, d *desk.Desk, places []found) (bool, error) {
	coverage, err := d.DB.Coverage(ctx, d.Grant)
	if err != nil {
		return false, fmt.Errorf("reading what was found: %w", err)
	}
	read := false
	for _, c := range coverage {
		if c.Place.Source != (gitlog.Source{}).Name() || !among(places, c.Place) {
			continue
		}
		read = read || c.Facts > 0
		if c.Yours > 0 {
			return false, nil
		}
	}
	return read, nil
}

func among(places []found, p logbook.Place) bool {
	return slices.ContainsFunc(places, func(f found) bool { return f.Source == p.Source && f.URI == p.URI })
}
