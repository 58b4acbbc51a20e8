//go:build unix

package disk

import (
	"io/fs"
	"syscall"
)

// nonblock makes the opening of a pipe return, whoever writes to it or does not.
const nonblock = syscall.O_NONBLOCK

// Inode is the number of a file on its disk.
func Inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Ino)
	}
	return 0
}
