package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
)

// TestTampering changes rows behind the store's back.
func TestTampering(t *testing.T) {
	for _, c := range []struct {
		name, change string
		at           int64 // the line that must be found, -1 for none
		what         string
	}{
		{"nothing", `update audit set body = body`, -1, ""},
		{"a changed line", `update audit set body = replace(body, '"import"', '"import "') where seq = 3`, 3, "changed"},
		{"a line that is gone", `delete from audit where seq = 4`, 4, "missing"},
		{"the last line gone", `delete from audit where seq = 9`, 9, "missing"},
		{"a line and its hash", `delete from audit_hash where idx = 8; delete from audit where seq = 5`, 5, "missing"},
		{"a changed hash", `update audit_hash set h = (select h from audit_hash where idx = 0) where idx = 3`, 2, "changed"},
		{"a changed inner hash", `update audit_hash set h = (select h from audit_hash where idx = 0) where idx = 6`, 3, "another"},
		{"the end cut off", `delete from audit where seq >= 8; delete from audit_hash where idx > 14`, 8, "checkpoint"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, e := range engines {
				t.Run(e.name, func(t *testing.T) {
					dsn := e.make(t)
					db := open(t, dsn)
					me, g := owner(t, db)
					for n := range 9 {
						if _, err := db.Put(ctx, victimBatch(me, 1, n)); err != nil {
							t.Fatal(err)
						}
					}
					whole, err := db.Checkpoint(ctx, g)
					if err != nil || whole.Size != 10 {
						t.Fatalf("%+v, %v", whole, err)
					}
					for one := range strings.SplitSeq(c.change, ";") {
						if _, err := raw(t, e.name, dsn).Exec(one); err != nil {
							t.Fatal(err)
						}
					}
					v, err := db.VerifyAudit(ctx, g, whole)
					if err != nil {
						t.Fatal(err)
					}
					found(t, v, c.at, c.what)
				})
			}
		})
	}
}

func found(t *testing.T, v audit.Verdict, at int64, what string) {
	t.Helper()
	switch {
	case at < 0 && !v.Sound():
		t.Errorf("a sound audit is called broken: %v", v.Breaks)
	case at >= 0 && v.Sound():
		t.Error("it was not found")
	case at >= 0 && (v.Breaks[0].Seq != at || !strings.Contains(v.Breaks[0].What, what)):
		t.Errorf("it was found as %v", v.Breaks)
	}
}

// TestAnErasedLine takes the body of a line away, as its person may ask for.
func TestAnErasedLine(t *testing.T) {
	both(t, func(t *testing.T, engine, dsn string) {
		db := open(t, dsn)
		me, g := owner(t, db)
		for n := range 3 {
			if _, err := db.Put(ctx, victimBatch(me, 1, n)); err != nil {
				t.Fatal(err)
			}
		}
		before, err := db.Checkpoint(ctx, g)
		if err != nil {
			t.Fatal(err)
		}
		must(t, db.EraseLine(ctx, g, 2))
		v, err := db.VerifyAudit(ctx, g, before)
		if err != nil || !v.Sound() || v.Erased != 1 || len(v.Erasures) != 1 || v.Erasures[0].Seq != 2 || v.Erasures[0].At != noon() {
			t.Errorf("%+v, %v", v, err)
		}
		for seq, kind := range map[int64]fault.Kind{2: fault.Nothing, 4: fault.NotAllowed, 9: fault.Nothing} { // erased, the line that says so, none
			if err := db.EraseLine(ctx, g, seq); fault.KindOf(err) != kind {
				t.Errorf("erasing line %d: %v", seq, err)
			}
		}
		for line, err := range db.AuditEntries(ctx, g, 2) {
			if err != nil || line.Erased != (line.Seq == 2) {
				t.Errorf("%+v, %v", line, err)
			}
		}
	})
}

// TestAChangedFact edits evidence, which must never become a wrong number.
func TestAChangedFact(t *testing.T) {
	for _, change := range []string{
		`update fact set body = '{"a":1}' where key = '1/0/7'`,
		`update fact set start_us = start_us + 1 where key = '1/0/7'`,
		`update fact set kind = 'commit.paths' where key = '1/0/7'`,
		`update fact set zone = 'UTC' where key = '1/0/7'`,
		`update fact set day = '2017-99-01' where key = '1/0/7'`,
	} {
		both(t, func(t *testing.T, engine, dsn string) {
			db := open(t, dsn)
			me, g := owner(t, db)
			if _, err := db.Put(ctx, victimBatch(me, 1, 0)); err != nil {
				t.Fatal(err)
			}
			if _, err := raw(t, engine, dsn).Exec(change); err != nil {
				t.Fatal(err)
			}
			var last error
			n := 0
			for _, err := range db.Facts(ctx, g, when.Span{}) {
				n++
				last = err
			}
			if fault.KindOf(last) != fault.Failed || n > perBatch {
				t.Errorf("%s: read %d facts, then %v", change, n, last)
			}
		})
	}
}

