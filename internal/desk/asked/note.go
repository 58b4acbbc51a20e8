package asked

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/backsight/backsight/internal/base/when"
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
	file := noteFile(state)
	if err := os.WriteFile(file+".new", text, 0o600); err != nil {
		return fmt.Errorf("leaving a note: %w", err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		return fmt.Errorf("leaving a note: %w", err)
	}
	return nil
}

// Left is the text of the note in the state folder, "" where there is none, where it
// cannot be read or its time is over.
func Left(state string, now when.Instant) string {
	text, err := os.ReadFile(noteFile(state))
	var n Note
	if err != nil || json.Unmarshal(text, &n) != nil || n.Until <= now {
		return ""
	}
	return n.Text
}

// Take takes the note away; there need be none.
func Take(state string) error {
	if err := os.Remove(noteFile(state)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("taking a note away: %w", err)
	}
	return nil
}
