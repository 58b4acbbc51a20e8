//go:build unix

package gitlog

import (
	"fmt"
	"os"
	"os/user"
	"strconv"
	"syscall"

	"github.com/backsight/backsight/internal/source/disk"
)

// foreignOwner says whether a file belongs to somebody else than whoever runs
// the program, and to whom. Under sudo the person's own files are not foreign.
func foreignOwner(path string) (owner string, foreign bool) {
	info, err := disk.Stat(path)
	if err != nil {
		return "", false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(st.Uid) == os.Geteuid() {
		return "", false
	}
	uid := strconv.FormatUint(uint64(st.Uid), 10)
	if os.Geteuid() == 0 && os.Getenv("SUDO_UID") == uid {
		return "", false
	}
	if u, err := user.LookupId(uid); err == nil {
		return u.Username, true
	}
	return fmt.Sprintf("user %s", uid), true
}
