package proof_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/desk/proof"
	"github.com/backsight/backsight/internal/govern/audit"
)

func TestWhatDoesNotHold(t *testing.T) {
	got := proof.Unsound(audit.Verdict{
		Breaks: []audit.Break{{Seq: 4, What: "the line is missing"}},
		Changes: []audit.Change{
			{Kind: "commit", Written: 120, Held: 117},
			{Kind: "beat", Written: 2, Held: 1},
			{Kind: "energy", Written: 1, Held: 0},
			{Kind: "event", Written: 5, Held: 6},
			{Kind: "commit.paths", Written: 7, Held: 7},
			{Kind: "later", Written: 1, Held: 0},
			{Table: "sighting", Place: "git /a", Written: 3, Held: 1},
			{Table: "token", Written: 1, Held: 2},
			{Table: "coverage", Place: "git /a", Written: 1, Held: 1},
			{Table: "held"},
		},
	})
	want := []string{
		"line 4: the line is missing",
		"3 commits are missing or were changed in the store: 120 were written, and 117 are as they were; restore a backup, or import the sources into a new store",
		"1 sign of activity is missing or was changed in the store: 2 were written, and 1 is as it was; restore a backup, or import the sources into a new store",
		"1 check-in is missing or was changed in the store: 1 was written, and 0 are as they were; restore a backup",
		"1 calendar event too many is in the store: 5 were written, and 6 are there; restore a backup, or import the sources into a new store",
		"the commits' lists of paths in the store are not those that were written: 7 then and 7 now; restore a backup, or import the sources into a new store",
		`1 entry of the kind "later" is missing or was changed in the store: 1 was written, and 0 are as they were; restore a backup`,
		"table sighting: 2 rows are missing or were changed, at git /a: 3 then and 1 now; restore a backup",
		"table token: 1 row too many: 1 then and 2 now; restore a backup",
		"table coverage does not hold what was written, at git /a: 1 then and 1 now; restore a backup",
		"the account of what is kept (table held) was changed; restore a backup",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if all := proof.Unsound(audit.Verdict{}); len(all) > 0 {
		t.Errorf("of a sound audit: %q", all)
	}
}
