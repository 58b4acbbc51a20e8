// Package whole finds out whether a store's SQLite file is as it was written. Every
// page ends in a checksum, which SQLite's driver holds against the page whenever it
// reads one from the file; every frame of the write-ahead log has one, which SQLite
// itself looks at only when a log is left over. This package sees to the rest:
//
//	header   the one byte that switches the checksums of all pages off is held
//	         against a mark beside it, so that no single flipped bit does that
//	log      frames are checked whenever one is read, and a log that is left over is
//	         refused where something in its middle was changed, which SQLite takes
//	         for its end
//	tables   where a page is bad, it finds out of which table
//
// It knows no table of ours, and it mends nothing. A log that is cut off between two
// frames looks like a shorter one: that takes a witness outside the file.
package whole

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
)

// Damage is what is no longer as it was written: tables by their names, or a part of
// the file that belongs to all of them.
type Damage struct {
	File   string
	Tables []string // none where Part says what it is
	Part   string   // "its first page"
	Cause  error    // nil where this package found it
}

// Error names the file and what is damaged in it; the engine's own words, which help
// nobody, are left to Unwrap.
func (d *Damage) Error() string {
	what := d.Part
	if len(d.Tables) > 0 {
		what = "table " + strings.Join(d.Tables, ", ")
	}
	return d.File + " is damaged: " + what
}

// Unwrap is the cause.
func (d *Damage) Unwrap() error { return d.Cause }

// Only says whether nothing but some tables is damaged.
func (d *Damage) Only(tables []string) bool {
	return len(d.Tables) > 0 && !slices.ContainsFunc(d.Tables, func(name string) bool { return !slices.Contains(tables, name) })
}

// Fault tells a person what is damaged and what to do, where some tables can be
// reckoned again from the others.
func (d *Damage) Fault(derived []string) error {
	f := fault.New(fault.Failed, "not all of it is as it was written").Because(d)
	if d.Only(derived) {
		return f.Try("`backsight rebuild` reckons it again from the evidence, which is not damaged")
	}
	return f.Try("`backsight rebuild` mends it where only an index is damaged; else restore a backup, or import the sources into a new store")
}

// Reserved is how many bytes at the end of each page hold its checksum
// (https://sqlite.org/cksumvfs.html).
const Reserved = 8

// Mark is the application id of a file whose pages have checksums: "BkSt".
const Mark = 0x426b5374

// Kind is in which state a file is, as its first bytes tell.
type Kind int

// A file is Absent, Empty, of another program (Strange), from before there were
// checksums (Bare), or Checked.
const (
	Absent Kind = iota
	Empty
	Strange
	Bare
	Checked
)

// Of looks at the header of a file. A header that contradicts itself is a *Damage.
func Of(file string) (Kind, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Absent, nil
	}
	if err != nil {
		return Strange, err
	}
	defer f.Close()
	var head [100]byte // https://sqlite.org/fileformat.html#the_database_header
	n, err := io.ReadFull(f, head[:])
	switch {
	case n == 0 && errors.Is(err, io.EOF):
		return Empty, nil
	case err != nil || !bytes.HasPrefix(head[:], []byte("SQLite format 3\x00")):
		return Strange, nil
	}
	reserved, marked := head[20], binary.BigEndian.Uint32(head[68:]) == Mark
	switch {
	case reserved == Reserved:
		return Checked, nil
	case marked || reserved != 0:
		return Strange, &Damage{File: file, Part: "its first page"}
	}
	return Bare, nil
}
