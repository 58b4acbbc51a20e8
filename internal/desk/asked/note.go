package asked

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/atomicfile"
)

// Note is what a shell's prompt may say until a moment, without opening a store.
type Note struct {
	Text  string       `json:"text"`
	Until when.Instant `json:"until"`
}

func noteFile(state string) string { return filepath.Join(state, "prompt.json") }

// Leave leaves a note in the state folder, in place of the one before, for this
// account alone to read.
func (n Note) Leave(state string) error {
	text, err := json.Marshal(n)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(state, 0o700); err != nil {
		return fmt.Errorf("leaving a note: %w", err)
	}
	if err := atomicfile.Write(noteFile(state), text); err != nil {
		return fmt.Errorf("leaving a note: %w", err)
	}
	return nil
}

// mostNote is how long a note may be, in bytes, and mostShown what is shown of it.
const (
	mostNote  = 4096
	mostShown = 80
)

// Left is the text of the note in the state folder, one short line; "" where there is
// none, where it is no file of its own, where others could have written it, or where its
// time is over.
func Left(state string, now when.Instant) string {
	folder, err := os.Stat(state)
	if err != nil || runtime.GOOS != "windows" && folder.Mode().Perm()&0o022 != 0 {
		return ""
	}
	file := noteFile(state)
	if is, err := os.Lstat(file); err != nil || !is.Mode().IsRegular() || is.Size() > mostNote {
		return ""
	}
	text, err := os.ReadFile(file)
	var n Note
	if err != nil || json.Unmarshal(text, &n) != nil || n.Until <= now {
		return ""
	}
	line, _, _ := strings.Cut(n.Text, "\n")
	return string([]rune(line)[:min(mostShown, len([]rune(line)))])
}

// Take takes the note away; there need be none.
func Take(state string) error {
	if err := os.Remove(noteFile(state)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("taking a note away: %w", err)
	}
	return nil
}
