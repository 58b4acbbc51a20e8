package gitlog

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/alike"
)

// count adds a commit to what its author wrote. A merge adds nothing, a date that is
// later than latest no day.
func (k identified) count(c *record, latest int64) {
	if k.wrote == nil || c.parents > 1 {
		return
	}
	k.wrote.Commits++
	if c.believable() && c.author.seconds <= latest {
		day := c.author.day()
		*k.wrote = k.wrote.And(logbook.Namesake{From: day, To: day})
	}
}

// wrote is everybody who wrote something, one for each name and address.
func (p *people) wrote() namesakes {
	all := namesakes{}
	for _, k := range p.cache {
		if k.wrote != nil && k.wrote.Commits > 0 {
			all.add(*k.wrote)
		}
	}
	return all
}

// namesakes are authors by name and address.
type namesakes map[[2]string]logbook.Namesake

func (all namesakes) add(n logbook.Namesake) {
	key := [2]string{n.Name, n.Email}
	if was, met := all[key]; met {
		n = was.And(n)
	}
	all[key] = n
}

// nameFrom finds the person's own names and those that may be theirs, and notes them
// in the position. Where a reading that went on from an earlier one knows other names
// of the person, all authors are counted once more.
func (p *pull) nameFrom(ctx context.Context, wrote namesakes, onward bool) ([]logbook.Namesake, error) {
	if onward {
		for _, n := range p.was.Names {
			wrote.add(n)
		}
	}
	self, marks := p.alike(wrote)
	if onward && !slices.Equal(marks, p.was.Alike) {
		var err error
		if wrote, err = p.authors(ctx); err != nil {
			return nil, err
		}
		self, marks = p.alike(wrote)
	}
	p.now.Names, p.now.Alike = self.Pick(slices.Collect(maps.Values(wrote)), p.ask.Strangers), marks
	return p.now.Names, nil
}

// alike is what names the person, with the own names that were met; and the same as
// texts, with what the person said no to.
func (p *pull) alike(wrote namesakes) (alike.People, []string) {
	self := alike.Of(p.ask.Self.Identities, p.ask.Called)
	for _, n := range wrote {
		if n.Own {
			self.Add(n.Name, n.Email)
		}
	}
	return self, slices.Concat(self.Marks(), p.ask.Strangers.Marks())
}

// authors counts what everybody wrote in the whole history.
func (p *pull) authors(ctx context.Context) (namesakes, error) {
	g, err := start(ctx, p.common, strings.NewReader(lines("", p.refs.tips)), "rev-list", "--header", "--ignore-missing", "--stdin")
	if err != nil {
		return nil, err
	}
	all, records, c := newPeople(p.ask.Self, p.mailmap), newRecords(g.out), record{}
	for {
		raw, err := records.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			g.stop()
			return nil, err
		}
		if parseRecord(raw, &c) == nil {
			all.of(c.author.raw).count(&c, latest(p.ask.Now))
		}
	}
	return all.wrote(), g.wait(ctx)
}
