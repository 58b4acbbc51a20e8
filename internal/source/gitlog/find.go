package gitlog

import (
	"context"
	"iter"
	"path/filepath"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
)

// Find yields every repository at or below root once, in the order of the walk:
// folders with a work tree, bare repositories, and worktrees and submodules by
// what they point to. Its URI is the absolute path of the directory that all
// worktrees share. Symbolic links are followed for root only. A file is no
// repository and no error.
//
// A repository of another owner is left out with an error, because whoever can
// write to it could have laid it there; unless root is that very repository:
// then the person asked for it by name.
func (s Source) Find(ctx context.Context, root string) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) {
		w := &walk{ctx: ctx, machine: s.Machine, seen: map[string]bool{}, yield: yield}
		w.root(root)
	}
}

// walk is one Find.
type walk struct {
	ctx     context.Context
	machine string
	top     string          // the folder that is searched
	seen    map[string]bool // common directories
	yield   func(logbook.Place, error) bool
}

func (w *walk) root(root string) {
	abs, _, err := source.Root(root)
	if err != nil {
		w.fail(err)
		return
	}
	if filepath.Base(abs) == ".git" {
		abs = filepath.Dir(abs)
	}
	w.top = abs
	if disk.IsFolder(abs) && w.repository(abs, true) {
		w.folder(abs)
	}
}

// folder walks what is in a directory; false ends the walk. The directory
// itself was looked at before.
func (w *walk) folder(dir string) bool {
	if err := w.ctx.Err(); err != nil {
		w.fail(err)
		return false
	}
	entries, err := disk.List(dir)
	if err != nil && !w.fail(fault.New(fault.Incomplete, "%s cannot be read", dir).Because(err)) {
		return false
	}
	if gitdir.Is(dir) { // a bare repository holds no others
		return true
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if !e.IsDir() {
			continue
		}
		if skip, more := source.Pass(w.top, path, w.yield); !more {
			return false
		} else if skip {
			continue
		}
		if !w.repository(path, false) || !w.folder(path) {
			return false
		}
	}
	return true
}

// repository yields the repository that dir is or holds, if any, and those of its
// submodules; false ends the walk. Asked is whether the person gave this very path.
func (w *walk) repository(dir string, asked bool) bool {
	git, err := gitdir.Of(dir)
	if git == "" && err == nil {
		return true
	}
	var common string
	if err == nil {
		common, err = gitdir.Common(git)
	}
	if err != nil {
		return w.fail(fault.New(fault.Incomplete, "the repository of %s cannot be read", dir).Because(err))
	}
	return w.common(common, asked) && w.modules(filepath.Join(common, "modules"))
}

// modules yields the repositories of submodules, which lie in that of the whole
// and stay there when they are no longer checked out.
func (w *walk) modules(dir string) bool {
	entries, err := disk.List(dir)
	if err != nil { // there are none
		return true
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case !e.IsDir():
		case !gitdir.Is(path): // a submodule's name may have slashes
			if !w.modules(path) {
				return false
			}
		case !w.common(path, false) || !w.modules(filepath.Join(path, "modules")):
			return false
		}
	}
	return w.ctx.Err() == nil
}

// common yields the repository of a common directory, once.
func (w *walk) common(common string, asked bool) bool {
	if w.seen[common] {
		return true
	}
	w.seen[common] = true
	if owner, foreign := foreignOwner(common); foreign && !asked {
		return w.fail(fault.New(fault.Incomplete, "%s belongs to %s, so it was not read", common, owner).
			Try("to read it all the same, give its own path"))
	}
	return w.yield(logbook.Place{Source: sourceName, Machine: w.machine, Name: nameOf(common), URI: common}, nil)
}

// sourceName is the Source of every place here.
const sourceName = "git"

func (w *walk) fail(err error) bool { return w.yield(logbook.Place{}, err) }
