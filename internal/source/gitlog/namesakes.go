package gitlog

import (
	"context"
	"slices"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/alike"
	"github.com/backsight/backsight/internal/source/gitlog/work"
)

// count adds a commit to what its author wrote. A merge adds nothing, but the commit of
// a stash is none; a date that is later than latest adds no day.
func (k identified) count(c *record, aside bool, latest int64) {
	if k.wrote == nil || c.parents > 1 && !aside {
		return
	}
	k.wrote.Works = append(k.wrote.Works, c.work())
	if c.believable() && c.author.seconds <= latest {
		day := c.author.day()
		k.wrote.Namesake = k.wrote.And(logbook.Namesake{From: day, To: day})
	}
}

// wrote is everybody who wrote something, one for each name and address.
func (p *people) wrote() work.Names {
	all := work.Names{}
	for _, k := range p.cache {
		if k.wrote != nil && len(k.wrote.Works) > 0 {
			all.Add(*k.wrote)
		}
	}
	return all
}

// work is the work that a commit is.
func (c *record) work() work.Work { return work.Of(c.author.instant(), subject(c.message)) }

// nameFrom finds the person's own names and those that may be theirs, and notes them
// in the position with their works. Where a reading that went on from an earlier one
// knows other names of the person, all authors are counted once more.
func (p *pull) nameFrom(ctx context.Context, wrote work.Names, onward bool) ([]logbook.Namesake, error) {
	fresh := map[work.Key]bool{}
	for key := range wrote {
		fresh[key] = true
	}
	if onward {
		for i, n := range p.was.Names {
			n.Commits = 0 // they are counted by their works
			wrote.Add(work.Written{Namesake: n, Works: work.Unpack(p.was.Works[i])})
		}
	}
	self, marks := p.alike(wrote)
	if onward && !slices.Equal(marks, p.was.Alike) {
		var err error
		if wrote, err = p.authors(ctx); err != nil {
			return nil, err
		}
		self, marks = p.alike(wrote)
		onward = false
	}
	p.now.Names, p.now.Alike = self.Pick(wrote.List(), p.ask.Strangers), marks
	if !onward || slices.ContainsFunc(p.now.Names, func(n logbook.Namesake) bool { return !n.Own && fresh[work.KeyOf(n)] }) {
		if err := p.weigh(ctx, wrote, p.now.Names); err != nil {
			return nil, err
		}
	}
	p.now.Works = wrote.Packed(p.now.Names)
	return p.now.Names, nil
}

// alike is what names the person, with the own names that were met; and the same as
// texts, with what the person said no to.
func (p *pull) alike(wrote work.Names) (alike.People, []string) {
	self := alike.Of(p.ask.Self.Identities, p.ask.Called)
	self.Lead(p.now.Led)
	for _, n := range wrote {
		if n.Own {
			self.Add(n.Name, n.Email)
		}
	}
	self.Follow(wrote.List())
	return self, slices.Concat(self.Marks(), p.ask.Strangers.Marks())
}

// Led are the addresses that are the person's by what the mailmap at a place says of
// their own, by what is in a position of its; none of a position of another program.
func (Source) Led(at logbook.Position) []who.Identity {
	if p := readPosition(at); p != nil {
		return p.Led
	}
	return nil
}

// authors counts what everybody wrote in the whole history.
func (p *pull) authors(ctx context.Context) (work.Names, error) {
	all := newPeople(p.ask.Self, p.mailmap)
	err := p.each(ctx, func(c *record) { all.of(c.author.raw).count(c, false, latest(p.ask.Now)) })
	return all.wrote(), err
}

// Works are the works under each of the names and addresses that were met at a place,
// by what is in a position of its; none of a position of another program.
func (Source) Works(at logbook.Position) map[work.Key][]work.Work {
	p := readPosition(at)
	if p == nil || !p.counted() {
		return nil
	}
	out := map[work.Key][]work.Work{}
	for i, n := range p.Names {
		out[work.KeyOf(n)] = work.Unpack(p.Works[i])
	}
	return out
}
