package law

import (
	"go/ast"
	"path"
	"slices"
	"strings"
)

// opened are the ways to a file that wait for a pipe, follow links anywhere, or
// believe a size.
var opened = []struct{ pkg, names string }{
	{"os", "Open OpenFile OpenRoot OpenInRoot ReadFile ReadDir DirFS Stat Lstat Readlink"},
	{"path/filepath", "Walk WalkDir Glob EvalSymlinks"},
	{"io/ioutil", "ReadFile ReadDir"},
	{"archive/zip", "OpenReader"},
	{"syscall", "Open Openat"},
	{"os/exec", "Command CommandContext"},
}

// opening finds sources, and the search for what they read, that open files by
// themselves. Programs are started by source/gitlog alone.
func opening(f *file) (found []Breach) {
	hostile := f.dir == "source" || strings.HasPrefix(f.dir, "source/") || holds("desk/find", f.dir) || holds("store/foreign", f.dir)
	if !hostile || f.test || f.kit() || holds("source/disk", f.dir) {
		return nil
	}
	for _, of := range opened {
		if of.pkg == "os/exec" && f.dir == "source/gitlog" {
			continue
		}
		f.uses(of.pkg, func(at ast.Expr, name string) {
			if slices.Contains(list(of.names), name) {
				found = append(found, f.breach(at.Pos(), "open", f.dir+" calls "+path.Base(of.pkg)+"."+name,
					"what lies there may be a pipe, a link or endless: open it through internal/source/disk"))
			}
		})
	}
	return found
}
