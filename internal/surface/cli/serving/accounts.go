package serving

import (
	"bufio"
	"os"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
)

// passwd is where a machine with Linux lists its accounts, passwd(5).
const passwd = "/etc/passwd"

// allowed says whether ActivityWatch's interface may stand open: without a key whoever
// has an account on the machine reads what was in front, and writes it.
func (d Desktop) allowed(file string, self int) error {
	if d.Key || d.Open || runtime.GOOS != "linux" {
		return nil
	}
	others := otherPeople(file, self)
	if len(others) == 0 {
		return nil
	}
	return fault.New(fault.NotAllowed, "other people can log in to this machine (%s), and ActivityWatch's watchers send no key: they could read and write your events", strings.Join(others, ", ")).
		Try("accept only watchers with a key of yours (--activitywatch-key), or all of this machine (--activitywatch-open)")
}

// otherPeople are the names of the accounts that people log in to, but for one's own: at
// most three. A file that cannot be read names none: accounts may lie in a directory
// then, which nobody can list.
func otherPeople(file string, self int) (names []string) {
	f, err := os.Open(file)
	if err != nil {
		return nil
	}
	defer f.Close()
	const most = 3
	for lines := bufio.NewScanner(f); lines.Scan() && len(names) < most; {
		if name, is := person(lines.Text(), self); is {
			names = append(names, name)
		}
	}
	if self < firstPerson && len(names) == 1 { // a service, or root, of the one person there is
		return nil
	}
	return names
}

// firstPerson is the number at which people's accounts begin on Linux.
const firstPerson = 1000

// person says whether a line is the account of another person: people's numbers begin at
// 1000, nobody's is 65534, and whoever may log in has a shell; where none is named it is
// /bin/sh, passwd(5).
func person(line string, self int) (name string, is bool) {
	const fields, nobody = 7, 65534
	part := strings.Split(line, ":")
	if len(part) != fields {
		return "", false
	}
	uid, err := strconv.Atoi(part[2])
	none := slices.Contains([]string{"nologin", "false", "sync", "halt", "shutdown"}, path.Base(part[6]))
	return part[0], err == nil && uid >= firstPerson && uid != nobody && uid != self && !none
}
