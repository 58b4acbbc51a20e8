package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
)

// byHand are changes behind the store's back, each with what must be named: a line, a
// kind of evidence, a table with the place where it has one, or how the store was left.
var byHand = []struct {
	name  string
	sql   string                         // statements, after one another
	do    func(h *handled, t *testing.T) // or what takes more than that
	named string                         // a part of what is said of it
	only  string                         // the engine where it can be done, "" for both
}{
	{name: "a line altered", sql: `update audit set body = replace(body, '"import"', '"import "') where seq = 2`, named: "line 2: what it says was changed"},
	{name: "a line deleted", sql: `delete from audit where seq = 3`, named: "line 3: the line is missing"},
	{name: "lines swapped", sql: `update audit set seq = -1 where seq = 3; update audit set seq = 3 where seq = 4; update audit set seq = 4 where seq = -1`, named: "line 3: what it says was changed"},
	{name: "a line deleted with its hash", sql: `delete from audit where seq = 2; delete from audit_hash where idx = 3`, named: "line 2: "},
	{name: "a hash changed", sql: `update audit_hash set h = (select h from audit_hash where idx = 0) where idx = 3`, named: "line 2: "},
	{name: "a line's text taken away", sql: `update audit set body = null where seq = 2`, named: "line 2: what it said is gone"},
	{name: "the last lines cut off", do: (*handled).cutOff, named: "lines and another root"},
	{name: "a line altered and every hash reckoned again", do: (*handled).rewrite, named: "another root"},
	{name: "the whole audit deleted", sql: `delete from audit; delete from audit_hash`, named: "line 0: whoever wrote to the store last left"},
	{name: "the audit rewritten and its account too", do: (*handled).rewriteAll, named: "left: "},
	{name: "yesterday's whole file", do: (*handled).yesterday, named: "left: this is not the store that was written last, but an older one", only: "sqlite"},
	{name: "another store", do: (*handled).another, named: "left: another store was here before", only: "sqlite"},
	{name: "commits deleted", sql: `delete from fact where kind = 'commit' and key like '1/0/%'`, named: "kind commit 300 150"},
	{name: "commits deleted, and what counts them", sql: `delete from fact where kind = 'commit' and key like '1/0/%'; delete from generation`, named: "table fact  303 153"},
	{name: "the leave deleted", sql: `delete from fact where kind = 'life'`, named: "kind life 1 0"},
	{name: "the reference deleted", sql: `delete from fact where kind = 'reference'`, named: "kind reference 1 0"},
	{name: "a fact out of force", sql: `update fact set in_force = 0 where key = '1/0/7'`, named: "kind commit 300 299"},
	{name: "a fact out of force, and its count", sql: `update fact set in_force = 0 where key = '1/0/7'; delete from generation`, named: "table fact  303 303"},
	{name: "an old version in force", sql: `update fact set in_force = 1 - in_force where kind = 'identity'; delete from generation`, named: "table fact  303 303"},
	{name: "a fact's body altered", sql: `update fact set body = '{"a":1}' where key = '1/0/7'`, named: "kind commit 300 299"},
	{name: "a fact's day altered", sql: `update fact set day = '2019-01-01' where key = '1/0/7'`, named: "table fact  303 303"},
	{name: "a fact's stamp altered", sql: `update fact set stamp_us = stamp_us + 1 where key = '1/0/7'`, named: "table fact  303 303"},
	{name: "a fact moved where nobody looks", sql: `update fact set list = 2 where key = '1/0/7'`, named: "table fact  303 302"},
	{name: "a fact put in", do: (*handled).forge, named: "kind commit 300 301"},
	{name: "sightings deleted", sql: `delete from sighting where first_us is not null and place = 1`, named: "table sighting git /1 300 0"},
	{name: "sightings gone", sql: `update sighting set gone_us = last_us + 1 where place = 1`, named: "table sighting git /1 300 300"},
	{name: "a sighting at another place", sql: `update sighting set place = 2 where id = (select id from sighting where place = 1 order by id limit 1)`, named: "table sighting git /1 300 299"},
	{name: "coverage deleted", sql: `delete from coverage where place = 1`, named: "table coverage git /1 1 0"},
	{name: "coverage widened", sql: `update coverage set from_day = '2000-01-01' where place = 1`, named: "table coverage git /1 1 1"},
	{name: "beats deleted", sql: `delete from beat where at_us < (select max(at_us) from beat)`, named: "kind beat 40 1"},
	{name: "a beat's body altered", sql: `update beat set body = (select body from beat order by at_us desc limit 1) where at_us = (select min(at_us) from beat)`, named: "kind beat 40 39"},
	{name: "a word altered", sql: `update word set said = (select said from word where n = 9) where n = 3`, named: "table word  "},
	{name: "what a place's beats cover", sql: `update heard set beats = 7`, named: "table heard wakatime / 1 1"},
	{name: "a cursor moved", sql: `update cursor set at_us = at_us + 1 where place = 1`, named: "table cursor git /1 1 1"},
	{name: "a place renamed", sql: `update place set uri = '/other' where n = 1`, named: "table place git /other 1 1"},
	{name: "a bad row deleted", sql: `delete from bad_row`, named: "table bad_row git /1 1 0"},
	{name: "a name made mine", sql: `update namesake set own = 1`, named: "table namesake git /1 1 1"},
	{name: "a key forged", do: (*handled).forgeKey, named: "table token  2 3"},
	{name: "a key widened", sql: `update token set scopes = 'ingest,read,write' where name = 'phone'`, named: "table token  2 2"},
	{name: "a revoked key back", sql: `update token set revoked_us = 0`, named: "table token  2 2"},
	{name: "a permit forged", sql: `update permit set until_us = 0`, named: "table permit  1 1"},
	{name: "the account of a place deleted", sql: `delete from held where place = 1`, named: "table held"},
	{name: "every account deleted", sql: `delete from held`, named: "table held"},
}

