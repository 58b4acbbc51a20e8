// Package activitywatch reads what the watchers of ActivityWatch saw: which
// program was in front, whether anybody was there, what the editor and the
// browser had open. It reads exports, the databases of its two servers, and a
// server that runs.
// It judges nothing: what an event means for a person's minutes is for reckon.
//
// # What becomes of an event
//
// Each event is one logbook.Beat:
//
//	Lane      source "activitywatch", the bucket's hostname, the bucket's client
//	Key       the bucket's id, the start in microseconds, what is kept of the data
//	At, For   the event's start and length; the watcher saw the same all along
//	More      the length in microseconds: an event that grew supersedes itself
//	Zone      "": ActivityWatch keeps no zone
//	Type      the bucket's type, see below
//	Raw       Item: the bucket's id, the times and what is kept of the data
//
// What the other fields hold depends on Type:
//
//	currentwindow        Entity the program in front ("Code", "firefox")
//	afkstatus            Category "afk" or "not-afk": whether a hand touched
//	                     keyboard or mouse within the watcher's timeout (3
//	                     minutes). not-afk is presence; afk is none, not absence:
//	                     somebody may sit in a meeting
//	web.tab.current      Entity the domain of the tab in front; Category "audible"
//	                     where it played sound. The browser need not be in front:
//	                     only together with currentwindow does it say what was seen
//	app.editor.activity  Entity the file, Project the last part of the project's
//	                     path, Branch, Language in lower case; "unknown" is ""
//	general.stopwatch    Entity the label a person typed, where titles are kept
//	"gone"               (TypeGone) an event that was taken back: no evidence
//	anything else        Entity the program where the data name one
//
// Events of one bucket seldom overlap, those of different buckets lie over one
// another. A watcher that stands still sends nothing: a hole in a bucket is
// unseen, not absence.
//
// # What is kept
//
// Structure only, unless Keep allows more: of a window the program, of a tab the
// domain, of an editor all it sends, of afk the state; of other buckets numbers,
// truths and what names a program, project, language or state. No title, no
// address beyond its domain, and no event of a private window.
package activitywatch

import (
	"github.com/backsight/backsight/internal/source"
)

// Source reads exports and databases. It keeps nothing between calls.
type Source struct {
	// Machine is the machine it runs on, put into every place it finds.
	Machine string
	// Keep is what more than structure is kept.
	Keep Keep
	// Rows opens databases; where it is nil none is found.
	Rows source.Rows
}

var _ source.Puller = Source{}

// Name is the Source of every place and lane here.
const Name = "activitywatch"

const sourceName = Name

// Name is "activitywatch".
func (Source) Name() string { return sourceName }