// TestWhatIsKeptIsHeldAgainstItsWriter changes what is kept behind the store's back,
// every line of the audit being as it was.
func TestWhatIsKeptIsHeldAgainstItsWriter(t *testing.T) {
	const beats = 40
	commits := func(held int64) []audit.Change {
		return []audit.Change{{Kind: "commit", Written: perBatch, Held: held}}
	}
	typed := func(held int64) []audit.Change { return []audit.Change{{Kind: "beat", Written: beats, Held: held}} }
	also := func(all []audit.Change, table, place string, written, held int64) []audit.Change {
		return append(all, audit.Change{Table: table, Place: place, Written: written, Held: held})
	}
	for _, c := range []struct {
		name, change string
		want         []audit.Change
	}{
		{"nothing", `update fact set body = body`, nil},
		{"facts that are gone", `delete from sighting; delete from fact where key in ('1/0/7', '1/0/8', '1/0/9')`, also(commits(perBatch-3), "sighting", "git /1", perBatch, 0)},
		{"a changed fact", `update fact set body = '{"a":1}' where key = '1/0/7'`, commits(perBatch - 1)},
		{"a fact out of force", `update fact set in_force = 0 where key = '1/0/7'`, commits(perBatch - 1)},
		{"a fact of another kind", `update fact set kind = 'event' where key = '1/0/7'`, commits(perBatch - 1)},
		{"a fact too many", `update generation set in_force = in_force - 1 where kind = 'commit'`, []audit.Change{{Kind: "commit", Written: perBatch - 1, Held: perBatch}}},
		{"another fact", `update generation set digest = (select digest from generation where kind = 'beat') where kind = 'commit'`, commits(perBatch)},
		{"a beat that is gone", `delete from beat where at_us = (select min(at_us) from beat)`, typed(beats - 1)},
		{"a changed beat", `update beat set body = (select body from beat order by at_us desc limit 1) where at_us = (select min(at_us) from beat)`, typed(beats - 1)},
		{"a beat at another time", `update beat set at_us = at_us - 1 where at_us = (select min(at_us) from beat)`, typed(beats - 1)},
		{"a changed word", `update word set said = (select said from word where n = 9) where n = 3`, also(typed(beats), "word", "", 11, 11)},
		{"a damaged word", `update word set said = (select body from beat order by at_us limit 1) where n = 1`, also(typed(0), "word", "", 11, 11)},
	} {
		t.Run(c.name, func(t *testing.T) {
			both(t, func(t *testing.T, engine, dsn string) {
				made := open(t, dsn)
				me, g := owner(t, made)
				putAll(t, made, someTyping(me, beats/20))
				_, err := made.Put(ctx, victimBatch(me, 1, 0))
				must(t, err, made.Close())
				beneath := raw(t, engine, dsn)
				for one := range strings.SplitSeq(c.change, "; ") {
					_, err := beneath.Exec(one)
					must(t, err)
				}
				v, err := open(t, dsn).VerifyAudit(ctx, g) // opened again: words are remembered
				must(t, err)
				if diff := cmp.Diff(c.want, v.Changes); diff != "" || v.Sound() != (c.want == nil) || len(v.Breaks) > 0 {
					t.Errorf("sound: %v, breaks: %v, changes (-want +got):\n%s", v.Sound(), v.Breaks, diff)
				}
			})
		})
	}
}

// TestNoChangeWithoutItsLine makes the audit refuse to be written to: what it
// would record must not be kept.
func TestNoChangeWithoutItsLine(t *testing.T) {
	both(t, func(t *testing.T, engine, dsn string) {
		db := open(t, dsn)
		me, g := owner(t, db)
		deny := "create trigger deny before insert on audit begin select raise(abort, 'no'); end"
		admit := "drop trigger deny"
		if engine == "postgres" {
			deny, admit = "alter table audit add constraint deny check (seq < 1)", "alter table audit drop constraint deny"
		}
		beneath := raw(t, engine, dsn)
		if _, err := beneath.Exec(deny); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Put(ctx, victimBatch(me, 1, 0)); err == nil {
			t.Error("a batch was kept")
		}
		if _, err := db.Permit(ctx, g, policy.Permit{Viewer: 7}); err == nil {
			t.Error("a permit was given")
		}
		if _, err := beneath.Exec(admit); err != nil {
			t.Fatal(err)
		}
		for f, err := range db.Facts(ctx, g, when.Span{}) {
			t.Errorf("a fact is there: %v, %v", f.Key, err)
		}
		places, err := db.Places(ctx, g)
		permits, err2 := db.Permits(ctx, 7, me)
		if len(places)+len(permits) > 0 || err != nil || err2 != nil {
			t.Errorf("places %v, permits %v; %v, %v", places, permits, err, err2)
		}
		if kept, err := db.Put(ctx, victimBatch(me, 1, 0)); err != nil || kept.New != perBatch {
			t.Errorf("once it may: %+v, %v", kept, err)
		}
	})
}
