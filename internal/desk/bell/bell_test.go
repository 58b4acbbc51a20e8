package bell_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/bell"
)

// A script asks every day. It hears of what begins on the day it begins, of what
// lasts every seventh day, of what ended and begins again at once, and never of
// what was seen while it lasts.
func TestAlarmsAreSaidWhenTheyBeginAndWeekly(t *testing.T) {
	day := when.Date(2026, 11, 2)
	heard := bell.Heard{}
	for n, step := range []struct {
		ringing []string
		see     bool
		due     []int
	}{
		0:  {[]string{"clock"}, false, []int{0}},
		1:  {[]string{"clock"}, false, nil},
		2:  {[]string{"clock", "alarm"}, false, []int{1}}, // and says that the clock rings too
		3:  {[]string{"clock", "alarm"}, false, nil},
		8:  {[]string{"clock", "alarm"}, false, nil},
		9:  {[]string{"clock", "alarm"}, false, []int{0, 1}},
		10: {[]string{"alarm"}, false, nil},
		11: {[]string{"clock", "alarm"}, false, []int{0}},
		12: {[]string{"clock", "alarm"}, true, nil},
		30: {[]string{"clock", "alarm"}, false, nil},
		31: {[]string{"alarm"}, false, nil},
		32: {[]string{"clock", "alarm"}, false, []int{0}},
	} {
		if step.ringing == nil {
			continue
		}
		if step.see {
			heard = heard.See(step.ringing, day+when.Day(n))
			continue
		}
		var due []int
		due, heard = heard.Ask(step.ringing, day+when.Day(n), 7)
		if diff := cmp.Diff(step.due, due); diff != "" {
			t.Errorf("day %d (-want +got):\n%s", n, diff)
		}
	}
}

// With nothing between, every question is answered; what was seen stays silent.
func TestNoughtSpeaksEveryTime(t *testing.T) {
	today := when.Date(2026, 11, 2)
	heard := bell.Heard{"seen": {On: today, Seen: true}, "alarm": {On: today}}
	if due, _ := heard.Ask([]string{"seen", "alarm"}, today, 0); !cmp.Equal(due, []int{1}) {
		t.Errorf("due are %v", due)
	}
}

// What was said is kept for each store apart, for its owner alone; a file that
// makes no sense silences nothing.
func TestWhatWasSaidIsKept(t *testing.T) {
	f := bell.File{Folder: filepath.Join(t.TempDir(), "state"), Store: "/a"}
	if h, err := f.Read(); err != nil || len(h) != 0 {
		t.Fatalf("at first: %v, %v", h, err)
	}
	want := bell.Heard{"clock": {On: when.Date(2026, 11, 2), Seen: true}}
	if err := f.Write(want); err != nil {
		t.Fatal(err)
	}
	if h, err := f.Read(); err != nil || !cmp.Equal(h, want) {
		t.Errorf("%v, %v", h, err)
	}
	if h, _ := (bell.File{Folder: f.Folder, Store: "/b"}).Read(); len(h) != 0 {
		t.Errorf("another store heard %v", h)
	}
	files, _ := filepath.Glob(filepath.Join(f.Folder, "*"))
	if len(files) != 1 {
		t.Fatalf("there are %v", files)
	}
	if info, err := os.Stat(files[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(files[0], []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if h, err := f.Read(); err != nil || len(h) != 0 {
		t.Errorf("of half a file: %v, %v", h, err)
	}
}
