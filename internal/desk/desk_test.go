package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// now is a Friday at noon, in Berlin.
var now = when.Date(2026, time.November, 20).Start(time.UTC) + 11*when.Hour

// house is a machine with a home folder, seen by a surface that hands it in.
type house struct {
	t *testing.T
	desk.Options
}

func newHouse(t *testing.T) *house {
	home := t.TempDir()
	env := map[string]string{"HOME": home, "BACKSIGHT_HOME": filepath.Join(home, ".backsight"), "TZ": "Europe/Berlin"}
	variable := func(name string) string { return env[name] }
	return &house{t, desk.Options{
		Env: variable, Host: "laptop", Dir: home, Folders: desk.FoldersOf(variable), Settings: config.Default(),
		Now: func() when.Instant { return now },
	}}
}

// repo is a repository under the home folder with a commit a day, the last on a
// day, by somebody.
func (h *house) repo(name, author string, days int, last when.Day) string {
	h.t.Helper()
	dir := filepath.Join(h.Folders.Home, name)
	h.git("", "init", "-q", "-b", "main", dir)
	for i := range days {
		if err := os.WriteFile(filepath.Join(dir, "main.go"), fmt.Appendf(nil, "package main // %d\n", i), 0o600); err != nil {
			h.t.Fatal(err)
		}
		at := (last - when.Day(days-1-i)).Start(time.UTC) + 10*when.Hour
		h.git(dir, "add", "-A")
		h.git(dir, "-c", "user.name="+author, "-c", "user.email="+strings.ToLower(author)+"@example.org", "commit", "-q", "-m", "step", "--date", at.In(time.UTC).Format(time.RFC3339))
	}
	return dir
}

func (h *house) git(dir string, args ...string) {
	h.t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "HOME="+h.Folders.Home, "GIT_CONFIG_NOSYSTEM=1", "GIT_COMMITTER_DATE=2026-11-20T10:00:00Z")
	if out, err := c.CombinedOutput(); err != nil {
		h.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// place is a repository with one commit, as found.
func (h *house) place(name, author string) []find.Found {
	h.t.Helper()
	found := h.Finder().Paths(h.t.Context(), []string{h.repo(name, author, 1, now.Day(time.UTC)-1)})
	places, problems := found.Places, found.Problems
	if len(places) != 1 || len(problems) > 0 {
		h.t.Fatal(places, problems)
	}
	return places
}

// own is the person's store with a folder imported.
func (h *house) own(me []string, paths ...string) *desk.Desk {
	h.t.Helper()
	d, err := h.OpenOwn(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { d.Close() })
	found := h.Finder().Paths(h.t.Context(), paths)
	places, problems := found.Places, found.Problems
	more, err := d.Import(h.t.Context(), me, places, desk.Silent{})
	if err != nil || len(problems)+len(more) > 0 {
		h.t.Fatal(problems, more, err)
	}
	return d
}

// tools are a surface that only reads, as an assistant's would: each answers one
// question about a desk as JSON. It needs the desk and reckoning, and no other
// surface: internal/law fails where a file of this room imports one.
var tools = map[string]func(context.Context, *desk.Desk, desk.Query) (any, error){
	"look": func(ctx context.Context, d *desk.Desk, ask desk.Query) (any, error) {
		q, err := d.Question(ctx, ask)
		if err != nil {
			return nil, err
		}
		return d.Reckoning().Look(ctx, d.Grant, q)
	},
	"day": func(ctx context.Context, d *desk.Desk, ask desk.Query) (any, error) {
		q, err := d.Question(ctx, desk.Query{Zone: ask.Zone})
		if err != nil {
			return nil, err
		}
		return d.Reckoning().OnDay(ctx, d.Grant, q, ask.Until.Last())
	},
	"places": func(ctx context.Context, d *desk.Desk, _ desk.Query) (any, error) { return d.Places(ctx) },
}

// A surface that reads can be built on the desk alone: it opens the store, imports
// a folder, and answers.
func TestASurfaceNeedsNoOther(t *testing.T) {
	h := newHouse(t)
	yesterday := now.Day(time.UTC) - 1
	dir := h.repo("src/zephyr", "Ann", 12, yesterday)
	d := h.own([]string{"ann@example.org"}, filepath.Join(h.Folders.Home, "src"))
	said := func(tool string, ask desk.Query) string {
		answer, err := tools[tool](t.Context(), d, ask)
		if err != nil {
			t.Fatalf("%s: %v", tool, err)
		}
		text, err := json.Marshal(answer)
		if err != nil {
			t.Fatalf("%s: %v", tool, err)
		}
		return string(text)
	}
	for tool, wants := range map[string][]string{
		"look":   {`"emails":["ann@example.org"]`, `"zone":"Europe/Berlin"`, `"yours":12`},
		"day":    {`"day":"` + yesterday.String() + `"`, ": step"},
		"places": {dir, `"Facts":12`, `"Yours":12`},
	} {
		text := said(tool, desk.Query{Until: when.Days{From: yesterday, To: yesterday + 1}})
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %s: %.400s", tool, want, text)
			}
		}
	}
	if text := said("look", desk.Query{Zone: "Asia/Tokyo"}); !strings.Contains(text, `"zone":"Asia/Tokyo"`) {
		t.Errorf("the zone of a question is not heard: %.200s", text)
	}
	if _, err := tools["look"](t.Context(), d, desk.Query{Measure: "nonsense"}); fault.KindOf(err) != fault.Usage {
		t.Errorf("a measure that is none: %v", err)
	}
}

