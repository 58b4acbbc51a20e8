package cli

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/source/wakatime"
	"github.com/backsight/backsight/internal/surface/serve"
	"github.com/backsight/backsight/internal/surface/serve/waka"
	"github.com/backsight/backsight/internal/surface/web"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	addr, cert, certKey, zone string
	hosts                     []string
	verbose                   bool
	desktop                   desktopFlags
}

func (a *app) serveCommand() *cobra.Command {
	f := &serveFlags{}
	c := &cobra.Command{
		Use:   "serve",
		Short: "Listen to editor plugins, and answer them: the server",
		Long: "serve keeps what WakaTime's plugins send, on this machine only, and prints the address\n" +
			"to give them once it is ready. `backsight connect editor` does that for you; a key is\n" +
			"made with `backsight token new`. It ends on Ctrl-C or SIGTERM: what was acknowledged is\n" +
			"kept.",
		Example: "  backsight serve\n  backsight serve --addr 127.0.0.1:8080",
		Args:    f.desktop.args,
		RunE:    func(c *cobra.Command, _ []string) error { return a.serve(c.Context(), f, a.served) },
	}
	flags := c.Flags()
	f.desktop.add(flags)
	flags.StringVar(&f.addr, "addr", "127.0.0.1:7717", "where to listen, `host:port`; port 0 takes one that is free")
	flags.StringArrayVar(&f.hosts, "host", nil, "another `name` by which it is reached; may be given again")
	flags.StringVar(&f.cert, "cert", "", "the certificate, a PEM `file`; needed where others can reach the address")
	flags.StringVar(&f.certKey, "cert-key", "", "the certificate's key, a PEM `file`")
	flags.StringVar(&f.zone, "zone", "", "the time `zone` days are told in, such as Europe/Berlin")
	flags.BoolVar(&f.verbose, "verbose", false, "say on stderr what was refused")
	return c
}

// servingPercent lets the heap of a server grow to twice what it holds: that is
// little, and it lives long.
const servingPercent = 100

// served says where it listens, and how a browser gets in.
func (a *app) served(url string, _ *serve.Sessions) {
	fmt.Fprintln(a.Out, url)
	if a.Shows {
		fmt.Fprintln(a.Err, "backsight: `backsight open` shows the pages in your browser")
	}
}

// serve listens until it is stopped; ready is told when it answers.
func (a *app) serve(ctx context.Context, f *serveFlags, ready func(url string, s *serve.Sessions)) error {
	a.endless = true
	debug.SetGCPercent(servingPercent)
	zone, err := a.zone(f.zone)
	if err != nil {
		return err
	}
	d, err := a.open(ctx, a.storeAddress())
	if err != nil {
		return err
	}
	defer d.db.Close()
	prefixes := all.Prefixes()
	read := &waka.Desk{
		Book: d.db, Grant: d.grant, Now: a.instant, Zone: zone, Part: a.part,
		Agent:    func(userAgent string) waka.Agent { return waka.Agent(wakatime.ReadAgent(userAgent)) },
		Fresh:    a.fresh(d),
		Say:      func(ctx context.Context) (string, error) { return a.bar(ctx, d) },
		Complain: func(err error) { a.log(false).Error("a question was not answered", "cause", err) },
	}
	rooms := append(a.heard(d), serve.Room{
		Paths: waka.Paths(prefixes), Handler: read.Handler(prefixes), Scope: policy.Read, Extensions: true,
	})
	var beside sync.WaitGroup // what pages began: it ends with the server
	defer beside.Wait()
	beside.Go(func() { _ = read.Fresh(ctx) }) // so that the first who asks need not wait; it has complained itself
	pages, err := a.pageRoom(d, func(do func(context.Context)) { beside.Go(func() { do(ctx) }) })
	if err != nil {
		return err
	}
	o := serve.Options{
		Addr: f.addr, Cert: f.cert, CertKey: f.certKey, Hosts: f.hosts,
		Keys: d.db, Rooms: append(rooms, pages), Now: a.instant, Log: a.log(f.verbose),
		Sessions: serve.NewSessions(d.person, a.instant), Door: web.Door(),
	}
	return a.besideDesktop(ctx, d, f.desktop, func(ctx context.Context) error {
		at := ""
		defer func() { a.forgetServer(at) }()
		return serve.Run(ctx, o, func(url string) {
			at = url
			a.rememberServer(url)
			ready(url, o.Sessions)
		})
	})
}

// fresh brings what is remembered up to date, one request at a time.
func (a *app) fresh(d *desk) func(context.Context) error {
	var one sync.Mutex
	return func(ctx context.Context) error {
		one.Lock()
		defer one.Unlock()
		q, err := a.pageQuestion(ctx, d)
		if err == nil {
			err = d.reckoning().Refresh(ctx, d.grant, q)
		}
		if err != nil && ctx.Err() == nil {
			a.log(false).Error("the presences cannot be brought up to date: answered from the heartbeats", "cause", err)
		}
		return err
	}
}

// bar is what stands in the status bar of an editor: today and the week, in a
// few words.
func (a *app) bar(ctx context.Context, d *desk) (string, error) {
	q, err := a.pageQuestion(ctx, d)
	if err != nil {
		return "", err
	}
	now, err := d.reckoning().Status(ctx, d.grant, q)
	if err != nil {
		return "", err
	}
	return now.Text(), nil
}

// part makes presences of heartbeats by the one rule there is.
func (a *app) part(beats iter.Seq2[logbook.Beat, error], timeout when.Instant, zone *time.Location, visit func(logbook.Presence) error) error {
	habits := timeline.Habits{Homes: []timeline.Home{{From: when.NoDay, Zone: zone}}}
	return timeline.Parting{Timeout: timeout, Believed: a.instant() + logbook.ClockAhead, Habits: habits}.Presences(beats, visit)
}

// heard are the rooms of everything that programs speak to.
func (a *app) heard(d *desk) (rooms []serve.Room) {
	for _, l := range all.Listeners(a.machine()) {
		h := l.Handler(source.Hearing{Person: d.person, Sink: complaining{d.db, a.log(false)}, Now: a.instant})
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

// log says on stderr what the server has to say: errors, and where it was asked
// for everything that was refused.
func (a *app) log(verbose bool) *slog.Logger {
	level := slog.LevelError
	if verbose {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(a.Err, &slog.HandlerOptions{Level: level}))
}
