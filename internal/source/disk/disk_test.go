package disk

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func link(t *testing.T, to, at string) {
	t.Helper()
	if err := os.Symlink(to, at); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
}

// TestNoLinkLeadsOut: a link to what lies in the folder is the file; one that leads out
// of it, whether by an absolute path, by dots or by another link, is none.
func TestNoLinkLeadsOut(t *testing.T) {
	dir := t.TempDir()
	inside := filepath.Join(dir, "in")
	write(t, filepath.Join(inside, "a"), "mine")
	write(t, filepath.Join(inside, "below", "b"), "mine")
	secret := write(t, filepath.Join(dir, "secret"), "secret")
	for name, to := range map[string]string{
		"whole": secret, "dots": "../secret", "far": "below/../../secret", "device": "/dev/zero", "endless": "/proc/self/pagemap", "self": "self",
	} {
		link(t, to, filepath.Join(inside, name))
		if f, err := Open(t.Context(), filepath.Join(inside, name)); err == nil {
			f.Close()
			t.Errorf("%s led out", name)
		}
		if b, err := Small(t.Context(), filepath.Join(inside, name), 100); err == nil {
			t.Errorf("%s led out to %q", name, b)
		}
	}
	for name, to := range map[string]string{"same": "a", "deeper": "below/b"} {
		link(t, to, filepath.Join(inside, name))
		if b, err := Small(t.Context(), filepath.Join(inside, name), 100); string(b) != "mine" || err != nil {
			t.Errorf("%s: %q, %v", name, b, err)
		}
	}
}

func TestOnlyRegularFilesAreOpened(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(t.Context(), dir); err == nil {
		t.Error("a folder was opened as a file")
	}
	if _, err := Open(t.Context(), filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there: %v", err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	if _, err := Open(t.Context(), "/dev/zero"); !errors.Is(err, ErrOdd) {
		t.Errorf("a device: %v", err)
	}
}

// TestNoSizeIsTrusted: what a file claims to hold decides nothing.
func TestNoSizeIsTrusted(t *testing.T) {
	file := write(t, filepath.Join(t.TempDir(), "f"), "0123456789")
	if b, err := Small(t.Context(), file, 10); string(b) != "0123456789" || err != nil {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := Small(t.Context(), file, 9); !errors.Is(err, ErrLarge) {
		t.Errorf("a byte too many: %v", err)
	}
	if b := Head(t.Context(), file, 4); string(b) != "0123" {
		t.Errorf("the beginning is %q", b)
	}
	if runtime.GOOS != "linux" {
		return
	}
	if _, err := Small(t.Context(), "/proc/self/pagemap", 1000); err == nil {
		t.Errorf("a file without a size and without an end: %v", err)
	}
}

func TestAPlaceHasABudget(t *testing.T) {
	dir := t.TempDir()
	a, b := write(t, filepath.Join(dir, "a"), "01234"), write(t, filepath.Join(dir, "b"), "56789")
	ctx := Within(t.Context(), 8)
	if text, err := Small(ctx, a, 100); string(text) != "01234" || err != nil {
		t.Fatal(string(text), err)
	}
	if _, err := Small(ctx, b, 100); !errors.Is(err, ErrSpent) {
		t.Errorf("the second file goes beyond the budget of both: %v", err)
	}
	if Used(ctx) < 8 {
		t.Errorf("%d bytes were counted", Used(ctx))
	}
	if text, err := Small(Within(t.Context(), 8), b, 100); string(text) != "56789" || err != nil {
		t.Errorf("another place has a budget of its own: %v", err)
	}
	if err := Spend(Within(t.Context(), 8), 9); !errors.Is(err, ErrSpent) {
		t.Errorf("what was read in another way: %v", err)
	}
}

func TestEveryReadingEndsWithItsContext(t *testing.T) {
	file := write(t, filepath.Join(t.TempDir(), "f"), "0123456789")
	ctx, cancel := context.WithCancel(t.Context())
	f, err := Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := Counted(ctx, f)
	cancel()
	for name, read := range map[string]func() error{
		"read":    func() error { _, err := f.Read(make([]byte, 1)); return err },
		"read at": func() error { _, err := f.ReadAt(make([]byte, 1), 0); return err },
		"counted": func() error { _, err := io.ReadAll(in); return err },
		"open":    func() error { _, err := Open(ctx, file); return err },
		"walk": func() error {
			return Walk(ctx, filepath.Dir(file), func(string, fs.DirEntry, error) error { return nil })
		},
	} {
		if err := read(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s goes on: %v", name, err)
		}
	}
}

func TestMatch(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"tmp/a/chats/session-1.json", "tmp/b/chats/session-2.json", "tmp/b/other", "[x]/y"} {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), "")
	}
	link(t, filepath.Join(dir, "tmp", "a"), filepath.Join(dir, "tmp", "c"))
	for pattern, want := range map[string]int{"tmp/*/chats/session-*.json": 2, "tmp/?": 3, "[[]x]/y": 1, "[": 0, Literal("[x]") + "/y": 1, "../*": 0, "none/*": 0} {
		if got := Match(dir, pattern); len(got) != want || !slices.IsSorted(got) {
			t.Errorf("%s matches %q", pattern, got)
		}
	}
}
