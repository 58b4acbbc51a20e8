package work_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/work"
)

// Law: what is packed is unpacked, whatever the works.
func TestPackedIsUnpacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []work.Work
		for range rapid.IntRange(0, 50).Draw(t, "works") {
			all = append(all, work.Of(when.Instant(rapid.Int64().Draw(t, "at")), rapid.String().Draw(t, "subject")))
		}
		if got := work.Unpack(work.Pack(all)); !slices.Equal(got, all) {
			t.Fatalf("%v becomes %v", all, got)
		}
	})
}

// A work is known by when it was written and by its first line; a copy counts once,
// whenever it is met.
func TestACopyCountsOnce(t *testing.T) {
	one, other, late := work.Of(1, "one"), work.Of(1, "other"), work.Of(2, "one")
	if one == other || one == late || one != work.Of(1, "one") {
		t.Error("works are taken for one another")
	}
	all := work.Names{}
	for _, w := range []work.Work{one, late, one, other} {
		all.Add(work.Written{Namesake: logbook.Namesake{Name: "Ann", Email: "a@e.x", From: when.NoDay, To: when.NoDay}, Works: []work.Work{w}})
	}
	list := all.List()
	if len(list) != 1 || list[0].Commits != 3 || len(work.Unpack(all.Packed(list)[0])) != 3 {
		t.Errorf("%+v", list)
	}
}
