package whole

import (
	"sync"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// System is the name of the file system that checks each frame of a log it reads.
const System = "backsight"

// Register makes the file system known to SQLite.
var Register = sync.OnceFunc(func() {
	vfs.Register(System, system{vfs.Find("os").(vfs.VFSFilename)})
})

// system is the machine's own, but for logs.
type system struct{ vfs.VFSFilename }

// OpenFilename opens a file as the machine does.
func (s system) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	f, got, err := s.VFSFilename.OpenFilename(name, flags)
	if err != nil {
		return f, got, err
	}
	switch m, ok := f.(machineFile); {
	case flags&vfs.OPEN_WAL != 0:
		f = &logFile{File: f, begun: none, rewritten: none}
	case flags&vfs.OPEN_MAIN_DB != 0 && ok:
		f = mainFile{m}
	}
	return f, got, err
}

// mainFile is a file of pages that is never mapped into memory: the driver says at
// first that one with checksums can be, and then panics where SQLite lets go of it.
type mainFile struct{ machineFile }

// machineFile is what the machine's own file can do besides.
type machineFile interface {
	vfs.FileSharedMemory
	vfs.FileLockState
	vfs.FilePersistWAL
	vfs.FilePowersafeOverwrite
	vfs.FileSizeHint
	vfs.FileHasMoved
}

// none is a frame behind every other.
const none = int64(1) << 62

// logFile is a log whose frames are checked when one is read. A page that a
// transaction changes again after it went into the log is written over it, and its
// checksum, with those of all frames after it, only when the transaction ends: until
// then such frames are not checked.
type logFile struct {
	vfs.File
	header    header
	known     bool
	begun     int64 // the frame whose header was written and whose page was not, from 0
	rewritten int64 // the first frame whose checksum does not hold for now
	heads     [2][frameHead]byte
}

// Unwrap is the machine's own file.
func (f *logFile) Unwrap() vfs.File { return f.File }

// WriteAt writes, and notes which frames are being changed.
func (f *logFile) WriteAt(p []byte, off int64) (int, error) {
	if off == 0 {
		f.known, f.rewritten = false, none
	} else if at, ok := f.frame(off, len(p)); ok {
		if at != f.begun {
			f.rewritten = min(f.rewritten, at)
		}
		f.begun = none
	} else if n, ok := f.headed(off, len(p)); ok {
		f.begun = n
		if n == f.rewritten {
			f.rewritten++
		}
	}
	return f.File.WriteAt(p, off)
}

// ReadAt reads, and holds a page against its frame's checksum.
func (f *logFile) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.File.ReadAt(p, off)
	if at, ok := f.frame(off, n); ok && n == len(p) && at < f.rewritten && !f.sound(at, p) {
		return 0, sqlite3.IOERR_DATA
	}
	return n, err
}

// shape reads the header of the log once.
func (f *logFile) shape() bool {
	if !f.known {
		var b [logHead]byte
		if n, _ := f.File.ReadAt(b[:], 0); n == logHead {
			f.header, f.known = readHeader(b[:])
		}
	}
	return f.known
}

// frame is which frame's page lies there, from 0.
func (f *logFile) frame(off int64, size int) (int64, bool) {
	if size < smallest || !f.shape() || int64(size) != f.header.page {
		return 0, false
	}
	off -= logHead + frameHead
	n := off / (frameHead + f.header.page)
	return n, off >= 0 && off%(frameHead+f.header.page) == 0
}

// headed is which frame's header lies there.
func (f *logFile) headed(off int64, size int) (int64, bool) {
	if size != frameHead || !f.shape() {
		return 0, false
	}
	off -= logHead
	return off / (frameHead + f.header.page), off >= 0 && off%(frameHead+f.header.page) == 0
}

// sound says whether a page is as it was written: the checksum in its frame's header
// goes on from that of the frame before.
func (f *logFile) sound(at int64, page []byte) bool {
	place := logHead + at*(frameHead+f.header.page)
	head, last := f.heads[0][:], f.heads[1][:]
	if n, _ := f.File.ReadAt(head, place); n != frameHead {
		return false
	}
	before := sum{}
	if at == 0 {
		var b [logHead]byte // another program may have begun the log anew
		if n, _ := f.File.ReadAt(b[:], 0); n != logHead {
			return false
		}
		before = readSum(b[24:])
	} else {
		if n, _ := f.File.ReadAt(last, place-frameHead-f.header.page); n != frameHead {
			return false
		}
		before = readSum(last[16:])
	}
	return before.over(head[:8], f.header.big).over(page, f.header.big) == readSum(head[16:])
}