// TestChangesByHand makes each of them, on both engines: all are named.
func TestChangesByHand(t *testing.T) {
	for _, c := range byHand {
		t.Run(c.name, func(t *testing.T) {
			for _, e := range engines {
				if c.only != "" && c.only != e.name {
					continue
				}
				t.Run(e.name, func(t *testing.T) {
					h := newHandled(t, e.name, e.make(t))
					if said := h.said(t); said != "" {
						t.Fatalf("before anything was changed: %s", said)
					}
					if c.do != nil {
						c.do(h, t)
					}
					beneath := raw(t, e.name, h.dsn)
					for one := range strings.SplitSeq(c.sql, "; ") {
						if _, err := beneath.Exec(one); err != nil && one != "" {
							t.Fatal(err)
						}
					}
					beneath.Close()
					if said := h.said(t); !strings.Contains(said, c.named) {
						t.Errorf("it is not named %q:\n%s", c.named, said)
					}
				})
			}
		})
	}
}

// handled is a store with one of everything, closed, and how it was left.
type handled struct {
	engine, dsn, witness string
	old                  []byte // the file as it was before the last writes
}

func newHandled(t *testing.T, engine, dsn string) *handled {
	h := &handled{engine: engine, dsn: dsn, witness: filepath.Join(t.TempDir(), "left")}
	db := h.open(t)
	me, g := owner(t, db)
	_, err := db.Departure(ctx, g)
	must(t, err)
	first := victimBatch(me, 1, 0)
	first.Entries = append(
		first.Entries, logbook.Entry{Counts: &logbook.Coverage{From: 100, To: 120, Facts: 4, Yours: 3, Bad: 1}},
		logbook.Entry{Bad: &logbook.BadRow{Line: 3, What: "no date", Row: "x"}},
		logbook.Entry{Names: []logbook.Namesake{{Name: "Ann", Email: "ann@old.example", Commits: 4, From: 100, To: 120}}},
	)
	for _, b := range []logbook.Batch{first, victimBatch(me, 1, 1), h.words(me, "reference"), h.words(me, "life"), h.words(me, "identity")} {
		_, err := db.Put(ctx, b)
		must(t, err)
	}
	putAll(t, db, someTyping(me, 2))
	must(t, db.MakeToken(ctx, policy.Token{Owner: me, Name: "phone", Hash: [32]byte{7}, Scopes: []policy.Scope{policy.Ingest}}),
		db.MakeToken(ctx, policy.Token{Owner: me, Name: "editor", Hash: [32]byte{8}, Scopes: policy.Scopes()}))
	must(t, db.Close())
	if engine == "sqlite" {
		h.old, err = os.ReadFile(dsn)
		must(t, err)
	}
	db = h.open(t)
	_, err = db.Departure(ctx, g)
	must(t, err, db.RevokeToken(ctx, g, "editor"))
	_, err = db.Permit(ctx, g, policy.Permit{Viewer: 7, Measure: "m", Until: noon() + when.Hour})
	must(t, err, db.Close())
	return h
}

