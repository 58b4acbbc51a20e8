// Package gitlog is the source "git": it finds the git repositories of a machine
// and reads from their histories what concerns one person. A commit becomes one
// fact for each role the person had in it (authored, integrated, reviewed,
// shared); what their own commits touched is a fact beside it.
//
// A repository is hostile input. The git program is started from an empty
// environment, with every setting that could run another program turned off; it
// never fetches and never writes. Nothing about a colleague is stored: of their
// commits only the number is kept. The package does not say what counts as a
// hands-on day: it gives the facts from which that is measured.
package gitlog

import (
	"github.com/backsight/backsight/internal/source"
)

// Source reads git repositories. The zero Source is ready to use.
type Source struct {
	// Machine is the machine it runs on, put into every place it finds.
	Machine string
	// Home is the person's home folder and Env looks up an environment variable:
	// there lies their own configuration of git. Nil for no configuration.
	Home string
	Env  func(string) string

	batch int // entries put at once, 0 for batchSize; tests make it small
}

var _ source.Puller = Source{}

// batchSize is how many entries are put at once.
const batchSize = 2000

// Name is "git".
func (Source) Name() string { return sourceName }
