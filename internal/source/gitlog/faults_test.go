package gitlog

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// Kinds of fault that were reported of programs that read git, each with its
// right value.

// A stash is one sign, and neither a merge nor the commits that git keeps it in.
func TestAStashIsOneSign(t *testing.T) {
	dir := repository(t, []commit{{message: "one", at: "2025-01-06T10:00:00+0000"}})
	run(t, dir, "", "reset", "-q", "--hard")
	write(t, filepath.Join(dir, "f1.go"), "changed")
	write(t, filepath.Join(dir, "new.go"), "new")
	run(t, dir, "", "stash", "push", "--include-untracked", "-m", "aside")
	b, p := read(t, dir, ann)
	var subjects []string
	for _, f := range b.Facts(p.URI) {
		if c, err := logbook.Read[logbook.Commit](&f); f.Kind == logbook.KindCommit && err == nil {
			subjects = append(subjects, c.Subject)
			if c.Merge {
				t.Errorf("%q is a merge", c.Subject)
			}
		}
	}
	slices.Sort(subjects)
	if want := []string{"On main: aside", "one"}; !slices.Equal(subjects, want) {
		t.Errorf("read %q, want %q", subjects, want)
	}
}

// The person's own mailmap is theirs in every repository, laid over its own.
func TestThePersonsOwnMailmap(t *testing.T) {
	home := t.TempDir()
	write(t, filepath.Join(home, ".gitconfig"), "[mailmap]\n\tfile = ~/names\n")
	write(t, filepath.Join(home, "names"), "\ufeffAnn <ann@e.x> <Ann@Old.x>\r\nAnn <ann@e.x> Jose\u0301 <j@e.x>\r\n")
	dir := repository(t, []commit{
		{message: "a", at: "2025-01-06T10:00:00+0000", author: "A <ann@old.x>"},
		{message: "b", at: "2025-01-07T10:00:00+0000", author: "JOSÉ <j@e.x>"},
		{message: "c", at: "2025-01-08T10:00:00+0000", author: "Bob <j@e.x>"},
	})
	log := &sourcetest.Book{}
	s := Source{Home: home, Env: func(string) string { return "" }}
	p := place(t, dir)
	pull := func() error {
		return s.Pull(t.Context(), source.Ask{Self: ann, Place: p, Position: log.Position(p.URI), Sink: log, Now: now, By: "test", Known: log.Known(p.URI)})
	}
	if err := pull(); err != nil {
		t.Fatal(err)
	}
	if n := len(commits(t, log, p, logbook.Authored)); n != 2 {
		t.Errorf("%d commits are Ann's, want 2", n)
	}
	if err := os.Remove(filepath.Join(home, "names")); err != nil {
		t.Fatal(err)
	}
	if err := pull(); err != nil {
		t.Fatal(err)
	}
	if n := len(commits(t, log, p, logbook.Authored)); n != 0 {
		t.Errorf("without the mailmap %d commits are Ann's", n)
	}
}

// A name is one name in every encoding and normal form.
func TestANameInEveryEncoding(t *testing.T) {
	for _, given := range []string{"josé núñez", "jose\u0301 nu\u0301n\u0303ez"} {
		p := newPeople(who.Self{Identities: []who.Identity{who.Known(given)}}, nil)
		for _, line := range []string{"José Núñez <a@e.x>", "Jose\u0301 Nu\u0301n\u0303ez <b@e.x>", "Jos\xe9 N\xfa\xf1ez <c@e.x>"} {
			if as := p.of([]byte(line)).as; string(as) != string(who.Known(given)) {
				t.Errorf("%q is %q, want %q", line, as, given)
			}
		}
	}
}

