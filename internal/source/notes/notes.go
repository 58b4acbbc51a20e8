// Package notes reads what a person wrote down in text files of their own: a plain
// file, a folder of daily notes of Obsidian or Logseq. A line that says something of a
// kind that record has is an entry, as if it had been said on the command line:
//
//	2026-03-02 10:15 energy 5 after the review
//
//	file ──► lines ──► line (the grammar) ──► written ──► key ──► fact
//	                     └─► prose: passed over    └─► bad row: looks like an entry
//
// The grammar stands in docs/notes.md. Kinds and their fields come from record: those
// that a key with the scope "say" may say.
//
// Invariant: nothing is written, and nothing but entries and what looks like one leaves
// the file: prose is never kept.
package notes

import (
	"slices"
	"sync"
	"time"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
)

const sourceName = "notes"

// Source reads notes.
type Source struct {
	Machine string
	Zone    *time.Location // of clocks on the wall; nil for UTC
	// Watched are the files and folders that the person named to be read, absolute and
	// without links: they are places whatever is in them.
	Watched []string
}

// Name is the name of its places.
func (s Source) Name() string { return sourceName }

// Declared is what notes say of themselves.
func Declared() logbook.Source {
	return logbook.Source{
		Name: sourceName, One: "text file or folder of notes", Many: "text files and folders of notes", Facts: "entries",
		Sees: []logbook.Class{logbook.Words},
	}
}

func (s Source) zone() *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// table is the kinds, found once: every line asks.
var table = sync.OnceValue(kinds)

// kinds are those that a line may say.
func kinds() []*record.Kind {
	return slices.DeleteFunc(record.Sayable(), func(k *record.Kind) bool { return k.Scope != record.Say })
}
