package find

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// A line says from when to when, how much, and whose it seems to be.
func TestALineOfTheList(t *testing.T) {
	day := when.Date(2016, 3, 5)
	for _, c := range []struct {
		source, span, whose string
		seen                Glimpse
	}{
		{"git", "2016-03 to 2016-04", "412 of 1430 commits yours", Glimpse{From: day, To: day + 40, Things: 1430, Yours: 412}},
		{"git", "2016-03", "35 commits, all yours", Glimpse{From: day, To: day, Things: 35, Yours: 35}},
		{"git", "to 2016-03", "9 of the newest 20000 commits yours, 3 perhaps", Glimpse{From: when.NoDay, To: day, Things: 20000, Yours: 9, Alike: 3, Part: true}},
		{"git", "2016-03", "1 commit, all perhaps yours", Glimpse{From: day, To: day, Things: 1, Alike: 1}},
		{"git", "2016-03", "3 of 8 commits perhaps yours", Glimpse{From: day, To: day, Things: 8, Alike: 3}},
		{"git", "2016-03", "8 commits, most by Bob Ray", Glimpse{From: day, To: day, Things: 8, Of: "Bob Ray"}},
		{"git", "", "", Glimpse{From: when.NoDay, To: when.NoDay}},
		{"calendar", "2016-03", "you are in 300 of 412 events", Glimpse{From: day, To: day, Things: 412, Yours: 300}},
		{"calendar", "2016-03", "412 events, kept for ann@x.example", Glimpse{From: day, To: day, Things: 412, Of: "ann@x.example"}},
		{"calendar", "2016-03", "412 events", Glimpse{From: day, To: day, Things: 412}},
	} {
		found := Found{Place: logbook.Place{Source: c.source, Name: "one", URI: "/home/ann/src/one/.git"}}
		lines := Finder{Home: "/home/ann"}.listed([]Found{found}, []Glimpse{c.seen})
		if len(lines) != 1 || lines[0].Span() != c.span || lines[0].Whose().String() != c.whose || lines[0].What != "src/one" {
			t.Errorf("%+v: %+v, %q, %q", c, lines, lines[0].Span(), lines[0].Whose().String())
		}
	}
}

// However much lies at home, the list stays one that a person can read: what has most
// of theirs first, each place in one line, the rest of a kind in lines of its own.
func TestALongListIsShort(t *testing.T) {
	var seen []Glimpse
	var places []Found
	add := func(from string, n int, of func(i int) Glimpse) {
		for i := range n {
			name := fmt.Sprintf("%s-%03d", from, i)
			seen = append(seen, of(i))
			places = append(places, Found{Place: logbook.Place{Source: from, Name: name, URI: "/home/ann/" + name}})
		}
	}
	add("calendar", 3, func(i int) Glimpse { return Glimpse{From: 1, To: 2, Things: 5 + i} })
	add("git", 200, func(i int) Glimpse {
		return Glimpse{From: when.Day(9000 - i), To: when.Day(9000 + i), Things: 100, Yours: max(0, 120-i), Part: i == 199}
	})
	lines := Finder{Home: "/home/ann"}.listed(places, seen)
	if len(lines) > mostLines+1 {
		t.Errorf("%d lines", len(lines))
	}
	in := map[string]int{}
	var said []string
	for _, l := range lines {
		said = append(said, l.What)
		for _, p := range l.Places {
			in[p.Place.Name]++
		}
	}
	for _, p := range places {
		if in[p.Place.Name] != 1 {
			t.Fatalf("%s is in %d lines", p.Place.Name, in[p.Place.Name])
		}
	}
	if lines[0].What != "git-000" || lines[15].What != "git-015" || lines[0].Kind != "git repositories" || lines[18].What != "calendar-002" || lines[18].Kind != "calendars" {
		t.Errorf("not in order: %q", said)
	}
	if lines[16].What != "104 more" || lines[17].What != "80 more with nothing known as yours" {
		t.Errorf("the rest: %q", said)
	}
	if rest := lines[16]; rest.Yours != 5460 || rest.Things != 10400 || rest.From != 9000-119 || rest.To != 9000+119 || rest.Key() == lines[17].Key() {
		t.Errorf("the rest is not summed up: %+v", rest.Glimpse)
	}
	if again := (Finder{Home: "/home/ann"}).listed(places, seen); again[16].Key() != lines[16].Key() {
		t.Error("the same list has other keys")
	}
}

// Of logs that cannot be looked into quickly, the files are counted.
func TestFilesAreCounted(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "aw.json")
	if err := os.WriteFile(file, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	day := when.Date(2026, 11, 3)
	if err := os.Chtimes(file, day.Time(), day.Time()); err != nil {
		t.Fatal(err)
	}
	found := Found{Puller: activitywatch.Source{}, Place: logbook.Place{Source: "activitywatch", Name: "aw", URI: file}}
	lines := Finder{Home: dir}.List(t.Context(), []Found{found}, For{})
	if len(lines) != 1 || lines[0].Whose().String() != "1 file" || lines[0].Span() != "to 2026-11" || !strings.Contains(lines[0].Kind, "ActivityWatch") {
		t.Errorf("%+v %q %q", lines, lines[0].Whose(), lines[0].Span())
	}
}

// Of a history it is told how much seems to be the person's, and whose it is where
// nothing is.
func TestAGlimpseOfAHistory(t *testing.T) {
	authors := []gitlog.Author{
		{Name: "Eve Law", Emails: []string{"eve@e.x"}, Commits: 2, First: 12, Last: 13},
		{Name: "Ann Lee", Emails: []string{"ann@e.x"}, Commits: 1, First: 11, Last: 11},
		{Name: "ANN LEE", Emails: []string{"lee@new.example"}, Commits: 1, First: 40, Last: 40},
		{Name: "robot", Emails: []string{"bot@e.x"}, Commits: 9, First: when.NoDay, Last: when.NoDay, Bot: true},
	}
	for _, c := range []struct {
		self   who.Identity
		called string
		want   Glimpse
	}{
		{"ann@e.x", "", Glimpse{Things: 13, Yours: 1}},
		{"ann@e.x", "Ann Lee", Glimpse{Things: 13, Yours: 1, Alike: 1}},
		{"bob@e.x", "ann lee", Glimpse{Things: 13, Alike: 2}},
		{"bob@e.x", "", Glimpse{Things: 13, Of: "Eve Law"}},
	} {
		c.want.From, c.want.To = 11, 40
		as := For{Self: who.Self{Identities: []who.Identity{c.self}}, Called: []string{c.called}}
		if got := history(authors, true, as); got != c.want {
			t.Errorf("%v: %+v; want %+v", c.self, got, c.want)
		}
		c.want.From, c.want.Part = when.NoDay, true
		if got := history(authors, false, as); got != c.want {
			t.Errorf("the newest of %v: %+v; want %+v", c.self, got, c.want)
		}
	}
}
