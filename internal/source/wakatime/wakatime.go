// Package wakatime is the source that the editor plugins of WakaTime speak to,
// unmodified: it takes their heartbeats and keeps each as a beat. It also reads
// the dump of a WakaTime account. It answers no question about time; what reads
// in WakaTime's shapes is a surface.
//
// No client may lose anything or loop: whatever comes is answered 202 with one
// result an item, in order, each 201, after it was kept. What cannot be used is
// kept as a bad row with its reason. Only where nothing could be kept is the
// answer 503: then every client keeps what it has and comes again.
package wakatime

import (
	"net/http"

	"github.com/backsight/backsight/internal/source"
)

// Name is the Source of everything heard here.
const Name = "wakatime"

// Source hears WakaTime's clients, and reads dumps. Machine is where a dump is
// read.
type Source struct{ Machine string }

var (
	_ source.Listener = Source{}
	_ source.Puller   = Source{}
)

// Name is "wakatime".
func (Source) Name() string { return Name }

// Prefixes are the paths a client may have been given for the server: what it
// appends follows. People copy WakaTime's, Wakapi's and our own.
func Prefixes() []string { return []string{"/api", "/api/v1", "/api/compat/wakatime/v1"} }

// endpoint is one path under every prefix, and what it does.
type endpoint struct {
	path   string
	handle func(*receiver, http.ResponseWriter, *http.Request)
}

func endpoints() []endpoint {
	return []endpoint{
		{"/users/current/heartbeats", (*receiver).heartbeats},
		{"/users/current/heartbeats.bulk", (*receiver).heartbeats},
		{"/heartbeats", (*receiver).heartbeats}, // as clients of old have it
		{"/heartbeat", (*receiver).heartbeats},
		{"/users/current/external_durations", (*receiver).external},
		{"/users/current/external_durations.bulk", (*receiver).external},
		{"/plugins/errors", (*receiver).trouble},
	}
}

// Paths are the patterns of what is sent in; nothing here is read.
func (Source) Paths() (list []string) {
	for _, prefix := range Prefixes() {
		for _, d := range endpoints() {
			list = append(list, "POST "+prefix+d.path)
		}
	}
	return list
}

// Handler hears for one person.
func (s Source) Handler(h source.Hearing) http.Handler {
	e := &receiver{Hearing: h, unpacking: make(chan bool, 1)}
	mux := http.NewServeMux()
	for _, prefix := range Prefixes() {
		for _, d := range endpoints() {
			mux.HandleFunc("POST "+prefix+d.path, func(w http.ResponseWriter, r *http.Request) { d.handle(e, w, r) })
		}
	}
	return mux
}

// receiver is a Listener at work. A packed body is small until it is unpacked, so that
// no wall before this one sees how large it is: they are heard one at a time.
type receiver struct {
	source.Hearing
	unpacking chan bool // holds one while a packed body is heard
}
