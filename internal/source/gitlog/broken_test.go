package gitlog

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// object writes a commit object as it stands, whatever is wrong with it, and
// puts a branch on it.
func object(t *testing.T, dir, branch, header, message string) string {
	t.Helper()
	tree := run(t, dir, "", "hash-object", "-t", "tree", "-w", "--stdin")
	oid := run(t, dir, "tree "+tree+"\n"+header+"\n"+message, "hash-object", "-t", "commit", "-w", "--literally", "--stdin")
	run(t, dir, "", "update-ref", "refs/heads/"+branch, oid)
	return oid
}

// complains reads a repository and wants an error a person can act on.
func complains(t *testing.T, b *sourcetest.Book, p logbook.Place, words ...string) {
	t.Helper()
	err := pullInto(t.Context(), b, p, ann)
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != fault.Incomplete {
		t.Fatalf("gave %v, want a fault", err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q does not name %q", err, w)
		}
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("%q is more than a line", err)
	}
	if b.Position(p.URI) != nil {
		t.Error("the position went on")
	}
}

func TestBrokenAuthorLines(t *testing.T) {
	const committer = "\ncommitter Ann <ann@e.x> 1735700000 +0900\n"
	for name, c := range map[string]struct {
		author  string
		own     bool
		undated bool
		bad     bool
		zone    string
		day     string
	}{
		"whole":           {"author Ann <ann@e.x> 1735693200 +0900", true, false, false, "+09:00", "2025-01-01"},
		"two brackets":    {"author Ann <ann@e.x>> 1735693200 +0900", true, false, false, "+09:00", "2025-01-01"},
		"no time":         {"author Ann <ann@e.x>", true, true, true, "", ""},
		"words":           {"author Ann <ann@e.x> yesterday +0900", true, true, true, "", ""},
		"no brackets":     {"author ann@e.x 1735693200 +0900", false, false, false, "", ""},
		"far offset":      {"author Ann <ann@e.x> 1735693200 +51800", true, false, false, "", "2025-01-01"},
		"minutes":         {"author Ann <ann@e.x> 1735693200 -7720", true, false, false, "", "2025-01-01"},
		"no offset":       {"author Ann <ann@e.x> 1735693200", true, false, false, "", "2025-01-01"},
		"west":            {"author Ann <ann@e.x> 1735693200 -0330", true, false, false, "-03:30", "2024-12-31"},
		"fourteen":        {"author Ann <ann@e.x> 1735693200 +1400", true, false, false, "+14:00", "2025-01-01"},
		"fifteen":         {"author Ann <ann@e.x> 1735693200 +1500", true, false, false, "", "2025-01-01"},
		"sixty minutes":   {"author Ann <ann@e.x> 1735693200 +0160", true, false, false, "", "2025-01-01"},
		"two authors":     {"author Ann <ann@e.x> 1735693200 +0900\nauthor Bob <bob@e.x> 5 +0000", true, false, false, "+09:00", "2025-01-01"},
		"negative":        {"author Ann <ann@e.x> -5 +0000", true, true, false, "", ""},
		"before 1980":     {"author Ann <ann@e.x> 315532799 +0000", true, true, false, "", ""},
		"huge":            {"author Ann <ann@e.x> 99999999999 +0000", true, true, false, "", ""},
		"beyond":          {"author Ann <ann@e.x> 99999999999999999999 +0000", true, true, true, "", ""},
		"a day too late":  {"author Ann <ann@e.x> 1735786401 +0000", true, true, false, "", ""},
		"a day late":      {"author Ann <ann@e.x> 1735786400 +0000", true, false, false, "+00:00", "2025-01-02"},
		"other":           {"author Bob <bob@e.x>", false, false, true, "", ""},
		"none":            {"x-author Ann", false, false, true, "", ""},
		"a name in bytes": {"author \xff\xfe <ann@e.x> 1735693200 +0900", true, false, false, "+09:00", "2025-01-01"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := repository(t, nil)
			oid := object(t, dir, "main", c.author+committer, "subject \xff\n")
			b, p := read(t, dir, ann)
			list := commits(t, b, p, logbook.Authored)
			if c.own != (len(list) == 1) {
				t.Fatalf("%d own commits", len(list))
			}
			if bad := b.Bad(p.URI); c.bad != (len(bad) == 1 && bad[0].Row == oid) || b.Coverage(p.URI).Bad != len(bad) {
				t.Errorf("bad rows %+v", bad)
			}
			if !c.own {
				return
			}
			f := list[0]
			if f.Undated != c.undated || f.Fact.Zone != c.zone || f.Day.String() != c.day || f.Subject != "subject \uFFFD" {
				t.Errorf("%+v %q", f.Fact, f.Subject)
			}
			if f.Undated != (f.Span == when.Span{}) || f.Undated != (f.Day == when.NoDay) {
				t.Errorf("undated %v but placed at %v", f.Undated, f.Span)
			}
		})
	}
}