// A submodule that is no longer checked out stays in the repository of the whole.
func TestASubmoduleThatIsNotCheckedOut(t *testing.T) {
	root := t.TempDir()
	whole := repository(t, []commit{{message: "whole", at: "2025-01-06T10:00:00+0000"}})
	part := repository(t, []commit{{message: "part", at: "2025-01-06T10:00:00+0000"}})
	if err := os.Rename(whole, filepath.Join(root, "whole")); err != nil {
		t.Fatal(err)
	}
	whole = filepath.Join(root, "whole")
	run(t, whole, "", "reset", "-q", "--hard")
	run(t, whole, "", "submodule", "add", "-q", part, "third/lib")
	before, _ := found(t, root)
	run(t, whole, "", "submodule", "deinit", "-f", "-q", "third/lib")
	after, errs := found(t, root)
	if len(before) != 2 || !slices.Equal(before, after) || len(errs) > 0 {
		t.Errorf("checked out %q, then %q, %v", before, after, errs)
	}
}

// What a program brings in of another history is marked as that, in a message as
// git hands it over.
func TestWhatProgramsBringIn(t *testing.T) {
	messages := map[string]bool{
		"Squashed 'third/lib/' content from commit ab12\n\ngit-subtree-dir: third/lib\ngit-subtree-split: ab12ab12\n": true,
		"Squashed 'third/lib/' changes from ab12..cd34\n\nx\n\ngit-subtree-dir: third/lib\ngit-subtree-split: cd34\n": true,
		"git subrepo pull lib\n\nsubrepo:\n  subdir: \"lib\"\ngit-subrepo:\n  version: \"0.4\"\n":                     true,
		"Squashed 'em all": false,
		"Add lib\n\ngit-subtree-dir: third/lib\ngit-subtree-split: ab12\n":                        false,
		"Squashed 'x' by hand\n\nsee \"git-subtree-dir: third\", git-subtree-split: ab12\n":       false,
		"git subrepo push lib\n\nsubrepo:\n  subdir: \"lib\"\ngit-subrepo:\n  version: \"0.4\"\n": false,
	}
	var list []commit
	for message := range messages {
		list = append(list, commit{message: message, at: "2025-01-06T10:00:00+0000"})
	}
	b, p := read(t, repository(t, list), ann)
	found := commits(t, b, p, logbook.Authored)
	if len(found) != len(messages) {
		t.Fatalf("%d commits", len(found))
	}
	for _, c := range found {
		for message, want := range messages {
			if strings.HasPrefix(message, c.Subject) && c.Subtree != want {
				t.Errorf("%q: %v, want %v", c.Subject, c.Subtree, want)
			}
		}
	}
}

// The line that says why is told, with what it speaks of.
func TestWhyGitEnded(t *testing.T) {
	for said, want := range map[string]string{
		"fatal: bad object\n": "bad object",
		"fatal: unknown repository extension found:\n\trefstorage\n\n": "unknown repository extension found: refstorage",
		"warning: x\nerror: first\nfatal: second\nhint: try this\n":    "second",
		"something else\nlast": "last",
		"":                     "",
	} {
		if got := (&tail{kept: []byte(said)}).reason(); got != want {
			t.Errorf("%q is told as %q, want %q", said, got, want)
		}
	}
}

// A clone without trees is told of once, not once a commit, beside the files that say
// how to read it; its commits count.
func TestAClonesMissingTreesAreToldOnce(t *testing.T) {
	whole := repository(t, []commit{day(1), day(2), day(3)})
	run(t, whole, "", "config", "uploadpack.allowFilter", "true")
	for filter, want := range map[string]int{"tree:0": 2, "blob:none": 0} {
		dir := filepath.Join(t.TempDir(), "clone")
		run(t, "", "", "clone", "-q", "--no-local", "--filter="+filter, "--no-checkout", "file://"+whole, dir)
		b, p := read(t, dir, ann)
		if bad, n := b.Bad(p.URI), len(commits(t, b, p, logbook.Authored)); len(bad) != want || n != 3 {
			t.Errorf("%s: %d commits, bad rows %v", filter, n, bad)
		}
	}
}
