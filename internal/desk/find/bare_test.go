package find_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/source/all"
)

// A bare repository whose files another one tracks came with it: its history says what
// its author likes. One that merely lies in a work tree is the person's.
func TestABareRepositoryThatCameWithAnother(t *testing.T) {
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	put(t, home, "src/cloned/a.go")
	cloned := filepath.Join(home, "src", "cloned")
	git(t, home, "init", "-q", cloned)
	for _, bare := range []string{"src/cloned/data/history", "src/cloned/backup.git"} {
		git(t, home, "init", "-q", "--bare", filepath.Join(home, filepath.FromSlash(bare)))
	}
	put(t, cloned, "data/history/refs/heads/keep")
	put(t, cloned, "data/history/objects/keep")
	git(t, cloned, "add", "a.go", "data")
	git(t, cloned, "commit", "-q", "-m", "one")
	if err := os.Remove(filepath.Join(cloned, "data", "history", "refs", "heads", "keep")); err != nil {
		t.Fatal(err)
	}
	f := find.Finder{Local: all.Local{Machine: "laptop"}, Home: home, Dir: home, Env: func(string) string { return "" }}
	s := f.AtHome(t.Context())
	if got, want := names(t, home, s.Places), "src/cloned/.git src/cloned/backup.git"; got != want {
		t.Errorf("places %s, want %s", got, want)
	}
	if got, want := names(t, home, s.Left.Tracked), "src/cloned/data/history"; got != want {
		t.Errorf("left out as tracked %s, want %s", got, want)
	}
	named := f.Paths(t.Context(), []string{"src/cloned/data/history"})
	if got, want := names(t, home, named.Places), "src/cloned/data/history"; got != want {
		t.Errorf("what is named itself: %s, want %s", got, want)
	}
}
