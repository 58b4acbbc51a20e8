// Package logbook is the log as it is kept: facts, what a source puts in, and
// where a fact was seen. A fact is one piece of evidence as its source gave it;
// it is never edited. The same fact twice is one fact, a newer version
// supersedes the older and both stay, and arrival never decides which is newer.
package logbook

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
)

// Kind says what a fact is about; it decides how the body is read.
type Kind string

// The kinds of fact. Those of git and calendars come from their sources, the
// last ones from the person.
const (
	KindCommit    Kind = "commit"       // body Commit
	KindPaths     Kind = "commit.paths" // body Paths
	KindEvent     Kind = "event"        // body Event
	KindIdentity  Kind = "identity"     // body Said
	KindReference Kind = "reference"    // body Said
	KindLife      Kind = "life"         // body Said
	KindPin       Kind = "kind.pin"     // body Pin
	KindCalendar  Kind = "calendar"     // body Calendar
	KindApart     Kind = "apart"        // a place that takes no part; the key is its URI
	KindBeat      Kind = "beat"         // body as its source sent it; kept as a Beat
	KindSet       Kind = "set"          // body Set
	KindBucket    Kind = "bucket"       // body Bucket
	KindSetting   Kind = "setting"      // body: the JSON that a client of ActivityWatch keeps under the key
	KindServer    Kind = "server"       // body Server
)

// Visibility is who may see a fact without a permit. Everything is born private.
type Visibility int8

// Private is seen by its owner only.
const Private Visibility = 0

// ID is the first half of a SHA-256 over a fact's content. Two facts are the
// same fact when their ids are equal.
type ID [16]byte

// String is the id in hexadecimal.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// ParseID reads what String wrote.
func ParseID(text string) (id ID, err error) {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(id) {
		return id, fmt.Errorf("%q is not the id of a fact", text)
	}
	return ID(b), nil
}

// Seq orders the versions of one thing: the source's own sequence number
// first, then its last-modified (or the file's time), then the id.
type Seq struct {
	N     int64
	Stamp when.Instant
}

// Fact is one piece of evidence. Person, Kind and Key name the thing; Version
// orders what was said of it; Gone says that this version is its deletion.
// Span is when it happened (a point for an act, zero where it cannot be
// placed), Zone the zone it was lived in ("Europe/Berlin" or "+09:00", "" where
// unknown) and Day its local date (NoDay where it cannot be placed). Body is
// canonical JSON of the kind's own type.
type Fact struct {
	Person     who.Person
	Kind       Kind
	Key        string
	Version    Seq
	Gone       bool
	Span       when.Span
	Zone       string
	Day        when.Day
	Visibility Visibility
	Body       []byte
}

// ID is the same wherever and whenever the fact was read: it covers the kind,
// the key, the version's number, whether it is gone, the span, the zone and the
// body; never the person, the place, the device or the version's stamp, which
// may be that of a file: an event exported again tomorrow is the same fact.
func (f *Fact) ID() ID {
	h := sha256.New()
	var n [8]byte
	number := func(v int64) {
		binary.BigEndian.PutUint64(n[:], uint64(v))
		h.Write(n[:])
	}
	text := func(b []byte) {
		number(int64(len(b)))
		h.Write(b)
	}
	text([]byte(f.Kind))
	text([]byte(f.Key))
	number(f.Version.N)
	if f.Gone {
		number(1)
	}
	number(int64(f.Span.From))
	number(int64(f.Span.To))
	text([]byte(f.Zone))
	text(f.Body)
	return ID(h.Sum(nil)[:16])
}

// KeyHash is what an index may hold of a key, whose length nothing bounds.
func KeyHash(kind Kind, key string) ID {
	sum := sha256.Sum256([]byte(string(kind) + "\x00" + key))
	return ID(sum[:16])
}

// Newer says whether version a of a thing supersedes version b: the greater
// sequence, then the greater stamp, then the greater id.
func Newer(a Seq, aID ID, b Seq, bID ID) bool {
	if a.N != b.N {
		return a.N > b.N
	}
	if a.Stamp != b.Stamp {
		return a.Stamp > b.Stamp
	}
	return string(aID[:]) > string(bID[:])
}

// Text makes a string safe for every store: valid UTF-8 without NUL. What is
// not becomes U+FFFD, so nothing is silently shortened.
func Text(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// Check says why a fact cannot be kept, or nil.
func (f *Fact) Check() error {
	switch {
	case f.Kind == "":
		return fmt.Errorf("a fact without a kind")
	case f.Key == "":
		return fmt.Errorf("a %s without a key", f.Kind)
	case f.Span.To < f.Span.From:
		return fmt.Errorf("%s %q ends before it begins", f.Kind, f.Key)
	case f.Key != Text(f.Key) || string(f.Body) != Text(string(f.Body)):
		return fmt.Errorf("%s %q holds text that is not UTF-8", f.Kind, Text(f.Key))
	}
	return nil
}
