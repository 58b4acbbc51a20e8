package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is an account that modes of files hold for, unlike root.
const nobody = 65534

// asked is what is looked at: each shows the same while nothing can be written.
var asked = [][]string{{"look"}, {"look", "--json"}, {"day", "2026-09-10"}, {"why", "2026-09-10", "09:10"}, {"sources"}, {"audit", "verify", "--deep"}}

// aside runs a command where the store cannot be written, and gives what it says.
func (h *house) aside(uid uint32, program string, args ...string) (out, errs string, code int) {
	h.t.Helper()
	c := exec.Command(program, args...)
	var o, e bytes.Buffer
	c.Env, c.Stdout, c.Stderr, c.Dir = h.env, &o, &e, h.home
	if uid != 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
	}
	err := c.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		h.t.Fatal(err)
	} else if ok {
		code = exit.ExitCode()
	}
	return o.String(), e.String(), code
}

const daily = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260801T000000Z\r\nDTSTART:20260901T090000Z\r\nDURATION:PT30M\r\n" +
	"RRULE:FREQ=DAILY;COUNT=60\r\nSUMMARY:stand-up\r\nATTENDEE:mailto:x@y\r\nATTENDEE:mailto:z@y\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

// calendar writes a calendar of one daily event.
func (h *house) calendar(name string) (file string) {
	h.t.Helper()
	file = filepath.Join(h.home, name+".ics")
	if err := os.WriteFile(file, fmt.Appendf(nil, daily, name), 0o644); err != nil {
		h.t.Fatal(err)
	}
	return file
}

// shown holds everything that can be looked at against what it showed before, and sees
// that one line says why nothing is kept and that what is said is refused.
func (h *house) shown(uid uint32, program string, want map[string]string) {
	h.t.Helper()
	for _, args := range asked {
		out, errs, code := h.aside(uid, program, args...)
		if code != 0 || out != want[strings.Join(args, " ")] {
			h.t.Errorf("%v, exit code %d, shows %s\nand before %s\n%s", args, code, out, want[strings.Join(args, " ")], errs)
		}
		if n := strings.Count(errs, "nothing new is kept, and what is there is shown: the store"); n != 1 || strings.Count(errs, "\n") != 1 {
			h.t.Errorf("%v says %s", args, errs)
		}
	}
	for _, args := range [][]string{{"event", "2026-09-11", "a move"}, {"import", h.calendar("other")}, {"rebuild"}, {"token", "new", "x"}} {
		if _, errs, code := h.aside(uid, program, args...); code == 0 || !strings.Contains(errs, "written") {
			h.t.Errorf("%v, exit code %d, says %s", args, code, errs)
		}
	}
}

// before is what is shown while all is well.
func (h *house) before() map[string]string {
	h.run("import", h.calendar("a"), "--me", "x@y")
	out := map[string]string{}
	for _, args := range asked {
		out[strings.Join(args, " ")] = h.run(args...)
	}
	return out
}

// TestAReadOnlyStore: a store that may not be written is looked at like any other, also
// with what its log still holds.
func TestAReadOnlyStore(t *testing.T) {
	h := newHouse(t, "BACKSIGHT_NOW=2026-11-21T12:00:00Z")
	program, uid := "backsight", uint32(0)
	if os.Geteuid() == 0 {
		uid, program = nobody, h.programFor(t)
	}
	want := h.before()
	h.start()
	h.send(minutely("today", 0, 9)...)
	h.kill() // its log stays
	h.run("look")
	for _, args := range asked {
		want[strings.Join(args, " ")] = h.run(args...)
	}
	lock(t, h.home, uid, 0o500, 0o400)
	defer lock(t, h.home, uint32(os.Geteuid()), 0o700, 0o600)
	h.shown(uid, program, want)
}

// programFor copies the program to where another account can run it.
func (h *house) programFor(t *testing.T) string {
	t.Helper()
	at, err := exec.LookPath("backsight")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "backsight-program")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	to := filepath.Join(dir, "backsight")
	if err := errors.Join(os.WriteFile(to, text, 0o755), os.Chmod(dir, 0o755), os.Chmod(filepath.Dir(h.home), 0o755)); err != nil {
		t.Fatal(err)
	}
	return to
}

