package wakatime

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

// Find yields every dump at or below root once, in the order of the walk: in a
// folder those whose names say that they are WakaTime's, and root itself
// whatever its name. A file that is known and holds too little is an error that
// says what to export instead. Symbolic links are followed for root only. The URI is the
// file's absolute path.
func (s Source) Find(ctx context.Context, root string) iter.Seq2[logbook.Place, error] {
	return source.Files(ctx, root, func(path string, asked bool) iter.Seq2[logbook.Place, error] {
		switch {
		case !asked && !called(path):
			return source.Nowhere
		case isDump(ctx, path):
			return source.At(s.at(path))
		}
		if wrong := notEnough(ctx, path); wrong != nil {
			return func(yield func(logbook.Place, error) bool) { yield(logbook.Place{}, wrong) }
		}
		return source.Nowhere
	})
}

func (s Source) at(path string) logbook.Place {
	return logbook.Place{Source: Name, Machine: s.Machine, Name: logbook.Text(filepath.Base(path)), URI: path}
}

// called says whether a file has a name as dumps do: "wakatime-ann.json".
func called(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	return strings.HasSuffix(name, ".json") && (strings.Contains(name, "wakatime") || strings.Contains(name, "heartbeats"))
}

// peek is how much of a file is looked at before it is read.
const peek = 64 << 10

// isDump says whether a file begins as a dump does: an object with days of
// heartbeats in it.
func isDump(ctx context.Context, path string) bool {
	head := disk.Head(ctx, path, peek)
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(head, []byte("\uFEFF"))))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return false
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return false
		}
		if key == "days" {
			start, err := d.Token()
			return err == nil && start == json.Delim('[') && isDay(d)
		}
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			return false
		}
	}
	return false
}

// isDay says whether what follows is a day of heartbeats, or that there is none.
func isDay(d *json.Decoder) bool {
	if !d.More() {
		return true
	}
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return false
	}
	for d.More() {
		key, err := d.Token()
		if err != nil || key == "heartbeats" {
			return err == nil
		}
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			return false
		}
	}
	return false
}
