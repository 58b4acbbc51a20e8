package assistant

import (
	"context"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/disk"
)

// tool is one coding assistant: how its logs are known, and how they are read.
// To add one, write its file and put it into tools.
type tool struct {
	name    string   // "Claude Code"
	program string   // "claude-code", as WakaTime's clients name it too
	folders []string // what its folder is called, for finding it on the way
	home    []string // where its folder usually is, below the home folder
	data    string   // or below the folder of programs' data, where the system has one
	env     []string // the variables that name its folder, or several, where it is elsewhere
	agents  []string // it and its kin as other programs name them, in small letters: nobody's hands
	holds   []string // patterns below it: one that matches makes it a place
	logs    []log
	keeps   func(*Retention) // says for how long; nil where nothing is known to be deleted
}

// log is one kind of file of a tool.
type log struct {
	under    string // a folder below the place, "" for the place itself
	match    string // pattern of a file's name
	flat     bool   // only files right in under
	fresh    bool   // a change means reading it from its beginning
	database bool   // read with Source.Rows and not as lines
	forks    bool   // a file may begin with what another holds; see lineage
	read     func(file) decoder
}

// file is one file of a log.
type file struct {
	tool *tool
	log  *log
	path string // absolute
	rel  string // below the place
}

// decoder takes one file apart. It is kept as JSON between two readings of a
// file that grows, so whatever it must remember stands in exported fields.
type decoder interface {
	decode(context.Context, *slim.Lines, *out) error
}

// tools are those that keep their logs in a folder of their own.
func tools() []*tool {
	return []*tool{claude(), codex(), gemini(), qwen(), opencode(), copilot(), cursor(), cline()}
}

// agents are the programs of assistants that work by themselves: of each tool, and
// of those whose logs nothing here reads.
func agents() (names []string) {
	for _, t := range append(tools(), aider()) {
		names = append(names, t.agents...)
	}
	return append(names, "amp", "goose", "crush", "roo", "kilo", "continue", "droid", "kiro")
}

// toolAt is the tool whose folder this is, nil for none. Several may write files
// of one shape: the folder's name tells them apart. A folder that was given may
// have any name; others are looked into only where a tool's is called so.
func toolAt(dir string, given bool) *tool {
	var alike *tool
	for _, t := range tools() {
		called := slices.Contains(t.folders, filepath.Base(dir))
		switch {
		case !called && (!given || alike != nil) || !t.at(dir):
		case called:
			return t
		default:
			alike = t
		}
	}
	return alike
}

// toolNamed is the tool that a place was found to be of, while its files are of
// the tool's shape; nil where the name is none of a tool's.
func toolNamed(name, dir string) *tool {
	for _, t := range tools() {
		if t.name == name && t.at(dir) {
			return t
		}
	}
	return nil
}

// at says whether a folder holds what the tool writes.
func (t *tool) at(dir string) bool {
	return slices.ContainsFunc(t.holds, func(pattern string) bool {
		return len(disk.Match(dir, pattern)) > 0
	})
}

// toolOf is the tool whose log is this one file, nil for none. A file that was
// given is looked into, whatever its name.
func toolOf(ctx context.Context, path string, given bool) *tool {
	switch base := filepath.Base(path); {
	case base == aiderFile:
		return aider()
	case (given || strings.HasSuffix(base, neutralSuffix)) && isNeutral(ctx, path):
		return neutral()
	}
	return nil
}

// files yields the tool's logs below dir, by kind and then by path.
func (t *tool) files(ctx context.Context, dir string) iter.Seq2[file, error] {
	return func(yield func(file, error) bool) {
		for i := range t.logs {
			for path, err := range walk(ctx, filepath.Join(dir, t.logs[i].under), t.logs[i].match, t.logs[i].flat) {
				rel, _ := filepath.Rel(dir, path) // both are absolute
				if !yield(file{t, &t.logs[i], path, filepath.ToSlash(rel)}, err) {
					return
				}
			}
		}
	}
}
