package doctor_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/lives"
)

// What was not read for a month, a program that has been silent for weeks and an address
// that may be the person's are each said with what mends it; in time they are not.
func TestWhatIsSilentIsSaid(t *testing.T) {
	home := t.TempDir()
	env := func(name string) string { return map[string]string{"HOME": home, "BACKSIGHT_HOME": home + "/b"}[name] }
	day := when.Date(2026, time.November, 20)
	now := day.At(time.UTC, 12*60)
	o := desk.Options{Env: env, Host: "laptop", Folders: desk.FoldersOf(env), Settings: config.Default(), Now: func() when.Instant { return now }}
	d, err := o.OpenOwn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l, err := lives.Named("steady-hand")
	if err != nil {
		t.Fatal(err)
	}
	for batch := range lives.Beats(l, d.Person, day) {
		if _, err := d.DB.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	repo := filepath.Join(home, "repo")
	for i, email := range []string{"ann@one.example", "ann@two.example"} {
		for _, args := range [][]string{{"init", "-q", repo}, {"-C", repo, "commit", "-q", "--allow-empty", "-m", "x"}, {"-C", repo, "add", "."}, {"-C", repo, "commit", "-q", "-m", "y"}} {
			if args[0] == "-C" {
				_ = os.WriteFile(filepath.Join(repo, email+".go"), []byte("package a"), 0o600) // git says what is missing
			}
			c := exec.Command("git", append([]string{"-c", "user.name=Ann Lee", "-c", "user.email=" + email}, args...)...)
			date := (day - 20 + when.Day(10*i)).String() + "T10:00:00Z"
			c.Env = append(os.Environ(), "GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date, "GIT_CONFIG_GLOBAL=/dev/null")
			if out, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
		}
	}
	places := o.Finder().Paths(t.Context(), []string{repo}).Places
	if problems, err := d.Import(t.Context(), []string{"ann@one.example"}, places, desk.Silent{}); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if text := said(t, o); strings.Contains(text, "reading") || strings.Contains(text, "silence") {
		t.Errorf("today it says:\n%s", text)
	}
	now += 40 * 24 * when.Hour
	text := said(t, o)
	for _, want := range []string{
		"bad reading 1 place was not read for 30 days or more, the longest since 2026-11-20",
		"note silence the last sign from ", "bad identity 1 address in what was read may be yours and is not counted",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
}
