// Package serving puts the server of a desk together: the pages, what programs
// send, ask and say, and ActivityWatch's interface beside it. It knows the server
// that runs, too. It prints nothing: what a person should know it tells.
package serving

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"iter"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/asked"
	"github.com/backsight/backsight/internal/desk/costs"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/source/wakatime"
	"github.com/backsight/backsight/internal/surface/serve"
	"github.com/backsight/backsight/internal/surface/serve/api"
	"github.com/backsight/backsight/internal/surface/serve/waka"
	"github.com/backsight/backsight/internal/surface/web"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// Server is one over a desk.
type Server struct {
	Desk          *desk.Desk
	Addr          string // host:port; port 0 takes one that is free
	Cert, CertKey string // PEM files, "" for none
	Hosts         []string
	Zone          *time.Location // in which programs are told days
	Desktop       Desktop
	Log           *slog.Logger                     // what was refused
	Errors        *slog.Logger                     // what failed
	Tell          func(format string, args ...any) // a line for the person
	Ready         func(l Left, s *serve.Sessions)  // it answers there
	Notify        func(title, text string) error   // shows a notice; nil for the desktop's own
}

// heapPercent lets the heap of a server grow to twice what it holds: that is
// little, and it lives long.
const heapPercent = 100

func (s *Server) now() when.Instant { return s.Desk.Options.Now() }

// Run listens until ctx ends, and waits for what the pages began.
func (s *Server) Run(ctx context.Context) error {
	debug.SetGCPercent(heapPercent)
	read := &waka.API{
		Book: s.Desk.DB, Grant: s.Desk.Grant, Now: s.now, Zone: s.Zone, Part: s.part,
		Agent:    func(userAgent string) waka.Agent { return waka.Agent(wakatime.ReadAgent(userAgent)) },
		Fresh:    s.fresh(),
		Say:      s.bar,
		Complain: func(err error) { s.Errors.Error("a question was not answered", "cause", err) },
	}
	var beside sync.WaitGroup // what goes on beside, and what pages began: it ends with the server, however that ends
	defer beside.Wait()
	ctx, end := context.WithCancel(ctx)
	defer end()
	beside.Go(func() { _ = read.Fresh(ctx) }) // so that the first who asks need not wait; it has complained itself
	beside.Go(func() { s.ask(ctx) })
	beside.Go(func() { s.readAnew(ctx) })
	beside.Go(func() { s.giveNotice(ctx) })
	beside.Go(func() { s.writeLetters(ctx) })
	rooms, err := s.rooms(read, func(do func(context.Context)) { beside.Go(func() { do(ctx) }) })
	if err != nil {
		return err
	}
	o := s.options(rooms)
	return s.besideDesktop(ctx, func(ctx context.Context) error {
		var at Left
		running := Running{s.Desk.Options.Folders.State}
		defer func() { running.forget(at) }()
		return serve.Run(ctx, o, func(url string) {
			at = left(o, url)
			if err := running.remember(at); err != nil {
				s.Tell("the address cannot be left in %s: %v", running.file(), err)
			}
			s.Ready(at, o.Sessions)
		})
	})
}

// rooms are all that is behind the walls: what is heard, what programs read and say, and
// the pages.
func (s *Server) rooms(read *waka.API, begin func(do func(context.Context))) ([]serve.Room, error) {
	prefixes := all.Prefixes()
	pages, err := s.pages(begin)
	return append(s.heard(), serve.Room{
		Paths: waka.Paths(prefixes), Handler: read.Handler(prefixes), Needs: waka.Needs, Extensions: true,
	}, pages, s.recordRoom(), s.clocksRoom()), err
}

// Demo shows the pages of a made-up life, and nothing else, until ctx ends.
func (s *Server) Demo(ctx context.Context) error {
	pages, err := s.pages(nil)
	if err != nil {
		return err
	}
	o := s.options([]serve.Room{pages})
	return serve.Run(ctx, o, func(url string) { s.Ready(left(o, url), o.Sessions) })
}

// left is what a server with these options leaves for programs once it listens.
func left(o serve.Options, url string) Left {
	return Left{URL: url, Pages: o.Sessions.At(url), Proof: o.Proof}
}

