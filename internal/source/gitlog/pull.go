package gitlog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// Pull reads the commits that are new at a repository since the position; all of
// them where something else than the refs changed (the identities, the mailmap,
// what a shallow clone holds) or where history was rewritten. Then it also says
// which facts known at the place are gone. What was read before git failed is
// kept, without a position: the next Pull starts again where the last whole one
// ended.
func (s Source) Pull(ctx context.Context, ask source.Ask) error {
	common := ask.Place.URI
	if !isGitDir(common) {
		return fault.New(fault.Incomplete, "there is no git repository at %s any more", common)
	}
	now := &position{Rules: rules, Identities: ask.Self.Identities, Tally: newTally()}
	var err error
	if now.Refs, err = refsHash(common); err != nil {
		return fault.New(fault.Incomplete, "the refs of %s cannot be read", common).Because(err)
	}
	p := &pull{ask: ask, common: common, now: now, was: readPosition(ask.Position)}
	p.boundary, now.Shallow = shallowFile(common)
	if p.was.unchanged(now) {
		return nil
	}
	p.w = &writer{ask: ask, size: s.batchSize()}
	ctx, p.cancel = context.WithCancelCause(ctx)
	defer p.cancel(nil)
	return p.run(ctx)
}

func (s Source) batchSize() int {
	if s.batch > 0 {
		return s.batch
	}
	return batchSize
}

// pull is one reading of one repository.
type pull struct {
	ask      source.Ask
	common   string
	was, now *position
	boundary map[string]bool // where a shallow clone ends
	refs     refs
	mailmap  mailmap
	ignored  map[string]bool
	w        *writer
	cancel   context.CancelCauseFunc
	done     int // commits read this time
	standing int // bad rows about the repository as it stands, said anew each time
}

func (p *pull) run(ctx context.Context) error {
	if err := p.prepare(ctx); err != nil {
		return p.explain(ctx, err)
	}
	p.standing = p.w.bad
	from, err := p.from(ctx)
	if err != nil {
		return p.explain(ctx, err)
	}
	if err := p.read(ctx, from); err != nil {
		return p.explain(ctx, p.partly(ctx, err))
	}
	if err := p.w.gone(ctx); err != nil {
		return err
	}
	counts := p.coverage()
	pos, err := p.now.write()
	if err != nil {
		return fmt.Errorf("the position in %s: %w", p.ask.Place.Name, err)
	}
	return p.w.last(ctx, counts, pos)
}

// prepare reads the tips and the files that say how to read the history.
func (p *pull) prepare(ctx context.Context) (err error) {
	p.refs, err = listRefs(ctx, p.common)
	var broken *gitError
	if errors.As(err, &broken) && len(p.refs.tips) > 0 {
		err = p.w.badRow(ctx, "a ref points to something that is not here: "+broken.said, "")
	}
	if err != nil {
		return err
	}
	files, err := blobs(ctx, p.common, p.refs.main(p.common), ".mailmap", ".git-blame-ignore-revs")
	if err != nil {
		return err
	}
	p.now.Tips, p.now.Mailmap, p.now.Ignored = p.refs.tips, files[0].id, files[1].id
	p.mailmap, p.ignored = parseMailmap(files[0].text), ignoredCommits(files[1].text)
	if len(p.refs.tips) == 0 {
		return p.w.badRow(ctx, "the repository has no commits yet", "")
	}
	return nil
}

// from is the tips before which everything is read, nil for a whole reading. A
// whole reading counts anew and finds out what is gone.
func (p *pull) from(ctx context.Context) ([]string, error) {
	if p.was.continues(p.now) {
		rewritten, err := p.rewritten(ctx)
		if err != nil {
			return nil, err
		}
		if !rewritten {
			p.now.Tally = p.was.Tally
			return p.was.Tips, nil
		}
	}
	if p.ask.Known != nil {
		p.w.here = map[logbook.ID]bool{}
	}
	return nil, nil
}

// rewritten says whether a commit that could be reached from the old tips no
// longer can: a branch was deleted, rebased or pushed by force.
func (p *pull) rewritten(ctx context.Context) (bool, error) {
	old := without(p.was.Tips, p.refs.tips)
	if len(old) == 0 {
		return false, nil
	}
	in := strings.NewReader(lines("", old) + lines("^", p.refs.tips))
	out, err := output(ctx, p.common, in, "rev-list", "--max-count=1", "--stdin")
	var missing *gitError
	if errors.As(err, &missing) { // an old tip is no longer here at all
		return true, nil
	}
	return len(out) > 0, err
}

