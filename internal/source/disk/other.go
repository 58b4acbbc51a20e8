//go:build !unix

package disk

import "io/fs"

const nonblock = 0

// Inode is 0 where files have no number.
func Inode(fs.FileInfo) uint64 { return 0 }
