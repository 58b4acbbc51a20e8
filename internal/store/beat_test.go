package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
)

// someTyping is a week's worth of requests, before the tests' noon.
func someTyping(me who.Person, n int) (all []logbook.Batch) {
	y := lives.Typing{Seed: 5, Count: 200_000, From: noon() - 366*24*when.Hour}
	batch := logbook.Batch{Person: me, Place: logbook.Place{Source: "wakatime", URI: "/"}, At: noon(), By: "test"}
	for b := range y.Beats() {
		if batch.Entries = append(batch.Entries, logbook.Entry{Beat: &b}); len(batch.Entries) < 20 {
			continue
		}
		if all = append(all, batch); len(all) == n {
			break
		}
		batch.Entries = nil
	}
	return all
}

// putAll puts batches and gives their beats, which come in the order of time.
func putAll(t *testing.T, db *store.DB, all []logbook.Batch) (beats []logbook.Beat) {
	t.Helper()
	for _, b := range all {
		if _, err := db.Put(ctx, b); err != nil {
			t.Fatal(err)
		}
		for _, e := range b.Entries {
			beats = append(beats, *e.Beat)
		}
	}
	return beats
}

func heardOf(t *testing.T, db *store.DB, g policy.Grant) (beats []logbook.Beat) {
	t.Helper()
	for b, err := range db.Items(ctx, g, when.Span{}) {
		if err != nil {
			t.Fatal(err)
		}
		beats = append(beats, b)
	}
	return beats
}

// TestAStreamLeavesFewMarks counts the rows of what must be reckoned again.
func TestAStreamLeavesFewMarks(t *testing.T) {
	both(t, func(t *testing.T, engine, dsn string) {
		db := open(t, dsn)
		me, _ := owner(t, db)
		beats := putAll(t, db, someTyping(me, 100))
		days := map[when.Day]bool{}
		for _, b := range beats {
			days[when.Day(b.At/(24*when.Hour))] = true
		}
		var marks int
		if err := raw(t, engine, dsn).QueryRow(`select count(*) from mark`).Scan(&marks); err != nil || len(days) < 3 || marks > 2*len(days) {
			t.Errorf("%d requests of %d days left %d marks, %v", 100, len(days), marks, err)
		}
	})
}

// TestNothingHeardIsLeftHalf makes the audit refuse to be written to. The words
// of what was not kept must be nobody's, of the very first request neither: then all
// beats are counted, which reads the words in the transaction that adds them.
func TestNothingHeardIsLeftHalf(t *testing.T) {
	for _, before := range []int{0, 4} {
		t.Run(fmt.Sprint(before), func(t *testing.T) { leftHalf(t, before) })
	}
}

// leftHalf refuses requests after so many were kept.
func leftHalf(t *testing.T, before int) {
	both(t, func(t *testing.T, engine, dsn string) {
		db := open(t, dsn)
		me, g := owner(t, db)
		all := someTyping(me, 12)
		putAll(t, db, all[:before])
		deny := "create trigger deny before insert on audit begin select raise(abort, 'no'); end"
		admit := "drop trigger deny"
		if engine == "postgres" {
			deny, admit = fmt.Sprintf("alter table audit add constraint deny check (seq <= %d)", before), "alter table audit drop constraint deny"
		}
		beneath := raw(t, engine, dsn)
		if _, err := beneath.Exec(deny); err != nil {
			t.Fatal(err)
		}
		for _, b := range all[before:8] {
			if _, err := db.Put(ctx, b); err == nil {
				t.Fatal("a batch was kept without its line")
			}
		}
		if _, err := beneath.Exec(admit); err != nil {
			t.Fatal(err)
		}
		want := putAll(t, db, all[8:])
		want = append(putAll(t, db, all[:8]), want...)
		for what, db := range map[string]*store.DB{"the store": db, "the store opened again": open(t, dsn)} {
			if diff := cmp.Diff(want, heardOf(t, db, g)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", what, diff)
			}
		}
	})
}

