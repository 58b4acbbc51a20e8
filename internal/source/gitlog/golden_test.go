package gitlog

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

const bobLine = "Bob <bob@e.x>"

// golden is a small history with one of everything that is easily counted wrong.
func golden() []commit {
	vendored := map[string]string{}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		vendored["vendor/lib/"+name+".go"] = name
	}
	return []commit{
		{message: "one", at: "2024-01-01T23:30:00+0900"},
		{message: "two", at: "2024-01-02T00:30:00+0900"},
		{message: "two", at: "2024-01-02T00:30:00+0900", committed: "2024-01-04T10:00:00+0900", branch: "rel", from: 1},
		{message: "four\n\nReviewed-by: Ann <ann@e.x>\nCloses #12\n", from: 2, author: bobLine, at: "2024-01-03T10:00:00+0100"},
		{message: "five", at: "2024-01-05T10:00:00+0900", from: 4, merge: []int{3}},
		{message: "six\n\nCo-authored-by: Ann <ANN@e.x>\n", author: bobLine, committer: bobLine, at: "2024-01-08T10:00:00+0100"},
		{message: "seven", author: "dependabot[bot] <support@github.com>", at: "2024-01-09T10:00:00+0000"},
		{message: "eight", at: "@0 +0900"},
		{message: "nine", at: "@4102444800 +0900"},
		{message: "ten\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n", at: "2024-01-10T10:00:00+0900"},
		{message: "Revert \"two\"\n\nThis reverts commit 1.\n", at: "2024-01-10T10:01:00+0900"},
		{message: "twelve", at: "2024-01-11T10:00:00+0900", files: vendored},
		{
			message: "thirteen", author: "ann k <ANN@old.x>", at: "2024-01-12T10:00:00+0900",
			files: map[string]string{".mailmap": "Ann <ann@e.x> <ann@old.x>\n"},
		},
		{
			message: "fourteen", author: "J\xf6rg <joerg@e.x>", committer: "J\xf6rg <joerg@e.x>",
			at: "2024-01-13T10:00:00+0100", encoding: "ISO-8859-1",
		},
	}
}

// countedDays are the hands-on days as the measure counts them (rebuilt here so
// that the facts are seen to be enough): the dates with an own, dated commit
// that is no merge and no import.
func countedDays(t *testing.T, b *sourcetest.Book, p logbook.Place, imports bool) map[when.Day]bool {
	paths, days := touched(t, b, p), map[when.Day]bool{}
	for _, c := range commits(t, b, p, logbook.Authored) {
		at := paths[c.Object]
		imported := at.Files > 0 && 10*max(at.Vendored, at.Generated) > 9*at.Files
		if !c.Undated && c.Span.From < now && !c.Merge && (imports || !imported) {
			days[c.Day] = true
		}
	}
	return days
}

func TestGolden(t *testing.T) {
	b, p := read(t, repository(t, golden()), ann)
	cover := b.Coverage(p.URI)
	if cover.Facts != 14 || cover.Undated != 2 || cover.Bad != 0 || !cover.Open || cover.Shallow {
		t.Errorf("coverage is %+v", *cover)
	}
	if got := cover.From.String() + " " + cover.To.String(); got != "2024-01-01 2024-01-14" {
		t.Errorf("covers %s", got)
	}

	own := map[[2]string]bool{} // the same work once: own address, time and subject
	count := map[string]int{}
	for _, c := range commits(t, b, p, logbook.Authored) {
		if c.Merge {
			count["merges"]++
			continue
		}
		own[[2]string{c.Commit.As + c.Authored.String(), c.Subject}] = true
		if c.Undated || c.Span.From > now {
			count["undated"]++
		}
		if c.Assistant == "claude" && !c.Directed {
			count["assisted"]++
		}
		if c.Revert {
			count["reverts"]++
		}
	}
	for _, c := range commits(t, b, p, logbook.Integrated) {
		if c.Bot {
			count["bot"]++
		} else {
			count["integrated"]++
		}
	}
	count["own"] = len(own)
	count["days"] = len(countedDays(t, b, p, false))
	count["days with imports"] = len(countedDays(t, b, p, true))
	count["reviewed"] = len(commits(t, b, p, logbook.Reviewed))
	want := map[string]int{
		"merges": 1, "own": 8, "undated": 2, "assisted": 1, "reverts": 1, "bot": 1,
		"integrated": 1, "reviewed": 1, "days": 4, "days with imports": 5,
	}
	for name, n := range want {
		if count[name] != n {
			t.Errorf("%s: %d, want %d", name, count[name], n)
		}
	}
	shared := commits(t, b, p, logbook.Shared)
	if len(shared) != 1 || shared[0].Day.String() != "2024-01-08" {
		t.Errorf("shared is %v", shared)
	}
	for _, day := range []when.Day{when.Date(2024, 1, 1), when.Date(2024, 1, 2), when.Date(2024, 1, 10), when.Date(2024, 1, 12)} {
		if !countedDays(t, b, p, false)[day] {
			t.Errorf("%s is no hands-on day", day)
		}
	}
}

func TestGoldenAuthors(t *testing.T) {
	list, _, err := Source{}.Authors(t.Context(), place(t, repository(t, golden())), now, 0)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]Author{}
	for _, a := range list {
		byName[a.Name] = a
	}
	a := byName["Ann"]
	if a.Commits != 8 || a.Merges != 1 || a.Days != 5 || len(a.Emails) != 2 || a.Emails[0] != "ann@e.x" {
		t.Errorf("Ann is %+v", a)
	}
	if !byName["dependabot[bot]"].Bot || byName["Bob"].Bot {
		t.Error("of the two, only dependabot is a program")
	}
	if byName["Jörg"].Commits != 1 {
		t.Errorf("the author of the last commit is not Jörg: %v", list)
	}
	if list[0].Name != "Ann" {
		t.Errorf("the first is %s", list[0].Name)
	}
	newest, read, err := Source{}.Authors(t.Context(), place(t, repository(t, golden())), now, 2)
	commits := 0
	for _, a := range newest {
		commits += a.Commits + a.Merges
	}
	if err != nil || read != 2 || commits != 2 {
		t.Errorf("the newest two: %+v, %d, %v", newest, read, err)
	}
}

// Without the mailmap the commit under the old address is nobody's.
func TestGoldenWithoutMailmap(t *testing.T) {
	history := golden()
	history[12].files = nil
	b, p := read(t, repository(t, history), ann)
	if days := countedDays(t, b, p, false); len(days) != 3 {
		t.Errorf("%d days, want 3", len(days))
	}
	// A raw address that the mailmap leads away from is known all the same.
	old := who.Self{Person: 7, Identities: []who.Identity{"ann@old.x"}}
	b, p = read(t, repository(t, golden()), old)
	if n := len(commits(t, b, p, logbook.Authored)); n != 1 {
		t.Errorf("%d commits under the old address, want 1", n)
	}
}
