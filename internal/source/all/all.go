// Package all is the one list of every source. To add a source, make its folder
// and put it here; nothing else in the tree names one.
package all

import (
	"time"

	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/assistant"
	"github.com/backsight/backsight/internal/source/caldav"
	"github.com/backsight/backsight/internal/source/gitlog"
	"github.com/backsight/backsight/internal/source/ics"
	"github.com/backsight/backsight/internal/source/wakatime"
)

// Local is what sources need that read this machine; all but its name may be left
// out.
type Local struct {
	Machine string
	Zone    *time.Location // of clocks on the wall that name none
	Rows    source.Rows    // reads the databases of other programs
	Titles  bool           // whether the titles that desktop watchers saw are kept
}

// Pullers are the sources that are read when asked, in the order in which they
// look through a folder.
func Pullers(l Local) []source.Puller {
	return []source.Puller{
		gitlog.Source{Machine: l.Machine},
		ics.Source{Machine: l.Machine},
		activitywatch.Source{Machine: l.Machine, Rows: l.Rows, Keep: activitywatch.Keep{Titles: l.Titles}},
		assistant.Source{Machine: l.Machine, Zone: l.Zone, Rows: l.Rows},
		wakatime.Source{Machine: l.Machine},
	}
}

// Listeners are the sources that programs speak to.
func Listeners(machine string) []source.Listener {
	return []source.Listener{wakatime.Source{Machine: machine}}
}

// Prefixes are the paths under which WakaTime's clients look for a server.
func Prefixes() []string { return wakatime.Prefixes() }

// Desktop reads an ActivityWatch server that runs.
func Desktop(l Local, a Access) source.Puller {
	return activitywatch.Web{Machine: l.Machine, Keep: activitywatch.Keep{Titles: l.Titles}, Login: a.Login}
}

// Access is what sources need that read an address rather than a folder; either
// may be nil.
type Access struct {
	Login   func(address string) (egress.Login, error)
	Address func(uri string) (string, error) // the whole address of a place that shows only a part
}

// Served reads the calendars of a CalDAV server.
func Served(machine string, a Access) source.Puller {
	return caldav.Source{Machine: machine, Login: a.Login, Events: ics.Events}
}

// Published reads a calendar that is a file at an address.
func Published(machine string, a Access) source.Puller {
	return ics.Web{Machine: machine, Login: a.Login, Address: a.Address}
}
