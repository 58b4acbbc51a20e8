package gitlog

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// Dates, roles and refs that other programs were reported to get wrong, each with
// its right value.
func TestDatesAndRoles(t *testing.T) {
	for name, c := range map[string]struct {
		commits []commit
		want    string // "day role", in order
	}{
		"offsets of half hours and three quarters": {
			[]commit{{message: "a", at: "@1474943100 -0210"}, {message: "b", at: "@1474940000 -0230"}, {message: "c", at: "@1474914000 +1245"}},
			"2016-09-26 authored, 2016-09-27 authored, 2016-09-27 authored",
		},
		"an offset that no clock has": {[]commit{{message: "a", at: "@1474914000 +051800"}}, "2016-09-26 authored"},
		"the author is their own co-author": {
			[]commit{{message: "Feature (#12)\n\nCo-authored-by: Ann <ann@e.x>\nCo-authored-by: ANN <ANN@e.x>\nCo-authored-by: Bob <bob@e.x>", at: "2026-03-02T10:00:00+0100"}},
			"2026-03-02 authored",
		},
		"a co-author": {
			[]commit{{author: "Bob <bob@e.x>", message: "x\n\nCo-authored-by: Ann <ann@e.x>\nCo-authored-by: Ann <ann@e.x>", at: "2026-03-02T10:00:00+0100", committer: "Bob <bob@e.x>"}},
			"2026-03-02 shared",
		},
		"written in the old year, committed in the new": {
			[]commit{{message: "late", at: "2020-12-30T16:48:03+0900", committed: "2021-12-30T10:00:00+0100"}},
			"2020-12-30 authored",
		},
		"New Year far east and far west": {
			[]commit{{message: "east", at: "2021-01-01T00:30:00+1400"}, {message: "west", at: "2020-12-31T23:59:00-1100"}},
			"2020-12-31 authored, 2021-01-01 authored",
		},
	} {
		t.Run(name, func(t *testing.T) {
			b, p := read(t, repository(t, c.commits), ann)
			var got []string
			for _, f := range b.Facts(p.URI) {
				if body, err := logbook.Read[logbook.Commit](&f); f.Kind == logbook.KindCommit && err == nil {
					got = append(got, f.Day.String()+" "+string(body.Role))
				}
			}
			slices.Sort(got)
			if all := strings.Join(got, ", "); all != c.want {
				t.Errorf("got %s, want %s", all, c.want)
			}
		})
	}
}

// A commit on no branch, in a linked work tree inside a hidden folder, is read once;
// so is a history that was rewritten and is kept beside the new one.
func TestWhatIsReachedTwiceIsReadOnce(t *testing.T) {
	dir := repository(t, []commit{day(1)})
	run(t, dir, "", "reset", "-q", "--hard")
	run(t, dir, "", "worktree", "add", "-q", "--detach", ".agents/trees/nice")
	run(t, filepath.Join(dir, ".agents", "trees", "nice"), "", "commit", "-q", "--allow-empty", "-m", "apart")
	run(t, dir, "", "update-ref", "refs/original/refs/heads/main", "HEAD")
	run(t, dir, "", "branch", "backup")
	b, p := read(t, dir, ann)
	if n := len(commits(t, b, p, logbook.Authored)); n != 2 {
		t.Errorf("%d commits, want 2", n)
	}
}

// A repository of a format that this git does not know says so.
func TestAFormatThatGitDoesNotKnow(t *testing.T) {
	dir := repository(t, []commit{day(1)})
	p := place(t, dir)
	run(t, dir, "", "config", "core.repositoryformatversion", "1")
	run(t, dir, "", "config", "extensions.someday", "true")
	err := pullInto(t.Context(), &sourcetest.Book{}, p, ann)
	var told *fault.Fault
	if !errors.As(err, &told) || !strings.Contains(told.Cause.Error(), "someday") || !strings.Contains(told.Hint, "too old") {
		t.Errorf("%v", err)
	}
}
