package find_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/source/all"
)

// git runs a command in a folder, as nobody in particular.
func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Ann", "-c", "user.email=ann@example.org"}, args...)...)
	c.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// put writes files below a folder: calendars, and of other names what a tool's log
// begins with.
func put(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		file, text := filepath.Join(dir, filepath.FromSlash(name)), calendar
		switch {
		case strings.HasSuffix(name, ".jsonl"):
			text = `{"type":"user"}` + "\n"
		case strings.HasSuffix(name, ".md"):
			text = "# aider chat started at 2026-03-02 10:00:00\n"
		case strings.HasSuffix(name, "gitignore"):
			text = "*.log\n.claude/projects/own/\nkept/\n"
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// names are the places by their paths below a folder, sorted.
func names(t *testing.T, below string, places []find.Found) string {
	t.Helper()
	var out []string
	for _, p := range places {
		rel, err := filepath.Rel(below, p.URI)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, filepath.ToSlash(rel))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// untidy is a home folder as people have them: a repository with its fixtures and
// some logs of the person's, a module cache, packages, repositories in repositories.
func untidy(t *testing.T) find.Finder {
	t.Helper()
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	put(t, home, "ann.ics", "go/pkg/mod/example.org/cal@v1.0.0/a.ics", ".cargo/registry/src/x/b.ics", "fixtures/c.ics", ".cache/x/d.ics")
	tool := filepath.Join(home, "src", "tool")
	put(t, tool, "holidays.ics", "testdata/team.ics", "testdata/fixtures/deep.ics", "node_modules/x/y.ics", "vendor/x/z.ics", "cmd/deep/d.ics")
	git(t, tool, "init", "-q", "-b", "main")
	git(t, tool, "add", "holidays.ics", "testdata/team.ics", "cmd")
	git(t, tool, "commit", "-q", "-m", "one")
	put(t, tool, ".aider.chat.history.md", "mine.ics") // untracked
	for _, nested := range []string{"vendor/dep", "testdata", "target/dep"} {
		git(t, home, "init", "-q", filepath.Join(tool, nested))
	}
	git(t, tool, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", tool, "sub")
	git(t, tool, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", tool, "third_party")
	put(t, tool, "sub/own.ics")
	return find.Finder{Local: all.Local{Machine: "laptop"}, Home: home, Dir: home, Env: func(string) string { return "" }}
}

// Below a folder that is named or searched only the person's own is read; what is
// named itself is read wherever it lies.
func TestOnlyMine(t *testing.T) {
	f := untidy(t)
	const own = "ann.ics src/tool/.aider.chat.history.md src/tool/.git src/tool/.git/modules/sub src/tool/.git/modules/third_party src/tool/mine.ics src/tool/sub/own.ics"
	for root, want := range map[string]string{
		".":                          own,
		"src":                        strings.TrimPrefix(own, "ann.ics "),
		"src/tool":                   strings.TrimPrefix(own, "ann.ics "),
		"src/tool/holidays.ics":      "src/tool/holidays.ics",
		"src/tool/cmd":               "src/tool/cmd/deep/d.ics", // a tracked folder that is named is read whole
		"src/tool/testdata":          "src/tool/testdata/.git src/tool/testdata/fixtures/deep.ics src/tool/testdata/team.ics",
		"src/tool/vendor":            "src/tool/vendor/dep/.git src/tool/vendor/x/z.ics",
		"src/tool/testdata/team.ics": "src/tool/testdata/team.ics",
		"src/tool/node_modules":      "src/tool/node_modules/x/y.ics",
		"go/pkg/mod":                 "go/pkg/mod/example.org/cal@v1.0.0/a.ics",
		"fixtures":                   "fixtures/c.ics",
	} {
		s := f.Paths(t.Context(), []string{root})
		if got := names(t, f.Home, s.Places); got != want || len(s.Problems) > 0 {
			t.Errorf("%s: %s\nwant %s\n%v", root, got, want, s.Problems)
		}
	}
}

// What is left out is counted, each once, and is not, where another root names it.
func TestLeftOut(t *testing.T) {
	f := untidy(t)
	s := f.AtHome(t.Context())
	if got, want := names(t, f.Home, s.Left.Tracked), "src/tool/cmd/deep/d.ics src/tool/holidays.ics src/tool/sub/cmd/deep/d.ics src/tool/sub/holidays.ics src/tool/third_party/cmd/deep/d.ics src/tool/third_party/holidays.ics"; got != want {
		t.Errorf("tracked: %s\nwant %s", got, want)
	}
	if got, want := names(t, f.Home, s.Left.Copied), "fixtures/c.ics src/tool/sub/testdata/team.ics src/tool/target/dep/.git src/tool/testdata/.git src/tool/testdata/fixtures/deep.ics src/tool/testdata/team.ics src/tool/third_party/testdata/team.ics src/tool/vendor/dep/.git src/tool/vendor/x/z.ics"; got != want {
		t.Errorf("copied: %s\nwant %s", got, want)
	}
	words := s.Left.Words()
	for _, want := range []string{
		"left out as probably not yours: 3 git repositories and 12 calendars (6 tracked by git, 9 in fixtures, testdata, target, vendor);",
		"not looked into: 3 folders of packages or caches (.cargo, go/pkg/mod, node_modules)", "To read any of it, name it, such as " + f.Home,
	} {
		if !strings.Contains(words, want) {
			t.Errorf("it says %q, not %q", words, want)
		}
	}
	if groups := s.Groups(); groups[len(groups)-1] != (find.Group{Source: "left out", What: words}) {
		t.Errorf("a page is told %+v", groups)
	}
	tool := filepath.Join(f.Home, "src", "tool")
	s = f.Paths(t.Context(), []string{tool, filepath.Join(tool, "holidays.ics"), filepath.Join(tool, "vendor")})
	if got := names(t, tool, s.Left.Tracked) + names(t, tool, s.Left.Copied); strings.Contains(got, " holidays.ics") || strings.Contains(got, "vendor") {
		t.Errorf("named and left out: %s", got)
	}
	if s := f.Paths(t.Context(), []string{filepath.Join(f.Home, "ann.ics")}); s.Left.Any() {
		t.Errorf("a file alone: %s", s.Left.Words())
	}
	if s := f.Paths(t.Context(), []string{filepath.Join(tool, "cmd")}); s.Left.Any() {
		t.Errorf("a named folder: %s", s.Left.Words())
	}
	// Where all there is was left out, that is what is said.
	only := filepath.Join(f.Home, "only")
	put(t, only, "testdata/x.ics")
	if s := f.Paths(t.Context(), []string{only}); len(s.Problems) != 1 || !strings.Contains(s.Problems[0].Error(), "but what was left out") || len(s.Left.Copied) != 1 {
		t.Errorf("only what is left out: %v, %+v", s.Problems, s.Left)
	}
}

// A home folder may be a work tree of dotfiles: what git tracks there is left out, what
// it ignores or does not know is the person's, file by file in the folder of a tool.
func TestHomeIsAWorkTree(t *testing.T) {
	f := machine(t)
	home, err := filepath.EvalSymlinks(f.Home)
	if err != nil {
		t.Fatal(err)
	}
	f.Home = home
	git(t, home, "init", "-q", "-b", "main")
	put(t, home, ".gitignore", "holidays.ics", ".claude/projects/shared/a.jsonl", ".aider.chat.history.md", ".codex/sessions/2026/01/01/rollout-x.jsonl")
	git(t, home, "add", ".")
	git(t, home, "commit", "-q", "-m", "one")
	put(t, home, "kept/ann.ics", "new.ics", ".claude/projects/own/b.jsonl", "src/x/.aider.chat.history.md")
	s := f.AtHome(t.Context())
	if got, want := names(t, home, s.Places), ".claude .git kept/ann.ics new.ics src/x/.aider.chat.history.md"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	for _, p := range s.Places {
		if p.URI != filepath.Join(home, ".claude") {
			continue
		}
		if shared, own := p.Theirs(filepath.Join(p.URI, "projects/shared/a.jsonl")), p.Theirs(filepath.Join(p.URI, "projects/own/b.jsonl")); !shared || own {
			t.Errorf("of the tool's logs the tracked one is the person's: %v, the ignored one is not: %v", !shared, own)
		}
	}
	if got, want := names(t, home, s.Left.Tracked), ".aider.chat.history.md .codex holidays.ics"; got != want {
		t.Errorf("left out %s\nwant %s", got, want)
	}
}

// A tool's folder may be a work tree of its own: named, it is read whole.
func TestAToolsFolderIsAWorkTree(t *testing.T) {
	f := machine(t)
	tool := filepath.Join(f.Home, ".claude")
	put(t, tool, "projects/a/b.jsonl")
	git(t, tool, "init", "-q", "-b", "main")
	git(t, tool, "add", ".")
	if s := f.Paths(t.Context(), []string{tool}); len(s.Places) != 2 || s.Left.Any() {
		t.Errorf("named: %v, left %+v", find.Words(s.Places), s.Left)
	}
	if s := f.AtHome(t.Context()); len(s.Places) != 1 || len(s.Left.Tracked) != 1 {
		t.Errorf("at home: %v, left %+v", find.Words(s.Places), s.Left)
	}
}

// What the environment calls a cache is one.
func TestCachesOfTheEnvironment(t *testing.T) {
	f := machine(t, "modules/example.org/a.ics", "ann.ics")
	home, err := filepath.EvalSymlinks(f.Home)
	if err != nil {
		t.Fatal(err)
	}
	f.Home, f.Env = home, func(name string) string { return map[string]string{"GOMODCACHE": filepath.Join(home, "modules")}[name] }
	s := f.AtHome(t.Context())
	if got := names(t, home, s.Places); got != "ann.ics" || len(s.Left.Copied) != 1 {
		t.Errorf("%s; left %+v", got, s.Left)
	}
	if s := f.Paths(t.Context(), []string{filepath.Join(home, "modules")}); len(s.Places) != 1 {
		t.Error("a cache that is named is not read")
	}
}
