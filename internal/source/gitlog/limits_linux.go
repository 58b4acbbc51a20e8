package gitlog

import (
	"os"

	"golang.org/x/sys/unix"
)

// bound holds a process to its limits. One that has gone already needs none.
func (l limits) bound(p *os.Process) {
	for resource, most := range map[int]uint64{unix.RLIMIT_DATA: l.memory, unix.RLIMIT_CPU: l.seconds} {
		_ = unix.Prlimit(p.Pid, resource, &unix.Rlimit{Cur: most, Max: most + 1}, nil)
	}
}
