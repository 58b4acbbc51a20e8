// Package aw is ActivityWatch's REST interface over the log: what its
// watchers, browser extensions and scripts speak to at 127.0.0.1:5600, answered
// by Backsight. Events are beats and rest in the log; heartbeats become events
// by time, not by arrival; an answer goes out only after the log has kept what
// it answers.
//
// It does not listen: the surface does, and hands it what it needs at hand. It
// serves no pages of its own and judges no event.
//
// The interface is the one of aw-server 0.13 and aw-server-rust 0.13 under
// /api/0; where the two differ it answers what both kinds of client take.
package aw

import (
	"context"
	"iter"
	"net/http"
	"sync"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/activitywatch"
)

// Book is the log as the server reads back what was put.
type Book interface {
	// Items yields the beats of the source "activitywatch" that begin in a
	// span, with their Raw, in order of time; the zero span means all.
	Items(context.Context, when.Span) iter.Seq2[logbook.Beat, error]
	// Facts yields the facts of a kind that are in force.
	Facts(context.Context, logbook.Kind) iter.Seq2[logbook.Fact, error]
}

// Options are what a server is made of.
type Options struct {
	source.Hearing
	Book     Book
	Keep     activitywatch.Keep
	Hostname string   // of this machine, as `info` says it
	Device   string   // an id of it that stays
	Version  string   // of Backsight
	Hosts    []string // names it may be called by beside those of the loopback
	// Extensions are the origins of the browser extensions that may come in.
	Extensions []string
	// Refused is told the origin of an extension that may not; nil for nobody.
	Refused func(origin string)
	// Knows says whether a key opens the server; nil where none is asked for.
	Knows func(ctx context.Context, key string) (bool, error)
}

// server answers from the buckets and settings in the log.
type server struct {
	Options
	mu        sync.Mutex
	buckets   map[string]*bucket // nil before they were read
	settings  map[string]setting
	lastStamp when.Instant // of the last fact
	asking    chan bool    // holds one for each question that is worked on
}

// nextStamp gives now, or the microsecond after the last stamp where that is later.
func (s *server) nextStamp() when.Instant {
	s.lastStamp = max(s.Now(), s.lastStamp+1)
	return s.lastStamp
}

// Handler answers under /api/0, behind rules of its own about hosts, origins and
// keys: its clients send neither the keys nor the origins of others.
func Handler(o Options) http.Handler {
	s := &server{Options: o, asking: make(chan bool, mostAsking)}
	mux := http.NewServeMux()
	for pattern, h := range s.routes() {
		mux.Handle(pattern, h)
	}
	return &guard{Options: o, inside: mux}
}

// routes are all that is answered.
func (s *server) routes() map[string]answer {
	return map[string]answer{
		"GET /api/0/info": s.info,

		"GET /api/0/buckets":         s.listBuckets,
		"GET /api/0/buckets/{id}":    s.oneBucket,
		"POST /api/0/buckets/{id}":   s.createBucket,
		"PUT /api/0/buckets/{id}":    s.updateBucket,
		"DELETE /api/0/buckets/{id}": s.deleteBucket,

		"POST /api/0/buckets/{id}/heartbeat":        s.heartbeat,
		"GET /api/0/buckets/{id}/events":            s.events,
		"POST /api/0/buckets/{id}/events":           s.insert,
		"GET /api/0/buckets/{id}/events/count":      s.count,
		"GET /api/0/buckets/{id}/events/{event}":    s.event,
		"DELETE /api/0/buckets/{id}/events/{event}": s.deleteEvent,

		"POST /api/0/query": s.query,

		"GET /api/0/export":              s.exportAll,
		"GET /api/0/buckets/{id}/export": s.exportOne,
		"POST /api/0/import":             s.imports,

		"GET /api/0/settings":          s.allSettings,
		"GET /api/0/settings/{key}":    s.oneSetting,
		"POST /api/0/settings/{key}":   s.set,
		"DELETE /api/0/settings/{key}": s.unset,
	}
}

// place is where what the server hears was heard: events, and beside them what
// clients say of buckets and settings.
func (s *server) place(events bool) logbook.Place {
	p := logbook.Place{Source: "activitywatch", Machine: s.Hostname, Name: "ActivityWatch's watchers", URI: "activitywatch"}
	if !events {
		p.URI = "activitywatch settings"
	}
	return p
}

// put keeps entries, all or none; they are all beats, or none is.
func (s *server) put(ctx context.Context, entries ...logbook.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	events := entries[0].Beat != nil
	// Whoever hangs up in the middle has said it all the same.
	_, err := s.Sink.Put(context.WithoutCancel(ctx), logbook.Batch{
		Person: s.Person, Place: s.place(events), Entries: entries, At: s.Now(), By: "serve", Live: events,
	})
	return err
}

// info says who answers.
func (s *server) info(*http.Request) (any, error) {
	return map[string]any{"hostname": s.Hostname, "version": "v0.13.2 (backsight " + s.Version + ")", "testing": false, "device_id": s.Device}, nil
}