// words is something the person said.
func (h *handled) words(me who.Person, kind logbook.Kind) logbook.Batch {
	return logbook.Batch{
		Person: me, Place: logbook.Place{Source: "said", URI: "said"}, At: noon(), By: "test",
		Entries: []logbook.Entry{{Fact: &logbook.Fact{Person: me, Kind: kind, Key: "it", Day: when.NoDay, Body: []byte(`{"is":"` + string(kind) + `"}`)}}},
	}
}

func (h *handled) open(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(ctx, store.Options{DSN: h.dsn, Now: noon, Witness: h.witness})
	must(t, err)
	return db
}

// said is all that is said of the store, a line each; "" where it is sound.
func (h *handled) said(t *testing.T) string {
	t.Helper()
	db := h.open(t)
	defer db.Close()
	_, g := owner(t, db)
	var out strings.Builder
	d, err := db.Departure(ctx, g)
	if d != nil {
		out.WriteString("left: " + d.What + "\n")
	}
	v, err2 := db.VerifyAudit(ctx, g)
	must(t, err, err2)
	for _, b := range v.Breaks {
		fmt.Fprintf(&out, "line %d: %s\n", b.Seq, b.What)
	}
	for _, c := range v.Changes {
		if c.Kind != "" {
			fmt.Fprintf(&out, "kind %s %d %d\n", c.Kind, c.Written, c.Held)
			continue
		}
		fmt.Fprintf(&out, "table %s %s %d %d\n", c.Table, c.Place, c.Written, c.Held)
	}
	return out.String()
}

// cutOff deletes the last three lines with their hashes.
func (h *handled) cutOff(t *testing.T) {
	h.lines(t, func(all [][]byte) [][]byte { return all[:len(all)-3] })
}

// rewrite alters a line and reckons every hash again.
func (h *handled) rewrite(t *testing.T) { h.lines(t, altered) }

func altered(all [][]byte) [][]byte {
	all[2] = []byte(strings.ReplaceAll(string(all[2]), `"import"`, `"import "`))
	return all
}

// rewriteAll does so too, and lets the account know the new root: in the whole file
// nothing is left to tell.
func (h *handled) rewriteAll(t *testing.T) {
	root := h.lines(t, altered)
	beneath := raw(t, h.engine, h.dsn)
	var body []byte
	must(t, beneath.QueryRow(`select body from held where place = -1`).Scan(&body))
	copy(body[24:], root[:])
	_, err := beneath.Exec(h.bind(`update held set body = ? where place = -1`), body)
	must(t, err)
}