func (s *Server) options(rooms []serve.Room) serve.Options {
	return serve.Options{
		Addr: s.Addr, Cert: s.Cert, CertKey: s.CertKey, Hosts: s.Hosts,
		Keys: s.Desk.DB, Rooms: rooms, Now: s.now, Log: s.Log,
		Sessions: serve.NewSessions(s.Desk.Person, s.host(), s.now), Door: frame.Door(), Proof: serve.NewProof(),
	}
}

// host is the first label of the host of the pages: the same for a store for ever, so
// that bookmarks live, and not to be guessed by a page of another site.
func (s *Server) host() string {
	sum := sha256.Sum256(fmt.Append(nil, "backsight pages ", s.Desk.Person))
	const letters = 12
	return "b" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:letters]
}

// pages are the pages over a person's store, behind the walls of a server.
func (s *Server) pages(begin func(do func(context.Context))) (serve.Room, error) {
	o := frame.Options{
		Desk: s.Desk, Begin: begin, Log: s.Errors, Say: s.Desk,
	}
	if s.Desk.IsMadeUp() {
		o.Say = nil
	}
	_, err := costs.Of(s.Desk.Options) // what is wrong with the settings is told before anybody asks
	return serve.Room{Paths: web.Paths(), Handler: web.Handler(o), Scope: policy.Read, Writing: policy.Write}, err
}

// recordRoom is where programs say something in the person's name.
func (s *Server) recordRoom() serve.Room {
	return serve.Room{Paths: api.Paths(), Needs: api.Needs, Handler: api.Handler(api.Options{
		Desk: s.Desk, Now: s.now, Zone: func() *time.Location { return s.Zone }, Key: serve.KeyOf, Writes: serve.Writes,
		Answered: func() { _ = asked.Take(s.Desk.Options.Folders.State) }, // the note is over by itself
		Complain: func(err error) { s.Errors.Error("what a program said was not kept", "cause", err) },
	})}
}

// fresh brings what is remembered up to date, one request at a time.
func (s *Server) fresh() func(context.Context) error {
	var one sync.Mutex
	return func(ctx context.Context) error {
		one.Lock()
		defer one.Unlock()
		q, err := s.Desk.Question(ctx, desk.Query{})
		if err == nil {
			err = s.Desk.Reckoning().Refresh(ctx, s.Desk.Grant, q)
		}
		if err != nil && ctx.Err() == nil {
			s.Errors.Error("the presences cannot be brought up to date: answered from the heartbeats", "cause", err)
		}
		return err
	}
}

// bar is what stands in the status bar of an editor: today and the week, in a
// few words.
func (s *Server) bar(ctx context.Context) (string, error) {
	q, err := s.Desk.Question(ctx, desk.Query{})
	if err != nil {
		return "", err
	}
	now, err := s.Desk.Reckoning().Status(ctx, s.Desk.Grant, q)
	if err != nil {
		return "", err
	}
	return now.Text(), nil
}

// part makes presences of heartbeats by the one rule there is.
func (s *Server) part(beats iter.Seq2[logbook.Beat, error], timeout when.Instant, zone *time.Location, visit func(logbook.Presence) error) error {
	habits := timeline.Habits{Homes: []timeline.Home{{From: when.NoDay, Zone: zone}}}
	return timeline.Parting{Timeout: timeout, Believed: s.now() + logbook.ClockAhead, Habits: habits}.Presences(beats, visit)
}

// heard are the rooms of everything that programs speak to.
func (s *Server) heard() (rooms []serve.Room) {
	for _, l := range all.Listeners(s.Desk.Options.Machine()) {
		h := l.Handler(source.Hearing{Person: s.Desk.Person, Sink: complaining{s.Desk.DB, s.Errors}, Now: s.now})
		rooms = append(rooms, serve.Room{Paths: l.Paths(), Handler: h, Scope: policy.Ingest, Extensions: true})
	}
	return rooms
}

// complaining is a sink that says what it could not keep: whoever sent it is only
// told to come again.
type complaining struct {
	source.Sink
	log *slog.Logger
}

func (c complaining) Put(ctx context.Context, b logbook.Batch) (logbook.Kept, error) {
	kept, err := c.Sink.Put(ctx, b)
	if err != nil && ctx.Err() == nil {
		c.log.Error("nothing was kept", "from", b.Place.Name, "cause", err)
	}
	return kept, err
}
