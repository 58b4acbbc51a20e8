package ics

import (
	"encoding/json"
	"io/fs"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
)

// engine is raised when the same file would give other facts than before.
const engine = 4

// position is a logbook.Position: what a file was when it was last read whole.
type position struct {
	Engine   int          `json:"engine"`
	Size     int64        `json:"size"`
	Modified int64        `json:"modified"` // nanoseconds since 1970
	Inode    uint64       `json:"inode,omitempty"`
	Sum      string       `json:"sum"`             // SHA-256 of the content
	Export   when.Instant `json:"export"`          // when the calendar was written, as far as is known
	Newest   when.Instant `json:"newest"`          // the newest stamp in it, of a file
	Ahead    when.Instant `json:"ahead,omitempty"` // of a folder: when its next event begins
	Live     *live        `json:"live,omitempty"`
}

// live is what more there is of a file that lies at an address: how the server
// names its version, and what it was found to cover.
type live struct {
	ETag     string           `json:"etag,omitempty"`
	Modified string           `json:"modified,omitempty"` // Last-Modified, as the server wrote it
	Counts   logbook.Coverage `json:"counts"`
}

// modified is the file's own time.
func (p position) modified() time.Time { return time.Unix(0, p.Modified) }

func positionOf(info fs.FileInfo) position {
	return position{Engine: engine, Size: info.Size(), Modified: info.ModTime().UnixNano(), Inode: disk.Inode(info)}
}

// readPosition reads what bytes wrote; anything else is no position.
func readPosition(p logbook.Position) (was position, ok bool) {
	if err := json.Unmarshal(p, &was); err != nil || was.Engine != engine {
		return position{}, false
	}
	return was, true
}

func (p position) bytes() logbook.Position {
	b, _ := json.Marshal(p) // a struct of numbers and text always can
	return b
}

// sameFile says that the file was not touched since.
func (p position) sameFile(o position) bool {
	return p.Size == o.Size && p.Modified == o.Modified && p.Inode == o.Inode
}