func TestUnbornHead(t *testing.T) {
	dir := repository(t, golden())
	run(t, dir, "", "symbolic-ref", "HEAD", "refs/heads/unborn")
	b, p := read(t, dir, ann)
	if n := len(commits(t, b, p, logbook.Authored)); n != 10 {
		t.Errorf("%d own commits, want 10: the mailmap is the main branch's", n)
	}
}

func TestDetachedHead(t *testing.T) {
	dir := repository(t, []commit{day(1), day(2)})
	run(t, dir, "", "checkout", "-q", "--detach", "main")
	run(t, dir, "", "commit", "-q", "--allow-empty", "-m", "on no branch")
	b, p := read(t, dir, ann)
	if c := b.Coverage(p.URI); c.Facts != 3 {
		t.Errorf("%d commits, want 3", c.Facts)
	}
}

func TestAlternatesGone(t *testing.T) {
	full := repository(t, golden())
	dir := filepath.Join(t.TempDir(), "borrower")
	run(t, "", "", "clone", "-q", "--shared", full, dir)
	p := place(t, dir)
	if err := os.Rename(full, full+"-moved"); err != nil {
		t.Fatal(err)
	}
	complains(t, &sourcetest.Book{}, p, p.URI, filepath.Join(full, ".git", "objects"))
}

// A damaged commit costs what lies behind it; what was read before is kept.
func TestCorruptCommit(t *testing.T) {
	list := make([]commit, 9)
	for i := range list {
		list[i] = day(i + 1)
	}
	dir := repository(t, list)
	loose(t, dir)
	oid := run(t, dir, "", "rev-parse", "main~5")
	file := filepath.Join(dir, ".git", "objects", oid[:2], oid[2:])
	if err := errors.Join(os.Chmod(file, 0o644), os.WriteFile(file, []byte("damaged"), 0o644)); err != nil {
		t.Fatal(err)
	}
	b, p := &sourcetest.Book{}, place(t, dir)
	complains(t, b, p, p.URI, "only partly")
	if n := len(commits(t, b, p, logbook.Authored)); n == 0 || n > 5 {
		t.Errorf("%d commits were kept, want those before the damage", n)
	}
	if c := b.Coverage(p.URI); c == nil || c.Bad != 1 {
		t.Errorf("covers %+v", c)
	}
}

// loose unpacks every object into a file of its own.
func loose(t *testing.T, dir string) {
	t.Helper()
	packs, err := filepath.Glob(filepath.Join(dir, ".git", "objects", "pack", "*.pack"))
	if err != nil {
		t.Fatal(err)
	}
	for _, pack := range packs {
		text, err := os.ReadFile(pack)
		if err != nil {
			t.Fatal(err)
		}
		for _, ext := range []string{"pack", "idx", "rev"} {
			_ = os.Remove(strings.TrimSuffix(pack, "pack") + ext)
		}
		run(t, dir, string(text), "unpack-objects", "-q")
	}
}

func TestCorruptPack(t *testing.T) {
	dir := repository(t, longHistory(30))
	run(t, dir, "", "gc", "-q")
	packs, err := filepath.Glob(filepath.Join(dir, ".git", "objects", "pack", "*.pack"))
	if err != nil || len(packs) != 1 {
		t.Fatal(packs, err)
	}
	text, err := os.ReadFile(packs[0])
	if err != nil {
		t.Fatal(err)
	}
	for i := 12; i < len(text)/2; i++ {
		text[i] ^= 0x5a
	}
	if err := errors.Join(os.Chmod(packs[0], 0o644), os.WriteFile(packs[0], text, 0o644)); err != nil {
		t.Fatal(err)
	}
	p := place(t, dir)
	complains(t, &sourcetest.Book{}, p, p.URI)
}

// A missing tree costs what that commit touched, not the others.
func TestMissingTree(t *testing.T) {
	dir := repository(t, []commit{day(1), day(2), day(3), day(4), day(5)})
	loose(t, dir)
	oid, tree := run(t, dir, "", "rev-parse", "main~2"), run(t, dir, "", "rev-parse", "main~2^{tree}")
	if err := os.Remove(filepath.Join(dir, ".git", "objects", tree[:2], tree[2:])); err != nil {
		t.Fatal(err)
	}
	b, p := read(t, dir, ann)
	if len(commits(t, b, p, logbook.Authored)) != 5 || len(touched(t, b, p)) != 3 {
		t.Errorf("%d commits, %d with paths, want 5 and 3", len(commits(t, b, p, logbook.Authored)), len(touched(t, b, p)))
	}
	bad := b.Bad(p.URI)
	if len(bad) != 2 || bad[1].Row != oid || !strings.Contains(bad[0].What, "touched") {
		t.Errorf("bad rows %+v", bad)
	}
}

