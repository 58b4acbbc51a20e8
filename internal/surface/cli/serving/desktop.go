package serving

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"net"
	"os"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/surface/serve"
	"github.com/backsight/backsight/internal/surface/serve/aw"
)

// Desktop says whether, and where, to be ActivityWatch's server as well.
type Desktop struct {
	Addr string // "" for not
	Key  bool   // only watchers that bring a key are let in
	Open bool   // watchers without one are let in although others use the machine
}

// besideDesktop runs the main server, and ActivityWatch's beside it where that
// is wanted; when one ends, so does the other.
func (s *Server) besideDesktop(ctx context.Context, main func(context.Context) error) error {
	if s.Desktop.Addr == "" {
		return main(ctx)
	}
	if err := s.Desktop.allowed(passwd, os.Getuid()); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	heard := make(chan bool)
	g.Go(func() error {
		select {
		case <-heard: // who waits for the address of the main one may speak to both
			return main(ctx)
		case <-ctx.Done():
			return nil
		}
	})
	g.Go(func() error {
		err := serve.Beside(ctx, s.Desktop.Addr, aw.Handler(s.desktopOptions()), func(url string) {
			s.Tell("ActivityWatch's watchers can send to %s", url)
			close(heard)
		})
		if refused, is := errors.AsType[*fault.Fault](err); is && refused.Kind == fault.Failed {
			return refused.Try("ActivityWatch's own server may be running there: `backsight connect activitywatch` reads it")
		}
		return err
	})
	return g.Wait()
}

// hosts are what that server is called beside the usual names of this machine: the host
// it listens at, which may be 127.0.0.2.
func (d Desktop) hosts() []string {
	host, _, err := net.SplitHostPort(d.Addr)
	if err != nil || host == "" {
		return nil
	}
	return []string{strings.ToLower(host)}
}

// desktopOptions are what that server needs at hand. Whole titles are kept:
// whoever lets Backsight be the server asks it to give back what was sent.
func (s *Server) desktopOptions() aw.Options {
	device := sha256.Sum256(fmt.Append(nil, "device ", s.Desk.Person, s.Desk.Options.Machine()))
	o := aw.Options{
		Hearing: source.Hearing{Person: s.Desk.Person, Sink: s.Desk.DB, Now: s.now}, Book: desktopBook{s.Desk},
		Keep: activitywatch.Keep{Titles: true}, Hosts: s.Desktop.hosts(),
		Extensions: s.Desk.Options.Settings.Extensions, Refused: s.refusedExtension(),
		Hostname: s.Desk.Options.Machine(), Device: fmt.Sprintf("%x", device[:16]), Version: s.Desk.Options.Version,
	}
	if s.Desktop.Key {
		o.Knows = func(ctx context.Context, key string) (bool, error) {
			t, found, err := s.Desk.DB.TokenOf(ctx, policy.HashOf(key))
			return found && t.Opens(policy.Ingest) && t.Opens(policy.Read), err
		}
	}
	return o
}

// refusedExtension tells the person once of each extension that was not let in.
func (s *Server) refusedExtension() func(origin string) {
	var mu sync.Mutex
	told := map[string]bool{}
	return func(origin string) {
		mu.Lock()
		defer mu.Unlock()
		const most = 8 // whoever invents origins is not listened to for ever
		if told[origin] || len(told) >= most {
			return
		}
		told[origin] = true
		s.Tell("a browser's extension was refused: if it is yours, add %q to desktop_extensions in your settings", origin)
	}
}

// desktopBook is the store as that server reads it back.
type desktopBook struct{ *desk.Desk }

// Items yields what watchers saw.
func (b desktopBook) Items(ctx context.Context, span when.Span) iter.Seq2[logbook.Beat, error] {
	return b.DB.Items(ctx, b.Grant, span, activitywatch.Name)
}

// Facts yields the buckets or settings.
func (b desktopBook) Facts(ctx context.Context, kind logbook.Kind) iter.Seq2[logbook.Fact, error] {
	return b.DB.Facts(ctx, b.Grant, when.Span{}, kind)
}
