package gitlog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/source/gitlog/mailmap"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/gitlog/alike"
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
	"github.com/backsight/backsight/internal/source/gitlog/routine"
)

// Pull reads the commits that are new at a repository since the position; all of
// them where something else than the refs changed (the identities, the mailmap,
// what a shallow clone holds) or where history was rewritten. Then it also says
// which facts known at the place are gone. What was read before git failed is
// kept, without a position: the next Pull starts again where the last whole one
// ended.
func (s Source) Pull(ctx context.Context, ask source.Ask) error {
	common := ask.Place.URI
	if !gitdir.Is(common) {
		return fault.New(fault.Incomplete, "there is no longer a git repository at %s", common)
	}
	now := &position{Rules: rules, Identities: ask.Self.Identities, Called: slices.Concat(ask.Called, ask.Strangers.Marks()), Tally: newTally()}
	var err error
	if now.Refs, err = refsHash(common); err != nil {
		return fault.New(fault.Incomplete, "the refs of %s cannot be read", common).Because(err)
	}
	p := &pull{ask: ask, common: common, now: now, was: readPosition(ask.Position)}
	now.OwnMailmap = p.ownMailmap(s)
	p.boundary, now.Shallow = shallowFile(common)
	if p.was.unchanged(now) {
		return nil
	}
	if err := gitdir.Inspect(ctx, common); err != nil {
		return err
	}
	p.w = &writer{ask: ask, size: s.batchSize()}
	ctx, p.cancel = context.WithCancelCause(ctx)
	defer p.cancel(nil)
	err = p.run(ctx)
	if kept := p.w.settle(); err == nil {
		err = kept
	}
	return err
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
	mailmap  mailmap.Map
	own      []byte // the text of the person's own mailmap
	stash    stash
	ignored  map[string]bool
	people   *people
	w        *writer
	cancel   context.CancelCauseFunc
	done     int // commits read this time
	standing int // bad rows about the repository as it stands, said anew each time
}

func (p *pull) run(ctx context.Context) error {
	if err := p.prepare(ctx); err != nil {
		return p.explain(ctx, err)
	}
	p.standing, p.people = p.w.bad, newPeople(p.ask.Self, p.mailmap)
	from, err := p.from(ctx)
	if err != nil {
		return p.explain(ctx, err)
	}
	if err := p.readCommits(ctx, from); err != nil {
		return p.explain(ctx, p.partly(ctx, err))
	}
	if err := p.w.gone(ctx); err != nil {
		return err
	}
	names, err := p.nameFrom(ctx, p.people.wrote(), from != nil)
	if err != nil {
		return p.explain(ctx, err)
	}
	counts := p.coverage()
	pos, err := p.now.write()
	if err != nil {
		return fmt.Errorf("the position in %s: %w", p.ask.Place.Name, err)
	}
	return p.w.last(ctx, counts, names, routine.Found(p.now.Routines), pos)
}

// The files at the top of a tree that say how its history is to be read.
const (
	mailmapFile = ".mailmap"
	ignoredFile = ".git-blame-ignore-revs"
)

// prepare reads the tips and the files that say how to read the history.
func (p *pull) prepare(ctx context.Context) (err error) {
	p.refs, err = listRefs(ctx, p.common)
	var broken *gitError
	if errors.As(err, &broken) && len(p.refs.tips) > 0 && lostAlternate(p.common) == "" {
		err = p.w.badRow(ctx, "a ref points to something that is not here: "+broken.said, "")
	}
	if err != nil {
		return err
	}
	files, lost, err := blobs(ctx, p.common, p.refs.main(p.common), mailmapFile, ignoredFile)
	if err != nil {
		return err
	}
	if len(lost) > 0 {
		if err := p.w.badRow(ctx, "not in this copy of the repository, and left out of account: "+strings.Join(lost, ", "), ""); err != nil {
			return err
		}
	}
	p.now.Tips, p.now.Mailmap, p.now.Ignored = p.refs.tips, files[mailmapFile].id, files[ignoredFile].id
	p.mailmap, p.ignored = mailmap.Parse(files[mailmapFile].text).Over(mailmap.Parse(p.own)), ignoredCommits(files[ignoredFile].text)
	p.now.Led = alike.Led(p.mailmap, p.ask.Self.Identities, p.ask.Called, p.ask.Strangers)
	p.stash = stashOf(ctx, p.common, p.refs.byName["refs/stash"])
	if len(p.refs.tips) == 0 {
		return p.w.badRow(ctx, "the repository has no commits yet", "")
	}
	return nil
}

// ownMailmap reads the person's own mailmap and gives a hash of it, "" for none.
func (p *pull) ownMailmap(s Source) string {
	if s.Env == nil {
		return ""
	}
	if p.own = ownMailmap(s.Home, s.Env); len(p.own) == 0 {
		return ""
	}
	sum := sha256.Sum256(p.own)
	return hex.EncodeToString(sum[:16])
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
	if !hasWorkTree(p.common) || disk.IsFolder(filepath.Join(p.common, "refs", "remotes")) {
		return false
	}
	for name := range p.refs.byName {
		if strings.HasPrefix(name, "refs/remotes/") {
			return false
		}
	}
	text, err := gitdir.File(p.common, "config", gitdir.MaxConfig)
	return err == nil && !gitdir.HasRemote(text)
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
