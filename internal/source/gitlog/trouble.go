package gitlog

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
)

// partly keeps what was read of a repository before git failed, without a
// position. It gives the error back.
func (p *pull) partly(ctx context.Context, err error) error {
	var failed *gitError
	if !errors.As(err, &failed) {
		return err
	}
	what := fmt.Sprintf("the history could be read only in part, %d commits: %s", p.done, failed)
	if err := p.w.badRow(ctx, what, ""); err != nil {
		return err
	}
	if err := p.w.last(ctx, p.coverage(), nil, nil, nil); err != nil {
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
		return fault.New(fault.Incomplete, "%s takes its objects from %s, which does not exist", p.common, lost).Because(err)
	}
	if p.done > 0 {
		return fault.New(fault.Incomplete, "%s could be read only partly (%d commits)", p.common, p.done).Because(err).
			Try("git --git-dir=%s fsck says what is damaged", p.common)
	}
	wrong := fault.New(fault.Incomplete, "%s cannot be read", p.common).Because(err)
	if strings.Contains(failed.said, "unknown repository extension") || strings.Contains(failed.said, "repo version") {
		return wrong.Try("the git on this machine is too old for it: a newer git reads it")
	}
	return wrong
}

// lostAlternate is the object folder a repository borrows from and that is not
// there, "" for none.
func lostAlternate(common string) string {
	for _, dir := range gitdir.Borrowed(common) {
		if !disk.IsFolder(dir) {
			return dir
		}
	}
	return ""
}
