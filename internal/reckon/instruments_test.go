package reckon

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/all"
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

func TestMachinesAreInstrumentsOnlyBesideOthers(t *testing.T) {
	on := func(machine string, from, to when.Day, open bool) logbook.Coverage {
		return logbook.Coverage{Place: logbook.Place{Source: "git", Machine: machine, URI: machine}, From: from, To: to, Open: open, Yours: 1}
	}
	if got := Machines([]logbook.Coverage{on("a", 10, 500, false), on("a", 90, 100, false)}, all.Declared(), logbook.Commits, 1000); len(got) != 0 {
		t.Errorf("one machine is no change of instrument: %+v", got)
	}
	got := Machines([]logbook.Coverage{on("b", 400, 0, true), on("a", 10, 500, false)}, all.Declared(), logbook.Commits, 1000)
	if len(got) != 2 || got[0].Start != 10 || got[0].End != 500 || got[1].Start != 400 || got[1].End != when.NoDay {
		t.Errorf("%+v", got)
	}
	if got := Machines([]logbook.Coverage{on("b", 400, 0, true), on("a", 10, 500, false)}, all.Declared(), logbook.Plans, 1000); len(got) != 0 {
		t.Errorf("git's machines are none of the calendar's: %+v", got)
	}
}
