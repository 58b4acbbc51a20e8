package gitlog

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
)

// Configured is how the person told git who they are, in their own configuration
// and the environment: names and e-mail addresses as written, each once, in the
// order found. Includes are followed whatever their conditions: a work address
// often stands behind one. A repository's configuration is never read. Home is
// the person's folder, env looks up an environment variable. A file that is not
// there is no error; one that cannot be read is, and the rest is read.
func Configured(home string, env func(string) string) (names, mails []string, err error) {
	c := &configured{home: home, seen: map[string]bool{}}
	c.add(&c.names, env("GIT_AUTHOR_NAME"))
	c.add(&c.mails, env("GIT_AUTHOR_EMAIL"))
	for _, file := range ownConfigs(home, env) {
		c.file(file)
	}
	return c.names, c.mails, errors.Join(c.errs...)
}

// ownMailmap is the text of the mailmap that the person's own configuration names
// (mailmap.file), nil for none. Git lays it over that of a repository.
func ownMailmap(home string, env func(string) string) []byte {
	c := &configured{home: home, seen: map[string]bool{}}
	for _, file := range ownConfigs(home, env) {
		c.file(file)
	}
	if c.mailmap == "" {
		return nil
	}
	text, err := ownFile(c.mailmap)
	if err != nil {
		return nil // git says nothing of it either
	}
	return text
}

// ownConfigs are the files git reads for a person; GIT_CONFIG_GLOBAL stands for
// all of them.
func ownConfigs(home string, env func(string) string) []string {
	if file := env("GIT_CONFIG_GLOBAL"); file != "" {
		return []string{file}
	}
	xdg := env("XDG_CONFIG_HOME")
	if xdg == "" {
		xdg = filepath.Join(home, ".config")
	}
	return []string{filepath.Join(xdg, "git", "config"), filepath.Join(home, ".gitconfig")}
}

type configured struct {
	home         string
	names, mails []string
	mailmap      string // mailmap.file, the last one said
	seen         map[string]bool
	errs         []error
}

// file reads one file, and those it includes, once.
func (c *configured) file(path string) {
	path = filepath.Clean(path)
	if c.seen[path] || path == os.DevNull {
		return
	}
	c.seen[path] = true
	text, err := ownFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		c.errs = append(c.errs, fault.New(fault.Incomplete, "your git configuration %s cannot be read", path).Because(err))
		return
	}
	gitdir.Settings(text, func(s gitdir.Setting) { c.setting(s, filepath.Dir(path)) })
}

// setting takes one setting of a file in dir.
func (c *configured) setting(s gitdir.Setting, dir string) {
	switch s.Section {
	case "user", "author", "committer":
		switch {
		case s.Sub != "":
		case s.Name == "name":
			c.add(&c.names, s.Value)
		case s.Name == "email":
			c.add(&c.mails, s.Value)
		}
	case "mailmap":
		if s.Sub == "" && s.Name == "file" && s.Value != "" {
			c.mailmap = c.included(s.Value, dir)
		}
	case "include", "includeif":
		if s.Name == "path" && s.Value != "" {
			c.file(c.included(s.Value, dir))
		}
	}
}

// ownFile reads a file that the person's own configuration is in or names. Their links
// are followed: such files often lie among other settings.
func ownFile(path string) ([]byte, error) {
	real, err := disk.Real(path)
	if err != nil {
		return nil, err
	}
	return disk.Small(context.Background(), real, gitdir.MaxConfig)
}

// included is the path an include means: from home after "~/", else from the
// file's own folder.
func (c *configured) included(path, dir string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		return filepath.Join(c.home, rest)
	}
	return gitdir.Relative(dir, path)
}

func (c *configured) add(list *[]string, value string) {
	value = strings.TrimSpace(logbook.Text(value))
	if value != "" && !slices.Contains(*list, value) {
		*list = append(*list, value)
	}
}
