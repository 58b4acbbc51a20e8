package ics

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/ics/calendar"
)

// inside parts the URI of a calendar in an archive: the archive, and the name
// of the calendar in it, as "takeout.zip!/Takeout/Calendar/ann.ics".
const inside = "!/"

func unzip(uri string) (archive, entry string, is bool) {
	i := strings.Index(strings.ToLower(uri), ".zip"+inside)
	if i < 0 {
		return "", "", false
	}
	return uri[:i+len(".zip")], uri[i+len(".zip"+inside):], true
}

// archive says whether a file calls itself a zip archive, and takeout whether it
// is named as Google Takeout names them: only those are looked into on a walk.
func archive(file string) bool { return strings.EqualFold(filepath.Ext(file), ".zip") }

func takeout(file string) bool {
	return archive(file) && strings.HasPrefix(strings.ToLower(filepath.Base(file)), "takeout-")
}

// What is read of one archive: so many calendars, of so many bytes together, and none
// that is much longer than what it was packed into. Google packs a calendar to a tenth;
// what means to fill a disk is packed to a thousandth.
const (
	maxCalendars = 200
	maxUnpacked  = 1 << 30
	packedAtMost = 50
	smallEnough  = 64 << 20 // of one calendar, however it was packed
)

// zipped yields the calendars in an archive. What it says of their lengths is held
// against it when they are unpacked.
func (s Source) zipped(ctx context.Context, file string) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) {
		z, err := openArchive(ctx, file)
		if err != nil {
			yield(logbook.Place{}, fault.New(fault.Incomplete, "%s cannot be read", file).Because(err))
			return
		}
		defer z.Close()
		count, length := 0, uint64(0)
		for _, e := range z.File {
			if !named(e.Name) || e.FileInfo().IsDir() {
				continue
			}
			count, length = count+1, length+min(e.UncompressedSize64, maxUnpacked)
			if count > maxCalendars || length > maxUnpacked {
				yield(logbook.Place{}, fault.New(fault.Incomplete, "%s holds more than is read of one archive: %d calendars were found", file, count-1).
					Try("unpack it and read the folder"))
				return
			}
			if !yield(s.entry(file, e), nil) {
				return
			}
		}
	}
}

// opened is an archive, open for reading.
type opened struct {
	*zip.Reader
	io.Closer
}

func openArchive(ctx context.Context, file string) (z opened, err error) {
	f, err := disk.Open(ctx, file)
	if err != nil {
		return z, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return z, err
	}
	in, err := zip.NewReader(f, info.Size())
	if err != nil {
		f.Close()
		return z, err
	}
	return opened{in, f}, nil
}

// entry is the place of a calendar in an archive.
func (s Source) entry(file string, e *zip.File) logbook.Place {
	name := calendar.NameIn(headZipped(e))
	if name == "" {
		name = strings.TrimSuffix(path.Base(e.Name), path.Ext(e.Name))
	}
	return logbook.Place{Source: sourceName, Machine: s.Machine, Name: logbook.Text(name), URI: file + inside + e.Name}
}

func headZipped(e *zip.File) []byte {
	in, err := e.Open()
	if err != nil {
		return nil
	}
	defer in.Close()
	b, _ := io.ReadAll(io.LimitReader(in, peek)) // what could be read will do
	return b
}

// pullZipped reads a calendar in an archive by way of a file of the person's
// own, which is read twice and then thrown away. An entry with the length and
// the checksum that it had before is not unpacked again.
func pullZipped(ctx context.Context, ask source.Ask, file, entry string) error {
	z, err := openArchive(ctx, file)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Incomplete, "%s is no longer there", file).Because(err).Try("what was read before is kept")
	}
	if err != nil {
		return fault.New(fault.Incomplete, "%s cannot be read", file).Because(err)
	}
	defer z.Close()
	for _, e := range z.File {
		if e.Name != entry {
			continue
		}
		if err := takeOut(ctx, ask, e); errors.Is(err, context.Canceled) {
			return err
		} else if err != nil {
			return fault.New(fault.Incomplete, "%s could be read only partly", ask.Place.URI).Because(err)
		}
		return nil
	}
	return fault.New(fault.Incomplete, "%s is no longer in %s", entry, file).Try("what was read before is kept")
}

func takeOut(ctx context.Context, ask source.Ask, e *zip.File) error {
	was, again := readPosition(ask.Position)
	sum := fmt.Sprintf("%08x %d", e.CRC32, e.UncompressedSize64)
	if again && was.Live != nil && was.Live.ETag == sum {
		return nil
	}
	f, err := os.CreateTemp("", "backsight-*.ics") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if err := unpack(ctx, e, f); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	p := &pulling{ctx: ctx, ask: ask, now: positionOf(info)}
	p.now.Live = &live{ETag: sum}
	_, err = p.read(disk.Temporary(ctx, f), was, again)
	return err
}

// unpack writes an entry into a file that gets the entry's own time, which says
// when the calendar was written if nothing in it does.
func unpack(ctx context.Context, e *zip.File, f *os.File) error {
	most := max(smallEnough, min(maxUnpacked, packedAtMost*e.CompressedSize64))
	if e.UncompressedSize64 > most {
		return fmt.Errorf("it says that it is %d bytes long, packed into %d: %w", e.UncompressedSize64, e.CompressedSize64, disk.ErrLarge)
	}
	in, err := e.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	n, err := io.Copy(f, io.LimitReader(disk.Counted(ctx, in), int64(most)+1))
	if err == nil && uint64(n) > most {
		err = fmt.Errorf("%d bytes came out of it: %w", n, disk.ErrLarge)
	}
	if err != nil {
		return err
	}
	if !e.Modified.IsZero() {
		if err := os.Chtimes(f.Name(), e.Modified, e.Modified); err != nil {
			return err
		}
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}
