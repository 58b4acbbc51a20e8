// Package waka answers in WakaTime's shapes: what editors show in their status
// bar, what scripts and other servers read, and the whole log to take away. It
// takes nothing in but the wish for a dump, and it reckons nothing but sums of
// what the log holds.
//
// Everything is told in the zone the person lives in, or in the one a request
// names. A gap between two heartbeats counts where it is shorter than the
// timeout, and belongs to the earlier one.
package waka

import (
	"context"
	"iter"
	"net/http"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
)

// Source is whose beats are told here.
const Source = "wakatime"

// Book is the log as it is read here.
type Book interface {
	// Beats yields by time, without Raw; Items with it.
	Beats(ctx context.Context, g policy.Grant, span when.Span, sources ...string) iter.Seq2[logbook.Beat, error]
	Items(ctx context.Context, g policy.Grant, span when.Span, sources ...string) iter.Seq2[logbook.Beat, error]
}

// Desk is what answering needs at hand.
type Desk struct {
	Book  Book
	Grant policy.Grant
	Now   func() when.Instant
	Zone  *time.Location // where the person lives
}

// view is one path under every prefix, and what it answers.
type view struct {
	method, path string
	show         func(*Desk, *http.Request) (any, error)
}

func views() []view {
	return []view{
		{"GET", "/users/current/heartbeats", (*Desk).heartbeats},
	}
}

// Paths are the patterns answered here, under each prefix.
func Paths(prefixes []string) (list []string) {
	for _, prefix := range prefixes {
		for _, v := range views() {
			list = append(list, v.method+" "+prefix+v.path)
		}
	}
	return list
}

// Handler answers the Paths.
func (d *Desk) Handler(prefixes []string) http.Handler {
	mux := http.NewServeMux()
	for _, prefix := range prefixes {
		for _, v := range views() {
			mux.HandleFunc(v.method+" "+prefix+v.path, func(w http.ResponseWriter, r *http.Request) { d.answer(w, r, v) })
		}
	}
	return mux
}
