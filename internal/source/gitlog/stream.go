package gitlog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/routine"
)

// readCommits streams the commits. The paths of own ones are asked for beside it.
func (p *pull) readCommits(ctx context.Context, from []string) error {
	in := strings.NewReader(lines("", p.refs.tips) + lines("^", from))
	g, err := start(ctx, p.common, in, "rev-list", "--header", "--ignore-missing", "--stdin")
	if err != nil {
		return err
	}
	d := &differ{common: p.common, w: p.w, ignored: p.ignored, classes: classes{}, routines: routine.Of(nil)}
	if from != nil {
		d.routines = routine.Of(p.was.Routines)
	}
	want := make(chan change, 256)
	var beside error
	var wg sync.WaitGroup
	wg.Go(func() {
		if beside = d.run(ctx, want); beside != nil {
			p.cancel(beside)
		}
	})
	err = p.commits(ctx, g.out, want)
	close(want)
	if err != nil {
		p.cancel(err)
	}
	ended := g.wait(ctx)
	wg.Wait()
	p.now.Routines = d.routines.Kept()
	return firstOf(err, beside, ended)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// commits reads the stream to its end.
func (p *pull) commits(ctx context.Context, stream io.Reader, want chan<- change) error {
	records := newRecords(stream)
	r := &personCommit{people: p.people}
	for {
		raw, err := records.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading from git: %w", err)
		}
		if err := p.commit(ctx, raw, r, want); err != nil {
			return err
		}
	}
}

// commit reads one commit.
func (p *pull) commit(ctx context.Context, raw []byte, r *personCommit, want chan<- change) error {
	if err := parseRecord(raw, &r.record); err != nil {
		return p.w.badRow(ctx, "git printed something that is not a commit", "")
	}
	if p.stash.helpers[string(r.record.oid)] {
		return nil
	}
	r.aside = p.stash.tip != "" && p.stash.tip == string(r.record.oid)
	r.findParts()
	p.now.Tally.count(r, latest(p.ask.Now))
	r.author.count(&r.record, r.aside, latest(p.ask.Now))
	p.progress()
	if !r.record.author.timed {
		if err := p.w.badRow(ctx, "the author line of a commit has no time", string(r.record.oid)); err != nil {
			return err
		}
	}
	for _, f := range r.facts() {
		if err := p.w.fact(ctx, f); err != nil {
			return err
		}
		if p.diffable(r) && strings.Contains(f.Key, authoredKey) {
			want <- change{string(r.record.oid), logbook.Text(subject(r.record.message)), f.Span, f.Zone, f.Day}
		}
	}
	return nil
}

const authoredKey = " " + string(logbook.Authored) + " "

// diffable says whether what a commit touched can be asked for: an own one that
// is no merge. At the boundary of a shallow clone the answer would be the whole
// tree.
func (p *pull) diffable(r *personCommit) bool {
	return r.mine() && r.record.parents < 2 && !p.boundary[string(r.record.oid)]
}

// progress tells how many commits were read, some ten times a second.
func (p *pull) progress() {
	if p.done++; p.ask.Progress != nil && p.done%progressStep == 1 {
		p.ask.Progress(p.done, 0, "commits")
	}
}

const progressStep = 4096