// A mailmap that is not here is said once for the repository, not once a reading.
func TestMissingMailmap(t *testing.T) {
	mapped := day(1)
	mapped.files = map[string]string{".mailmap": "Ann <ann@e.x> <ann@old.x>"}
	dir := repository(t, []commit{mapped, day(2)})
	loose(t, dir)
	blob := run(t, dir, "", "rev-parse", "main:.mailmap")
	if err := os.Remove(filepath.Join(dir, ".git", "objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	b, p := read(t, dir, ann)
	more(t, dir, "refs/heads/main^0", []commit{day(3)})
	again(t, b, p, ann)
	if c := b.Coverage(p.URI); c.Facts != 3 || c.Bad != 1 {
		t.Errorf("covers %+v, bad %v", c, b.Bad(p.URI))
	}
}

// A branch whose commit is missing costs that branch.
func TestBrokenRef(t *testing.T) {
	dir := repository(t, []commit{day(1), day(2)})
	ref := filepath.Join(dir, ".git", "refs", "heads", "lost")
	if err := os.WriteFile(ref, []byte(strings.Repeat("12", 20)+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	b, p := read(t, dir, ann)
	if c := b.Coverage(p.URI); c.Facts != 2 || c.Bad != 1 || !strings.Contains(b.Bad(p.URI)[0].What, "not here") {
		t.Errorf("covers %+v, bad %v", c, b.Bad(p.URI))
	}
	more(t, dir, "refs/heads/main^0", []commit{day(3)})
	again(t, b, p, ann)
	if c := b.Coverage(p.URI); c.Facts != 3 || c.Bad != 1 {
		t.Errorf("read on, it covers %+v", c)
	}
	if err := os.Remove(ref); err != nil {
		t.Fatal(err)
	}
	again(t, b, p, ann)
	if c := b.Coverage(p.URI); c.Bad != 0 {
		t.Errorf("mended, but covers %+v", c)
	}
}

func TestVanished(t *testing.T) {
	dir := repository(t, golden())
	p := place(t, dir)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	complains(t, &sourcetest.Book{}, p, p.URI)
	if _, _, err := (Source{}).Authors(t.Context(), p, now, 0); err == nil {
		t.Error("the authors of nothing")
	}
}

func TestNoGit(t *testing.T) {
	p := place(t, repository(t, golden()))
	t.Setenv("PATH", t.TempDir())
	err := pullInto(t.Context(), &sourcetest.Book{}, p, ann)
	if err == nil || !strings.Contains(err.Error(), "git is not installed") {
		t.Errorf("without git: %v", err)
	}
}

// A reading stopped in the middle kills git and says that it was stopped.
func TestStopped(t *testing.T) {
	p := place(t, repository(t, longHistory(3000)))
	ctx, cancel := context.WithCancel(t.Context())
	b := &sourcetest.Book{}
	err := Source{}.Pull(ctx, source.Ask{
		Self: ann, Place: p, Sink: b, Now: now,
		Progress: func(done, total int, of string) {
			if done < 1 || total != 0 || of != "commits" {
				t.Errorf("progress is %d of %d %s", done, total, of)
			}
			cancel()
		},
	})
	if !errors.Is(err, context.Canceled) || b.Position(p.URI) != nil {
		t.Errorf("stopped: %v", err)
	}
}

// A log that takes no more ends the reading at once, however much is to come.
func TestSinkStops(t *testing.T) {
	p := place(t, repository(t, longHistory(3000)))
	self := ann
	self.Identities = append(self.Identities[:1:1], "bob@e.x")
	b := &sourcetest.Book{StopAt: 1}
	if err := pullInto(t.Context(), b, p, self); !errors.Is(err, sourcetest.ErrStopped) {
		t.Errorf("gave %v", err)
	}
}

// However many rows are bad, a bounded number is kept and all are counted.
func TestManyBadRows(t *testing.T) {
	b := &sourcetest.Book{}
	w := &writer{size: 10, ask: source.Ask{Sink: b}}
	for range 3 * maxBadRows {
		if err := w.badRow(t.Context(), "x", ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.settle(); err != nil {
		t.Fatal(err)
	}
	if n := len(b.Bad("")); n != maxBadRows || w.bad != 3*maxBadRows {
		t.Errorf("%d kept, %d counted", n, w.bad)
	}
}
