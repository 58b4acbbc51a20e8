//go:build unix

package serve

import "syscall"

// openFiles is how many files this process may have open at once.
func openFiles() int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur > maxConns*connShare {
		return maxConns * connShare
	}
	return int(limit.Cur)
}
