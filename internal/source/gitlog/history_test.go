package gitlog

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// more adds commits to a repository, the first on top of rev.
func more(t testing.TB, dir, rev string, list []commit) {
	t.Helper()
	text := stream(list)
	if rev != "" { // the first commit of a stream has no parent of its own
		i := strings.Index(text, "M 100644")
		text = text[:i] + "from " + rev + "\n" + text[i:]
	}
	run(t, dir, text, "fast-import", "--quiet", "--force", "--date-format=raw-permissive")
}

// day is Ann's commit at ten o'clock on a day of January 2025.
func day(n int) commit {
	return commit{message: fmt.Sprint("day ", n), at: fmt.Sprintf("2025-01-%02dT10:00:00+0900", n)}
}

// same compares what stands in the book with a reading from the start.
func same(t testing.TB, b *sourcetest.Book, p logbook.Place, self who.Self) {
	t.Helper()
	whole := &sourcetest.Book{}
	if err := pullInto(t.Context(), whole, p, self); err != nil {
		t.Fatal(err)
	}
	got, want := keys(b, p), keys(whole, p)
	if got != want {
		t.Errorf("stands:\n%s\na whole reading gives:\n%s", got, want)
	}
	if got, want := *b.Coverage(p.URI), *whole.Coverage(p.URI); got != want {
		t.Errorf("covers %+v\na whole reading %+v", got, want)
	}
}

func keys(b *sourcetest.Book, p logbook.Place) string {
	var list strings.Builder
	for _, f := range b.Facts(p.URI) {
		fmt.Fprintln(&list, f.Kind, f.Key, f.ID())
	}
	return list.String()
}

func again(t testing.TB, b *sourcetest.Book, p logbook.Place, self who.Self) {
	t.Helper()
	if err := pullInto(t.Context(), b, p, self); err != nil {
		t.Fatal(err)
	}
}

// putSince counts the facts put in the batches after the first n.
func putSince(b *sourcetest.Book, n int) (facts, gone int) {
	for _, batch := range b.Batches[n:] {
		for _, e := range batch.Entries {
			if e.Fact != nil {
				facts++
			}
			if e.Gone != nil {
				gone++
			}
		}
	}
	return facts, gone
}

func TestOnlyWhatIsNewIsRead(t *testing.T) {
	dir := repository(t, []commit{day(1), day(2), day(3)})
	b, p := read(t, dir, ann)
	n := len(b.Batches)
	more(t, dir, "refs/heads/main^0", []commit{day(4)})
	again(t, b, p, ann)
	if facts, gone := putSince(b, n); facts != 2 || gone != 0 {
		t.Errorf("one new commit put %d facts and %d gone, want itself and its paths", facts, gone)
	}
	same(t, b, p, ann)
}

// A branch pushed by force, as after a rebase that keeps the author's times.
func TestRewritten(t *testing.T) {
	dir := repository(t, []commit{day(1), day(2), day(3)})
	b, p := read(t, dir, ann)
	rebased := day(3)
	rebased.committed = "2025-02-01T10:00:00+0900"
	more(t, dir, "refs/heads/main~1", []commit{rebased})
	again(t, b, p, ann)
	same(t, b, p, ann)
	days := map[string]bool{}
	for _, f := range b.All() {
		days[f.Day.String()] = true
	}
	if len(b.All()) != 8 || len(days) != 3 {
		t.Errorf("%d facts on %d days, want 8 facts kept, on 3 days", len(b.All()), len(days))
	}
}

func TestOldTipIsGone(t *testing.T) {
	dir := repository(t, []commit{day(1), day(2), {message: "x", at: day(5).at, branch: "topic"}})
	b, p := read(t, dir, ann)
	run(t, dir, "", "branch", "-D", "topic")
	run(t, dir, "", "reflog", "expire", "--expire=now", "--all")
	run(t, dir, "", "gc", "-q", "--prune=now")
	again(t, b, p, ann)
	same(t, b, p, ann)
	if b.Coverage(p.URI).Facts != 2 {
		t.Errorf("covers %+v", b.Coverage(p.URI))
	}
}

// What changes the meaning of old commits makes the whole history be read again.
func TestReadAgainWhole(t *testing.T) {
	dir := repository(t, []commit{day(1), {message: "two", at: day(2).at, author: "ann k <ann@old.x>"}, day(3)})
	b, p := read(t, dir, ann)
	mapped := day(4)
	mapped.files = map[string]string{".mailmap": "Ann <ann@e.x> <Ann@Old.x>"}
	more(t, dir, "refs/heads/main^0", []commit{mapped})
	again(t, b, p, ann)
	same(t, b, p, ann)
	if n := len(commits(t, b, p, logbook.Authored)); n != 4 {
		t.Errorf("%d own commits with the mailmap, want 4", n)
	}

	ignored := day(5)
	first := run(t, dir, "", "rev-list", "--max-parents=0", "main")
	ignored.files = map[string]string{".git-blame-ignore-revs": "# moved\n" + first + " # by a script\n"}
	more(t, dir, "refs/heads/main^0", []commit{ignored})
	again(t, b, p, ann)
	same(t, b, p, ann)
	for _, f := range b.Facts(p.URI) {
		if f.Kind == logbook.KindPaths && (f.Version.N == 1) != (f.Key == first) {
			t.Errorf("version %d of the paths of %s: what the list says comes later", f.Version.N, f.Key)
		}
	}
	for oid, body := range touched(t, b, p) {
		if body.Mechanical != (oid == first) {
			t.Errorf("%s is mechanical: %v", oid, body.Mechanical)
		}
	}

	both := ann
	both.Identities = append(both.Identities[:1:1], "bob@e.x")
	again(t, b, p, both)
	same(t, b, p, both)
	again(t, b, p, ann)
	same(t, b, p, ann)
}

