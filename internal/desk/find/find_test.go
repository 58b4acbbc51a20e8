package find_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/all"
)

const calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"

// machine is a home folder with calendars in it, seen from a folder inside.
func machine(t *testing.T, files ...string) find.Finder {
	t.Helper()
	home := t.TempDir()
	for _, name := range files {
		file := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(calendar), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return find.Finder{Local: all.Local{Machine: "laptop"}, Home: home, Dir: filepath.Join(home, "a"), Env: func(string) string { return "" }}
}

// A path is looked through once, by whatever name it comes; a relative one begins
// in the folder that was handed in; what holds nothing is said, by the name it was
// given.
func TestPaths(t *testing.T) {
	f := machine(t, "a/one.ics", "a/two.ics", "b/three.ics", "c/notes.txt")
	for _, c := range []struct {
		roots   []string
		places  string
		problem string
	}{
		{[]string{"."}, "one two", ""},
		{[]string{"one.ics", ".", f.Dir}, "one two", ""},
		{[]string{"..", "../b"}, "one three two", ""},
		{[]string{"../b", "../c"}, "three", "../c: nothing to read"},
		{[]string{"nowhere", "two.ics"}, "two", "nowhere"},
	} {
		found := f.Paths(t.Context(), c.roots)
		places, problems := found.Places, found.Problems
		var names []string
		for _, p := range places {
			names = append(names, strings.TrimSuffix(filepath.Base(p.URI), ".ics"))
		}
		// Sources walk in the order of names; the test asks for the set.
		if got := sorted(names); got != c.places {
			t.Errorf("%v: %q, want %q", c.roots, got, c.places)
		}
		var said strings.Builder
		for _, p := range problems {
			said.WriteString(p.Error())
			if fault.KindOf(p) != fault.Incomplete {
				t.Errorf("%v: %v costs more than itself", c.roots, p)
			}
		}
		if (c.problem == "") != (said.String() == "") || !strings.Contains(said.String(), c.problem) {
			t.Errorf("%v: it says %q, want %q", c.roots, said.String(), c.problem)
		}
	}
}

func sorted(names []string) string {
	for i := range names {
		for j := i; j > 0 && names[j] < names[j-1]; j-- {
			names[j], names[j-1] = names[j-1], names[j]
		}
	}
	return strings.Join(names, " ")
}

// Without a home folder nothing lies at home, and nothing is a problem.
func TestAtHome(t *testing.T) {
	f := machine(t, "a/one.ics", "b/two.ics")
	if got := f.AtHome(t.Context()).Places; len(got) != 2 {
		t.Errorf("at home lie %d places", len(got))
	}
	if f.Home = ""; f.AtHome(t.Context()).Places != nil {
		t.Error("something lies in no home folder")
	}
	if f.Dir = ""; f.Here(t.Context()) != nil {
		t.Error("something lies in no folder")
	}
}

// The current folder's repository is the one above it.
func TestHere(t *testing.T) {
	f := machine(t, "src/zephyr/cmd/deep/x.txt", "src/zephyr/plan.ics", "src/other.ics")
	if err := os.Mkdir(filepath.Join(f.Home, "src", "zephyr", ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	f.Dir = filepath.Join(f.Home, "src", "zephyr", "cmd", "deep")
	places := f.Here(t.Context())
	if len(places) != 1 || filepath.Base(places[0].URI) != "plan.ics" {
		t.Errorf("here lie %+v", places)
	}
}

// What was found is said in few words.
func TestWords(t *testing.T) {
	at := func(source, name string) find.Found {
		return find.Found{Place: logbook.Place{Source: source, Name: name, URI: "/" + name}}
	}
	places := []find.Found{at("calendar", "ann"), at("git", "a"), at("git", "b"), at("git", "c"), at("git", "d")}
	if got := find.Words(places); got != "4 git repositories and 1 calendar" {
		t.Errorf("%q", got)
	}
	want := []find.Group{{Source: "calendar", What: "1 place: ann"}, {Source: "git", What: "4 places: a, b, c and 1 more"}}
	if diff := cmp.Diff(want, find.Groups(places)); diff != "" {
		t.Error(diff)
	}
	if !find.AnyGit(places) || find.AnyGit(places[:1]) || !find.Among(places, logbook.Place{Source: "git", URI: "/b"}) || find.Among(places, logbook.Place{Source: "calendar", URI: "/b"}) {
		t.Error("what is among them is not told")
	}
}
