package cli

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/sync/errgroup"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/activitywatch/server"
	"github.com/backsight/backsight/internal/surface/serve"
)

// desktopFlags say whether, and where, to be ActivityWatch's server as well.
type desktopFlags struct {
	addr string
	key  bool
}

const usualDesktopAddr = "127.0.0.1:5600"

func (f *desktopFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.addr, "as-activitywatch", "", "be ActivityWatch's server too, at this `host:port` ("+usualDesktopAddr+"): its watchers then speak to Backsight")
	flags.Lookup("as-activitywatch").NoOptDefVal = usualDesktopAddr
	flags.BoolVar(&f.key, "activitywatch-key", false, "let in only watchers that bring a key of yours (`token new NAME --scope ingest,read`)")
}

// args takes the address also where it stands apart from its flag.
func (f *desktopFlags) args(c *cobra.Command, args []string) error {
	if len(args) == 1 && f.addr == usualDesktopAddr {
		f.addr = args[0]
		return nil
	}
	return cobra.NoArgs(c, args)
}

// besideDesktop runs the main server, and ActivityWatch's beside it where that
// is wanted; when one ends, so does the other.
func (a *app) besideDesktop(ctx context.Context, d *desk, f desktopFlags, main func(context.Context) error) error {
	if f.addr == "" {
		return main(ctx)
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
		err := serve.Beside(ctx, f.addr, server.Handler(a.desktopOptions(d, f)), func(url string) {
			fmt.Fprintf(a.Err, "backsight: ActivityWatch's watchers are heard at %s\n", url)
			close(heard)
		})
		if refused, is := errors.AsType[*fault.Fault](err); is && refused.Kind == fault.Failed {
			return refused.Try("ActivityWatch's own server may run there: `backsight connect activitywatch` reads it")
		}
		return err
	})
	return g.Wait()
}

// desktopOptions are what that server needs at hand. Whole titles are kept:
// whoever lets Backsight be the server asks it to give back what was sent.
func (a *app) desktopOptions(d *desk, f desktopFlags) server.Options {
	device := sha256.Sum256(fmt.Append(nil, "device ", d.person, a.machine()))
	o := server.Options{
		Hearing: source.Hearing{Person: d.person, Sink: d.db, Now: a.instant}, Book: desktopBook{d},
		Keep:     activitywatch.Keep{Titles: true},
		Hostname: a.machine(), Device: fmt.Sprintf("%x", device[:16]), Version: Version,
	}
	if f.key {
		o.Knows = func(ctx context.Context, key string) (bool, error) {
			t, found, err := d.db.TokenOf(ctx, serve.HashOf(key))
			return found && t.Opens(policy.Ingest) && t.Opens(policy.Read), err
		}
	}
	return o
}

// desktopBook is the store as that server reads it back.
type desktopBook struct{ *desk }

// Items yields what watchers saw.
func (b desktopBook) Items(ctx context.Context, span when.Span) iter.Seq2[logbook.Beat, error] {
	return b.db.Items(ctx, b.grant, span, activitywatch.Name)
}

// Facts yields the buckets or settings.
func (b desktopBook) Facts(ctx context.Context, kind logbook.Kind) iter.Seq2[logbook.Fact, error] {
	return b.db.Facts(ctx, b.grant, when.Span{}, kind)
}