func TestAddedIdentity(t *testing.T) {
	dir := repository(t, golden())
	b, p := read(t, dir, ann)
	n := len(b.All())
	again(t, b, p, who.Self{Person: 7, Identities: []who.Identity{"ann@e.x", "bob"}})
	if len(b.All()) <= n {
		t.Error("the commits of the added name were not read")
	}
}

// The last commit of an empty repository.
func TestEmptyThenNot(t *testing.T) {
	dir := repository(t, nil)
	b, p := read(t, dir, ann)
	if c := b.Coverage(p.URI); c.Facts != 0 || c.Bad != 1 || b.Bad(p.URI)[0].What != "the repository has no commits yet" {
		t.Errorf("covers %+v, bad %v", c, b.Bad(p.URI))
	}
	more(t, dir, "", []commit{day(1)})
	again(t, b, p, ann)
	if c := b.Coverage(p.URI); c.Facts != 1 || c.Bad != 0 {
		t.Errorf("covers %+v", c)
	}
}

// Refs that live in one file with all others, and tags that are objects.
func TestPackedRefs(t *testing.T) {
	dir := repository(t, []commit{day(1), day(2), {message: "topic", at: day(5).at, branch: "topic"}})
	topic := run(t, dir, "", "rev-parse", "topic")
	run(t, dir, "", "tag", "-a", "-m", "x", "v1", "topic")
	run(t, dir, "", "branch", "-D", "topic")
	run(t, dir, "", "pack-refs", "--all")
	b, p := read(t, dir, ann)
	if pos := readPosition(b.Position(p.URI)); len(pos.Tips) != 2 || !slices.Contains(pos.Tips, topic) || pos.Tally.Read != 3 {
		t.Errorf("position is %+v, want the commit the tag points to", pos)
	}
	run(t, dir, "", "tag", "-d", "v1")
	again(t, b, p, ann)
	same(t, b, p, ann)
	if c := b.Coverage(p.URI); c.Facts != 2 {
		t.Errorf("covers %+v", c)
	}
}

func TestPositionHoldsNobodyElse(t *testing.T) {
	b, p := read(t, repository(t, golden()), ann)
	var pos position
	if err := json.Unmarshal(b.Position(p.URI), &pos); err != nil {
		t.Fatal(err)
	}
	if len(pos.Tips) != 2 || pos.Mailmap == "" || len(pos.Identities) != 1 || pos.Tally.Read != 14 {
		t.Errorf("position is %+v", pos)
	}
}

// Law: however a history grows, and is cut short, between readings, what stands
// is what one reading of the end gives.
func TestGrowing(t *testing.T) {
	fewer(t, "20")
	rapid.Check(t, func(r *rapid.T) {
		dir := repository(t, []commit{day(1), day(2)})
		p, b := place(t, dir), &sourcetest.Book{}
		n := 2
		for range rapid.IntRange(1, 3).Draw(r, "readings") {
			again(t, b, p, ann)
			list := make([]commit, rapid.IntRange(1, 4).Draw(r, "new"))
			for i := range list {
				n++
				list[i] = drawCommit(r, n)
			}
			back := rapid.SampledFrom([]string{"^0", "^0", "~1"}).Draw(r, "onto")
			if run(t, dir, "", "rev-list", "--count", "main") == "1" {
				back = "^0"
			}
			more(t, dir, "refs/heads/main"+back, list)
		}
		again(t, b, p, ann)
		same(t, b, p, ann)
	})
}

// fewer makes rapid try fewer cases, where each starts git many times. A number
// given on the command line stands.
func fewer(t *testing.T, checks string) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	if f.Value.String() != f.DefValue {
		return
	}
	if err := f.Value.Set(checks); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Value.Set(f.DefValue) })
}

// drawCommit is a commit by somebody, of some kind.
func drawCommit(r *rapid.T, n int) commit {
	c := day(1 + n%28)
	c.message = rapid.SampledFrom([]string{
		"plain", "x\n\nReviewed-by: Ann <ann@e.x>", "y\n\nCo-authored-by: Ann <ann@e.x>",
		"z\n\nAcked-by: Ann <ann@e.x>\nTested-by: Ann <ann@e.x>\n",
	}).Draw(r, "message")
	c.author = rapid.SampledFrom([]string{annLine, bobLine, "ann k <ann@old.x>"}).Draw(r, "author")
	c.committer = rapid.SampledFrom([]string{annLine, bobLine}).Draw(r, "committer")
	if rapid.IntRange(0, 4).Draw(r, "undated") == 0 {
		c.at = "@5 +0100"
	}
	switch rapid.IntRange(0, 6).Draw(r, "file") {
	case 0:
		c.files = map[string]string{".mailmap": "Ann <ann@e.x> <ann@old.x>"}
	case 1:
		c.files = map[string]string{".mailmap": "# nothing"}
	}
	return c
}
