package cli_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"backsight": func() { os.Exit(cli.Main()) },
	})
}

// TestScripts runs the command line as people do: testdata/script/*.txtar. They
// have an empty HOME and know no time but the one in BACKSIGHT_NOW.
func TestScripts(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("git is needed to read histories, and to test that: install git")
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "..", "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"life":  life,
			"repo":  repo,
			"exit":  exit,
			"until": until,
		},
	})
}

func setup(e *testscript.Env) error {
	home := filepath.Join(e.WorkDir, "home")
	if err := os.MkdirAll(home, 0o755); err != nil {
		return err
	}
	e.Setenv("HOME", home)
	e.Setenv("BACKSIGHT_NOW", "2026-11-21T10:00:00Z")
	e.Setenv("TZ", "Europe/Berlin")
	e.Setenv("LANG", "C.UTF-8")
	e.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	e.Setenv("BACKSIGHT_KEYRING", "off")
	return nil
}

// life NAME DIR writes a synthetic life's repositories and calendar.
func life(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: life NAME DIR")
	}
	l, err := lives.Named(args[0])
	ts.Check(err)
	ts.Check(lives.Write(context.Background(), l, ts.MkAbs(args[1]), when.Date(2026, 11, 21)))
}

// repo DIR FILE makes a bare repository of a git fast-import stream.
func repo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: repo DIR FILE")
	}
	dir := ts.MkAbs(args[0])
	ts.Check(ts.Exec("git", "init", "-q", "-b", "main", dir))
	in, err := os.Open(ts.MkAbs(args[1]))
	ts.Check(err)
	defer in.Close()
	c := exec.Command("git", "-C", dir, "fast-import", "--quiet", "--force", "--date-format=raw-permissive")
	c.Stdin = in
	out, err := c.CombinedOutput()
	if err != nil {
		ts.Fatalf("git fast-import: %v\n%s", err, out)
	}
}

// until FILE waits for a file that a program in the background writes.
func until(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: until FILE")
	}
	for range 3000 {
		if info, err := os.Stat(ts.MkAbs(args[0])); err == nil && info.Size() > 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("%s was not written within a minute", args[0])
}

// exit CODE COMMAND... runs a command and wants exactly that exit code.
func exit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND...")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		text := err.Error()
		if _, scanErr := fmt.Sscanf(text[strings.LastIndex(text, " ")+1:], "%d", &got); scanErr != nil {
			ts.Fatalf("%v", err)
		}
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}
