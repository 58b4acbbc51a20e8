package wakatime_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/bounded"
	"github.com/backsight/backsight/internal/base/fault"
)

// TestOneLongHeartbeat: what came before it is kept, and it is never held.
func TestOneLongHeartbeat(t *testing.T) {
	path := write(t, t.TempDir(), "wakatime-ann.json", `{"days":[{"date":"2021-02-06","heartbeats":[
{"entity":"/src/f.go","type":"file","time":1612569600.5},
{"entity":"`+strings.Repeat("x", 20<<20)+`","type":"file","time":1612569601.5}]}]}`)
	b, err := pull(t, path)
	if fault.KindOf(err) != fault.Incomplete || !errors.Is(err, bounded.ErrLong) || len(b.Beats(path)) != 1 {
		t.Errorf("%d heartbeats, %v", len(b.Beats(path)), err)
	}
}

// TestWhatLiesBesideADump: lists of names that are links, or too many of them, name
// nothing and hold nothing up.
func TestWhatLiesBesideADump(t *testing.T) {
	folder := dump(t, 10)
	_ = os.Remove(filepath.Join(folder, "user_agents.json"))
	if err := os.Symlink("/dev/zero", filepath.Join(folder, "user_agents.json")); err != nil {
		t.Skip("no links here: ", err)
	}
	path := filepath.Join(folder, "wakatime-ann.json")
	if b, err := pull(t, path); fault.KindOf(err) != fault.Incomplete || len(b.Beats(path)) != 10 {
		t.Errorf("a list of names that is /dev/zero: %d heartbeats, %v", len(b.Beats(path)), err)
	}
}