// listening is a Talk that remembers what it was told.
type listening struct {
	desk.Silent
	t      *testing.T
	heard  []string
	refuse bool
	leave  []find.Found
}

func (l *listening) say(format string, args ...any) {
	l.heard = append(l.heard, fmt.Sprintf(format, args...))
}

func (l *listening) LeaveOut(found []find.Found, _ string, _ func() []find.Line) ([]find.Found, bool) {
	l.say("found %s", find.Words(found))
	return l.leave, !l.refuse
}

func (l *listening) LeftOut(left find.Left) {
	l.say("%s", strings.Split(left.Words(), ";")[0])
}

func (l *listening) Nothing(string, string) { l.say("nothing") }

func (l *listening) Which(tried person.Person, authors []gitlog.Author) (person.Person, error) {
	l.say("not %q, perhaps %s", tried.Joined(), authors[0].Name)
	return l.Silent.Which(tried, authors)
}

// What a question is answered from: the paths, the store, what lies at home, a
// made-up life, in this order; and who the person is taken for.
func TestWhatIsLookedAt(t *testing.T) {
	h := newHouse(t)
	look := func(of desk.Evidence, l *listening) (*desk.Sight, error) {
		t.Helper()
		l.t = t
		q, err := h.Question(desk.Query{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := h.Sight(t.Context(), q, of, l)
		if s.Desk != nil {
			t.Cleanup(func() { s.Desk.Close() })
		}
		return s, err
	}
	expect := func(what string, l *listening, want ...string) {
		t.Helper()
		if got := strings.Join(l.heard, "; "); got != strings.Join(want, "; ") {
			t.Errorf("%s: it was told %q, want %q", what, got, want)
		}
	}
	l := &listening{}
	s, err := look(desk.Evidence{}, l)
	if err != nil || s.Desk == nil || !s.Question.Synthetic || !s.Desk.IsMadeUp() {
		t.Fatal("an empty house shows no made-up life", err)
	}
	expect("an empty house", l, "nothing")
	if q, err := s.Desk.Question(t.Context(), desk.Query{Since: when.Days{From: 0, To: 9}}); err != nil || !q.Synthetic || q.Names[0] != s.Question.Names[0] {
		t.Error("a made-up life is asked about somebody else", err)
	}

	dir := h.repo("src/zephyr", "Ann", 3, now.Day(time.UTC)-1)
	l = &listening{}
	s, err = look(desk.Evidence{}, l)
	if err != nil || s.Desk == nil || s.Question.Chosen != person.IsGuessed || s.Question.Names[0] != "Ann" {
		t.Fatal("what lies at home is not read as its author", err)
	}
	expect("a repository at home", l, "found 1 git repository", `not "", perhaps Ann`)
	if _, err = look(desk.Evidence{}, &listening{refuse: true}); fault.KindOf(err) != fault.Stopped {
		t.Errorf("who says no is read all the same: %v", err)
	}

	l = &listening{}
	s, err = look(desk.Evidence{Paths: []string{"src", "nowhere"}, Me: []string{"Bob"}}, l)
	if fault.KindOf(err) != fault.Nothing || s.Desk != nil || !strings.Contains(err.Error(), "bob is not among the authors") {
		t.Fatal("somebody who was named and is not there is taken for another:", err)
	}
	expect("somebody else", l, `not "bob", perhaps Ann`)
	if len(s.Problems) != 1 || !strings.Contains(s.Problems[0].Error(), "nowhere") {
		t.Errorf("a path that is not there: %v", s.Problems)
	}
	if s, err = look(desk.Evidence{Paths: []string{"nowhere"}}, &listening{}); err != nil || s.Desk != nil || len(s.Problems) != 1 {
		t.Errorf("nothing to read: %v, %v", s, err)
	}

	h.own([]string{"ann@example.org"}, dir)
	l = &listening{}
	if s, err = look(desk.Evidence{}, l); err != nil || s.Desk == nil || s.Desk.Address != h.Address() || s.Question.Chosen != person.IsGiven {
		t.Fatal("the store is not looked at", err)
	}
	expect("the store", l)
	if s, err = look(desk.Evidence{Me: []string{"ann@example.org"}}, l); err != nil || s.Question.Habits.Self.Identities[0] != "ann@example.org" {
		t.Error("who is named is not who is asked about", err)
	}
	if _, err = look(desk.Evidence{Me: []string{"eve@example.org"}}, l); fault.KindOf(err) != fault.Nothing {
		t.Error("somebody else is shown what is Ann's:", err)
	}
}

// What is left out before the first reading is never read: the next look, the list and
// an import leave it out too, and taking it back brings it.
func TestWhatIsLeftOutAtHome(t *testing.T) {
	h := newHouse(t)
	h.repo("src/zephyr", "Ann", 3, now.Day(time.UTC)-1)
	other := h.repo("src/other", "Ann", 3, now.Day(time.UTC)-1)
	look := func(l *listening) {
		t.Helper()
		q, err := h.Question(desk.Query{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := h.Sight(t.Context(), q, desk.Evidence{}, l)
		if err != nil {
			t.Fatal(err)
		}
		places, err := s.Desk.Places(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range places {
			l.say("read %s", p.Name)
		}
		if err := s.Desk.Close(); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(l *listening, want string) {
		t.Helper()
		if got := strings.Join(l.heard, "; "); got != want {
			t.Errorf("it was told %q, want %q", got, want)
		}
	}
	l := &listening{leave: h.Finder().Paths(t.Context(), []string{other}).Places}
	look(l)
	expect(l, `found 2 git repositories; not "", perhaps Ann; read zephyr`)
	l = &listening{}
	look(l)
	expect(l, `set apart by you: 1 git repository; found 1 git repository; not "", perhaps Ann; read zephyr`)

	d, err := h.OpenOwn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	lines, left, err := d.ListHome(t.Context())
	if err != nil || len(lines) != 1 || !strings.HasSuffix(lines[0].What, "zephyr") || len(left.Apart) != 1 {
		t.Errorf("the list has what was left out: %+v, %+v, %v", lines, left, err)
	}
	if err := d.ImportHome(t.Context(), func(desk.Progress) {}); err != nil {
		t.Fatal(err)
	}
	places, err := d.Places(t.Context())
	if err != nil || len(places) != 2 || places[0].Name != "zephyr" || !places[1].Apart || places[1].Last != 0 {
		t.Errorf("an import reads what was left out: %+v, %v", places, err)
	}
	back, err := d.BringBack(t.Context(), other)
	if err != nil || len(back) != 1 {
		t.Errorf("it cannot be brought back: %+v, %v", back, err)
	}
	if lines, _, err := d.ListHome(t.Context()); err != nil || len(lines) != 2 {
		t.Errorf("brought back, it is not listed: %+v, %v", lines, err)
	}
}

// A throwaway store is used again, and goes after a month unused.
func TestThrowawayStores(t *testing.T) {
	h := newHouse(t)
	dir := h.repo("zephyr", "Ann", 2, now.Day(time.UTC)-1)
	at := now
	h.Now = func() when.Instant { return at }
	look := func(me string) []string {
		t.Helper()
		q, err := h.Question(desk.Query{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := h.Sight(t.Context(), q, desk.Evidence{Paths: []string{dir}, Me: []string{me}}, desk.Silent{})
		if err != nil || s.Desk == nil || len(s.Problems) > 0 {
			t.Fatal(s.Problems, err)
		}
		s.Desk.Close()
		files, _ := filepath.Glob(filepath.Join(h.Folders.Cache, "look", "*.db"))
		return files
	}
	first := look("ann@example.org")
	if len(first) != 1 {
		t.Fatalf("a look made %v", first)
	}
	was, err := os.Stat(first[0])
	if err != nil {
		t.Fatal(err)
	}
	look("ann@example.org")
	if is, err := os.Stat(first[0]); err != nil || !os.SameFile(was, is) {
		t.Errorf("the same look does not use the store there is: %v", err)
	}
	at += 31 * 24 * when.Hour
	if after := look("Ann"); len(after) != 1 || after[0] == first[0] {
		t.Errorf("a month later there are %v", after)
	}
}

// Where Backsight's things lie is read off the environment, and from nowhere else.
func TestFolders(t *testing.T) {
	env := func(pairs ...string) func(string) string {
		return func(name string) string {
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == name {
					return pairs[i+1]
				}
			}
			return ""
		}
	}
	if f := desk.FoldersOf(env("HOME", "/home/ann", "BACKSIGHT_HOME", "/b")); f != (desk.Folders{Home: "/home/ann", Config: "/b/config", Data: "/b/data", State: "/b/state", Cache: "/b/cache"}) {
		t.Errorf("BACKSIGHT_HOME: %+v", f)
	}
	f := desk.FoldersOf(env("HOME", "/home/ann", "XDG_DATA_HOME", "/x", "XDG_STATE_HOME", "not/absolute"))
	if f.Data != "/x/backsight" || f.State != "/home/ann/.local/state/backsight" || f.SettingsFile() != "/home/ann/.config/backsight/settings.toml" {
		t.Errorf("XDG: %+v", f)
	}
	o := desk.Options{Folders: f, Env: env("BACKSIGHT_STORE", "/elsewhere.db")}
	if o.Address() != "/elsewhere.db" || (desk.Options{Folders: f}).Address() != "/x/backsight/backsight.db" || (desk.Options{Store: "a", Env: o.Env}).Address() != "a" {
		t.Error("the store is not where it was said to be")
	}
	if got := desk.Shown("postgres://ann:secret@db/x"); strings.Contains(got, "secret") || !strings.Contains(got, "db/x") {
		t.Errorf("an address is shown as %s", got)
	}
}

// A store that is not there is made by who keeps, and by nobody else.
func TestNoStoreIsMadeByLooking(t *testing.T) {
	h := newHouse(t)
	if d, err := h.FindOwn(t.Context()); d != nil || err != nil {
		t.Fatal(d, err)
	}
	if _, err := h.NeedOwn(t.Context()); fault.KindOf(err) != fault.Nothing {
		t.Errorf("a store that is not there: %v", err)
	}
	if _, err := os.Stat(h.Address()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("looking made a store: %v", err)
	}
	d, err := h.OpenOwn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	if d, err = h.FindOwn(t.Context()); err != nil || d == nil {
		t.Fatal("what was made is not found", err)
	}
	d.Close()
}

// Importing what lies at home asks nobody, tells how far it is, and what could not
// be read.
func TestWhatLiesAtHomeIsImported(t *testing.T) {
	h := newHouse(t)
	h.repo("src/zephyr", "Ann", 3, now.Day(time.UTC)-1)
	if err := os.WriteFile(filepath.Join(h.Folders.Home, "broken.ics"), []byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := h.OpenOwn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var told []desk.Progress
	if err := d.ImportHome(t.Context(), func(p desk.Progress) { told = append(told, p) }); err != nil {
		t.Fatal(err)
	}
	problem := false
	for _, p := range told {
		problem = problem || strings.Contains(p.Error, "broken.ics")
	}
	if first, last := told[0], told[len(told)-1]; first.Total != 2 || last.Done != 2 || !problem {
		t.Errorf("it was told %+v", told)
	}
	p, err := d.Identified(t.Context())
	if err != nil || p.Chosen != person.IsGuessed || p.Joined() != "ann@example.org" {
		t.Errorf("it is %+v, %v", p, err)
	}
	d.Read(t.Context(), p.Self, h.place("other", "Bob"), "test", desk.Silent{}.Meter())
	places := h.Finder().Paths(t.Context(), []string{"src"}).Places
	if held, err := d.Held(t.Context(), places); err != nil || held != (desk.Held{Facts: 3, Yours: 3}) {
		t.Errorf("it holds %+v, %v", held, err)
	}
}
