package gitlog

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/source/gitlog/mailmap"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
	"github.com/backsight/backsight/internal/source/gitlog/work"
)

// Author is somebody in a history.
type Author = work.Author

// Authors reads who is in a repository's history, those with the most days first: who
// wrote the newest commits, at most so many, or all for 0; read says how many there were.
// One e-mail address, after the mailmap, is one author. Dates more than a day after now
// are not believed.
func (s Source) Authors(ctx context.Context, place logbook.Place, now when.Instant, most int) (_ []Author, read int, err error) {
	p := &pull{common: place.URI, now: &position{}, w: &writer{size: batchSize}}
	p.w.ask.Sink = nowhere{}
	if err := gitdir.Inspect(ctx, p.common); err != nil {
		return nil, 0, err
	}
	p.now.OwnMailmap = p.ownMailmap(s)
	if err := p.prepare(ctx); err != nil {
		return nil, 0, p.explain(ctx, err)
	}
	in := strings.NewReader(lines("", p.refs.tips))
	g, err := start(ctx, p.common, in, "rev-list", "--header", "--ignore-missing", "--stdin", fmt.Sprintf("--max-count=%d", cmp.Or(most, -1)))
	if err != nil {
		return nil, 0, err
	}
	a := &authorList{names: p.mailmap, latest: latest(now), byLine: map[string]authorLine{}, byMail: map[string]*authorCount{}}
	if err := a.count(g.out); err != nil {
		g.stop()
		return nil, 0, err
	}
	err = g.wait(ctx)
	return a.list(), a.read, p.explain(ctx, err)
}

// nowhere is a sink for what is not to be kept.
type nowhere struct{}

func (nowhere) Put(context.Context, logbook.Batch) (logbook.Kept, error) {
	return logbook.Kept{}, nil
}

// authorCount gathers what one author did. A date is appended again only where
// another stood between; each is counted once in the end.
type authorCount struct {
	author Author
	names  map[string]int
}

// authorLine is an author line that was met before: whose, under which name.
type authorLine struct {
	of   *authorCount
	name string
}

type authorList struct {
	names  mailmap.Map
	latest int64 // seconds; what is later is not believed
	read   int   // commits
	byLine map[string]authorLine
	byMail map[string]*authorCount
}

func (a *authorList) count(stream io.Reader) error {
	records := newRecords(stream)
	var c record
	for {
		raw, err := records.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		a.read++
		if parseRecord(raw, &c) == nil {
			line := a.lineOf(c.author.raw)
			line.of.count(&c, line.name, a.latest)
		}
	}
}

func (a *authorList) lineOf(raw []byte) authorLine {
	if line, ok := a.byLine[string(raw)]; ok {
		return line
	}
	name, mail := nameAndMail(raw)
	mapped, to := a.names.Resolve(name, mail)
	key := string(who.Known(to))
	if key == "" {
		key = mapped
	}
	n := a.byMail[key]
	if n == nil {
		n = &authorCount{names: map[string]int{}}
		a.byMail[key] = n
	}
	n.author.Bot = n.author.Bot || isBot(mapped, to)
	emails := []string{to, mail}
	if a.names.Apart(name, mail) {
		emails = emails[:1] // the address is theirs under that name alone
	}
	for _, m := range emails {
		if m != "" && !slices.Contains(n.author.Emails, logbook.Text(m)) {
			n.author.Emails = append(n.author.Emails, logbook.Text(m))
		}
	}
	line := authorLine{n, mapped}
	a.byLine[string(raw)] = line
	return line
}

func (n *authorCount) count(c *record, name string, latest int64) {
	n.names[name]++
	if c.parents > 1 {
		n.author.Merges++
		return
	}
	n.author.Works = append(n.author.Works, c.work())
	if !c.believable() || c.author.seconds > latest {
		return
	}
	if day := c.author.day(); len(n.author.Dates) == 0 || n.author.Dates[len(n.author.Dates)-1] != day {
		n.author.Dates = append(n.author.Dates, day)
	}
}

// list is everybody, in the order of Authors.
func (a *authorList) list() []Author {
	list := make([]Author, 0, len(a.byMail))
	for _, n := range a.byMail {
		list = append(list, n.end())
	}
	slices.SortFunc(list, func(x, y Author) int {
		return cmp.Or(cmp.Compare(y.Days, x.Days), cmp.Compare(y.Commits, x.Commits),
			cmp.Compare(x.Name, y.Name), slices.Compare(x.Emails, y.Emails))
	})
	return list
}

func (n *authorCount) end() Author {
	a, best := n.author.Counted(), 0
	for name, times := range n.names {
		if times > best || times == best && name < a.Name {
			a.Name, best = name, times
		}
	}
	a.Name = logbook.Text(a.Name)
	return a
}
