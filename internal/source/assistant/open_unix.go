//go:build unix

package assistant

import (
	"io/fs"
	"os"
	"syscall"
)

// open opens a file that is none of a symbolic link: one may be put in a log's
// place between the walk and the reading.
func open(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
}

// inode is the number of the file on its disk.
func inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Ino)
	}
	return 0
}
