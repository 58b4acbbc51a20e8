//go:build linux

package cli_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Files, folders and repositories made to take all memory, to wait for ever, to crash or
// to be read where they are not. Each lies beside a sound calendar and is looked at
// through the real program, as anybody would who cloned or unpacked it.
//
// What all processes take together is held to mostPrivate. With BACKSIGHT_BENCH set, each
// is held to mostTime too, and the figures are told:
//
//	BACKSIGHT_BENCH=1 go test ./internal/surface/cli -run TestHostile -v
const (
	mostPrivate = 300 << 20
	mostTime    = 20 * time.Second
)

// trap is one of them.
type trap struct {
	name string
	lay  func(t *testing.T, dir string)
	exit int // 3 where a bound was met, 0 where it is only odd, 1 where it is as it may be
}

const asItMayBe = 1

func TestHostile(t *testing.T) {
	git(t, "", "--version")
	for _, one := range traps {
		t.Run(one.name, func(t *testing.T) {
			root := t.TempDir()
			hostile := filepath.Join(root, "hostile")
			put(t, filepath.Join(root, "beside", "ok.ics"), sound)
			if err := os.MkdirAll(hostile, 0o700); err != nil {
				t.Fatal(err)
			}
			one.lay(t, hostile)
			l := looked(t, root)
			if os.Getenv("BACKSIGHT_BENCH") != "" {
				t.Logf("exit %d, %d MB, %.1f s: %s", l.exit, l.private>>20, l.took.Seconds(), l.errs[:min(len(l.errs), 200)])
				if l.took > mostTime {
					t.Errorf("it took %s", l.took)
				}
			}
			switch {
			case l.exit != one.exit && one.exit != asItMayBe, l.exit != 0 && l.exit != 3:
				t.Errorf("exit %d, want %d: %s", l.exit, one.exit, l.errs)
			case strings.Contains(l.errs, "goroutine ") || strings.Contains(l.errs, "panic"):
				t.Errorf("it crashed: %s", l.errs)
			case !l.beside:
				t.Errorf("the calendar beside it was not read: %s", l.errs)
			case strings.Contains(l.errs+l.out, "ghp_secret"):
				t.Error("what lies outside was read through a link")
			}
			if l.private > mostPrivate {
				t.Errorf("all processes together took %d MB", l.private>>20)
			}
		})
	}
}

// look is what one look at a folder came to.
type look struct {
	out, errs string
	exit      int
	beside    bool // the sound calendar was read
	private   int64
	took      time.Duration
}

// looked looks at a folder, and ends what takes a gigabyte or five minutes.
func looked(t *testing.T, root string) (l look) {
	t.Helper()
	home := t.TempDir()
	var out, errs bytes.Buffer
	c := exec.Command("backsight", "look", "--json", "--me", "ann@example.org", root)
	c.Env = []string{
		"HOME=" + home, "BACKSIGHT_HOME=" + filepath.Join(home, "b"), "XDG_CACHE_HOME=" + filepath.Join(home, "c"), "TMPDIR=" + home,
		"BACKSIGHT_KEYRING=off", "BACKSIGHT_NOW=2026-11-30T12:00:00Z", "TZ=UTC", "PATH=" + os.Getenv("PATH"),
	}
	c.Stdout, c.Stderr = &out, &errs
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	begun := time.Now()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	over := make(chan error, 1)
	go func() { over <- c.Wait() }()
	ticks := time.NewTicker(20 * time.Millisecond)
	defer ticks.Stop()
	for ended := false; !ended; {
		select {
		case <-over:
			ended = true
		case <-ticks.C:
			l.private = max(l.private, privateOf(c.Process.Pid))
			if l.private > 1<<30 || time.Since(begun) > 5*time.Minute {
				_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL)
				<-over
				t.Fatalf("ended at %d MB after %s: %s", l.private>>20, time.Since(begun), errs.String())
			}
		}
	}
	l.took, l.out, l.errs, l.exit = time.Since(begun), out.String(), errs.String(), c.ProcessState.ExitCode()
	var report struct {
		Sources []struct {
			Where string
			Yours int
		}
	}
	_ = json.Unmarshal(out.Bytes(), &report) // of what says nothing nothing was read
	for _, s := range report.Sources {
		l.beside = l.beside || strings.HasSuffix(s.Where, "ok.ics") && s.Yours == 1
	}
	return l
}

// privateOf is the private memory of all processes of a group, in bytes.
func privateOf(group int) (sum int64) {
	all, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range all {
		pid, _ := strconv.Atoi(filepath.Base(dir))
		if of, err := syscall.Getpgid(pid); err != nil || of != group {
			continue
		}
		text, _ := os.ReadFile(filepath.Join(dir, "smaps_rollup"))
		for line := range strings.Lines(string(text)) {
			if kb, is := strings.CutPrefix(line, "Private_Dirty:"); is {
				n, _ := strconv.ParseInt(strings.Fields(kb)[0], 10, 64)
				sum += n << 10
			}
		}
	}
	return sum
}

const sound = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:sound\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:sound\r\nDTSTART:20240108T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// stream writes a file of a beginning, a middle many times over, and an end.
func stream(t *testing.T, path, begin, middle string, times int, end string) {
	t.Helper()
	put(t, path, begin)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	many := strings.Repeat(middle, max(1, 1<<20/len(middle)))
	for range times * len(middle) / len(many) {
		if _, err := io.WriteString(f, many); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := io.WriteString(f, end); err != nil {
		t.Fatal(err)
	}
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	return gitIn(t, dir, "", args...)
}

func gitIn(t *testing.T, dir, in string, args ...string) string {
	t.Helper()
	c := exec.Command("git", args...)
	c.Dir, c.Stdin = dir, strings.NewReader(in)
	c.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=Ann", "GIT_AUTHOR_EMAIL=ann@example.org",
		"GIT_COMMITTER_NAME=Ann", "GIT_COMMITTER_EMAIL=ann@example.org")
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, &errs)
	}
	return strings.TrimSpace(string(out))
}

// cloned is a repository with two commits.
func cloned(t *testing.T, dir string) string {
	t.Helper()
	git(t, "", "init", "-q", "-b", "main", dir)
	for _, text := range []string{"one", "two"} {
		put(t, filepath.Join(dir, "f"), text)
		git(t, dir, "add", "f")
		git(t, dir, "commit", "-q", "-m", text)
	}
	return filepath.Join(dir, ".git")
}

func linked(t *testing.T, to, at string) {
	t.Helper()
	_ = os.Remove(at)
	if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o700), os.Symlink(to, at)); err != nil {
		t.Fatal(err)
	}
}

func piped(t *testing.T, at string) {
	t.Helper()
	_ = os.Remove(at)
	if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o700), syscall.Mkfifo(at, 0o600)); err != nil {
		t.Fatal(err)
	}
}

func zipped(t *testing.T, path string, entries int, middle []byte, times int) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for i := range entries {
		w, err := z.Create(fmt.Sprintf("c%d.ics", i))
		for range times {
			if err == nil {
				_, err = w.Write(middle)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}
