package find

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/all"
)

// Left is what was met below a root and left out, since it is not the person's own.
// Whoever names such a file or folder itself has it read.
type Left struct {
	Tracked         []Found  // what git tracks: a repository's own data
	Copied          []Found  // what lies in folders of other people's work, or of data for tests
	Caches          []string // folders of packages and caches that were not looked into
	Apart           []Found  // what the person set apart
	copies, counted []string // folders of other people's work, and those looked through to count
}

// silent are caches that every home folder has, and in which nobody looks for evidence.
var silent = []string{".cache", "Caches", ".Trash", "Trash", ".Trash-1000", "__pycache__"}

// pass notes a folder that a walk did not go into, once.
func (l *Left) pass(p source.PassedBy) {
	if slices.Contains(silent, filepath.Base(p.Path)) {
		return
	}
	into := &l.copies
	if p.Cache {
		into = &l.Caches
	}
	if !slices.Contains(*into, p.Path) {
		*into = append(*into, p.Path)
	}
}

// more says whether anything was left out since.
func (l *Left) more(before Left) bool {
	return len(l.Tracked)+len(l.Copied)+len(l.Caches) > len(before.Tracked)+len(before.Copied)+len(before.Caches)
}

// read takes out what another root had read.
func (l *Left) read(places []Found) {
	known := func(f Found) bool { return Among(places, f.Place) }
	l.Tracked, l.Copied = slices.DeleteFunc(l.Tracked, known), slices.DeleteFunc(l.Copied, known)
}

// Any says whether anything was left out.
func (l Left) Any() bool { return len(l.Apart) > 0 || l.more(Left{}) }

// SetApart leaves out the places that are set apart, by their addresses or as all of
// their source.
func (s *Search) SetApart(apart map[string]bool) {
	for _, f := range s.Places {
		if apart[f.URI] || apart[f.Source] {
			s.Left.Apart = append(s.Left.Apart, f)
		}
	}
	s.Without(s.Left.Apart)
}

// Without takes places out of what was found.
func (s *Search) Without(left []Found) {
	s.Places = slices.DeleteFunc(s.Places, func(f Found) bool { return Among(left, f.Place) })
}

// Words say what was left out, why, and how to have it read: "left out as probably not
// yours: 3 calendars (2 tracked by git, 1 in testdata); not looked into: 2 folders of
// packages or caches (go/pkg/mod, node_modules). To read any of it, name it, such as
// /home/ann/src/lantern/team.ics".
func (l Left) Words() string {
	var parts, such []string
	if places := slices.Concat(l.Tracked, l.Copied); len(places) > 0 {
		parts = append(parts, fmt.Sprintf("left out as probably not yours: %s (%s)", Words(places), l.why()))
		such = append(such, fileOf(places[0].Place))
	}
	if n := len(l.Caches); n > 0 {
		parts = append(parts, fmt.Sprintf("not looked into: %s of packages or caches (%s)", say.Count(n, "folder", "folders"), namesOf(l.Caches)))
		such = append(such, l.Caches[0])
	}
	text := ""
	if len(parts) > 0 {
		text = strings.Join(parts, "; ") + ". To read any of it, name it, such as " + such[0]
	}
	if len(l.Apart) > 0 {
		text = strings.TrimPrefix(text+". ", ". ") + fmt.Sprintf("set apart by you: %s; `backsight sources` lists them, `backsight sources remove --undo WHERE` brings one back", Words(l.Apart))
	}
	return text
}

// why says why places were left out: "2 tracked by git, 1 in testdata".
func (l Left) why() string {
	var why, folders []string
	if n := len(l.Tracked); n > 0 {
		why = append(why, fmt.Sprintf("%d tracked by git", n))
	}
	for _, f := range l.Copied {
		folders = append(folders, l.copyOf(f))
	}
	if n := len(folders); n > 0 {
		why = append(why, fmt.Sprintf("%d in %s", n, namesOf(folders)))
	}
	return strings.Join(why, ", ")
}

// copyOf is the folder of other people's work that a place lies in, its own for one
// that the environment calls a cache.
func (l Left) copyOf(f Found) string {
	for _, folder := range l.copies {
		if below(folder, f.URI) {
			return folder
		}
	}
	return filepath.Dir(fileOf(f.Place))
}

// namesOf are the names of folders, each once, four at most.
func namesOf(folders []string) string {
	const most = 4
	var names []string
	for _, f := range folders {
		name := filepath.Base(f)
		if name == "mod" || name == "sumdb" { // Go's, which says too little alone
			name = "go/pkg/" + name
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}

// Groups are what was found by source, and as the last what was left out, if anything.
func (s Search) Groups() []Group {
	out := Groups(s.Places)
	if s.Left.Any() {
		out = append(out, Group{"left out", s.Left.Words()})
	}
	return out
}

// copied counts what lies in the folders of other people's work. Each is looked
// through once.
func (f Finder) copied(ctx context.Context, s *Search) {
	for _, folder := range s.Left.copies {
		if slices.Contains(s.Left.counted, folder) {
			continue
		}
		s.Left.counted = append(s.Left.counted, folder)
		for _, puller := range all.Pullers(f.Local) {
			for place, err := range source.Met(puller.Find(ctx, folder)) {
				if err == nil && !Among(s.Places, place) {
					s.Left.Copied = appendPlaces(s.Left.Copied, []Found{{Puller: puller, Place: place}})
				}
			}
		}
	}
}

// cachesIn are the variables by which programs are told to keep packages and caches
// elsewhere than their manuals say.
var cachesIn = []string{
	"XDG_CACHE_HOME", "GOMODCACHE", "GOCACHE", "CARGO_HOME", "CARGO_TARGET_DIR", "RUSTUP_HOME", "GRADLE_USER_HOME",
	"NUGET_PACKAGES", "PUB_CACHE", "npm_config_cache", "NPM_CONFIG_CACHE", "YARN_CACHE_FOLDER", "PNPM_HOME", "BUN_INSTALL",
	"DENO_DIR", "PIP_CACHE_DIR", "UV_CACHE_DIR", "VIRTUAL_ENV", "PIPX_HOME", "PYENV_ROOT", "CONDA_PKGS_DIRS", "COMPOSER_HOME",
	"COMPOSER_CACHE_DIR", "GEM_HOME", "BUNDLE_PATH", "STACK_ROOT", "CABAL_DIR", "OPAMROOT", "MIX_HOME", "HEX_HOME",
	"JULIA_DEPOT_PATH", "CONAN_HOME", "CP_HOME_DIR", "TF_PLUGIN_CACHE_DIR",
}

// cached says whether a place below a root lies in a cache that the environment names
// and that lies below the root too.
func (f Finder) cached(root string, p logbook.Place) bool {
	return f.Env != nil && slices.ContainsFunc(cachesIn, func(name string) bool {
		dir := f.Env(name)
		return filepath.IsAbs(dir) && filepath.Clean(dir) != root && below(root, filepath.Clean(dir)) && below(filepath.Clean(dir), p.URI)
	})
}
