// Package editor connects the plugins of WakaTime to this machine's server: it
// reads and writes the file that every one of them reads, and knows where they
// send. It keeps whatever else stands in that file.
package editor

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
)

// KeyName is the name of the plugins' key.
const KeyName = "editor"

// Opens is what the plugins' key opens: heartbeats go in, and the line of the status bar
// comes out. Plugins send it to whoever listens at the address they were given.
func Opens() []policy.Scope { return []policy.Scope{policy.Ingest, policy.Status} }

// File is the configuration of WakaTime's plugins: in WAKATIME_HOME, else in the
// home folder.
func File(o desk.Options) string {
	if folder := o.Variable("WAKATIME_HOME"); folder != "" {
		return filepath.Join(folder, ".wakatime.cfg")
	}
	return filepath.Join(o.Folders.Home, ".wakatime.cfg")
}

// Plugins is that file as it stands.
type Plugins struct {
	File string
	was  string
}

// Open reads the file; one that is not there is empty.
func Open(file string) (Plugins, error) {
	was, err := readOr(file, "")
	return Plugins{file, was}, err
}

// Preview is the lines that Connect would add, with a word for the key; besides
// says that the plugins speak to another server already, and would to both.
func (p Plugins) Preview(url string) (lines []string, besides bool) {
	is, besides := readConfig(p.was).with(url, "waka_(a new key)")
	for _, line := range is {
		if !slices.Contains(readConfig(p.was), line) {
			lines = append(lines, line)
		}
	}
	return lines, besides
}

// Connect makes a key in place of the last and writes it, with the address of the
// server, into the file, of which a copy is kept as it was before the first time.
// Where the file cannot be written, the key is revoked.
func (p Plugins) Connect(ctx context.Context, d *desk.Desk, url string) (besides bool, err error) {
	if err := d.DropKey(ctx, KeyName); err != nil {
		return false, err
	}
	key, err := d.MakeKey(ctx, KeyName, Opens())
	if err != nil {
		return false, err
	}
	is, besides := readConfig(p.was).with(url, key)
	if err := keepCopy(p.File, readConfig(p.was).without(url).text()); err != nil {
		return false, err
	}
	if err := replaceFile(p.File, is.text()); err != nil {
		return false, errors.Join(err, d.DropKey(context.WithoutCancel(ctx), KeyName))
	}
	return besides, nil
}

// Ours names the settings that Disconnect would take away; fault.Nothing where
// there are none.
func (p Plugins) Ours(url string) (names []string, err error) {
	is := readConfig(p.was).without(url)
	if is.text() == p.was {
		return nil, fault.New(fault.Nothing, "%s does not name %s", p.File, url).Try("--url names the address of the server")
	}
	for _, line := range readConfig(p.was) {
		if !slices.Contains(is, line) {
			name, _, _ := strings.Cut(line, "=")
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names, nil
}

// Disconnect takes away what Connect wrote.
func (p Plugins) Disconnect(url string) error {
	return replaceFile(p.File, readConfig(p.was).without(url).text())
}

// readOr is the text of a file, or other where there is none.
func readOr(file, other string) (string, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return other, nil
	}
	if err != nil {
		return "", fault.New(fault.Failed, "%s cannot be read", file).Because(err)
	}
	return string(text), nil
}

// keepCopy keeps what a file said before it was first written to, if anything.
func keepCopy(file, was string) error {
	if was == "" {
		return nil
	}
	f, err := os.OpenFile(file+".before-backsight", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err == nil {
		_, err = f.WriteString(was)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return fault.New(fault.Failed, "%s was not changed, because no copy of it could be kept", file).Because(err)
	}
	return nil
}

// replaceFile writes a file whole or not at all, where it really lies: it may be
// a link into somebody's dotfiles. It holds a key, so only its owner may read it.
func replaceFile(file, text string) error {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".backsight-*")
	if err == nil {
		_, err = f.WriteString(text)
		err = errors.Join(err, f.Sync(), f.Close())
		if err == nil {
			err = os.Rename(f.Name(), file)
		}
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}
	if err != nil {
		return fault.New(fault.Failed, "%s cannot be written", file).Because(err)
	}
	return nil
}
