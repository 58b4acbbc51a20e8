//go:build unix

package desk

import (
	"io/fs"
	"os"
	"syscall"
)

// self is the account that this program runs in.
var self = os.Geteuid

// shared says why a file or folder is not the person's alone, "" where it is.
func shared(info fs.FileInfo) string {
	const othersWrite = 0o002
	is, known := info.Sys().(*syscall.Stat_t)
	switch {
	case known && int(is.Uid) != self():
		return "belongs to somebody else"
	case info.Mode().Perm()&othersWrite != 0:
		return "can be written by everybody"
	}
	return ""
}
