package gitlog

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/source"
)

// found is what Find gives for root, names and errors.
func found(t *testing.T, root string) (names []string, errs []error) {
	t.Helper()
	for p, err := range source.Met((Source{Machine: "here"}).Find(t.Context(), root)) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if p.Source != "git" || p.Machine != "here" || !filepath.IsAbs(p.URI) {
			t.Errorf("found %+v", p)
		}
		names = append(names, p.Name)
	}
	return names, errs
}

func mkdir(t *testing.T, path ...string) string {
	t.Helper()
	dir := filepath.Join(path...)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	init := func(args ...string) { run(t, root, "", append([]string{"init", "-q", "-b", "main"}, args...)...) }
	init("garden")
	init("garden/inside/shed")
	init("--bare", "mirrors/owner+pond/repo")
	init("--bare", "pool.git")
	init("--bare", ".dotfiles")
	init("garden/node_modules/dep")
	init("go/pkg/mod/x")
	if err := os.Remove(filepath.Join(root, "pool.git", "config")); err != nil {
		t.Fatal(err)
	}

	garden := filepath.Join(root, "garden")
	run(t, garden, "", "commit", "-q", "--allow-empty", "-m", "x")
	run(t, garden, "", "worktree", "add", "-q", filepath.Join(root, "a-worktree"))
	run(t, garden, "", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", garden, "sub")
	if err := os.Symlink(root, filepath.Join(mkdir(t, root, "loop"), "up")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(garden, filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}

	names, errs := found(t, root)
	slices.Sort(names)
	want := []string{".dotfiles", "garden", "owner+pond", "pool", "shed", "sub"}
	if !slices.Equal(names, want) || len(errs) > 0 {
		t.Errorf("found %q, %v; want %q", names, errs, want)
	}
	for _, one := range []string{"garden/.git", "pool.git", "a-worktree", "link", "mirrors"} {
		if names, errs := found(t, filepath.Join(root, one)); len(names) == 0 || len(errs) > 0 {
			t.Errorf("in %s found %q, %v", one, names, errs)
		}
	}
	// What the person names is read, wherever it lies.
	if names, _ := found(t, filepath.Join(root, "go", "pkg", "mod", "x")); len(names) != 1 {
		t.Errorf("a given path gave %q", names)
	}
	write(t, filepath.Join(root, "calendar.ics"), "BEGIN:VCALENDAR")
	if names, errs := found(t, filepath.Join(root, "calendar.ics")); len(names)+len(errs) > 0 {
		t.Errorf("in a file found %q, %v", names, errs)
	}
}

// A worktree and its main folder are read as one.
func TestWorktree(t *testing.T) {
	dir := repository(t, golden())
	tree := filepath.Join(t.TempDir(), "tree")
	run(t, dir, "", "worktree", "add", "-q", "--detach", tree, "main")
	if a, b := place(t, dir), place(t, tree); a != b || a.Name != "garden" {
		t.Errorf("%v and %v", a, b)
	}
	b, p := read(t, tree, ann)
	run(t, tree, "", "commit", "-q", "--allow-empty", "-m", "in the worktree, on no branch")
	again(t, b, p, ann)
	if c := b.Coverage(p.URI); c.Facts != 15 || !c.Open {
		t.Errorf("covers %+v", c)
	}
}

// What points nowhere is one error that names it, and the rest is found.
func TestFindBroken(t *testing.T) {
	root := t.TempDir()
	run(t, root, "", "init", "-q", "garden")
	write(t, filepath.Join(mkdir(t, root, "a"), ".git"), "gitdir: /nowhere/at/all\n")
	write(t, filepath.Join(mkdir(t, root, "b"), ".git"), "\x00\xff")
	write(t, filepath.Join(mkdir(t, root, "c", ".git"), "HEAD"), "ref: refs/heads/main\n")
	mkdir(t, root, "d", ".git")
	names, errs := found(t, root)
	if !slices.Equal(names, []string{"garden"}) || len(errs) != 3 {
		t.Fatalf("found %q, %v", names, errs)
	}
	for i, folder := range []string{"a", "b", "c"} {
		if !strings.Contains(errs[i].Error(), filepath.Join(root, folder)) {
			t.Errorf("%v does not name %s", errs[i], folder)
		}
	}
}

func TestFindUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("SKIPPED: root can read every folder")
	}
	root := t.TempDir()
	run(t, root, "", "init", "-q", "garden")
	closed := mkdir(t, root, "closed")
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(closed, 0o755)
	names, errs := found(t, root)
	if len(names) != 1 || len(errs) != 1 || !strings.Contains(errs[0].Error(), closed) {
		t.Errorf("found %q, %v", names, errs)
	}
}

// Somebody else's repository is read only when it is asked for by name.
func TestForeignOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("SKIPPED: only root can give a folder away")
	}
	root := t.TempDir()
	run(t, root, "", "init", "-q", "garden")
	run(t, root, "", "init", "-q", "theirs")
	if err := os.Chown(filepath.Join(root, "theirs", ".git"), 4242, 4242); err != nil {
		t.Fatal(err)
	}
	names, errs := found(t, root)
	if !slices.Equal(names, []string{"garden"}) || len(errs) != 1 ||
		!strings.Contains(errs[0].Error(), "theirs") || !strings.Contains(errs[0].Error(), "4242") {
		t.Errorf("found %q, %v", names, errs)
	}
	if names, errs := found(t, filepath.Join(root, "theirs")); len(names) != 1 || len(errs) > 0 {
		t.Errorf("asked for by name, found %q, %v", names, errs)
	}
	t.Setenv("SUDO_UID", "4242")
	if names, _ := found(t, root); len(names) != 2 {
		t.Errorf("under sudo, found %q", names)
	}
}

// Only a repository that nobody else can be ahead of speaks until now.
func TestOpen(t *testing.T) {
	alone := repository(t, golden())
	clone := filepath.Join(t.TempDir(), "clone")
	bare := filepath.Join(t.TempDir(), "bare.git")
	run(t, "", "", "clone", "-q", alone, clone)
	run(t, "", "", "clone", "-q", "--bare", alone, bare)
	named := repository(t, golden())
	run(t, named, "", "config", "remote.origin.url", "https://example.org/x")
	for dir, want := range map[string]bool{alone: true, clone: false, bare: false, named: false} {
		b, p := read(t, dir, ann)
		if got := b.Coverage(p.URI).Open; got != want {
			t.Errorf("%s is open: %v", p.URI, got)
		}
	}
}
