// Package all is the one list of every source. To add a source, make its folder
// and put it here; nothing else in the tree names one.
package all

import (
	"time"

	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/assistant"
	"github.com/backsight/backsight/internal/source/caldav"
	"github.com/backsight/backsight/internal/source/gitlog"
	"github.com/backsight/backsight/internal/source/ics"
	"github.com/backsight/backsight/internal/source/notes"
	"github.com/backsight/backsight/internal/source/wakatime"
)

// Local is what sources need that read this machine; all but its name may be left
// out.
type Local struct {
	Machine string
	Zone    *time.Location // of clocks on the wall that name none
	Rows    source.Rows    // reads the databases of other programs
	Home    string         // the person's home folder
	Env     func(string) string
	Titles  bool // whether the titles that desktop watchers saw are kept
	// Watched are files and folders of the person's own notes that they named, absolute
	// and without links: no others are looked into.
	Watched []string
}

// one is a source: what it says of itself, and how it is read when asked.
type one struct {
	declared logbook.Source
	puller   source.Puller
}

// sources are all of them, in the order in which they look through a folder and
// are spoken of.
func sources(l Local) []one {
	return []one{
		{gitlog.Declared(), gitlog.Source{Machine: l.Machine, Home: l.Home, Env: l.Env}},
		{ics.Declared(), ics.Source{Machine: l.Machine}},
		{activitywatch.Declared(), activitywatch.Source{Machine: l.Machine, Rows: l.Rows, Keep: activitywatch.Keep{Titles: l.Titles}}},
		{assistant.Declared(), assistant.Source{Machine: l.Machine, Zone: l.Zone, Rows: l.Rows}},
		{wakatime.Declared(), wakatime.Source{Machine: l.Machine}},
		{notes.Declared(), writing(l)},
	}
}

// Pullers are the sources that are read when asked.
func Pullers(l Local) (out []source.Puller) {
	for _, s := range sources(l) {
		out = append(out, s.puller)
	}
	return out
}

// Declared is what every source says of itself: the one table by which the rest
// of the house knows them.
func Declared() (out logbook.Sources) {
	for _, s := range sources(Local{}) {
		out = append(out, s.declared)
	}
	return out
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

// Notes reads a file or a folder of notes that the person named.
func Notes(l Local) source.Puller { return writing(l) }

func writing(l Local) notes.Source {
	return notes.Source{Machine: l.Machine, Zone: l.Zone, Watched: l.Watched}
}
