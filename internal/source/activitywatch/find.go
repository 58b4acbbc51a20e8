package activitywatch

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
)

// Find yields every export and database at or below root once, in the order of
// the walk: in a folder those that bear the names ActivityWatch gives them, and
// root itself whatever its name, if it holds what they hold. Symbolic links are
// followed for root only. The URI is the file's absolute path.
func (s Source) Find(ctx context.Context, root string) iter.Seq2[logbook.Place, error] {
	return source.Files(ctx, root, func(path string, asked bool) iter.Seq2[logbook.Place, error] {
		if !asked && !usual(path) || !s.reads(ctx, path) {
			return source.Nowhere
		}
		return source.At(s.place(path))
	})
}

func (s Source) place(path string) logbook.Place {
	return logbook.Place{Source: sourceName, Machine: s.Machine, Name: logbook.Text(filepath.Base(path)), URI: path}
}

// usual says whether a file has a name that ActivityWatch gives: its exports
// ("aw-buckets-export.json") and its servers' databases.
func usual(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	switch {
	case strings.HasPrefix(name, "aw-") && strings.HasSuffix(name, ".json"):
		return true
	case strings.HasPrefix(name, "peewee-sqlite") && strings.HasSuffix(name, ".db"):
		return true
	}
	folder := filepath.Base(filepath.Dir(path))
	return strings.HasPrefix(name, "sqlite") && strings.HasSuffix(name, ".db") && strings.HasPrefix(folder, "aw-server")
}

// peek is how much of a file is looked at before it is read.
const peek = 64 << 10

// reads says whether a file holds what this source reads.
func (s Source) reads(ctx context.Context, path string) bool {
	start := head(ctx, path)
	if isDatabase(start) {
		_, err := s.schema(ctx, path)
		return err == nil
	}
	return holdsExport(start)
}

func head(ctx context.Context, path string) []byte { return disk.Head(ctx, path, peek) }

// holdsExport says whether the beginning of a file is that of an export: an
// object with buckets, or one bucket alone.
func holdsExport(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	d := json.NewDecoder(bytes.NewReader(head))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return false
	}
	var lone int
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return false
		}
		switch key {
		case "buckets":
			start, err := d.Token()
			return err == nil && start == json.Delim('{') && aBucket(d)
		case "events":
			start, err := d.Token()
			return err == nil && start == json.Delim('[') && lone > 0
		case "hostname", "client":
			lone++
		}
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			return false
		}
	}
	return false
}

// aBucket says whether what follows is the first of some buckets, or that there
// are none.
func aBucket(d *json.Decoder) bool {
	if _, err := d.Token(); err != nil || !d.More() {
		return err == nil
	}
	start, err := d.Token()
	return err == nil && start == json.Delim('{')
}
