package assistant

import (
	"encoding/json"
	"io/fs"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
)

// engine is raised when the same files would give other turns than before.
const engine = 2

// position is a logbook.Position: how far each file of a tool was read.
type position struct {
	Engine int                `json:"engine"`
	Files  map[string]reached `json:"files"` // by path below the place
}

// reached is how far one file was read, and what its decoder knew there.
type reached struct {
	Size     int64           `json:"s"`
	Modified int64           `json:"m"` // nanoseconds since 1970
	Inode    uint64          `json:"i,omitempty"`
	Offset   int64           `json:"o,omitempty"` // after the last whole line
	Line     int             `json:"l,omitempty"` // its number
	Tail     string          `json:"t,omitempty"` // hash of the bytes before Offset
	Knows    json.RawMessage `json:"k,omitempty"` // the decoder
	Root     string          `json:"r,omitempty"` // how its conversation begins
	Again    bool            `json:"a,omitempty"` // must be read again though nothing changed
}

func reachedOf(info fs.FileInfo) reached {
	return reached{Size: info.Size(), Modified: info.ModTime().UnixNano(), Inode: disk.Inode(info)}
}

// readPosition reads what bytes wrote; anything else is no position.
func readPosition(p logbook.Position) position {
	var was position
	if err := json.Unmarshal(p, &was); err != nil || was.Engine != engine || was.Files == nil {
		return position{Engine: engine, Files: map[string]reached{}}
	}
	return was
}

func (p position) bytes() logbook.Position {
	b, _ := json.Marshal(p) // a struct of numbers and text always can
	return b
}

// journal adds what lies beside a database and is not yet in it.
func (r *reached) journal(path string) {
	if info, err := disk.Stat(path + "-wal"); err == nil {
		r.Size += info.Size()
		r.Modified = max(r.Modified, info.ModTime().UnixNano())
	}
}

// same says that the file was not touched since.
func (r reached) same(o reached) bool {
	return r.Size == o.Size && r.Modified == o.Modified && r.Inode == o.Inode && !r.Again
}
