package secret

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

const planted = "planted-5ecret-b81c"

// TestATextNeverShowsItself prints a secret in every way that a program might.
func TestATextNeverShowsItself(t *testing.T) {
	s := New(planted)
	type holder struct {
		Inner Text
		Ptr   *Text
		own   Text
	}
	h := holder{s, &s, s}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "secret", s, "holder", h)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "secret", s, "holder", h)
	j, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	out.WriteString(log.String() + string(j) + fmt.Sprint(s, &s, h, &h) + fmt.Errorf("with %w and %v", os.ErrClosed, s).Error())
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
		out.WriteString(fmt.Sprintf(verb+verb, s, h))
	}
	func() {
		defer func() { out.WriteString(fmt.Sprint(recover())) }()
		panic(fmt.Sprintf("%#v", []any{h, map[string]Text{"a": s}}))
	}()
	for _, form := range []string{planted, fmt.Sprintf("%x", planted)} {
		if strings.Contains(out.String(), form) {
			t.Errorf("%q shows in %s", form, out.String())
		}
	}
	if s.Reveal() != planted || s.Empty() || !(Text{}).Empty() {
		t.Error("a secret is not what it was")
	}
}

func TestBox(t *testing.T) {
	for name, ring := range map[string]func(){
		"keyring": keyring.MockInit,
		"files":   func() { keyring.MockInitWithError(fmt.Errorf("no keyring here")) },
	} {
		t.Run(name, func(t *testing.T) {
			ring()
			b := Box{Folder: filepath.Join(t.TempDir(), "a", "secrets")}
			if got, err := b.Find("one"); err != nil || !got.Empty() {
				t.Fatalf("an empty box has %v, %v", got, err)
			}
			for _, text := range []string{planted, planted + "2"} {
				file, err := b.Keep("one", New(text))
				if err != nil || (file == "") != (name == "keyring") {
					t.Fatalf("kept in %q, %v", file, err)
				}
				if got, err := b.Find("one"); err != nil || got.Reveal() != text {
					t.Fatalf("found %q, %v", got.Reveal(), err)
				}
			}
			if got, err := b.Find("two"); err != nil || !got.Empty() {
				t.Errorf("another name has %v, %v", got, err)
			}
			if err := b.Drop("one"); err != nil {
				t.Fatal(err)
			}
			if got, err := b.Find("one"); err != nil || !got.Empty() {
				t.Errorf("a dropped secret is %v, %v", got, err)
			}
			if err := b.Drop("one"); err != nil {
				t.Errorf("dropping nothing: %v", err)
			}
		})
	}
}

// TestOnlyThePersonReadsTheFile looks at the files of a box without a keyring:
// their rights, their names, and what is left lying about.
func TestOnlyThePersonReadsTheFile(t *testing.T) {
	b := Box{Folder: filepath.Join(t.TempDir(), "secrets"), NoRing: true}
	file, err := b.Keep("https://dav.example.org ana", New(planted))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = filepath.WalkDir(b.Folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		n++
		if strings.Contains(path, "ana") || path != file {
			t.Errorf("%s tells what it is for, or was left", path)
		}
		return nil
	})
	if err != nil || n != 1 {
		t.Fatalf("%d files, %v", n, err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for path, want := range map[string]fs.FileMode{b.Folder: 0o700, file: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s is %v, %v", path, info.Mode(), err)
		}
	}
	for _, mode := range []fs.FileMode{0o644, 0o640, 0o604, 0o620} { // everybody, the group, others, the group may write
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Find("https://dav.example.org ana"); err == nil || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("a file of mode %o gave %v", mode, err)
		}
	}
}

// TestANewKeyringTakesOver: what is kept in the keyring leaves no file behind.
func TestANewKeyringTakesOver(t *testing.T) {
	b := Box{Folder: t.TempDir(), NoRing: true}
	file, err := b.Keep("one", New(planted))
	if err != nil {
		t.Fatal(err)
	}
	keyring.MockInit()
	b.NoRing = false
	if got, err := b.Find("one"); err != nil || got.Reveal() != planted {
		t.Fatalf("the file is no longer found: %v, %v", got.Reveal(), err)
	}
	if _, err := b.Keep("one", New("new")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("the old file is still there")
	}
}
