//go:build !unix

package assistant

import (
	"fmt"
	"io/fs"
	"os"
)

// open opens a file that is none of a symbolic link.
func open(path string) (*os.File, error) {
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a regular file", path)
	}
	if err != nil {
		return nil, err
	}
	return os.Open(path)
}

func inode(fs.FileInfo) uint64 { return 0 }
