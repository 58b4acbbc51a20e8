package gitdir

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/source/disk"
)

// Before git is started in a directory, the directory is looked through: git opens
// what it finds there, waits for a pipe for ever, follows links wherever they lead,
// and reads configurations that include one another without end.

// maxFolders is how many directories of objects and of refs belong to one repository,
// lent ones counted, and maxIncludes how many files its configuration.
const (
	maxFolders  = 32
	maxIncludes = 32
)

// unread are parts of a git directory that none of the commands used here opens, or
// that are repositories of their own.
var unread = map[string]bool{
	"modules": true, "hooks": true, "logs": true, "lfs": true, "annex": true, "rr-cache": true, "svn": true, "description": true,
	filepath.Join("info", "exclude"): true, filepath.Join("info", "sparse-checkout"): true,
}

// inspection is what a look through one repository has met.
type inspection struct {
	ctx      context.Context
	folders  map[string]bool
	includes int
}

// Inspect says why git is not to be started in a git directory, nil where it may be.
func Inspect(ctx context.Context, dir string) error {
	i := &inspection{ctx: ctx, folders: map[string]bool{}}
	err := i.whole(dir)
	if common, known := Common(dir); err == nil && known == nil && common != dir {
		err = i.whole(common)
	}
	if err != nil && ctx.Err() == nil {
		return fault.New(fault.Incomplete, "the repository %s is not one that git could be let loose on", dir).Because(err)
	}
	return err
}

// whole looks at a git directory and at its configuration.
func (i *inspection) whole(dir string) error {
	if err := i.directory(dir); err != nil {
		return err
	}
	return i.config(filepath.Join(dir, "config"))
}

// directory looks at all of a git directory that git may open.
func (i *inspection) directory(dir string) error {
	if again, err := i.meet(dir); again || err != nil {
		return err
	}
	return disk.Walk(i.ctx, dir, func(path string, entry fs.DirEntry, err error) error {
		part, _ := filepath.Rel(dir, path) // both begin alike
		switch {
		case errors.Is(err, fs.ErrNotExist), err == nil && unread[part] && !entry.IsDir():
			return nil
		case err != nil:
			return err
		case unread[part]:
			return fs.SkipDir
		case part == "objects" && entry.IsDir():
			if err := i.objects(path); err != nil {
				return err
			}
			return fs.SkipDir
		case entry.Type()&fs.ModeSymlink != 0:
			return i.link(dir, part)
		}
		return i.entry(path, entry)
	})
}

// meet notes a directory, and says whether it was met before.
func (i *inspection) meet(dir string) (again bool, err error) {
	if i.folders[dir] {
		return true, nil
	}
	if i.folders[dir] = true; len(i.folders) > maxFolders {
		return false, fmt.Errorf("it borrows from more than %d others", maxFolders)
	}
	return false, nil
}

// entry refuses what git would wait for. A socket is no such thing: to open one fails,
// and git's own watcher has one here.
func (i *inspection) entry(path string, entry fs.DirEntry) error {
	if entry.IsDir() || entry.Type().IsRegular() || entry.Type()&fs.ModeSocket != 0 {
		return nil
	}
	return fmt.Errorf("%s: %w", path, disk.ErrOdd)
}

// link looks at a link: to a file of the same directory, to nothing, or to the same
// part of another git directory, which is looked through too.
func (i *inspection) link(dir, part string) error {
	path := filepath.Join(dir, part)
	if other := Lent(dir, part); other != "" && !strings.ContainsRune(part, filepath.Separator) {
		return i.directory(other)
	}
	f, err := disk.OpenIn(i.ctx, dir, part)
	if err == nil {
		return f.Close()
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil // a HEAD whose branch has no commits yet
	}
	return fmt.Errorf("%s is a link to what is none of its files: %w", path, err)
}

// objects looks at a directory of objects, and at those it borrows from. What else
// may lie in one, git does not open.
func (i *inspection) objects(dir string) error {
	if again, err := i.meet(dir); again || err != nil {
		return err
	}
	entries, err := disk.List(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if len(e.Name()) != 2 && e.Name() != "pack" && e.Name() != "info" {
			continue
		}
		if !e.IsDir() {
			return fmt.Errorf("%s is no folder", name)
		}
		within, err := disk.List(name)
		if err != nil {
			return err
		}
		for _, one := range within {
			if err := i.object(dir, e.Name(), one); err != nil {
				return err
			}
		}
	}
	return i.alternates(dir)
}

// object looks at one file of objects.
func (i *inspection) object(dir, part string, one fs.DirEntry) error {
	path := filepath.Join(dir, part, one.Name())
	if one.Type()&fs.ModeSymlink == 0 {
		return i.entry(path, one)
	}
	return i.link(dir, filepath.Join(part, one.Name()))
}

// alternates looks at the directories from which objects are borrowed.
func (i *inspection) alternates(dir string) error {
	text, err := disk.SmallIn(i.ctx, dir, "info/alternates", 64<<10)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		other := Relative(dir, line)
		if line == "" || line[0] == '#' || !disk.IsFolder(other) {
			continue
		}
		if err := i.objects(other); err != nil {
			return err
		}
	}
	return nil
}

// config looks at a configuration and at all that it includes, whatever the condition.
// A file outside is the person's own where they included it, but it is a file.
func (i *inspection) config(path string) error {
	real, err := disk.Real(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	text, err := disk.Small(i.ctx, real, MaxConfig)
	if err != nil {
		return err
	}
	Settings(text, func(s Setting) {
		if err != nil || s.Section != "include" && s.Section != "includeif" || s.Name != "path" {
			return
		}
		if i.includes++; i.includes > maxIncludes {
			err = fmt.Errorf("its configuration includes more than %d files", maxIncludes)
			return
		}
		if !strings.HasPrefix(s.Value, "~") && !strings.HasPrefix(s.Value, "%") {
			err = i.config(Relative(filepath.Dir(path), s.Value))
		}
	})
	return err
}
