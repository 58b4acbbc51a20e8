// Package all is the one list of every source. To add a source, make its folder
// and put it here; nothing else in the tree names one.
package all

import (
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/gitlog"
	"github.com/backsight/backsight/internal/source/ics"
)

// Pullers are the sources that are read when asked, in the order in which they
// look through a folder.
func Pullers(machine string) []source.Puller {
	return []source.Puller{gitlog.Source{Machine: machine}, ics.Source{Machine: machine}}
}