// lines writes the audit anew, every hash reckoned again, and gives the new root.
func (h *handled) lines(t *testing.T, change func([][]byte) [][]byte) tlog.Hash {
	beneath := raw(t, h.engine, h.dsn)
	var all [][]byte
	var person int64
	query(t, beneath, "select body, person from audit order by seq", func(row []any) {
		all, person = append(all, fmt.Append(nil, row[0])), row[1].(int64)
	})
	_, err := beneath.Exec("delete from audit")
	_, err2 := beneath.Exec("delete from audit_hash")
	must(t, err, err2)
	var hashes []tlog.Hash
	stored := func(indexes []int64) (out []tlog.Hash, err error) {
		for _, i := range indexes {
			out = append(out, hashes[i])
		}
		return out, nil
	}
	all = change(all)
	for seq, body := range all {
		more, err := audit.Append(int64(seq), body, stored)
		must(t, err)
		_, err = beneath.Exec(h.bind("insert into audit (person, seq, body) values (?, ?, ?)"), person, seq, string(body))
		must(t, err)
		for i, one := range more {
			_, err := beneath.Exec(h.bind("insert into audit_hash (person, idx, h) values (?, ?, ?)"), person, len(hashes)+i, one[:])
			must(t, err)
		}
		hashes = append(hashes, more...)
	}
	c, err := audit.At(int64(len(all)), stored)
	must(t, err)
	return c.Root
}

func (h *handled) bind(text string) string {
	if h.engine == "sqlite" {
		return text
	}
	for n := 1; strings.Contains(text, "?"); n++ {
		text = strings.Replace(text, "?", fmt.Sprint("$", n), 1)
	}
	return text
}

// yesterday puts the file back as it was before the last writes.
func (h *handled) yesterday(t *testing.T) { must(t, os.WriteFile(h.dsn, h.old, 0o600)) }

// another begins a store where this one was.
func (h *handled) another(t *testing.T) {
	must(t, os.Remove(h.dsn))
	db := open(t, h.dsn)
	owner(t, db)
	must(t, db.Close())
}

// forge puts a commit in whose id says what it says.
func (h *handled) forge(t *testing.T) {
	beneath := raw(t, h.engine, h.dsn)
	var person int64
	must(t, beneath.QueryRow("select n from person").Scan(&person))
	f := victimBatch(who.Person(person), 1, 2).Entries[0].Fact
	id, thing := f.ID(), logbook.KeyHash(f.Kind, f.Key)
	_, err := beneath.Exec(h.bind(`insert into fact (person, id, thing, kind, key, n, stamp_us, gone, in_force, list, start_us, end_us, zone, day, visibility, body)
values (?, ?, ?, 'commit', ?, 0, 0, 0, 1, 0, ?, ?, '', ?, 0, '{}')`), person, id[:], thing[:], f.Key, int64(f.Span.From), int64(f.Span.To), f.Day.String())
	must(t, err)
}

func (h *handled) forgeKey(t *testing.T) {
	beneath := raw(t, h.engine, h.dsn)
	_, err := beneath.Exec(h.bind(`insert into token (person, h, name, scopes, made_us, used_us, revoked_us) select n, ?, 'mine', 'read', 0, 0, 0 from person`), make([]byte, 32))
	must(t, err)
}

// TestAcceptedOnce: a restored store is said at each opening until its owner accepts
// it; from then on it is the one that was left.
func TestAcceptedOnce(t *testing.T) {
	h := newHandled(t, "sqlite", engines[0].make(t))
	h.yesterday(t)
	for range 2 {
		if said := h.said(t); !strings.Contains(said, "left: ") {
			t.Errorf("it is not said: %s", said)
		}
		db := h.open(t) // what is written meanwhile makes nothing good
		me, g := owner(t, db)
		_, err := db.Departure(ctx, g)
		_, err2 := db.Put(ctx, victimBatch(me, 3, 5))
		must(t, err, err2, db.Close())
	}
	db := h.open(t)
	_, g := owner(t, db)
	d, err := db.Accept(ctx, g)
	must(t, err)
	last := audit.Line{}
	for line, err := range db.AuditEntries(ctx, g, 0) {
		must(t, err)
		last = line
	}
	if last.Act != audit.Accept || !strings.Contains(last.Object, d.Left.Root) || !strings.Contains(last.Object, d.Found.Root) || d.Left.Root == d.Found.Root {
		t.Errorf("the line that accepts it: %+v", last)
	}
	if _, err := db.Accept(ctx, g); err == nil {
		t.Error("it was accepted twice")
	}
	must(t, db.Close())
	if said := h.said(t); said != "" {
		t.Errorf("after it was accepted: %s", said)
	}
}

