//go:build unix

package ics

import (
	"io/fs"
	"syscall"
)

// inode is the number of the file on its disk.
func inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Ino)
	}
	return 0
}
