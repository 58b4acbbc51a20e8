// Package witness keeps, in a file outside a store, how the store was left: how often
// anything was written, how many lines its audit has and their root, and a hash over
// all that is kept. A store that is an older one, was cut short, or was rewritten with
// its whole audit is sound in itself; held against its witness it is not.
//
// A note is written after every commit and not waited for: after a power cut it may be
// older than the store, never newer. It proves nothing against somebody who can write
// both.
package witness

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/store/engine"
	"github.com/backsight/backsight/internal/store/held"
	"github.com/backsight/backsight/internal/store/lines"
)

// Note is how a store was left.
type Note struct {
	Person who.Person `json:"person,string"`
	Writes int64      `json:"writes"`
	Lines  int64      `json:"lines"`
	Root   string     `json:"root"`  // of the audit, hexadecimal
	State  string     `json:"state"` // of all that is kept, hexadecimal
}

// File is the note of one store. It may be used by several goroutines and programs.
type File struct {
	Path string

	mu   sync.Mutex
	open *os.File
}

// size is how many bytes a note has, so that it is written at once and nothing of an
// older one is left behind it.
const size = 512

// Read gives the note; false where there is none. One that cannot be read is an error.
func (f *File) Read() (n Note, known bool, err error) {
	if f == nil || f.Path == "" {
		return n, false, nil
	}
	text, err := os.ReadFile(f.Path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(text) == 0 {
		return n, false, nil
	}
	if err == nil {
		err = json.Unmarshal(bytes.TrimRight(text, " \n"), &n)
	}
	if err != nil {
		return n, false, fmt.Errorf("reading how the store was left (%s): %w", f.Path, err)
	}
	return n, true, nil
}

// Write notes how the store is left now.
func (f *File) Write(n Note) error {
	if f == nil || f.Path == "" {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open == nil {
		if err := os.MkdirAll(filepath.Dir(f.Path), 0o700); err != nil {
			return err
		}
		file, err := os.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE, 0o600)
		if err != nil {
			return err
		}
		f.open = file
	}
	text, err := json.Marshal(n)
	if err != nil {
		return err
	}
	_, err = f.open.WriteAt(append(text, bytes.Repeat([]byte{' '}, size-1-len(text))...), 0)
	return err
}

// Close closes the file.
func (f *File) Close() error {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open == nil {
		return nil
	}
	err := f.open.Close()
	f.open = nil
	return err
}

// Departure is that a store is not the one that was left.
type Departure struct {
	Left, Found Note
	What        string // in a sentence
}

// Of is the note of a person's store whose account is that.
func Of(p who.Person, t *held.Total) Note {
	return Note{Person: p, Writes: t.Writes, Lines: t.Lines, Root: hex.EncodeToString(t.Root[:]), State: t.State()}
}

// Compare says how a person's store departs from how it was left; nil for not at all.
// Where it is not known how, it is noted. The transaction has read nothing yet: what is
// written meanwhile would be newer than what it sees.
func (f *File) Compare(ctx context.Context, t *engine.Tx, p who.Person) (*Departure, error) {
	left, known, unread := f.Read()
	total, _, err := held.Read(ctx, t, p)
	if err != nil {
		return nil, err
	}
	d := &Departure{Left: left, Found: Of(p, total)}
	if unread != nil {
		d.What = unread.Error()
		return d, nil
	}
	if !known {
		if total.Writes > 0 {
			_ = f.Write(d.Found) // the next opening tries again
		}
		return nil, nil
	}
	d.What = d.what(func(size int64) (audit.Checkpoint, error) { return audit.At(size, lines.Stored(ctx, t, p)) })
	if d.What == "" {
		return nil, nil
	}
	return d, nil
}

// what says in a sentence how it departs, "" for not at all. at gives the checkpoint of
// the first lines of its audit.
func (d *Departure) what(at func(lines int64) (audit.Checkpoint, error)) string {
	left, found := d.Left, d.Found
	switch missing := left.Writes - found.Writes; {
	case left.Person != found.Person:
		return "another store was here before: this one has another owner's number"
	case missing > 0:
		return fmt.Sprintf("this is not the store that was written last, but an older one or one cut short: it lacks %s and %s of the audit",
			say.Count(int(missing), "write", "writes"), say.Count(int(max(0, left.Lines-found.Lines)), "line", "lines"))
	case missing == 0 && left != found:
		return "this is not the store that was written last: what it keeps was changed behind the program's back"
	}
	then, err := at(left.Lines)
	switch {
	case err != nil:
		return fmt.Sprintf("this is not the store that was written last: its audit has no %d lines any more", left.Lines)
	case hex.EncodeToString(then.Root[:]) != left.Root:
		return fmt.Sprintf("this is not the store that was written last: its audit has another root at line %d", left.Lines)
	}
	return ""
}

// Emptied says that a file is empty in which a store was left.
func (f *File) Emptied(file string) error {
	info, err := os.Stat(file)
	if err != nil || info.Size() > 0 {
		return nil //nolint:nilerr // an address, or a file that is to be made
	}
	left, known, err := f.Read()
	if err != nil || !known {
		return err
	}
	return fault.New(fault.Failed, "the store %s is damaged: it is empty, and an audit of %s was kept in it", file, say.Count(int(left.Lines), "line", "lines")).
		Try("restore a backup; or delete the file, to begin a new history")
}
