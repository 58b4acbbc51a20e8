//go:build unix

package secret

import (
	"fmt"
	"os"
)

// guarded refuses a file that others may read: it is no secret any more.
func guarded(file string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return fmt.Errorf("others can read %s (%v): use chmod 600, and change the password", file, mode)
	}
	return nil
}
