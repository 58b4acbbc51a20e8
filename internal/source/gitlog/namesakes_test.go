package gitlog

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// names are the last names put of a place.
func names(b *sourcetest.Book) (out []logbook.Namesake) {
	for _, batch := range b.Batches {
		for _, e := range batch.Entries {
			if e.Names != nil {
				out = e.Names
			}
		}
	}
	return out
}

// An address that may be the person's is counted, with its first and last day; nobody
// else is. Reading on adds to it, and a name that was not known before is looked for
// in all that was read.
func TestNamesakes(t *testing.T) {
	const lee, eve, other = "ANN LEE <lee@new.example>", "Eve Law <eve@e.x>", "A. Lee <annie@users.noreply.github.com>"
	history := []commit{
		{author: "Ann Lee <ann@e.x>", at: "2024-05-01T10:00:00+0200"},
		{author: eve, at: "2024-05-02T10:00:00+0200"},
		{author: "Eve Law <eve2@e.x>", at: "2024-05-02T11:00:00+0200"},
		{author: lee, at: "2024-06-01T23:30:00-0500"},
		{author: lee, at: "2024-06-03T10:00:00+0200"},
		{author: other, at: "2024-06-04T10:00:00+0200"},
		{author: lee, at: "2024-06-09T10:00:00+0200", merge: []int{3}}, // merges are not counted
		{author: "dependabot[bot] <ann@users.noreply.github.com>", at: "2024-06-04T10:00:00+0200"},
	}
	dir := repository(t, history)
	p, b := place(t, dir), &sourcetest.Book{}
	pull := func(called []string, strangers ...string) {
		t.Helper()
		err := Source{}.Pull(t.Context(), source.Ask{
			Self: ann, Called: called, Strangers: who.Strangers{Key: 7, Hashes: strangers},
			Place: p, Position: b.Position(p.URI), Sink: b, Now: now, By: "test", Known: b.Known(p.URI),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	day := func(m, d int) when.Day { return when.Date(2024, time.Month(m), d) }
	own := logbook.Namesake{Name: "Ann Lee", Email: "ann@e.x", Own: true, Commits: 1, From: day(5, 1), To: day(5, 1)}
	namesake := logbook.Namesake{Name: "ANN LEE", Email: "lee@new.example", Commits: 2, From: day(6, 1), To: day(6, 3)}
	want := func(why string, all ...logbook.Namesake) {
		t.Helper()
		if diff := cmp.Diff(all, names(b)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", why, diff)
		}
	}
	pull(nil)
	want("at first", own, namesake)

	run(t, dir, "", "-c", "user.name=ann  lee", "-c", "user.email=lee@new.example", "commit", "-q", "--allow-empty", "-m", "on",
		"--author", "ann lee <lee@new.example>", "--date", "2024-07-01T10:00:00+0200")
	pull(nil)
	small := logbook.Namesake{Name: "ann lee", Email: "lee@new.example", Commits: 1, From: day(7, 1), To: day(7, 1)}
	want("read on", own, namesake, small)

	pull([]string{"Eve Law"})
	eves := logbook.Namesake{Name: "Eve Law", Email: "eve@e.x", Commits: 1, From: day(5, 2), To: day(5, 2)}
	eve2 := eves
	eve2.Email = "eve2@e.x"
	want("called otherwise", own, namesake, eve2, eves, small)

	pull(nil, who.Stranger(7, "lee@new.example"))
	want("said no", own)
}
