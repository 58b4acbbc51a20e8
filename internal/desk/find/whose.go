package find

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// search is one search below a root: what of it is the person's own.
//
// What is met below a root is not the person's where git tracks it in a work tree at
// or below the root, or where it lies in a folder of other people's work. A repository
// that people work in is never tracked, and a submodule is one like any other; but the
// files of a bare one can be, and then whoever wrote the one around it laid it there.
type search struct {
	root  string            // its symbolic links followed
	met   []Found           // in order
	trees map[string]string // the work tree that a folder belongs to, "" for none
}

// whose parts what was met in the person's and what git tracks. Git is asked once for
// each work tree that holds any of it.
func (s *search) whose(ctx context.Context) (own, tracked []Found) {
	kept := map[string]map[string]bool{} // by work tree, the paths whose state is wanted
	for _, f := range s.met {
		if top := s.treeOf(f); top != "" {
			if kept[top] == nil {
				kept[top] = map[string]bool{}
			}
			kept[top][fileOf(f.Place)] = false
		}
	}
	within := map[string][]string{} // by place, what git tracks of it or in it
	for top, wanted := range kept {
		files, _ := gitlog.Source{}.Tracked(ctx, top) // what git cannot tell of is not known to be others'
		for _, file := range files {
			for at := file; len(at) >= len(top); at = filepath.Dir(at) {
				if _, ok := wanted[at]; ok {
					within[at] = append(within[at], file)
				}
			}
		}
	}
	for _, f := range s.met {
		switch files := within[fileOf(f.Place)]; {
		case s.treeOf(f) == "" || len(files) == 0:
			own = append(own, f)
		default:
			if f.tracked = files; f.anyOwn(ctx) {
				own = append(own, f)
			} else {
				tracked = append(tracked, f)
			}
		}
	}
	return own, tracked
}

// lister is a source some of whose places are folders with several logs.
type lister interface {
	Files(context.Context, logbook.Place) ([]string, error)
}

// anyOwn says whether a place that is a folder holds a log that git does not track.
func (f Found) anyOwn(ctx context.Context) bool {
	p, may := f.Puller.(lister)
	if !may || f.tracked[0] == f.URI {
		return false
	}
	files, err := p.Files(ctx, f.Place)
	for _, file := range files {
		if err == nil && !f.Theirs(file) {
			return true
		}
	}
	return false
}

// treeOf is the innermost work tree, at the root or below it, that a place lies in;
// "" for none and for a repository, unless it is a bare one.
func (s *search) treeOf(f Found) string {
	if sep := string(filepath.Separator); f.Source == (gitlog.Source{}).Name() && strings.Contains(f.URI+sep, sep+".git"+sep) {
		return ""
	}
	if file := fileOf(f.Place); file != s.root {
		return s.tree(file)
	}
	return "" // this very file or folder was given
}

func (s *search) tree(dir string) string {
	if top, known := s.trees[dir]; known {
		return top
	}
	top := ""
	if disk.Exists(filepath.Join(dir, ".git")) {
		top = dir
	} else if dir != s.root && dir != filepath.Dir(dir) {
		top = s.tree(filepath.Dir(dir))
	}
	s.trees[dir] = top
	return top
}

// below says whether a path is root or lies in it.
func below(root, path string) bool {
	return path == root || strings.HasPrefix(path, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator))
}

// fileOf is the file or folder that a place is, without what is named inside an
// archive.
func fileOf(p logbook.Place) string {
	file, _, _ := strings.Cut(p.URI, "!/")
	return file
}