// lock gives everything below a folder to an account, with these modes.
func lock(t *testing.T, home string, uid uint32, folder, file os.FileMode) {
	t.Helper()
	var all []string
	err := filepath.Walk(home, func(path string, _ os.FileInfo, err error) error {
		all = append(all, path)
		return err
	})
	for _, path := range all {
		if info, err2 := os.Lstat(path); err2 == nil && info.Mode().IsRegular() {
			err = errors.Join(err, os.Chmod(path, file))
		} else if err2 == nil && info.IsDir() {
			err = errors.Join(err, os.Chmod(path, folder))
		}
		if os.Geteuid() == 0 {
			err = errors.Join(err, os.Lchown(path, int(uid), int(uid)))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestAFullDisk: what is kept is looked at, by commands and at a running server; nothing
// is acknowledged that is not kept; and once there is room it goes on.
func TestAFullDisk(t *testing.T) {
	h := newHouse(t, "BACKSIGHT_NOW=2026-11-21T12:00:00Z")
	disk := filepath.Join(h.home, "backsight")
	moved := filepath.Join(h.home, "moved")
	if err := errors.Join(os.Rename(disk, moved), os.Mkdir(disk, 0o700)); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("none", disk, "tmpfs", 0, "size=16m,mode=0700"); err != nil {
		t.Skipf("SKIPPED: NO DISK CAN BE MADE HERE TO BE FILLED: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	if err := os.CopyFS(disk, os.DirFS(moved)); err != nil {
		t.Fatal(err)
	}
	lock(t, disk, 0, 0o700, 0o600)
	want := h.before()
	h.start()
	h.send(minutely("today", 0, 4)...)
	for _, args := range asked {
		want[strings.Join(args, " ")] = h.run(args...)
	}
	page := h.page(t, "/day/2026-09-10.json")

	full := filepath.Join(disk, "full")
	if err := fillUp(full); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	if code, text := h.post(minutely("today", 5, 9)); code != http.StatusServiceUnavailable {
		t.Errorf("on a full disk it answers %d %s", code, text)
	}
	for range 2 {
		if got := h.page(t, "/day/2026-09-10.json"); got != page {
			t.Errorf("the day is %s, and was %s", got, page)
		}
		h.page(t, "/drift.json?since=2026-10") // asks for what is not remembered
	}
	h.kill()
	if err := os.Remove(full); err != nil {
		t.Fatal(err)
	}
	h.run("look") // puts away the log that was left, which still had room
	if err := fillUp(full); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	h.shown(0, "backsight", want)

	if err := os.Remove(full); err != nil {
		t.Fatal(err)
	}
	h.start()
	h.send(minutely("today", 5, 9)...)
	if n := len(h.kept("2026-11-21")); n != 1 {
		t.Errorf("%d files were worked on", n)
	}
	h.stop()
	h.run("audit", "verify", "--deep")
}

func fillUp(file string) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	for {
		if _, err := f.Write(make([]byte, 4096)); err != nil {
			return err
		}
	}
}

// page is one page of the server, which must be there.
func (h *house) page(t *testing.T, path string) string {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://"+h.addr+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(h.key, "")
	code, text := answered(t, r)
	if code != http.StatusOK {
		t.Errorf("%s is %d: %s", path, code, text)
	}
	return text
}

// post sends heartbeats, and gives what the server says of them.
func (h *house) post(list []string) (int, string) {
	h.t.Helper()
	r, err := http.NewRequest(http.MethodPost, h.url("/users/current/heartbeats.bulk"), strings.NewReader("["+strings.Join(list, ",")+"]"))
	if err != nil {
		h.t.Fatal(err)
	}
	r.SetBasicAuth(h.key, "")
	return answered(h.t, r)
}

func answered(t testing.TB, r *http.Request) (int, string) {
	t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}