// read streams the commits. The paths of own ones are asked for beside it.
func (p *pull) read(ctx context.Context, from []string) error {
	in := strings.NewReader(lines("", p.refs.tips) + lines("^", from))
	g, err := start(ctx, p.common, in, "rev-list", "--header", "--ignore-missing", "--stdin")
	if err != nil {
		return err
	}
	d := &differ{common: p.common, w: p.w, ignored: p.ignored, classes: classes{}}
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
	r := &reading{people: newPeople(p.ask.Self, p.mailmap)}
	for {
		raw, err := records.next()
		if err == io.EOF {
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
func (p *pull) commit(ctx context.Context, raw []byte, r *reading, want chan<- change) error {
	if err := parseRecord(raw, &r.record); err != nil {
		return p.w.badRow(ctx, "git gave something that is no commit", "")
	}
	r.look()
	p.now.Tally.count(r, latest(p.ask.Now))
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
			want <- change{string(r.record.oid), f.Span, f.Zone, f.Day}
		}
	}
	return nil
}

const authoredKey = " " + string(logbook.Authored) + " "

// diffable says whether what a commit touched can be asked for: an own one that
// is no merge. At the boundary of a shallow clone the answer would be the whole
// tree.
func (p *pull) diffable(r *reading) bool {
	return r.mine() && r.record.parents < 2 && !p.boundary[string(r.record.oid)]
}

// progress tells how many commits were read, some ten times a second.
func (p *pull) progress() {
	if p.done++; p.ask.Progress != nil && p.done%progressStep == 1 {
		p.ask.Progress(p.done, 0, "commits")
	}
}

const progressStep = 4096

// partly keeps what was read of a repository before git failed, without a
// position. It gives the error back.
func (p *pull) partly(ctx context.Context, err error) error {
	var failed *gitError
	if !errors.As(err, &failed) {
		return err
	}
	what := fmt.Sprintf("the history could be read only in part, %d commits: %s", p.now.Tally.Read, failed)
	if err := p.w.badRow(ctx, what, ""); err != nil {
		return err
	}
	if err := p.w.last(ctx, p.coverage(), nil); err != nil {
		return err
	}
	return err
}

// explain turns git's failure into a sentence with the path in it.
func (p *pull) explain(ctx context.Context, err error) error {
	var failed *gitError
	if !errors.As(err, &failed) || ctx.Err() != nil {
		return err
	}
	if lost := lostAlternate(p.common); lost != "" {
		return fault.New(fault.Incomplete, "%s borrows its objects from %s, which is not there", p.common, lost).Because(err)
	}
	if n := p.now.Tally.Read; n > 0 {
		return fault.New(fault.Incomplete, "%s could be read only in part, %d commits", p.common, n).Because(err).
			Try("git --git-dir=%s fsck says what is damaged", p.common)
	}
	return fault.New(fault.Incomplete, "%s cannot be read", p.common).Because(err)
}

// coverage closes the tally and says what the place covers.
func (p *pull) coverage() *logbook.Coverage {
	p.now.Tally.Bad += p.w.bad - p.standing
	c := p.now.Tally.coverage(p.ask.Place, p.now.Shallow != "", p.open())
	c.Bad += p.standing
	return c
}

// open says whether nobody else can be ahead of the repository: people work in
// it, and it has no remote.
func (p *pull) open() bool {
	if !hasWorkTree(p.common) || isDir(filepath.Join(p.common, "refs", "remotes")) {
		return false
	}
	for name := range p.refs.byName {
		if strings.HasPrefix(name, "refs/remotes/") {
			return false
		}
	}
	text, err := readFile(filepath.Join(p.common, "config"), maxConfig)
	return err == nil && !hasRemote(text)
}

// lostAlternate is the object folder a repository borrows from and that is not
// there, "" for none.
func lostAlternate(common string) string {
	objects := filepath.Join(common, "objects")
	text, err := readSmall(filepath.Join(objects, "info", "alternates"))
	if err != nil {
		return ""
	}
	for line := range strings.Lines(text) {
		dir := relative(objects, strings.TrimSpace(line))
		if !isDir(dir) {
			return dir
		}
	}
	return ""
}

// without is the elements of sorted a that are not in sorted b.
func without(a, b []string) (rest []string) {
	for _, x := range a {
		for len(b) > 0 && b[0] < x {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != x {
			rest = append(rest, x)
		}
	}
	return rest
}

// lines is a list for a program's stdin, each behind a mark.
func lines(mark string, list []string) string {
	var b strings.Builder
	for _, l := range list {
		b.WriteString(mark + l + "\n")
	}
	return b.String()
}
