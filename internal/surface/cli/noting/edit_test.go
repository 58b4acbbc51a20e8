package noting_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/surface/cli"
)

// run runs a command line with somebody at the keyboard, and an editor that does what a
// line of sh says with the file "$1".
func run(t *testing.T, home, keys, editor string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = cli.Run(t.Context(), cli.Program{
		In: strings.NewReader(keys), Out: &o, Err: &e, Asks: true,
		Env: func(name string) string {
			return map[string]string{"BACKSIGHT_HOME": home, "HOME": home, "TZ": "UTC", "LANG": "C.UTF-8", "EDITOR": editor}[name]
		},
		Now:     func() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC) },
		Columns: func() int { return 0 },
	}, args)
	return code, o.String(), e.String()
}

// What does not hold is refused with its line, and may be edited again: the editor then
// shows what was typed. Whoever does not want to has changed nothing.
func TestWhatIsRefusedIsEditedAgain(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: the editor here is a script of sh")
	}
	home := t.TempDir()
	if code, _, errs := run(t, home, "", "", "feel", "4", "slept well", "--at", "09:15"); code != 0 {
		t.Fatal(errs)
	}
	script := filepath.Join(t.TempDir(), "editor")
	text := "#!/bin/sh\ncp \"$1\" " + script + ".$(ls " + filepath.Dir(script) + " | wc -l)\nif grep -q '^value: 9' \"$1\"; then sed -i s/9$/6/ \"$1\"; else sed -i 's/: 4$/: 9/' \"$1\"; fi\n"
	if err := os.WriteFile(script, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, home, "n\n", script, "notes", "edit", "1")
	if code != 2 || out != "" || !strings.Contains(errs, `line 3: value must be a whole number from 1 to 7, not "9"`) || !strings.Contains(errs, "nothing was changed") {
		t.Fatalf("with no: %d %q %q", code, out, errs)
	}
	code, out, errs = run(t, home, "y\n", script, "notes", "edit", "1")
	if code != 0 || out != "energy: 2026-11-21 09:15  value 6, note slept well\n" {
		t.Fatalf("with yes: %d %q %q", code, out, errs)
	}
	shown, err := os.ReadFile(script + ".3") // the third time it was opened
	want := "# energy: how much energy you have at a moment: 1 is drained, 7 is wanting more. Lines that begin with # are left out.\nat: 2026-11-21T09:15:00Z\nvalue: 9\nnote: slept well\n"
	if err != nil || string(shown) != want {
		t.Errorf("the editor showed %q, %v", shown, err)
	}
}
