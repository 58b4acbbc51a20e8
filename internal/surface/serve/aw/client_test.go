package aw

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// clients are the versions of aw-client that are tried: the last one over axios,
// and the newest there is.
var clients = []string{"0.3.7", "latest"}

// client installs a version of ActivityWatch's own client, once, and gives where
// it lies. Without npm, or a registry, there is nothing to try; in CI that is a
// failure.
func client(t *testing.T, version string) string {
	t.Helper()
	missing := t.Skipf
	if os.Getenv("CI") != "" {
		missing = t.Fatalf
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		missing("SKIPPED: there is no folder to install aw-client in: %v", err)
	}
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			missing("SKIPPED: %s is not here, so ActivityWatch's own client cannot be tried", program)
		}
	}
	folder := filepath.Join(cache, "backsight-test", "aw-client-"+version)
	at := filepath.Join(folder, "node_modules", "aw-client")
	if _, err := os.Stat(filepath.Join(at, "package.json")); err == nil {
		return at
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), "npm", "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "aw-client@"+version)
	if said, err := c.CombinedOutput(); err != nil {
		missing("SKIPPED: aw-client %s cannot be installed: %v\n%s", version, err, said)
	}
	return at
}

// drive runs a script with a client against a server of its own.
func drive(t *testing.T, script, client string) string {
	t.Helper()
	d := open(t)
	var complaint strings.Builder
	c := exec.CommandContext(t.Context(), "node", script, d.URL, client)
	c.Stderr = &complaint
	said, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, said, complaint.String())
	}
	return string(said)
}

// ActivityWatch's own client gets from Backsight what it gets from its own
// servers, and late and crossing heartbeats as they were meant.
func TestTheRealClient(t *testing.T) {
	want, err := os.ReadFile(filepath.Join("testdata", "drive.golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range clients {
		t.Run(version, func(t *testing.T) {
			if diff := cmp.Diff(string(want), drive(t, filepath.Join("testdata", "drive.js"), client(t, version))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The script that was tried on ActivityWatch's own server. What differs from its
// answers there is meant: heartbeats are merged by time, so there are 3 events
// where it has 5.
func TestConformance(t *testing.T) {
	script := filepath.Join(os.Getenv("BACKSIGHT_CORPORA"), "..", "clients", "aw-conformance.js")
	if _, err := os.Stat(script); os.Getenv("BACKSIGHT_CORPORA") == "" || err != nil {
		t.Skip("SKIPPED: BACKSIGHT_CORPORA names no folder with the conformance script beside it")
	}
	want := []string{
		`ensure1 {"alreadyExist":false}`, `ensure2 {"alreadyExist":true}`, `limited [[1,23]]`, `count 3`, `last [[120,5,"y"]]`,
		`buckets ["aw-watcher-vscode_testhost"]`, `query [{"n":4,"dur":42,"top":[["a",27],["x",10],["b",5]]}]`,
		`badquery 400`, `nobucket 404`, `hb nobucket 404`,
	}
	for _, version := range clients {
		t.Run(version, func(t *testing.T) {
			said := drive(t, script, client(t, version))
			for _, line := range want {
				if !strings.Contains("\n"+said, "\n"+line+"\n") {
					t.Errorf("it does not say %s:\n%s", line, said)
				}
			}
		})
	}
}
