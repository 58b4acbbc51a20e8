package store_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/bits"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// exampleFact is one of what the person said.
func exampleFact() logbook.Fact {
	return logbook.Fact{
		Kind: logbook.KindLife, Key: "life 1", Version: logbook.Seq{Stamp: 1_764_000_000_000_000}, Day: when.NoDay,
		Body: logbook.Body(logbook.Said{Text: "a month at home", What: "leave", From: when.Date(2026, 3, 1), To: when.Date(2026, 4, 1), At: 1_764_000_000_000_000}),
	}
}

// TestFormatOfAFact makes the id of a fact, its thing and the list it is in from
// the columns, as the document says, for every fact of a store and for the one
// in the document.
func TestFormatOfAFact(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "store.db")
	db := open(t, dsn)
	me, _ := owner(t, db)
	f := exampleFact()
	f.Person = me
	for n := range 5 {
		if _, err := db.Put(ctx, victimBatch(me, 1, n)); err != nil {
			t.Fatal(err)
		}
	}
	b := logbook.Batch{Person: me, Place: logbook.Place{Source: "said", URI: "said"}, At: noon(), By: "test", Entries: []logbook.Entry{{Fact: &f}}}
	if _, err := db.Put(ctx, b); err != nil {
		t.Fatal(err)
	}
	example, met := "", 0
	rows, err := raw(t, "sqlite", dsn).Query(`select kind, key, n, gone, start_us, end_us, zone, body, id, thing, list from fact`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var kind, key, zone, body string
		var n, gone, start, end, list int64
		var id, thing []byte
		if err := rows.Scan(&kind, &key, &n, &gone, &start, &end, &zone, &body, &id, &thing, &list); err != nil {
			t.Fatal(err)
		}
		met++
		if made := idOf(kind, key, n, gone, start, end, zone, body); !bytes.Equal(made, id) {
			t.Errorf("%s %q: the document makes the id %x, the store holds %x", kind, key, made, id)
		}
		if sum := sha256.Sum256([]byte(kind + "\x00" + key)); !bytes.Equal(sum[:16], thing) {
			t.Errorf("%s %q: the thing is not as the document says", kind, key)
		}
		if want := listAs(start, end); list != want {
			t.Errorf("%s %q is in the list %d, not %d", kind, key, list, want)
		}
		if kind == "life" {
			example = fmt.Sprintf("%s\n%s\n%d\n%d\n%d\n%d\n%s\n%s\n%x\n%x\n", kind, key, n, gone, start, end, zone, body, id, thing)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if met < 2 {
		t.Errorf("only %d facts were looked at", met)
	}
	if diff := cmp.Diff(block(t, "fact"), example); diff != "" {
		t.Errorf("the fact in FORMAT.md is not what is kept:\n%s", example)
	}
}

func idOf(kind, key string, n, gone, start, end int64, zone, body string) []byte {
	var b []byte
	number := func(v int64) { b = binary.BigEndian.AppendUint64(b, uint64(v)) }
	text := func(s string) { number(int64(len(s))); b = append(b, s...) }
	text(kind)
	text(key)
	number(n)
	if gone == 1 {
		number(1)
	}
	number(start)
	number(end)
	text(zone)
	text(body)
	sum := sha256.Sum256(b)
	return sum[:16]
}

func listAs(start, end int64) int64 {
	switch {
	case start == 0 && end == 0:
		return 2
	case end-start > 36*60*60*1_000_000:
		return 1
	}
	return 0
}

// TestFormatOfTheAudit makes the tree of hashes from the lines, as the document
// says.
func TestFormatOfTheAudit(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "store.db")
	db := open(t, dsn)
	me, _ := owner(t, db)
	for n := range 12 {
		if _, err := db.Put(ctx, victimBatch(me, 1, n)); err != nil {
			t.Fatal(err)
		}
	}
	var made []string
	var open [][]byte // the whole subtrees that wait for their right half
	bodies := lines(t, raw(t, "sqlite", dsn), `select body from audit order by seq`)
	for seq, body := range bodies {
		h := sha256.Sum256(append([]byte{0}, body...))
		open = append(open, h[:])
		made = append(made, hex.EncodeToString(h[:]))
		for range bits.TrailingZeros(uint(seq + 1)) {
			n := len(open)
			h := sha256.Sum256(bytes.Join([][]byte{{1}, open[n-2], open[n-1]}, nil))
			open = append(open[:n-2], h[:])
			made = append(made, hex.EncodeToString(h[:]))
		}
	}
	kept := lines(t, raw(t, "sqlite", dsn), `select lower(hex(h)) from audit_hash order by idx`)
	if diff := cmp.Diff(kept, made); diff != "" || len(bodies) < 9 {
		t.Errorf("%d lines make another tree than the one that is kept:\n%s", len(bodies), diff)
	}
}
