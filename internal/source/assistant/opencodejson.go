package assistant

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/assistant/told"
	"github.com/backsight/backsight/internal/source/disk"
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

// maxMessage is how much of a message's file is looked at, its long texts cut.
const maxMessage = 4 << 20

// storedMessage is one file of a message.
type storedMessage struct{}

func (storedMessage) decode(_ context.Context, in *slim.Lines, o *out) error {
	text, err := io.ReadAll(io.LimitReader(&slim.Stream{Lines: in}, maxMessage))
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	dir := filepath.Dir(o.file.path)
	storage := filepath.Dir(filepath.Dir(dir))
	t, whole := told.Stored(text, strings.TrimSuffix(filepath.Base(o.file.path), ".json"), filepath.Base(dir), told.Beside{
		Session: func(id string) told.Session { return o.storedSession(storage, id) },
		Parts: func(message string) []told.Part {
			return partsAt(o.ctx, filepath.Join(storage, "part", filepath.Base(message)))
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
	for _, f := range disk.Match(storage, "session/*/"+disk.Literal(filepath.Base(id))+".json") {
		readObject(o.ctx, f, &s)
	}
	if o.stored == nil {
		o.stored = map[string]told.Session{}
	}
	o.stored[id] = s
	return s
}

// partsAt are the parts in a folder, in the order of their names, which is that of
// time. Those that cannot be read are left out.
func partsAt(ctx context.Context, dir string) (parts []told.Part) {
	entries, _ := disk.List(dir)
	for _, e := range entries {
		var p told.Part
		if strings.HasSuffix(e.Name(), ".json") && readObject(ctx, filepath.Join(dir, e.Name()), &p) {
			parts = append(parts, p)
		}
	}
	return parts
}

// readObject reads a small file that is one JSON object, its long texts cut.
func readObject(ctx context.Context, path string, v any) bool {
	f, err := disk.Open(ctx, path)
	if err != nil {
		return false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(&slim.Stream{Lines: slim.New(f)}, 1<<20))
	return (err == nil || errors.Is(err, io.EOF)) && json.Valid(text) && slim.Parse(text, v)
}
