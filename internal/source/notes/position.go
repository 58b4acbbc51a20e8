package notes

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/backsight/backsight/internal/logbook"
)

// engine is raised when the same file would give other facts than before.
const engine = 1

// position is a logbook.Position: what a place was when it was last read whole.
type position struct {
	Engine int    `json:"engine"`
	Sum    string `json:"sum"` // SHA-256 of names, sizes and times of its files, and of the home zone
	// Held are the keys of the entries that each file held, a mark of each after the
	// other: those of a file that has vanished as a whole are kept here until it is back.
	Held map[string][]byte `json:"held,omitempty"`
}

// markSize is how many bytes tell the keys of a place apart.
const markSize = 6

// mark is the beginning of the hash of a fact's key.
type mark [markSize]byte

func markOf(f *logbook.Fact) mark {
	id := logbook.KeyHash(f.Kind, f.Key)
	return mark(id[:markSize])
}

// readPosition reads what bytes wrote; of anything else it is the zero position.
func readPosition(p logbook.Position) (was position) {
	if json.Unmarshal(p, &was) != nil {
		return position{}
	}
	return was
}

func (p position) bytes() logbook.Position {
	b, _ := json.Marshal(p) // a struct of numbers and text always can
	return b
}

// holds says whether a file held the entry with a mark.
func (p position) holds(file string, m mark) bool {
	held := p.Held[file]
	for i := 0; i+markSize <= len(held); i += markSize {
		if bytes.Equal(held[i:i+markSize], m[:]) {
			return true
		}
	}
	return false
}

// marks are those of the entries that some of the files held.
func (p position) marks(of func(file string) bool) map[mark]bool {
	out := map[mark]bool{}
	for file, held := range p.Held {
		for i := 0; of(file) && i+markSize <= len(held); i += markSize {
			out[mark(held[i:i+markSize])] = true
		}
	}
	return out
}

func sumOf(files []noteFile, home *time.Location) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q\n", home)
	for _, f := range files {
		fmt.Fprintf(sum, "%q %d %d\n", f.name, f.size, f.modified)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
