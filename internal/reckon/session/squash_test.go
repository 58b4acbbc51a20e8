package session

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
)

func TestSquashChangeIsFoundWhereItIs(t *testing.T) {
	var commits []merged
	for d := range when.Day(120) {
		commits = append(commits, merged{day: d, squash: d >= 70 && d%7 != 0})
	}
	if got := squashChange(commits); got < 67 || got > 73 {
		t.Errorf("found at %d, want about 70", int(got))
	}
	for i := range commits {
		commits[i].squash = i%2 == 0 // a project that always squashes half of it
	}
	if got := squashChange(commits); got != when.NoDay {
		t.Errorf("found a change at %d where nothing changes", int(got))
	}
	for i := range commits {
		commits[i].squash = i%5 < 2 || i >= 70 && i%5 < 3 // two of five, then three: no change of practice
	}
	if got := squashChange(commits); got != when.NoDay {
		t.Errorf("found a change at %d where it only grew", int(got))
	}
}
