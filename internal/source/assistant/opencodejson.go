package assistant

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/assistant/told"
)

// Some versions of opencode keep a file a message in place of the database:
//
//	storage/session/PROJECT/SESSION.json   parentID, directory, when it was begun
//	storage/message/SESSION/MESSAGE.json   who, when, model, tokens
//	storage/part/MESSAGE/PART.json         texts, and who put them there
//
// Messages have the names there that they have in the database, so that one that is in
// both is one.
func storedMessages() log {
	return log{under: "storage/message", match: "*.json", fresh: true, read: func(file) decoder { return storedMessage{} }}
}

// storedMessage is one file of a message.
type storedMessage struct{}

func (storedMessage) decode(_ context.Context, in *slim.Lines, o *out) error {
	text, err := io.ReadAll(&slim.Stream{Lines: in})
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	dir := filepath.Dir(o.file.path)
	storage := filepath.Dir(filepath.Dir(dir))
	t, whole := told.Stored(text, strings.TrimSuffix(filepath.Base(o.file.path), ".json"), filepath.Base(dir), told.Beside{
		Session: func(id string) told.Session { return o.storedSession(storage, id) },
		Parts: func(message string) []told.Part {
			return partsAt(filepath.Join(storage, "part", filepath.Base(message)))
		},
	})
	if !whole {
		o.bad(1, "the file is no whole message")
	}
	return o.told(t)
}

// storedSession reads what is said of a session, once a reading; the zero session
// where nothing is.
func (o *out) storedSession(storage, id string) told.Session {
	if s, known := o.stored[id]; known {
		return s
	}
	var s told.Session
	files, _ := filepath.Glob(filepath.Join(escaped(storage), "session", "*", escaped(filepath.Base(id))+".json"))
	for _, f := range files {
		readObject(f, &s)
	}
	if o.stored == nil {
		o.stored = map[string]told.Session{}
	}
	o.stored[id] = s
	return s
}

// partsAt are the parts in a folder, in the order of their names, which is that of
// time. Those that cannot be read are left out.
func partsAt(dir string) (parts []told.Part) {
	entries, _ := os.ReadDir(dir) // sorted
	for _, e := range entries {
		var p told.Part
		if strings.HasSuffix(e.Name(), ".json") && readObject(filepath.Join(dir, e.Name()), &p) {
			parts = append(parts, p)
		}
	}
	return parts
}

// readObject reads a small file that is one JSON object, its long texts cut.
func readObject(path string, v any) bool {
	f, err := open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(&slim.Stream{Lines: slim.New(f)}, 1<<20))
	return (err == nil || errors.Is(err, io.EOF)) && json.Valid(text) && slim.Parse(text, v)
}
