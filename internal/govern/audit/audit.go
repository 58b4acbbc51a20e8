// Package audit is the record of what was done to a person's evidence: who,
// what, by whose leave. Its lines form a tree of hashes (RFC 6962, through
// golang.org/x/mod/sumdb/tlog), one tree a person, so that a changed or missing
// line is found and located. It is pure: it says what a line and its hashes
// are; the store keeps them in the transaction of the change they record.
//
// It is not a log of the program's doings, and it cannot tell that the whole of
// it was replaced: for that, keep a Checkpoint somewhere else.
package audit

import (
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
)

// Entry is what one line says. Numbers of persons are written as text, because
// most readers of JSON have no 63-bit numbers.
type Entry struct {
	At       when.Instant     `json:"at"`
	Actor    who.Person       `json:"actor,string"`
	Act      string           `json:"act"`               // "import", "permit", "read"
	Object   string           `json:"object,omitempty"`  // of what: a place, a permit, a measure
	Policy   string           `json:"policy"`            // by whose leave: Own, or the id of a permit
	Decision string           `json:"decision"`          // Allowed or Refused
	Region   string           `json:"region"`            // of the store
	Purpose  string           `json:"purpose,omitempty"` // what for
	Counts   map[string]int64 `json:"counts,omitempty"`  // how much was changed
	Digest   string           `json:"digest,omitempty"`  // hexadecimal SHA-256 over Salt and what was changed
	Salt     string           `json:"salt"`              // random: makes an erased line unguessable from its hash
	Kept     map[string]int64 `json:"kept,omitempty"`    // how many rows each table has now
	State    string           `json:"state,omitempty"`   // hexadecimal hash over all of them
}

// What some lines say has a meaning to whoever verifies them.
const (
	Erase  = "erase"  // the line that Object numbers lost its body, at its person's wish
	Count  = "count"  // all that is kept was counted, since nobody had kept account
	Accept = "accept" // another store than the one written last goes on from here
)

// Counted says that all that is kept of a person was counted.
func Counted(p who.Person) Entry {
	return Entry{Actor: p, Act: Count, Object: "all that is kept", Policy: Own, Decision: Allowed}
}

// What Policy and Decision may say, beside the id of a permit.
const (
	Own     = "owner"
	Allowed = "allowed"
	Refused = "refused"
)

// Body is the line as it is hashed and kept: JSON, the keys in the order of
// Entry, those of Counts sorted, no white space.
func (e Entry) Body() []byte {
	b, err := json.Marshal(e)
	if err != nil {
		panic(fmt.Sprintf("audit: an entry that JSON cannot hold: %v", err)) // it has no such field
	}
	return b
}

// Read takes a line apart again.
func Read(body []byte) (e Entry, err error) {
	if err := json.Unmarshal(body, &e); err != nil {
		return e, fmt.Errorf("an audit line that is no JSON: %w", err)
	}
	return e, nil
}

// Line is an entry where it stands, counted from 0. Erased says that its body
// was removed since, at its person's wish; the hash of it stays in the tree.
type Line struct {
	Seq    int64
	Erased bool
	Entry
}

// Checkpoint is the state of a tree: how many lines, and the hash over all.
type Checkpoint struct {
	Size int64
	Root tlog.Hash
}

// Stored reads hashes of the tree by their index, as tlog counts them; it
// gives as many as it was asked for, or an error.
type Stored = tlog.HashReaderFunc

// Append gives the hashes that the line at seq adds to the tree, to be stored
// at the indexes from First(seq) on.
func Append(seq int64, body []byte, stored Stored) ([]tlog.Hash, error) {
	return tlog.StoredHashes(seq, body, stored)
}

// First is the index of the first hash that the line at seq adds: its own.
func First(seq int64) int64 { return tlog.StoredHashIndex(0, seq) }

// LineOf is the line that added the hash at an index.
func LineOf(index int64) int64 {
	level, n := tlog.SplitStoredHashIndex(index)
	return (n+1)<<level - 1
}

// At is the checkpoint of a tree of so many lines.
func At(size int64, stored Stored) (Checkpoint, error) {
	root, err := tlog.TreeHash(size, stored)
	return Checkpoint{Size: size, Root: root}, err
}
