package policy

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
)

// Scope is what a key opens at the server.
type Scope string

// The scopes. A plugin needs Ingest; a browser session has all three.
const (
	Ingest Scope = "ingest" // put evidence in
	Read   Scope = "read"   // read what is the owner's own
	Write  Scope = "write"  // say something: corrections, events, the reference
)

// Scopes are all of them.
func Scopes() []Scope { return []Scope{Ingest, Read, Write} }

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

// Opens says whether the token stands and has the scope.
func (t Token) Opens(s Scope) bool {
	return t.Revoked == 0 && slices.Contains(t.Scopes, s)
}
