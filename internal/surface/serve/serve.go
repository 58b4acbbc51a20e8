// Package serve is the one HTTP server: the walls that every request passes, the
// keys that open them, and the life of the listener. What is behind the walls it
// is handed as rooms; it knows no source, no page and no SQL.
//
// Invariant: nothing but GET /healthz and the way to log in answers a request
// whose Host is foreign, whose Origin is not ours, or that has no key with the
// room's scope. The walls stand around the whole mux, never before some of its
// paths.
package serve

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
)

// Keys tells which token a key is: the store.
type Keys interface {
	// TokenOf is the token whose key has that SHA-256; false where there is
	// none. A token that was revoked may be given, it opens nothing.
	TokenOf(ctx context.Context, hash [32]byte) (policy.Token, bool, error)
}

// Room is something behind the walls.
type Room struct {
	Paths   []string // patterns of http.ServeMux
	Handler http.Handler
	Scope   policy.Scope // what it takes to come in
	Writing policy.Scope // what it takes for other methods than GET and HEAD; "" for Scope
	// Needs is what a request takes, where that hangs on more than its method; nil
	// for Scope and Writing.
	Needs func(*http.Request) policy.Scope
	// Extensions lets browser extensions come in from their own origins. They
	// need a key all the same: the session of a page does not count there.
	Extensions bool
}

// Options are what a server is made of.
type Options struct {
	Addr     string // host:port; port 0 picks one
	Cert     string // files of the certificate and its key; both or none
	CertKey  string
	Hosts    []string // names by which it may be called besides those of Addr
	Proof    Proof    // by which a program knows this server, and it that program
	Keys     Keys
	Rooms    []Room
	Sessions *Sessions    // of the pages; nil where there are none
	Door     http.Handler // shown to a browser that is not logged in; nil for the bare refusal
	Now      func() when.Instant
	Log      *slog.Logger // nil for silence
}

// limits of one server.
const (
	maxBody    = 16 << 20         // of a request as it comes
	largeBody  = 1 << 20          // from here on one is read after the other: each takes memory
	mostLarge  = 1                // at once
	headerTime = 5 * time.Second  // until the headers are there
	readTime   = 60 * time.Second // until the whole request is there
	writeTime  = 5 * time.Minute  // until an answer has gone out: an export is long
	idleTime   = 2 * time.Minute
	maxHeader  = 64 << 10
	drainTime  = 10 * time.Second // for what is under way when the server is stopped
)

// Handler is everything behind the walls: for whoever has a listener of their
// own, and for tests. Addr is where it is reached.
func Handler(o Options) http.Handler {
	mux := http.NewServeMux()
	for _, room := range o.Rooms {
		for _, path := range room.Paths {
			mux.Handle(path, room.Handler)
		}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	o.Keys = newKeyCache(o.Keys)
	return &guard{Options: o, mux: mux, own: origins(o), rooms: byPattern(o.Rooms), cross: http.NewCrossOriginProtection(), large: make(chan bool, mostLarge)}
}

// byPattern tells of each pattern whose it is.
func byPattern(rooms []Room) map[string]*Room {
	m := map[string]*Room{}
	for i := range rooms {
		for _, path := range rooms[i].Paths {
			m[path] = &rooms[i]
		}
	}
	return m
}
