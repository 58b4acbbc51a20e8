// Package source is the contract of a source: how evidence comes in. A source
// finds places, reads them and puts facts into a Sink. It never looks at what
// the log holds beyond its own position, and it knows no other source.
package source

import (
	"context"
	"iter"
	"net/http"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// Sink takes what a source read: a batch whole or not at all. The same batch
// twice changes nothing.
type Sink interface {
	Put(context.Context, logbook.Batch) (logbook.Kept, error)
}

// Puller is a source that is read when asked.
type Puller interface {
	// Name is the Source of its places: "git", "calendar".
	Name() string
	// Find walks a file or directory and yields each place there once. An
	// error speaks of one path and does not end the walk.
	Find(ctx context.Context, root string) iter.Seq2[logbook.Place, error]
	// Pull reads what is new at a place. Where nothing is, it puts nothing.
	Pull(ctx context.Context, ask Ask) error
}

// Listener is a source that programs speak to. The one server mounts it behind
// its walls: Host, Origin, the key's scope and the size of bodies are checked
// before a request comes here.
type Listener interface {
	// Name is the Source of its places: "wakatime".
	Name() string
	// Handler answers what programs send, under the paths it lists. It answers
	// only after the Sink has kept what it was given.
	Handler(Hearing) http.Handler
	// Paths are patterns of http.ServeMux that belong to it.
	Paths() []string
}

// Hearing is what a Listener needs at hand.
type Hearing struct {
	Person who.Person
	Sink   Sink
	Now    func() when.Instant
}

// Ask is one reading of one place.
type Ask struct {
	Self      who.Self
	Called    []string      // by what names the person goes, beside those of Self; they match nothing
	Strangers who.Strangers // of whom the person said that they are somebody else
	Place     logbook.Place
	Position  logbook.Position // of the last whole reading, nil for none
	Sink      Sink
	Now       when.Instant
	By        string // goes into the batches
	// Known yields the ids of all facts last seen at the place and not gone,
	// for a source that must find out what has disappeared.
	Known func(context.Context) iter.Seq2[logbook.ID, error]
	// Fact is one fact that Known yielded, for a source that must say what a
	// thing was that has disappeared. May be nil where nothing is known.
	Fact func(context.Context, logbook.ID) (logbook.Fact, error)
	// Versions yields all that was ever said of a thing at any place, the one in
	// force last; Elsewhere says whether another calendar that is asked again and
	// again holds it now. Both are for sources that must not take for deleted what
	// has moved, and both may be nil.
	Versions  func(context.Context, logbook.Kind, string) iter.Seq2[logbook.Fact, error]
	Elsewhere func(context.Context, logbook.Kind, string) (bool, error)
	// Theirs says of a file in a place that is a folder that it is not the person's and
	// is not read; nil where all are.
	Theirs   func(file string) bool
	Progress func(done, total int, of string) // may be nil; total 0 where unknown
}
