package gitlog

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/routine"
	"github.com/backsight/backsight/internal/source/gitlog/work"
)

// weigh leaves of what the namesakes wrote the works that the person would gain by each:
// what counts of their own commits too. The whole history is read once more for it, and
// of each commit of theirs git is asked what it touched.
func (p *pull) weigh(ctx context.Context, wrote work.Names, all []logbook.Namesake) error {
	gains := map[work.Key]*gain{}
	for _, n := range all {
		if !n.Own {
			gains[work.KeyOf(n)] = &gain{routines: routine.Of(p.now.Routines)}
		}
	}
	if len(gains) == 0 {
		return nil
	}
	if err := p.commitsOf(ctx, gains); err != nil {
		return err
	}
	d := &differ{common: p.common, w: p.w, classes: classes{}}
	defer func() { _ = d.end() }() // what cannot be compared counts
	for i := range all {
		key := work.KeyOf(all[i])
		g := gains[key]
		if g == nil {
			continue
		}
		for i := range g.commits {
			if g.commits[i].touched = d.touched(ctx, &g.commits[i]); ctx.Err() != nil {
				return context.Cause(ctx)
			}
		}
		of := wrote[key]
		of.Works = g.works()
		of.Commits, all[i].Commits = len(of.Works), len(of.Works)
		wrote[key] = of
	}
	return nil
}

// gain is what the person would gain by a namesake.
type gain struct {
	commits  []gained
	routines routine.Set // of the person's own
}

// gained is a commit of a namesake's.
type gained struct {
	oid, subject string
	work         work.Work
	at           when.Instant
	zone         string
	dated        bool
	root         bool
	subtree      bool
	closed       bool           // what it touched cannot be asked for
	touched      *logbook.Paths // nil where it is not known
}

// commitsOf reads the commits of the namesakes; a merge is none of them.
func (p *pull) commitsOf(ctx context.Context, gains map[work.Key]*gain) error {
	people := newPeople(p.ask.Self, p.mailmap)
	return p.each(ctx, func(c *record) {
		aside := p.stash.tip != "" && p.stash.tip == string(c.oid)
		k := people.of(c.author.raw)
		if k.wrote == nil || c.parents > 1 && !aside {
			return
		}
		if g := gains[work.KeyOf(k.wrote.Namesake)]; g != nil {
			s := logbook.Text(subject(c.message))
			g.commits = append(g.commits, gained{
				oid: string(c.oid), subject: s, work: c.work(), at: c.author.instant(), zone: c.author.zone(), dated: c.believable(),
				root: c.parents == 0, subtree: isSubtree(s, c.message), closed: c.parents > 1 || p.boundary[string(c.oid)],
			})
		}
	})
}

// each reads every commit of the history but a stash's helpers.
func (p *pull) each(ctx context.Context, do func(*record)) error {
	g, err := start(ctx, p.common, strings.NewReader(lines("", p.refs.tips)), "rev-list", "--header", "--ignore-missing", "--stdin")
	if err != nil {
		return err
	}
	records, c := newRecords(g.out), record{}
	for {
		raw, err := records.next()
		if errors.Is(err, io.EOF) {
			return g.wait(ctx)
		}
		if err != nil {
			g.stop()
			return err
		}
		if parseRecord(raw, &c) == nil && !p.stash.helpers[string(c.oid)] {
			do(&c)
		}
	}
}

// touched is what a commit touched, nil where git cannot tell.
func (d *differ) touched(ctx context.Context, c *gained) *logbook.Paths {
	if c.closed || d.failures >= maxFailures {
		return nil
	}
	body, err := d.request(ctx, c.oid)
	if err != nil {
		d.failures++
		_ = d.end() // the next one is asked of another process
		return nil
	}
	return &body
}

// works are those that would count, each once.
func (g *gain) works() []work.Work {
	for _, c := range g.commits {
		if c.dated && c.touched != nil {
			g.routines.Note(c.subject, c.at, c.zone, *c.touched)
		}
	}
	programs := routine.Found(g.routines.Kept())
	var out []work.Work
	for _, c := range g.commits {
		made := logbook.Commit{Subject: c.subject, Root: c.root, Subtree: c.subtree}
		program := c.dated && c.touched != nil && slices.ContainsFunc(programs, func(r logbook.Routine) bool {
			return r.Made(c.subject, c.touched.List, c.at, c.zone)
		})
		if !program && made.Changes(c.touched) {
			out = append(out, c.work)
		}
	}
	return work.Distinct(out)
}
