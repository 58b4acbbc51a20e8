package gitlog

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// now is when the tests read.
var now = when.At(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))

// ann is the person of the tests.
var ann = who.Self{Person: 7, Identities: []who.Identity{"ann@e.x"}}

// run runs git as a person would, outside the safe environment, and gives what
// it printed.
func run(t testing.TB, dir, stdin string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_AUTHOR_NAME=Ann", "GIT_AUTHOR_EMAIL=ann@e.x", "GIT_COMMITTER_NAME=Ann", "GIT_COMMITTER_EMAIL=ann@e.x",
		"GIT_ALLOW_PROTOCOL=file")
	cmd.Stdin = strings.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, &stderr)
	}
	return strings.TrimSpace(string(out))
}

// commit is one commit of a stream for git fast-import. Empty fields are Ann's;
// a time is "2006-01-02T15:04:05-0700".
type commit struct {
	mark      int
	from      int   // mark of the first parent, 0 for the commit before
	merge     []int // further parents
	branch    string
	author    string // "Name <mail>"
	at        string // RFC 3339 or "@seconds offset"
	committer string
	committed string
	encoding  string
	message   string
	files     map[string]string // nil: one file of its own
	root      bool
}

const annLine = "Ann <ann@e.x>"

// stream writes commits for git fast-import, each on top of the one before
// unless it says otherwise.
func stream(commits []commit) string {
	var b strings.Builder
	for i, c := range commits {
		if c.mark == 0 {
			c.mark = i + 1
		}
		at := stamp(c.at)
		committed := at
		if c.committed != "" {
			committed = stamp(c.committed)
		}
		fmt.Fprintf(&b, "commit refs/heads/%s\nmark :%d\n", either(c.branch, "main"), c.mark)
		fmt.Fprintf(&b, "author %s %s\ncommitter %s %s\n", either(c.author, annLine), at, either(c.committer, annLine), committed)
		if c.encoding != "" {
			fmt.Fprintf(&b, "encoding %s\n", c.encoding)
		}
		fmt.Fprintf(&b, "data %d\n%s\n", len(c.message), c.message)
		if c.from == 0 && i > 0 && !c.root {
			c.from = c.mark - 1
		}
		if c.from > 0 {
			fmt.Fprintf(&b, "from :%d\n", c.from)
		}
		for _, m := range c.merge {
			fmt.Fprintf(&b, "merge :%d\n", m)
		}
		if c.files == nil && len(c.merge) == 0 {
			c.files = map[string]string{fmt.Sprintf("f%d.go", c.mark): c.message}
		}
		for name, text := range c.files {
			fmt.Fprintf(&b, "M 100644 inline %s\ndata %d\n%s\n", name, len(text), text)
		}
	}
	return b.String()
}

// stamp turns a time into git's form.
func stamp(at string) string {
	if raw, ok := strings.CutPrefix(at, "@"); ok {
		return raw
	}
	t, err := time.Parse("2006-01-02T15:04:05-0700", at)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("%d %s", t.Unix(), t.Format("-0700"))
}

func either(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// longHistory is n commits by fifty people.
func longHistory(n int) []commit {
	list := make([]commit, n)
	for i := range list {
		author := fmt.Sprintf("Author %d <a%d@e.x>", i%50, i%50)
		list[i] = commit{
			message: fmt.Sprintf("area: change number %d\n\n%s\nSigned-off-by: %s\n", i, strings.Repeat("Because of this and that. ", 12), author),
			author:  author, at: fmt.Sprintf("@%d +0100", 1_300_000_000+i*3600),
			committer: bobLine, files: map[string]string{fmt.Sprintf("d%d/f%d.go", i%7, i%100): fmt.Sprint(i)},
		}
	}
	return list
}

// repository makes a repository with a work tree folder out of commits; init
// gets further arguments.
func repository(t testing.TB, commits []commit, init ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "garden")
	run(t, "", "", append([]string{"init", "-q", "-b", "main", dir}, init...)...)
	run(t, dir, stream(commits), "fast-import", "--quiet", "--date-format=raw-permissive")
	return dir
}

// place is the one repository in dir.
func place(t testing.TB, dir string) logbook.Place {
	t.Helper()
	var places []logbook.Place
	for p, err := range source.Met((Source{}).Find(t.Context(), dir)) {
		if err != nil {
			t.Fatal(err)
		}
		places = append(places, p)
	}
	if len(places) != 1 {
		t.Fatalf("found %d repositories in %s, want 1: %v", len(places), dir, places)
	}
	return places[0]
}

// pullInto reads a place on from where the book stands.
func pullInto(ctx context.Context, b *sourcetest.Book, p logbook.Place, self who.Self) error {
	return Source{batch: 3}.Pull(ctx, source.Ask{
		Self: self, Place: p, Position: b.Position(p.URI), Sink: b, Now: now, By: "test", Known: b.Known(p.URI),
	})
}

// read reads the repository in dir from the start.
func read(t testing.TB, dir string, self who.Self) (*sourcetest.Book, logbook.Place) {
	t.Helper()
	p, b := place(t, dir), &sourcetest.Book{}
	if err := pullInto(t.Context(), b, p, self); err != nil {
		t.Fatal(err)
	}
	return b, p
}

// told is a commit fact with its body.
type told struct {
	logbook.Fact
	logbook.Commit
}

// commits are the facts of one role at a place, by key.
func commits(t testing.TB, b *sourcetest.Book, p logbook.Place, role logbook.Role) []told {
	t.Helper()
	var list []told
	for _, f := range b.Facts(p.URI) {
		if f.Kind != logbook.KindCommit {
			continue
		}
		c, err := logbook.Read[logbook.Commit](&f)
		if err != nil {
			t.Fatal(err)
		}
		if c.Role == role {
			list = append(list, told{f, c})
		}
	}
	return list
}

// touched are the facts about paths, by object id.
func touched(t testing.TB, b *sourcetest.Book, p logbook.Place) map[string]logbook.Paths {
	t.Helper()
	m := map[string]logbook.Paths{}
	for _, f := range b.Facts(p.URI) {
		if f.Kind != logbook.KindPaths {
			continue
		}
		body, err := logbook.Read[logbook.Paths](&f)
		if err != nil {
			t.Fatal(err)
		}
		m[body.Object] = body
	}
	return m
}
