package storetest

import (
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
)

// namesakes are replaced as a whole, leave no line in the audit, and are forgotten
// where they are somebody else's.
func namesakes(t *testing.T, b *book) {
	own := logbook.Namesake{Name: "Ann", Email: "ann@e.x", Own: true, Commits: 2, From: 10, To: 20}
	old := logbook.Namesake{Name: "Ann 'ünï' ?", Email: "ANN@old.example", Commits: 1, From: 30, To: when.NoDay}
	bare := logbook.Namesake{Name: "Ann", Commits: 3, From: when.NoDay, To: when.NoDay}
	put := func(uri string, at when.Instant, names ...logbook.Namesake) {
		t.Helper()
		batch := b.batch(uri, at)
		batch.Entries = append(batch.Entries, logbook.Entry{Names: append([]logbook.Namesake{}, names...)})
		b.put(t, batch)
	}
	want := func(what string, names ...logbook.Named) {
		t.Helper()
		got, err := b.Namesakes(ctx, b.own)
		same(t, what, must(t, got, err), names)
	}
	at := func(uri string, n logbook.Namesake) logbook.Named {
		return logbook.Named{Namesake: n, Place: desk(uri)}
	}
	put("/a", noon, old)
	put("/b", noon)
	lines := len(b.lines(t)) // of the places
	put("/a", noon, old, own)
	put("/b", noon, bare)
	want("at first", at("/a", old), at("/a", own), at("/b", bare))
	put("/a", noon+1, own, old)
	want("the same again", at("/a", old), at("/a", own), at("/b", bare))
	must(t, 0, b.Unname(ctx, b.me, "ann@old.example"))
	must(t, 0, b.Unname(ctx, b.me, "ann@e.x")) // one's own stays
	want("one is somebody else's", at("/a", own), at("/b", bare))
	must(t, 0, b.Unname(ctx, b.me, "ann"))
	put("/a", noon+2)
	want("none left")
	same(t, "the lines of the audit", len(b.lines(t)), lines)
	if _, err := b.Namesakes(ctx, policy.Grant{}); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("the zero grant: %v", err)
	}
}

// routines are replaced as a whole too, and told as one over all places.
func routines(t *testing.T, b *book) {
	put := func(uri string, at when.Instant, all ...logbook.Routine) {
		t.Helper()
		batch := b.batch(uri, at)
		batch.Entries = append(batch.Entries, logbook.Entry{Routines: append([]logbook.Routine{}, all...)})
		b.put(t, batch)
	}
	want := func(what string, all ...logbook.Routine) {
		t.Helper()
		got, err := b.Routines(ctx, b.own)
		same(t, what, must(t, got, err), all)
	}
	one := logbook.Routine{Subject: "up 'ünï' ?", Files: "a\nb", Minute: 180, Clock: logbook.NoMinute, Commits: 20, From: 10, To: 40}
	other := logbook.Routine{Subject: "z", Files: "a", Minute: logbook.NoMinute, Clock: 1439, Commits: 14, From: 1, To: 14}
	put("/a", noon, other, one)
	want("at first", one, other)
	put("/b", noon, logbook.Routine{Subject: one.Subject, Files: one.Files, Minute: 180, Clock: logbook.NoMinute, Commits: 3, From: 2, To: 60})
	sum := one
	sum.Commits, sum.From, sum.To = 23, 2, 60
	want("at two places", sum, other)
	put("/a", noon+1)
	sum.Commits, sum.From, sum.To = 3, 2, 60
	want("replaced", sum)
	if _, err := b.Routines(ctx, policy.Grant{}); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("the zero grant: %v", err)
	}
}
