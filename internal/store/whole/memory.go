package whole

import (
	"io"
	"slices"
	"strconv"
	"sync"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// memorySystem is the name of the file system whose files are copies in memory.
const memorySystem = "backsight-memory"

var copies struct {
	mu   sync.Mutex
	all  map[string]*memory
	made int
}

// Memory puts pages where SQLite can read and write them, for this program alone:
// address is for connections to it, with what else is to hold for them as "&name=value".
// A reader sees the state in which it began, however long it reads, and never waits for
// the writer. drop lets go of it once its connections are closed.
func Memory(pages Pages) (address func(more string) string, drop func()) {
	registerMemory()
	copies.mu.Lock()
	defer copies.mu.Unlock()
	copies.made++
	name := "/copy-" + strconv.Itoa(copies.made)
	copies.all[name] = &memory{pages: pages}
	return func(more string) string { return "file:" + name + "?vfs=" + memorySystem + more },
		func() {
			copies.mu.Lock()
			defer copies.mu.Unlock()
			delete(copies.all, name)
		}
}

var registerMemory = sync.OnceFunc(func() {
	copies.all = map[string]*memory{}
	vfs.Register(memorySystem, memories{})
})

// memories is the file system.
type memories struct{}

// Open opens a copy, or a file of SQLite's own that nobody else sees.
func (memories) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if name == "" || flags&vfs.OPEN_DELETEONCLOSE != 0 {
		return &vfsutil.SliceFile{}, flags | vfs.OPEN_MEMORY, nil
	}
	copies.mu.Lock()
	of := copies.all[name]
	copies.mu.Unlock()
	if of == nil || flags&vfs.OPEN_MAIN_DB == 0 { // whose files are in memory keeps its journals there
		return nil, flags, sqlite3.CANTOPEN
	}
	return &memoryFile{of: of}, flags | vfs.OPEN_MEMORY, nil
}

// Delete finds nothing.
func (memories) Delete(string, bool) error { return sqlite3.IOERR_DELETE_NOENT }

// Access finds no journal.
func (memories) Access(string, vfs.AccessFlag) (bool, error) { return false, nil }

// FullPathname is the name.
func (memories) FullPathname(name string) (string, error) { return name, nil }

// memory is a copy: its pages as they were committed last, which are never changed in
// their places, and who is writing.
type memory struct {
	mu     sync.Mutex
	pages  Pages
	writer *memoryFile
}

func (m *memory) committed() Pages {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.pages
}

// memoryFile is one connection's view of a copy.
type memoryFile struct {
	of      *memory
	lock    vfs.LockLevel
	pages   Pages // as it sees them while it holds a lock
	written bool  // pages are its own
}

// Close gives the copy back; what was not committed is lost.
func (f *memoryFile) Close() error { return f.Unlock(vfs.LOCK_NONE) }

func (f *memoryFile) view() Pages {
	if f.lock == vfs.LOCK_NONE {
		return f.of.committed()
	}
	return f.pages
}

// ReadAt reads a part of a page, or several pages.
func (f *memoryFile) ReadAt(b []byte, off int64) (n int, err error) {
	pages := f.view()
	if len(pages) == 0 {
		return 0, io.EOF
	}
	size := int64(len(pages[0]))
	for n < len(b) {
		at := (off + int64(n)) / size
		if at >= int64(len(pages)) {
			return n, io.EOF
		}
		n += copy(b[n:], pages[at][(off+int64(n))%size:])
	}
	return n, nil
}

// WriteAt writes a part of a page, or several, for the connection that holds the lock.
func (f *memoryFile) WriteAt(b []byte, off int64) (n int, err error) {
	if f.lock < vfs.LOCK_RESERVED || len(f.pages) == 0 {
		return 0, sqlite3.IOERR_WRITE
	}
	f.own()
	size := int64(len(f.pages[0]))
	for n < len(b) {
		at, inside := int((off+int64(n))/size), (off+int64(n))%size
		for at >= len(f.pages) {
			f.pages = append(f.pages, make([]byte, size))
		}
		page := slices.Clone(f.pages[at])
		n += copy(page[inside:], b[n:])
		f.pages[at] = page
	}
	return n, nil
}

// own makes the list of pages the connection's own before it is changed.
func (f *memoryFile) own() {
	if !f.written {
		f.pages, f.written = slices.Clone(f.pages), true
	}
}

// Truncate cuts pages off the end.
func (f *memoryFile) Truncate(size int64) error {
	if f.lock < vfs.LOCK_RESERVED || len(f.pages) == 0 {
		return sqlite3.IOERR_TRUNCATE
	}
	f.own()
	f.pages = f.pages[:min(len(f.pages), int(size)/len(f.pages[0]))]
	return nil
}

// Size is how many bytes there are.
func (f *memoryFile) Size() (int64, error) {
	pages := f.view()
	if len(pages) == 0 {
		return 0, nil
	}
	return int64(len(pages)) * int64(len(pages[0])), nil
}

// Lock begins to read, of the state that was committed last, or to write: one at a time,
// and only who sees that state still.
func (f *memoryFile) Lock(lock vfs.LockLevel) error {
	if f.lock >= lock {
		return nil
	}
	m := f.of
	m.mu.Lock()
	defer m.mu.Unlock()
	if f.lock == vfs.LOCK_NONE {
		f.pages, f.written = m.pages, false
	}
	if lock >= vfs.LOCK_RESERVED && m.writer != f {
		switch {
		case m.writer != nil:
			return sqlite3.BUSY
		case !same(f.pages, m.pages):
			return sqlite3.BUSY_SNAPSHOT
		}
		m.writer = f
	}
	f.lock = lock
	return nil
}

// same says whether two lists of pages are one.
func same(a, b Pages) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// Unlock ends a reading, or commits what was written.
func (f *memoryFile) Unlock(lock vfs.LockLevel) error {
	if f.lock <= lock {
		return nil
	}
	m := f.of
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.writer == f {
		if f.lock == vfs.LOCK_EXCLUSIVE && f.written {
			m.pages, f.written = f.pages, false
		}
		m.writer = nil
	}
	if f.lock = lock; lock == vfs.LOCK_NONE {
		f.pages = nil
	}
	return nil
}

// CheckReservedLock says whether anybody writes.
func (f *memoryFile) CheckReservedLock() (bool, error) {
	f.of.mu.Lock()
	defer f.of.mu.Unlock()
	return f.of.writer != nil, nil
}

// Sync has nothing to wait for.
func (*memoryFile) Sync(vfs.SyncFlag) error { return nil }

// SectorSize is nothing in particular.
func (*memoryFile) SectorSize() int { return 0 }

// DeviceCharacteristics are those of memory.
func (*memoryFile) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return vfs.IOCAP_ATOMIC | vfs.IOCAP_SEQUENTIAL | vfs.IOCAP_SAFE_APPEND | vfs.IOCAP_POWERSAFE_OVERWRITE | vfs.IOCAP_SUBPAGE_READ
}
