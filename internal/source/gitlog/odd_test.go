//go:build unix

package gitlog

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// lie puts something in the place of a file of a repository.
type lie func(path string) error

func pipe(path string) error { return syscall.Mkfifo(path, 0o600) }

func to(target string) lie { return func(path string) error { return os.Symlink(target, path) } }

// TestWhatGitWouldWaitFor: a pipe, or a link to what has no end, in any place that git
// opens. None was ever started by the end of the test, and the reading says which file
// it was.
func TestWhatGitWouldWaitFor(t *testing.T) {
	places := []string{
		"HEAD", "config", "packed-refs", "refs/heads/z", "objects/info/alternates", "objects/info/commit-graph",
		"objects/pack/multi-pack-index", "shallow", "objects/00/0000000000000000000000000000000000000a",
		"objects/pack/pack-00.idx", "objects/pack/pack-00.pack", "commondir", "index", "info/attributes", "info/grafts", "worktrees/w/HEAD",
	}
	lies := map[string]lie{"pipe": pipe, "zero": to("/dev/zero"), "pagemap": to("/proc/self/pagemap"), "out": to("../../../secret")}
	dir := repository(t, golden()[:2])
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "secret"), []byte("a secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	git := filepath.Join(dir, ".git")
	t.Setenv("PATH", t.TempDir()) // whoever starts git is told that there is none
	for _, name := range places {
		for what, lay := range lies {
			at := filepath.Join(git, filepath.FromSlash(name))
			was, err := os.ReadFile(at)
			if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
				t.Fatal(err)
			}
			_ = os.Remove(at)
			if err := lay(at); err != nil {
				t.Fatal(err)
			}
			b := &sourcetest.Book{}
			failed := pullInto(t.Context(), b, logbook.Place{Source: sourceName, Name: "r", URI: git}, ann)
			if fault.KindOf(failed) != fault.Incomplete || !strings.Contains(failed.Error(), filepath.Base(name)) {
				t.Errorf("%s as %s: %v", name, what, failed)
			}
			_ = os.Remove(at)
			if err == nil {
				if err := os.WriteFile(at, was, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// TestLinksThatAreSound: HEAD as a link, as git once wrote it, a repository whose parts
// lie in another one, and the socket of git's own watcher.
func TestLinksThatAreSound(t *testing.T) {
	dir := repository(t, golden())
	lent := filepath.Join(t.TempDir(), "lent", ".git")
	if err := os.MkdirAll(lent, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"objects", "refs", "packed-refs", "config", "info", "hooks", "logs"} {
		if err := os.Symlink(filepath.Join(dir, ".git", part), filepath.Join(lent, part)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(lent, "HEAD"), "ref: refs/heads/main\n")
	if err := os.Remove(filepath.Join(dir, ".git", "HEAD")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("refs/heads/main", filepath.Join(dir, ".git", "HEAD")); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", filepath.Join(dir, ".git", "fsmonitor--daemon.ipc"))
	if err != nil {
		t.Skip("no sockets here: ", err)
	}
	defer socket.Close()
	if b, p := read(t, dir, ann); b.Coverage(p.URI).Facts != 14 {
		t.Errorf("with a linked HEAD %d commits of 14", b.Coverage(p.URI).Facts)
	}
	run(t, dir, "", "pack-refs", "--all")
	b, p := read(t, filepath.Dir(lent), ann)
	if n := b.Coverage(p.URI).Facts; n != 14 {
		t.Errorf("%d commits of 14", n)
	}
	run(t, dir, "", "commit", "-q", "--allow-empty", "-m", "later")
	again(t, b, p, ann)
	if n := b.Coverage(p.URI).Facts; n != 15 {
		t.Errorf("after one more %d commits", n)
	}
}

// TestConfigurationsWithoutEnd: ten includes in each of ten files, ten deep.
func TestConfigurationsWithoutEnd(t *testing.T) {
	dir := repository(t, golden()[:2])
	git := filepath.Join(dir, ".git")
	text := func(next int) (s string) {
		for i := range 10 {
			s += fmt.Sprintf("[include]\n\tpath = c%d-%d\n", next, i)
		}
		return s
	}
	for depth := range 9 {
		for i := range 10 {
			write(t, filepath.Join(git, fmt.Sprintf("c%d-%d", depth, i)), text(depth+1))
		}
	}
	config, _ := os.ReadFile(filepath.Join(git, "config"))
	write(t, filepath.Join(git, "config"), string(config)+text(0))
	b := &sourcetest.Book{}
	p := place(t, dir)
	if err := pullInto(t.Context(), b, p, ann); fault.KindOf(err) != fault.Incomplete || !strings.Contains(err.Error(), "includes more than") {
		t.Errorf("ten to the tenth includes: %v", err)
	}
	write(t, filepath.Join(git, "config"), string(config)+"[include]\n\tpath = mine\n[includeIf \"gitdir:/x\"]\n\tpath = /nowhere\n")
	write(t, filepath.Join(git, "mine"), "[core]\n\tpager = x\n")
	if err := pullInto(t.Context(), b, p, ann); err != nil {
		t.Errorf("two includes: %v", err)
	}
}

// TestACommitGraphThatIsDamaged: git, trusting it, dies by a signal; the objects are
// sound.
func TestACommitGraphThatIsDamaged(t *testing.T) {
	dir := repository(t, golden())
	run(t, dir, "", "commit-graph", "write", "--reachable")
	run(t, dir, "", "repack", "-q", "-a", "-d", "--write-midx")
	for _, name := range []string{"objects/info/commit-graph", "objects/pack/multi-pack-index"} {
		file := filepath.Join(dir, ".git", filepath.FromSlash(name))
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := len(b) / 3; i < len(b)-40; i++ {
			b[i] ^= 0xff
		}
		_ = os.Remove(file) // git writes them read-only
		write(t, file, string(b))
	}
	b, p := read(t, dir, ann)
	if n := b.Coverage(p.URI).Facts; n != 14 || len(touched(t, b, p)) < 8 {
		t.Errorf("%d commits of 14, %d with paths", n, len(touched(t, b, p)))
	}
}

// TestATreeOfTrees: a commit that adds ten to the tenth files, in a repository of a few
// kilobytes. Git is ended when it has taken what such a repository is given; the
// commits are read.
func TestATreeOfTrees(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux limits another process: elsewhere the reading of a place is watched")
	}
	dir := repository(t, golden())
	blob := run(t, dir, "x", "hash-object", "-w", "--stdin")
	entry := "100644 blob " + blob
	for range 10 {
		var list strings.Builder
		for i := range 10 {
			fmt.Fprintf(&list, "%s\t%d\n", entry, i)
		}
		entry = "040000 tree " + run(t, dir, list.String(), "mktree")
	}
	head := run(t, dir, "", "rev-parse", "HEAD")
	wide := run(t, dir, "", "commit-tree", strings.Fields(entry)[2], "-p", head, "-m", "wide")
	run(t, dir, "", "update-ref", "refs/heads/wide", wide)
	b, p := read(t, dir, ann)
	if n := b.Coverage(p.URI).Facts; n != 15 {
		t.Errorf("%d commits of 15", n)
	}
	if bad := b.Bad(p.URI); len(bad) != 1 || !strings.Contains(bad[0].What, "what a commit touched cannot be read") {
		t.Errorf("bad rows %+v", bad)
	}
}

// TestACommitThatIsVeryLong: hundreds of megabytes that are packed to almost nothing.
func TestACommitThatIsVeryLong(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux limits another process: elsewhere the reading of a place is watched")
	}
	dir := repository(t, golden())
	head := run(t, dir, "", "rev-parse", "HEAD")
	text := strings.Repeat("all work and no play\n", 160<<20/21)
	long := run(t, dir, text, "commit-tree", head+"^{tree}", "-p", head, "-F", "-")
	run(t, dir, "", "update-ref", "refs/heads/long", long)
	b := &sourcetest.Book{}
	p := place(t, dir)
	if err := pullInto(t.Context(), b, p, ann); fault.KindOf(err) != fault.Incomplete {
		t.Errorf("a commit of 160 MB: %v", err)
	}
}

// TestAllLimitsGrowWithTheRepository: a sound one of five gigabytes gets what it needs.
func TestAllLimitsGrowWithTheRepository(t *testing.T) {
	dir := repository(t, golden())
	git := filepath.Join(dir, ".git")
	small := limitsOf(git)
	if small.memory < fewBytes || small.memory > fewBytes+1<<20 || small.seconds != fewSeconds {
		t.Errorf("a small one gets %+v", small)
	}
	sparse := filepath.Join(git, "objects", "pack", "pack-large.pack")
	write(t, sparse, "")
	if err := os.Truncate(sparse, 5<<30); err != nil {
		t.Fatal(err)
	}
	if large := limitsOf(git); large.memory != manyBytes || large.seconds < 2000 {
		t.Errorf("five gigabytes get %+v", large)
	}
}