// TestAChangedBeat changes rows behind the store's back. None may become a wrong
// number.
func TestAChangedBeat(t *testing.T) {
	for _, change := range []string{
		`update beat set at_us = at_us + 1 where at_us = (select max(at_us) from beat)`,
		`update beat set h = (select h from beat order by h limit 1) where at_us = (select max(at_us) from beat)`,
		`update beat set body = (select body from beat order by at_us limit 1) where at_us = (select max(at_us) from beat)`,
		`update word set said = (select body from beat order by at_us limit 1) where n = 2`,
		`delete from word where n = (select max(n) from word)`,
		`delete from word where n = 3`,
		`delete from word`,
		`update presence set body = (select body from beat order by at_us limit 1)`,
	} {
		both(t, func(t *testing.T, engine, dsn string) {
			db := open(t, dsn)
			me, g := owner(t, db)
			putAll(t, db, someTyping(me, 30))
			all := []logbook.Presence{{Day: 1, Span: when.Span{To: 5}, Project: "a"}, {Day: 2, Span: when.Span{From: 7, To: 9}, Project: "b"}}
			if _, err := db.Remember(ctx, g, 0, when.Days{}, logbook.Reckoned{Presences: all}); err != nil {
				t.Fatal(err)
			}
			if _, err := raw(t, engine, dsn).Exec(change); err != nil {
				t.Fatal(err)
			}
			var found error
			for _, err := range open(t, dsn).Items(ctx, g, when.Span{}) {
				if err != nil {
					found = err
				}
			}
			for _, err := range open(t, dsn).Presences(ctx, g, when.Span{}) {
				if err != nil {
					found = err
				}
			}
			if fault.KindOf(found) != fault.Failed {
				t.Errorf("%s: %v", change, found)
			}
		})
	}
}

// TestTwoProgramsOneDictionary has two programs put beats in turn and at once:
// each must read what the other wrote with words it has not seen.
func TestTwoProgramsOneDictionary(t *testing.T) {
	both(t, func(t *testing.T, engine, dsn string) {
		one, two := open(t, dsn), open(t, dsn)
		me, g := owner(t, one)
		all := someTyping(me, 60)
		done := make(chan error, 2)
		for i, db := range []*store.DB{one, two} {
			go func() {
				for n, b := range all {
					if n%3 == i || n%3 == 2 { // a third from both
						if _, err := db.Put(ctx, b); err != nil {
							done <- err
							return
						}
					}
				}
				done <- nil
			}()
		}
		for range 2 {
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		}
		var want []logbook.Beat
		for _, b := range all {
			for _, e := range b.Entries {
				want = append(want, *e.Beat)
			}
		}
		for i, db := range []*store.DB{one, two, open(t, dsn)} {
			if diff := cmp.Diff(want, heardOf(t, db, g)); diff != "" {
				t.Errorf("program %d (-want +got):\n%s", i, diff)
			}
		}
		var words, last int
		err := raw(t, engine, dsn).QueryRow(`select count(*), max(n) from word`).Scan(&words, &last)
		if err != nil || words != last || words == 0 {
			t.Errorf("%d words up to number %d, %v", words, last, err)
		}
	})
}

// TestReadersReadOn puts a beat for each one that is read, and reads in between.
func TestReadersReadOn(t *testing.T) {
	both(t, func(t *testing.T, _, dsn string) {
		db := open(t, dsn)
		me, g := owner(t, db)
		all := someTyping(me, 4)
		putAll(t, db, all[:2])
		n := 0
		for range db.Items(ctx, g, when.Span{}) {
			if n == 0 {
				putAll(t, db, all[2:])
				if got := len(heardOf(t, db, g)); got != 80 {
					t.Errorf("%d beats while reading", got)
				}
			}
			n++
		}
		if n != 40 {
			t.Errorf("%d beats of the moment at which the reading began", n)
		}
		for range db.Beats(ctx, g, when.Span{}) {
			break // and the connection is given back
		}
	})
}

// TestManyAtOnce has many goroutines put beats into one open store and look for
// a key in between, as those of a server do.
func TestManyAtOnce(t *testing.T) {
	both(t, func(t *testing.T, _, dsn string) {
		db := open(t, dsn)
		me, g := owner(t, db)
		must(t, db.MakeToken(ctx, policy.Token{Owner: me, Name: "editor", Hash: [32]byte{7}, Scopes: policy.Scopes()}))
		all := someTyping(me, 48)
		done := make(chan error, 8)
		for i := range cap(done) {
			go func() {
				var err error
				for n := i; n < len(all) && err == nil; n += cap(done) {
					if _, err = db.Put(ctx, all[n]); err == nil {
						_, _, err = db.TokenOf(ctx, [32]byte{7})
					}
				}
				done <- err
			}()
		}
		for range cap(done) {
			must(t, <-done)
		}
		var want []logbook.Beat
		for _, b := range all {
			for _, e := range b.Entries {
				want = append(want, *e.Beat)
			}
		}
		if diff := cmp.Diff(want, heardOf(t, db, g)); diff != "" {
			t.Errorf("the beats (-want +got):\n%s", diff)
		}
		v, err := db.VerifyAudit(ctx, g)
		if must(t, err); !v.Sound() || v.Size != int64(len(all))+2 {
			t.Errorf("the audit of %d requests: %+v", len(all), v)
		}
	})
}
