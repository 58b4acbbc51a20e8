package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
)

// heardAt keeps one event of a watcher, met at an address.
func heardAt(t *testing.T, d *desk.Desk, uri string) {
	t.Helper()
	e := logbook.Beat{Lane: logbook.Lane{Source: "activitywatch", Program: "vim"}, Key: uri, At: noon - 1, For: 1, Type: "currentwindow", Entity: "vim"}
	_, err := d.DB.Put(t.Context(), logbook.Batch{
		Person: d.Person, Place: logbook.Place{Source: "activitywatch", Name: uri, URI: uri}, Entries: []logbook.Entry{{Beat: &e}}, At: noon, By: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A source whose events were heard at a place of the source's own name is set apart and
// brought back like any other.
func TestASourceIsSetApartWhereItWasHeard(t *testing.T) {
	now := noon
	d := opened(t, t.TempDir()+"/store.db", &now)
	heardAt(t, d, "activitywatch")
	heardAt(t, d, "/home/ann/export.json")
	for range 2 {
		if apart, err := d.SetApart(t.Context(), "activitywatch"); err != nil || len(apart) != 2 {
			t.Fatalf("set apart: %+v, %v", apart, err)
		}
		if back, err := d.BringBack(t.Context(), "activitywatch"); err != nil || len(back) != 2 {
			t.Fatalf("brought back: %+v, %v", back, err)
		}
	}
	if _, err := d.SetApart(t.Context(), "/home/ann/export.json"); fault.KindOf(err) != fault.Usage {
		t.Errorf("one file of it: %v", err)
	}
}

// A source whose places are set apart one by one is not set apart by its name: nothing
// would bring that back.
func TestASourceOfPlacesIsNotSetApartByItsName(t *testing.T) {
	now := noon
	d := opened(t, t.TempDir()+"/store.db", &now)
	for _, name := range []string{"git", "said"} {
		e := record.Apart.New(record.Values{"where": {Text: name}})
		if _, err := d.Say(t.Context(), e); fault.KindOf(err) != fault.Usage {
			t.Errorf("%s is set apart: %v", name, err)
		}
		if e.Gone = true; e.Check() == nil {
			if _, err := d.Say(t.Context(), e); err != nil {
				t.Errorf("that %s was set apart cannot be taken back: %v", name, err)
			}
		}
	}
}

// Of a folder those places are brought back that can be; only where there is none, it is
// said how the others are.
func TestBringingBackAFolderLeavesWhatIsApartByKind(t *testing.T) {
	now := noon
	d := opened(t, t.TempDir()+"/store.db", &now)
	heardAt(t, d, "/home/ann/a.json")
	for _, where := range []string{"activitywatch", "/home/ann/z"} {
		if _, err := d.Say(t.Context(), record.Apart.New(record.Values{"where": {Text: where}})); err != nil {
			t.Fatal(err)
		}
	}
	back, err := d.BringBack(t.Context(), "/home/ann")
	if err != nil || len(back) != 1 || back[0].URI != "/home/ann/z" {
		t.Errorf("brought back: %+v, %v", back, err)
	}
	_, err = d.BringBack(t.Context(), "/home/ann")
	if f, is := errors.AsType[*fault.Fault](err); !is || !strings.Contains(fmt.Sprint(f.Hint), "--undo activitywatch") {
		t.Errorf("what is apart by kind: %v", err)
	}
}
