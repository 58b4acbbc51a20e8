// Package disk opens what lies on this machine and may be hostile: it is the one
// room through which sources read files and folders. A file is opened only where it
// is a regular one, looked at once it is open, so that no pipe and no device holds a
// reading up; no link leads out of the folder in which a file was met; nothing is read
// beyond what was said to be enough, whatever size a file claims to have; and every
// reading ends with its context. It does not know what any file means.
//
//	a place ──► Within(ctx, bytes)      what all its files together may come to
//	              └─► Open, Head, Small   each counts against it, and stops with ctx
//
// Invariant: what File reads is what a regular file holds, in the folder it was
// asked for or below it.
package disk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Errors that say why something is not read. They come wrapped, with the path.
var (
	ErrOdd   = errors.New("it is not a regular file")
	ErrLarge = errors.New("it is larger than what is read of such a file")
	ErrSpent = errors.New("there is more of it than is read of one place")
)

// File is a regular file, open for reading. What is read of it counts against the
// budget of its context (see Within), and ends with that.
type File struct {
	ctx  context.Context
	file *os.File
	path string
}

// Open opens a file. A symbolic link in its place is followed only to a file in the
// same folder or below.
func Open(ctx context.Context, path string) (*File, error) {
	return OpenIn(ctx, filepath.Dir(path), filepath.Base(path))
}

// OpenIn opens a file by its name below a folder, out of which no link leads.
func OpenIn(ctx context.Context, dir, name string) (*File, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	file, err := root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err
	}
	f := &File{ctx, file, filepath.Join(dir, name)}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: %w", f.path, ErrOdd)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return f, nil
}

// Temporary is a file of the program's own that it wrote, to be read like any other.
// Closing it is the caller's.
func Temporary(ctx context.Context, file *os.File) *File { return &File{ctx, file, file.Name()} }

// Name is the path by which it was opened.
func (f *File) Name() string { return f.path }

// Stat describes the open file.
func (f *File) Stat() (fs.FileInfo, error) { return f.file.Stat() }

// Close closes it.
func (f *File) Close() error { return f.file.Close() }

// Seek is io.Seeker's.
func (f *File) Seek(offset int64, whence int) (int64, error) { return f.file.Seek(offset, whence) }

// Read is io.Reader's.
func (f *File) Read(b []byte) (int, error) {
	if err := Spend(f.ctx, 0); err != nil {
		return 0, err
	}
	n, err := f.file.Read(b)
	if n > 0 {
		_ = Spend(f.ctx, n) // the next reading says that it was too much
	}
	return n, err
}

// ReadAt is io.ReaderAt's.
func (f *File) ReadAt(b []byte, offset int64) (int, error) {
	if err := Spend(f.ctx, len(b)); err != nil {
		return 0, err
	}
	return f.file.ReadAt(b, offset)
}

// Small is what a file of at most so many bytes holds. A longer one is an ErrLarge.
func Small(ctx context.Context, path string, most int64) ([]byte, error) {
	return SmallIn(ctx, filepath.Dir(path), filepath.Base(path), most)
}

// SmallIn is Small of a file by its name below a folder.
func SmallIn(ctx context.Context, dir, name string, most int64) ([]byte, error) {
	f, err := OpenIn(ctx, dir, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(b)) > most {
		return nil, fmt.Errorf("%s: %w", f.path, ErrLarge)
	}
	return b, err
}

// Head is the beginning of a file, as far as it can be read: nothing of what is no
// regular file or is not there.
func Head(ctx context.Context, path string, most int64) []byte {
	f, err := Open(ctx, path)
	if err != nil {
		return nil
	}
	defer f.Close()
	b, _ := io.ReadAll(io.LimitReader(f, most)) // what could be read will do
	return b
}
