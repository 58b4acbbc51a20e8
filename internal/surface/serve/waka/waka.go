// Package waka answers in WakaTime's shapes: what editors show in their status
// bar, what scripts and other servers read, and the whole log to take away. It
// takes nothing in, and it reckons nothing but sums of what the log holds.
//
// Everything is told in the zone the person lives in, or in the one a request
// names. A gap between two heartbeats counts where it is shorter than the
// timeout, and belongs to the earlier one, whatever is filtered afterwards: the
// projects of a day add up to the day, and the days of a range to the range.
package waka

import (
	"context"
	"iter"
	"net/http"
	"strings"
	"sync"
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
	// Presences yields what was remembered of a span, by time, of every source.
	Presences(ctx context.Context, g policy.Grant, span when.Span) iter.Seq2[logbook.Presence, error]
}

// Part is the rule by which beats, in order of time, become presences.
type Part func(beats iter.Seq2[logbook.Beat, error], timeout when.Instant, zone *time.Location, visit func(logbook.Presence) error) error

// Agent is what a client's user agent says of it.
type Agent struct{ Editor, Version, Model, Plugin, System string }

// API is what answering needs at hand.
type API struct {
	Book  Book
	Grant policy.Grant
	Now   func() when.Instant
	Zone  *time.Location // where the person lives
	Part  Part
	Agent func(userAgent string) Agent
	// Fresh brings what is remembered up to date. Where it fails, or is nil since
	// nothing is remembered, the answer is worked out from the beats.
	Fresh func(context.Context) error
	// Say is the sentence of the status bar; nil for the hours of today.
	Say func(context.Context) (string, error)
	// Complain is told what kept a question from being answered, which whoever
	// asked is not; nil for silence.
	Complain func(error)

	systems sync.Map // logbook.Lane → the operating system it runs on
}

// view is one path under every prefix, and what it answers.
type view struct {
	method, path string
	show         func(*API, *http.Request) (any, error)
}

func views() []view {
	return []view{
		{"GET", "/users/current", (*API).user},
		{"GET", "/users/current/heartbeats", (*API).heartbeats},
		{"GET", "/users/current/statusbar/today", (*API).today},
		{"GET", "/users/current/status_bar/today", (*API).today},
		{"GET", "/users/current/summaries", (*API).summaries},
		{"GET", "/users/current/durations", (*API).durations},
		{"GET", "/users/current/all_time_since_today", (*API).allTime},
		{"GET", "/users/current/user_agents", (*API).userAgents},
		{"GET", "/users/current/machine_names", (*API).machineNames},
		{"GET", "/users/current/data_dumps", (*API).dumps},
		{"POST", "/users/current/data_dumps", (*API).newDump},
		{"GET", "/users/current/data_dumps/{id}/download", (*API).dump},
		{"GET", "/users/current/goals", (*API).none},
		{"POST", "/users/current/file_experts", (*API).none},
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

// Needs is the scope that a request to one of the Paths takes: what editors ask of
// themselves shows a line of today, everything else the log.
func Needs(r *http.Request) policy.Scope {
	for _, bar := range []string{"/users/current/statusbar/today", "/users/current/status_bar/today", "/users/current/file_experts"} {
		if strings.HasSuffix(r.URL.Path, bar) {
			return policy.Status
		}
	}
	return policy.Read
}

// Handler answers the Paths.
func (d *API) Handler(prefixes []string) http.Handler {
	mux := http.NewServeMux()
	for _, prefix := range prefixes {
		for _, v := range views() {
			mux.HandleFunc(v.method+" "+prefix+v.path, func(w http.ResponseWriter, r *http.Request) { d.answer(w, r, v) })
		}
	}
	return mux
}
