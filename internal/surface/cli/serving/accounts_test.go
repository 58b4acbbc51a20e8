package serving

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
)

// Without a key ActivityWatch's interface stands open only on a machine of one person.
func TestWhoElseLogsIn(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("accounts are looked up in passwd(5) on Linux only")
	}
	for name, c := range map[string]struct {
		lines string
		names string
	}{
		"only services": {"root:x:0:0::/root:/bin/bash\nwww:x:33:33::/:/usr/sbin/nologin\nnobody:x:65534:65534::/:/bin/sh\n", ""},
		"oneself":       {"ann:x:1000:1000::/home/ann:/bin/bash\n", ""},
		"another":       {"ann:x:1000:1000::/home/ann:/bin/bash\nbob:x:1001:1001::/home/bob:/usr/bin/zsh\n", "bob"},
		"no shell":      {"bob:x:1001:1001::/home/bob:/bin/false\nsvc:x:1002:1002::/:/sbin/nologin\n", ""},
		"empty shell":   {"old:x:1003:1003::/:\n", "old"},
		"many":          {"a:x:2001:1::/:/bin/sh\nb:x:2002:1::/:/bin/sh\nc:x:2003:1::/:/bin/sh\nd:x:2004:1::/:/bin/sh\n", "a, b, c"},
		"odd lines":     {"\n# remark\nbob:x:many:1::/:/bin/sh\nbob:x:1001\n+::::::\n", ""},
	} {
		file := filepath.Join(t.TempDir(), "passwd")
		if err := os.WriteFile(file, []byte(c.lines), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(otherPeople(file, 1000), ", "); got != c.names {
			t.Errorf("%s: %q, not %q", name, got, c.names)
		}
		err := Desktop{}.allowed(file, 1000)
		if refused := fault.KindOf(err) == fault.NotAllowed && err != nil; refused != (c.names != "") {
			t.Errorf("%s: %v", name, err)
		}
		if f, is := errors.AsType[*fault.Fault](err); is && (!strings.Contains(f.Hint, "--activitywatch-key") || !strings.Contains(f.Hint, "--activitywatch-open")) {
			t.Errorf("%s: it names no way: %s", name, f.Hint)
		}
		for _, d := range []Desktop{{Key: true}, {Open: true}} {
			if err := d.allowed(file, 1000); err != nil {
				t.Errorf("%s, %+v: %v", name, d, err)
			}
		}
	}
	for lines, refused := range map[string]bool{
		"ann:x:1000:1000::/home/ann:/bin/bash\n": false, "ann:x:1000:1000::/home/ann:/bin/bash\nbob:x:1001:1001::/home/bob:/bin/sh\n": true,
	} {
		file := filepath.Join(t.TempDir(), "passwd")
		if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := (Desktop{}).allowed(file, 0); (err != nil) != refused {
			t.Errorf("as root, with %q: %v", lines, err)
		}
	}
	if err := (Desktop{}).allowed(filepath.Join(t.TempDir(), "none"), 1000); err != nil {
		t.Error(err)
	}
}
