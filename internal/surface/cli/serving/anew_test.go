package serving

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
	"github.com/backsight/backsight/internal/record"
)

// commit adds one to a repository.
func commit(t *testing.T, repo string, at when.Day, text string) {
	t.Helper()
	for _, args := range [][]string{{"add", "."}, {"commit", "-q", "-m", text}} {
		if err := os.WriteFile(filepath.Join(repo, "a.go"), []byte("package a // "+text), 0o600); err != nil {
			t.Fatal(err)
		}
		c := exec.Command("git", append([]string{"-C", repo, "-c", "user.name=Ann", "-c", "user.email=ann@example.org"}, args...)...)
		date := at.String() + "T10:00:00Z"
		c.Env = append(os.Environ(), "GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date, "GIT_CONFIG_GLOBAL=/dev/null")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
}

// What is new in a repository that was imported is read without being asked for; one
// that cannot be read stops nothing.
func TestItReadsAnew(t *testing.T) {
	monday := when.Date(2026, 11, 23)
	now := monday.At(time.UTC, 12*60)
	s, _ := clocked(t, config.Default(), &now)
	folder := t.TempDir()
	repo := filepath.Join(folder, "work")
	if out, err := exec.Command("git", "init", "-q", repo).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	commit(t, repo, monday-3, "one")
	found := s.Desk.Options.Search(t.Context(), []string{folder}, desk.Silent{})
	if _, err := s.Desk.Import(t.Context(), []string{"ann@example.org"}, found.Places, desk.Silent{}); err != nil {
		t.Fatal(err)
	}
	commits := func() int {
		q, err := s.Desk.Question(t.Context(), desk.Query{})
		if err != nil {
			t.Fatal(err)
		}
		sources, err := s.Desk.Reckoning().Sources(t.Context(), s.Desk.Grant, q)
		if err != nil || len(sources) != 1 {
			t.Fatal(sources, err)
		}
		return sources[0].Yours
	}
	if commits() != 1 {
		t.Fatal(commits())
	}
	commit(t, repo, monday-2, "two")
	if problems := s.readOnce(t.Context()); len(problems) > 0 || commits() != 2 {
		t.Errorf("%d commits, %v", commits(), problems)
	}
	if err := os.RemoveAll(repo); err != nil {
		t.Fatal(err)
	}
	s.readOnce(t.Context())
	if commits() != 2 {
		t.Errorf("what vanished is gone: %d", commits())
	}
}

// The letter of a week is written once, where there is something to say, for its owner
// alone to read.
func TestLettersAreWrittenOnce(t *testing.T) {
	monday := when.Date(2026, 11, 23)
	now := monday.At(time.UTC, 8*60)
	s, _ := clocked(t, config.Default(), &now)
	folder := t.TempDir()
	if err := s.writeLetter(t.Context(), folder, monday); err != nil {
		t.Fatal(err)
	}
	if files, _ := os.ReadDir(folder); len(files) > 0 {
		t.Errorf("of nothing there is %v", files)
	}
	win := record.Win.New(record.Values{"text": {Text: "<b>the parser</b> runs"}}).In((monday-3).At(time.UTC, 600), time.UTC)
	if _, err := s.Desk.Say(t.Context(), win); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(folder, "backsight-2026-W47.html")
	if err := s.writeLetter(t.Context(), folder, monday); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(text), "win: &lt;b&gt;the parser&lt;/b&gt; runs") {
		t.Errorf("%v: %s", err, text)
	}
	if info, _ := os.Stat(name); info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %s", info.Mode())
	}
	if err := os.WriteFile(name, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.writeLetter(t.Context(), folder, monday+1); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(name); string(text) != "mine" {
		t.Error("it was written over")
	}
}
