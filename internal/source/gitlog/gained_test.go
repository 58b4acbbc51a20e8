package gitlog

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/work"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// Of an address that may be the person's, those commits are counted that would count of
// their own: none that changes no file, brings in what others made, or is a program's,
// the person's own program's too.
func TestWhatCountsOfANamesake(t *testing.T) {
	const lee = "Ann Lee <lee@new.example>"
	history := []commit{
		{author: "Ann Lee <ann@e.x>", at: "2024-05-01T10:00:00+0200", message: "own"},
		{author: lee, at: "2024-06-01T10:00:00+0200", message: "one"},
		{author: lee, at: "2024-06-02T10:00:00+0200", message: "run it again", files: map[string]string{}},
		{author: lee, at: "2024-06-03T10:00:00+0200", message: "libraries", files: map[string]string{"vendor/a.go": "a", "vendor/b.go": "b"}},
		{author: lee, at: "2024-06-04T10:00:00+0200", message: "Squashed 'lib/' content from commit abc\n\ngit-subtree-dir: lib\ngit-subtree-split: abc\n"},
		{author: lee, at: "2024-06-05T10:00:00+0200", message: "two"},
	}
	for _, c := range nightly(20, 0) { // ten in each one's name
		if c.author = lee; len(history)%2 == 0 {
			c.author = "Ann Lee <ann@e.x>"
		}
		history = append(history, c)
	}
	b := &sourcetest.Book{}
	dir := repository(t, history)
	p := place(t, dir)
	pull := func(want int) {
		t.Helper()
		if err := pullInto(t.Context(), b, p, ann); err != nil {
			t.Fatal(err)
		}
		var got []logbook.Namesake
		for _, n := range names(b) {
			if !n.Own {
				got = append(got, n)
			}
		}
		if len(got) != 1 || got[0].Commits != want {
			t.Errorf("%+v, want %d commits", got, want)
		}
		works := Source{}.Works(b.Position(p.URI))
		if len(got) == 1 && len(works[work.KeyOf(got[0])]) != want {
			t.Errorf("%d works, want %d", len(works[work.KeyOf(got[0])]), want)
		}
	}
	pull(2)
	run(t, dir, "", "reset", "-q", "--hard")
	for i, what := range []string{"--allow-empty", "-a"} {
		run(t, dir, "", "commit", "-q", "--allow-empty", "-m", fmt.Sprint("on ", i), "--author", lee, "--date", "2024-07-01T10:00:00+0200", what)
	}
	pull(2)
	run(t, dir, "", "rm", "-q", "README.md")
	run(t, dir, "", "commit", "-q", "-m", "three", "--author", lee, "--date", "2024-07-02T10:00:00+0200")
	pull(3)
}

// What is written under the person's own address stays theirs where a mailmap gives
// others the same name: those are told apart from it.
func TestAMailmapThatFoldsOwnIntoOthers(t *testing.T) {
	history := []commit{
		{author: "Ann Lee <ann@e.x>", at: "2024-05-01T10:00:00+0200", message: "own"},
		{author: "Ann Lee <lee@new.example>", at: "2024-06-01T10:00:00+0200", message: "one"},
		{author: "Ann Lee <lee@new.example>", at: "2024-06-02T10:00:00+0200", message: "two", files: map[string]string{".mailmap": "Ann Lee <lee@new.example> <ann@e.x>\n"}},
	}
	b := &sourcetest.Book{}
	p := place(t, repository(t, history))
	if err := pullInto(t.Context(), b, p, ann); err != nil {
		t.Fatal(err)
	}
	day := func(m, d int) when.Day { return when.Date(2024, time.Month(m), d) }
	want := []logbook.Namesake{
		{Name: "Ann Lee", Email: "ann@e.x", Own: true, Commits: 1, From: day(5, 1), To: day(5, 1)},
		{Name: "Ann Lee", Email: "lee@new.example", Commits: 2, From: day(6, 1), To: day(6, 2)},
	}
	if diff := cmp.Diff(want, names(b)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
