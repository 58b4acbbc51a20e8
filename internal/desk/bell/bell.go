// Package bell remembers which alarms were already said, so that a script which asks
// every hour hears of each when it begins and now and then while it lasts. It knows
// names and days only, no evidence, and asks the time nowhere.
//
//	Mon        Tue     …    Mon
//	begins     lasts        lasts     ends, begins again
//	speaks     silent       speaks    speaks
package bell

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/atomicfile"
)

// Heard is what was said of what rings, by its name. A name stands for one time of
// ringing: a clock that was set back in between has another.
type Heard map[string]Said

// Said is the day on which something was last said, and whether the person wants no
// more of it until it ends.
type Said struct {
	On   when.Day `json:"on"`
	Seen bool     `json:"seen,omitempty"`
}

// Ask says of what rings today, which of it is to be said: what was not said yet, or
// was said again or more days ago, and was not seen. Where anything is, all that was
// not seen counts as said today. Next is what to remember: what no longer rings is
// forgotten.
func (h Heard) Ask(ringing []string, today when.Day, again int) (due []int, next Heard) {
	next = Heard{}
	for i, name := range ringing {
		said, known := h[name]
		if !known || !said.Seen && int(today-said.On) >= again {
			due = append(due, i)
		}
		next[name] = said
	}
	for name, said := range next {
		if len(due) > 0 && !said.Seen {
			next[name] = Said{On: today}
		}
	}
	return due, next
}

// See silences what rings today until it ends and begins again.
func (h Heard) See(ringing []string, today when.Day) Heard {
	next := Heard{}
	for _, name := range ringing {
		next[name] = Said{On: today, Seen: true}
	}
	return next
}

// File is where what was said of a store lies: one file a store, below a folder,
// that only its owner may read.
type File struct {
	Folder string
	Store  string // its address as it is shown; the file's name is a hash of it
}

func (f File) name() string {
	sum := sha256.Sum256([]byte(f.Store))
	return filepath.Join(f.Folder, "check-"+hex.EncodeToString(sum[:6])+".json")
}

// Read is what was said; nothing where no file is, or one that cannot be understood:
// then everything is said once more.
func (f File) Read() (Heard, error) {
	b, err := os.ReadFile(f.name())
	if errors.Is(err, fs.ErrNotExist) {
		return Heard{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading what was already said: %w", err)
	}
	var h Heard
	if json.Unmarshal(b, &h) != nil {
		return Heard{}, nil
	}
	return h, nil
}

// Write keeps what was said, whole or not at all.
func (f File) Write(h Heard) error {
	b, err := json.Marshal(h)
	if err == nil {
		err = os.MkdirAll(f.Folder, 0o700)
	}
	if err != nil {
		return fmt.Errorf("keeping what was said: %w", err)
	}
	if err := atomicfile.Write(f.name(), append(b, '\n')); err != nil {
		return fmt.Errorf("keeping what was said: %w", err)
	}
	return nil
}