// TestAnOlderStoreIsCountedOnce: a store from before there were accounts is counted with
// its first writing, which leaves a line; without any it is as sound as it was.
func TestAnOlderStoreIsCountedOnce(t *testing.T) {
	both(t, func(t *testing.T, engine, dsn string) {
		db := open(t, dsn)
		me, g := owner(t, db)
		_, err := db.Put(ctx, victimBatch(me, 1, 0))
		must(t, err)
		beneath := raw(t, engine, dsn)
		for _, one := range []string{"delete from held", "delete from audit where seq > 0", "delete from audit_hash where idx > 0"} {
			_, err := beneath.Exec(one)
			must(t, err)
		}
		h := &handled{engine: engine, dsn: dsn}
		h.lines(t, func([][]byte) [][]byte { return [][]byte{[]byte(`{"actor":"1","act":"begin"}`)} })
		v, err := db.VerifyAudit(ctx, g)
		if err != nil || !v.Sound() {
			t.Errorf("before anything was written: %+v, %v", v, err)
		}
		for n := range 2 {
			_, err := db.Put(ctx, victimBatch(me, 1, 1+n))
			must(t, err)
		}
		counts := 0
		for line, err := range db.AuditEntries(ctx, g, 0) {
			must(t, err)
			if line.Act == audit.Count {
				counts++
			}
		}
		if v, err = db.VerifyAudit(ctx, g); err != nil || !v.Sound() || counts != 1 {
			t.Errorf("counted %d times: %+v, %v", counts, v, err)
		}
	})
}

// TestAStoreThatVanishes: what is committed to a file that was deleted or replaced
// under the program is not acknowledged, and what was read before is still read.
func TestAStoreThatVanishes(t *testing.T) {
	for name, vanish := range map[string]func(dsn string) error{
		"its folder": func(dsn string) error { return os.RemoveAll(filepath.Dir(dsn)) },
		"its file":   os.Remove,
		"its log":    func(dsn string) error { return os.Remove(dsn + "-wal") },
		"another file": func(dsn string) error {
			return errors.Join(os.Rename(dsn, dsn+".old"), os.WriteFile(dsn, nil, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dsn := filepath.Join(t.TempDir(), "folder", "store.db")
			db := open(t, dsn)
			me, g := owner(t, db)
			_, err := db.Put(ctx, victimBatch(me, 1, 0))
			must(t, err, vanish(dsn))
			if _, err := db.Put(ctx, victimBatch(me, 1, 1)); err == nil || !strings.Contains(err.Error(), "was deleted or replaced") {
				t.Errorf("it was acknowledged: %v", err)
			}
			n := 0
			for _, err := range db.Facts(ctx, g, when.Span{}) {
				must(t, err)
				n++
			}
			if n < perBatch {
				t.Errorf("%d facts are still read", n)
			}
		})
	}
}

// TestAnEmptyFile where a store was is no new store.
func TestAnEmptyFile(t *testing.T) {
	h := newHandled(t, "sqlite", engines[0].make(t))
	must(t, os.WriteFile(h.dsn, nil, 0o600))
	_, err := store.Open(ctx, store.Options{DSN: h.dsn, Now: noon, Witness: h.witness})
	if err == nil || !strings.Contains(err.Error(), "is damaged: it is empty") {
		t.Errorf("an empty file was opened: %v", err)
	}
	db, err := store.Open(ctx, store.Options{DSN: h.dsn, Now: noon, Witness: h.witness + "2"})
	must(t, err, db.Close())
}
