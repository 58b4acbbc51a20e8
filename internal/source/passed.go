package source

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
)

// PassedBy is a folder below the one that is searched into which a walk did not
// go: other people's work lies in it. A source yields it as an error of its path;
// whoever searches counts it and ends nothing.
type PassedBy struct {
	Path string // absolute
	// Cache says that programs fetched, built or threw away what is in it. Else
	// people put it there: a copy of other people's code, data for tests.
	Cache bool
}

// Error names the folder.
func (p *PassedBy) Error() string {
	return fmt.Sprintf("%s was not looked into: other people's work lies in it", p.Path)
}

// caches are folders that programs fill: modules and packages of every language,
// what is built, what was thrown away. A name with a slash is the end of a path.
//
// They are the defaults of the package managers' own manuals.
var caches = newNames(
	"node_modules", "bower_components", "jspm_packages", ".npm", ".pnpm-store", ".yarn", ".bun", ".deno", "elm-stuff",
	".local/share/pnpm", "Library/pnpm", ".node-gyp", ".nvm", ".volta", ".fnm",
	"site-packages", "dist-packages", "__pycache__", "__pypackages__", ".venv", ".virtualenvs", ".tox", ".nox", ".eggs",
	".pyenv", ".conda", "miniconda3", "anaconda3", "miniforge3", "mambaforge", ".local/share/virtualenvs", ".local/pipx",
	".local/share/pipx", ".local/share/uv",
	"pkg/mod", "pkg/sumdb", ".gvm", ".cargo", ".rustup",
	".m2", ".gradle", ".ivy2", ".sbt", ".coursier", ".sdkman", ".konan",
	".nuget", ".local/share/NuGet", ".dotnet",
	".gem", ".bundle", "vendor/bundle", ".rbenv", ".rvm", ".local/share/gem",
	".composer", ".cocoapods", ".swiftpm", "DerivedData", ".pub-cache", ".dart_tool",
	".stack", ".cabal", ".ghcup", ".opam", ".esy", ".hex", ".mix", ".asdf", ".local/share/mise", ".julia", ".cpan", ".cpanm",
	".conan", ".conan2", ".vcpkg", "vcpkg_installed", ".luarocks", ".nimble", ".roswell", "quicklisp/dists",
	".terraform", ".terraform.d", ".vagrant.d", ".android", ".expo", ".direnv", ".local/share/containers",
	".cache", "Library/Caches", "AppData/Local/npm-cache", "AppData/Local/pip", "AppData/Local/Temp", "scoop/cache",
	".vscode-server", ".vscode/extensions", ".cursor/extensions", ".vscode-oss/extensions",
	".Trash", ".Trash-1000", ".local/share/Trash",
)

// copies are folders in which people keep what is not theirs, or made up.
var copies = newNames("vendor", "third_party", "target", "Pods", "Carthage", "testdata", "fixtures", "__fixtures__")

// names are folders by name, and by the end of a path where the name alone says
// too little.
type names map[string][]string

func newNames(all ...string) names {
	out := names{}
	for _, path := range all {
		parts := strings.Split(path, "/")
		last := parts[len(parts)-1]
		out[last] = append(out[last], filepath.FromSlash(strings.TrimSuffix(path, last)))
	}
	return out
}

// has says whether one of the names is that of a folder, given by its whole path.
func (n names) has(path string) bool {
	folders, ok := n[filepath.Base(path)]
	return ok && slices.ContainsFunc(folders, func(folder string) bool {
		above := filepath.Dir(path) + string(filepath.Separator)
		return folder == "" || strings.HasSuffix(above, string(filepath.Separator)+folder)
	})
}

// Passing says why a walk of root does not go into a folder below it, or nil. Who
// names other people's work, or something in it, gets all of it but the caches. A
// repository like any other is gone into, whatever its folder is called.
func Passing(root, folder string) *PassedBy {
	switch {
	case folder == root:
		return nil
	case caches.has(folder):
		return &PassedBy{folder, true}
	case copies.has(folder) && !Within(root) && !holdsRepository(folder):
		return &PassedBy{folder, false}
	}
	return nil
}

// Within says whether a path is, or lies in, a folder of other people's work.
func Within(path string) bool {
	for at := path; at != filepath.Dir(at); at = filepath.Dir(at) {
		if copies.has(at) || caches.has(at) {
			return true
		}
	}
	return false
}

// Pass is what a walk of root does at a folder: skip says that it does not go in,
// more that it goes on. What it passes by is yielded, but for git's own folder.
func Pass(root, folder string, yield func(logbook.Place, error) bool) (skip, more bool) {
	if folder != root && filepath.Base(folder) == ".git" {
		return true, true
	}
	if p := Passing(root, folder); p != nil {
		return true, yield(logbook.Place{}, p)
	}
	return false, true
}

// passing is Pass as a walk of a folder asks it.
func passing(root, folder string, yield func(logbook.Place, error) bool) error {
	switch skip, more := Pass(root, folder, yield); {
	case !more:
		return fs.SkipAll
	case skip:
		return fs.SkipDir
	}
	return nil
}

// holdsRepository says whether a folder is a repository like any other: a submodule,
// a worktree, or a work tree that lies in no other one.
func holdsRepository(folder string) bool {
	info, err := disk.Lstat(filepath.Join(folder, ".git"))
	if err != nil || !info.IsDir() {
		return err == nil
	}
	for at := filepath.Dir(folder); at != filepath.Dir(at); at = filepath.Dir(at) {
		if disk.Exists(filepath.Join(at, ".git")) {
			return false
		}
	}
	return true
}

// Met is what a search yields without the folders that it passed by.
func Met(found iter.Seq2[logbook.Place, error]) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) {
		for place, err := range found {
			if past := (*PassedBy)(nil); !errors.As(err, &past) && !yield(place, err) {
				return
			}
		}
	}
}
