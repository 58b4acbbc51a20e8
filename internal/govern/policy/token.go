package policy

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
)

// Scope is what a key opens at the server.
type Scope string

// The scopes. An editor's plugin needs Ingest and Status, a telephone that only tells how
// one feels Say; a browser session has all of them.
const (
	Ingest Scope = "ingest" // put evidence in
	Status Scope = "status" // ask for the line that stands in an editor's status bar
	Read   Scope = "read"   // read what is the owner's own
	Clocks Scope = "clocks" // read one's clocks as a calendar
	Say    Scope = "say"    // tell something of oneself: energy, wins, life events
	Write  Scope = "write"  // say anything: corrections, the reference, names too
)

// Scopes are all of them.
func Scopes() []Scope { return []Scope{Ingest, Status, Clocks, Read, Say, Write} }

// Token is a key to the server. The key itself is shown once and never kept:
// Hash is its SHA-256.
type Token struct {
	Owner   who.Person
	Name    string
	Hash    [32]byte
	Scopes  []Scope
	Made    when.Instant
	Used    when.Instant // last, to the hour; zero for never
	Revoked when.Instant // zero while it stands
}

// Opens says whether the token stands and has the scope. Write opens what Say opens,
// Read what Status and Clocks open.
func (t Token) Opens(s Scope) bool {
	wider := map[Scope]Scope{Say: Write, Status: Read, Clocks: Read}
	return t.Revoked == 0 && (slices.Contains(t.Scopes, s) || wider[s] != "" && slices.Contains(t.Scopes, wider[s]))
}
