//go:build !linux

package gitlog

import "os"

// bound does nothing where one process cannot limit another. What does not get on is
// ended by whoever watches the reading of the place.
func (limits) bound(*os.Process) {}
