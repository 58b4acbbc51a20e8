package notes

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// house is a log in memory beside a folder, and what is in force in it, told by the
// rules of the log: of one thing the newest version.
type house struct {
	*testing.T
	sourcetest.Book
	dir     string
	at      when.Instant
	watched []string
}

func newHouse(t *testing.T) *house { return &house{T: t, dir: t.TempDir(), at: now} }

// versions are all of a thing, the newest last; a version's stamp is the latest it was
// ever said with.
func (h *house) versions(kind logbook.Kind, key string) (all []logbook.Fact) {
	for _, batch := range h.Batches {
		for _, e := range batch.Entries {
			if e.Fact == nil || e.Fact.Kind != kind || e.Fact.Key != key {
				continue
			}
			i := slices.IndexFunc(all, func(f logbook.Fact) bool { return f.ID() == e.Fact.ID() })
			if i < 0 {
				all = append(all, *e.Fact)
			} else if e.Fact.Version.Stamp > all[i].Version.Stamp {
				all[i].Version = e.Fact.Version
			}
		}
	}
	slices.SortFunc(all, func(a, b logbook.Fact) int {
		if logbook.Newer(a.Version, a.ID(), b.Version, b.ID()) {
			return 1
		}
		return -1
	})
	return all
}

// read reads places of the folder, each a minute later than the one before.
func (h *house) read(places ...string) error {
	h.Helper()
	for _, name := range places {
		h.at += when.Minute
		uri := filepath.Join(h.dir, name)
		err := Source{Machine: "m"}.Pull(h.Context(), source.Ask{
			Self: who.Self{Person: 7}, Place: logbook.Place{Source: sourceName, Name: name, URI: uri}, Position: h.Position(uri), Sink: &h.Book, Now: h.at,
			Known: h.Known(uri),
			Fact:  func(_ context.Context, id logbook.ID) (logbook.Fact, error) { return h.All()[id], nil },
			Versions: func(_ context.Context, kind logbook.Kind, key string) iter.Seq2[logbook.Fact, error] {
				return func(yield func(logbook.Fact, error) bool) {
					for _, f := range h.versions(kind, key) {
						if !yield(f, nil) {
							return
						}
					}
				}
			},
			Elsewhere: func(_ context.Context, kind logbook.Kind, key string) (bool, error) {
				for _, other := range h.watched {
					at := filepath.Join(h.dir, other)
					if at != uri && slices.ContainsFunc(h.Facts(at), func(f logbook.Fact) bool { return f.Kind == kind && f.Key == key && !f.Gone }) {
						return true, nil
					}
				}
				return false, nil
			},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lay writes a file, touched later than any before.
func (h *house) lay(name, text string) {
	h.Helper()
	lay(h.T, filepath.Join(h.dir, name), text)
	h.at += when.Minute
	touched := h.at.In(time.UTC)
	if err := os.Chtimes(filepath.Join(h.dir, name), touched, touched); err != nil {
		h.Fatal(err)
	}
}

// inForce are the entries in force, with their numbers: "10:15.1 5 note".
func (h *house) inForce() (out []string) {
	seen := map[string]bool{}
	for _, f := range h.All() {
		all := h.versions(f.Kind, f.Key)
		last := all[len(all)-1]
		if seen[f.Key] || last.Gone {
			continue
		}
		seen[f.Key] = true
		e, err := record.Read(&last)
		if err != nil {
			h.Fatal(err)
		}
		_, number, _ := strings.Cut(strings.TrimPrefix(e.ID, "note-"), "-")
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s.%s %s%s %s", e.At.In(time.UTC).Format("02 15:04"), number, e.Text("value"), e.Text("text"), e.Text("note"))))
	}
	slices.Sort(out)
	return out
}

func (h *house) want(when string, want ...string) {
	h.Helper()
	if diff := cmp.Diff(want, h.inForce()); diff != "" {
		h.Errorf("%s, in force (-want +got):\n%s", when, diff)
	}
}

func (h *house) must(places ...string) {
	h.Helper()
	if err := h.read(places...); err != nil {
		h.Fatal(err)
	}
}

func (h *house) do(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// An entry that is edited is a newer version, one that is taken out of a file that is
// still there is deleted, and one that comes back is in force again.
func TestAFileThatIsEdited(t *testing.T) {
	h := newHouse(t)
	h.lay("v/2026-03-02.md", "- 10:15 energy 5\n- met Ann\n- 10:15 energy 3 second\n- 11:00 win it runs")
	h.must("v")
	h.want("at first", "02 10:15.1 5", "02 10:15.2 3 second", "02 11:00.1 it runs")
	h.lay("v/2026-03-02.md", "- 10:15 energy 6\n- 10:15 energy 3 second")
	h.must("v")
	h.want("edited, and one taken out", "02 10:15.1 6", "02 10:15.2 3 second")
	h.lay("v/2026-03-02.md", "- 10:15 energy 3 second")
	h.must("v")
	h.want("the first taken out", "02 10:15.2 3 second")
	h.lay("v/2026-03-02.md", "- 10:15 energy 3 second\n- 10:15 energy 5\n- 11:00 win it runs")
	h.must("v")
	h.want("come back", "02 10:15.1 5", "02 10:15.2 3 second", "02 11:00.1 it runs")
	h.lay("v/2026-03-02.md", "")
	h.must("v")
	h.want("emptied")
}

// Moved within the place, renamed or in another place, an entry is the same, and a file
// or a folder that has vanished as a whole deletes nothing.
func TestFilesThatMove(t *testing.T) {
	h := newHouse(t)
	h.lay("v/2026-03-02.md", "- 10:15 energy 5\n- 10:15 energy 3\n- 10:15 energy 1")
	h.lay("v/2026-03-03.md", "- 10:15 energy 4")
	h.must("v")
	h.lay("v/2026-03-02.md", "- 10:15 energy 3\n- 10:15 energy 1")
	h.must("v")
	all := []string{"02 10:15.2 3", "02 10:15.3 1", "03 10:15.1 4"}
	h.want("one taken out", all...)
	facts := len(h.All())
	h.do(os.MkdirAll(filepath.Join(h.dir, "v", "journals"), 0o700))
	h.do(os.Rename(filepath.Join(h.dir, "v/2026-03-02.md"), filepath.Join(h.dir, "v/journals/2026_03_02.md")))
	h.must("v")
	h.want("renamed", all...)
	h.do(os.Remove(filepath.Join(h.dir, "v/2026-03-03.md")))
	h.must("v")
	h.want("a file vanished", all...)
	h.lay("v/other.md", "2026-03-03 10:15 energy 7")
	h.must("v")
	h.want("another of the same time", append(slices.Clone(all), "03 10:15.2 7")...)
	h.do(os.Remove(filepath.Join(h.dir, "v/other.md")))
	h.do(os.Rename(filepath.Join(h.dir, "v"), filepath.Join(h.dir, "w")))
	if err := h.read("v"); err == nil || !strings.Contains(err.Error(), "no longer there") {
		t.Errorf("a folder that vanished: %v", err)
	}
	h.must("w")
	h.want("the folder moved", append(slices.Clone(all), "03 10:15.2 7")...)
	if got := len(h.All()); got != facts+1 {
		t.Errorf("%d facts, want %d: what moved is the same fact", got, facts+1)
	}
}

// A line that is taken out of a file which was renamed before is deleted, and one edited
// keeps its number, though another of its time goes in the same moment.
func TestAFileThatWasRenamedIsEdited(t *testing.T) {
	h := newHouse(t)
	h.lay("v/a.md", "2026-03-02 10:15 energy 1\n2026-03-02 11:15 energy 1")
	h.lay("v/b.md", "2026-03-02 10:15 energy 2")
	h.must("v")
	h.do(os.Rename(filepath.Join(h.dir, "v/a.md"), filepath.Join(h.dir, "v/c.md")))
	h.must("v")
	h.want("renamed", "02 10:15.1 1", "02 10:15.2 2", "02 11:15.1 1")
	h.lay("v/c.md", "2026-03-02 11:15 energy 1")
	h.lay("v/b.md", "2026-03-02 10:15 energy 3")
	h.must("v")
	h.want("edited", "02 10:15.2 3", "02 11:15.1 1")
}

// A line cut out of one place and put into another is no deletion, in whatever order
// the two are read, and one that is taken out there later is.
func TestALineMovedToAnotherPlace(t *testing.T) {
	for _, order := range [][]string{{"a.md", "b.md"}, {"b.md", "a.md"}} {
		h := newHouse(t)
		h.watched = order
		h.lay("a.md", "2026-03-02 10:15 energy 5\n2026-03-02 11:15 energy 6")
		h.lay("b.md", "2026-03-02 10:15 energy 2")
		h.must("a.md", "b.md")
		h.want("two places", "02 10:15.1 5", "02 10:15.2 2", "02 11:15.1 6")
		h.lay("a.md", "2026-03-02 10:15 energy 5")
		h.lay("b.md", "2026-03-02 10:15 energy 2\n2026-03-02 11:15 energy 6")
		h.must(order...)
		h.want("moved", "02 10:15.1 5", "02 10:15.2 2", "02 11:15.1 6")
		h.lay("b.md", "2026-03-02 10:15 energy 2")
		h.must(order...)
		h.want("deleted there", "02 10:15.1 5", "02 10:15.2 2")
	}
}

// What the person takes back or says otherwise of an entry is not undone by the same
// line, wherever it is met; a line that is edited since is.
func TestWhatIsTakenBackStaysSo(t *testing.T) {
	h := newHouse(t)
	h.lay("v/2026-03-02.md", "- 10:15 energy 5\n- 11:15 energy 6")
	h.must("v")
	for _, f := range h.Facts(filepath.Join(h.dir, "v")) {
		e, err := record.Read(&f)
		h.do(err)
		e.Gone = true
		gone := e.Fact(7, h.at+1)
		_, err = h.Put(t.Context(), logbook.Batch{Place: logbook.Place{URI: "said"}, Entries: []logbook.Entry{{Fact: &gone}}})
		h.do(err)
	}
	h.lay("v/2026-03-02.md", "- 10:15 energy 5\n- 11:15 energy 6\n- 12:15 energy 7")
	h.must("v")
	h.want("another line", "02 12:15.1 7")
	h.do(os.Rename(filepath.Join(h.dir, "v"), filepath.Join(h.dir, "w")))
	h.must("w")
	h.want("moved", "02 12:15.1 7")
	h.lay("w/2026-03-02.md", "- 10:15 energy 4\n- 11:15 energy 6\n- 12:15 energy 7")
	h.must("w")
	h.want("edited", "02 10:15.1 4", "02 12:15.1 7")
	h.lay("w/2026-03-02.md", "- 10:15 energy 4\n- 11:15 energy 1\n- 11:15 energy 6\n- 12:15 energy 7")
	h.must("w")
	h.want("another of its time above it", "02 10:15.1 4", "02 11:15.2 1", "02 12:15.1 7")
}

// A bad row names the file and the line, and costs that row; prose costs none.
func TestBadRows(t *testing.T) {
	h := newHouse(t)
	h.lay("v/2026-03-02.md", "Energy was low.\n- 10:15 energy 9\n- 10:15 energy 5\n- read the paper")
	h.lay("one.md", "\n2026-03-02 10:16 energy 9")
	h.must("v", "one.md")
	h.want("the rest is read", "02 10:15.1 5")
	var got []string
	for _, place := range []string{"v", "one.md"} {
		for _, row := range h.Bad(filepath.Join(h.dir, place)) {
			got = append(got, fmt.Sprintf("%d %s | %s", row.Line, row.What, row.Row))
		}
	}
	want := []string{`0 2026-03-02.md, line 2: value must be a whole number from 1 to 7, not "9" | - 10:15 energy 9`, `2 value must be a whole number from 1 to 7, not "9" | 2026-03-02 10:16 energy 9`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Only what is asked for is a place: no folder is looked into, and no file without an
// entry is taken for notes.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"log.md": "2026-03-02 10:15 energy 5", "readme.md": "Read me.\n", "main.go": "// 2026-03-02 10:15 energy 5\n2026-03-02 10:15 energy 5"} {
		lay(t, filepath.Join(dir, name), text)
	}
	for name, want := range map[string]int{"log.md": 1, "readme.md": 0, "main.go": 0, "": 0} {
		for watched, want := range map[bool]int{false: want, true: 1} {
			s, n := Source{}, 0
			real, err := filepath.EvalSymlinks(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if watched {
				s.Watched = []string{real}
			}
			for p, err := range s.Find(t.Context(), filepath.Join(dir, name)) {
				if n++; err != nil || p.URI != real {
					t.Errorf("%q: %v, %v", name, p, err)
				}
			}
			if n != want {
				t.Errorf("%q, watched %v: %d places, want %d", name, watched, n, want)
			}
		}
	}
}

// What lies in a folder of notes may be hostile: links that lead out, pipes, lines
// without an end, names of files that are none of text; and what programs keep there is
// no notes: backups of Logseq, the bin, copies that a conflict left.
func TestHostileFolder(t *testing.T) {
	h := newHouse(t)
	h.lay("v/2026-03-02.md", strings.Repeat("x", 3*maxLine)+"\n- 10:15 energy 5\n- 10:16 win "+strings.Repeat("y", 3*maxLine)+"\n- 10:17 win "+strings.Repeat("y", 3000)+"\x00\xff")
	h.lay("secret.md", "2026-03-02 10:15 energy 1")
	for _, name := range []string{"logseq/bak/journals/2026_03_02.md", ".trash/2026-03-02.md", "2026-03-02.sync-conflict-20260303-1.md", "node_modules/a/2026-03-02.md", "2026-03-02.png"} {
		h.lay("v/"+name, "- 10:15 energy 2")
	}
	if runtime.GOOS != "windows" {
		h.do(os.Symlink(filepath.Join(h.dir, "secret.md"), filepath.Join(h.dir, "v", "link.md")))
		h.do(os.Symlink(h.dir, filepath.Join(h.dir, "v", "loop")))
	}
	h.must("v")
	h.want("the one note", "02 10:15.1 5")
	bad := h.Bad(filepath.Join(h.dir, "v"))
	if len(bad) != 2 || !strings.Contains(bad[0].What, "line 3: the line is longer") || !strings.Contains(bad[1].What, "line 4: text has 3002 characters") || len(bad[0].Row) > 1000 {
		t.Errorf("%.300v", bad)
	}
}

// More of one minute than anybody says is told and left out.
func TestTooManyAlike(t *testing.T) {
	h := newHouse(t)
	h.lay("v/2026-03-02.md", strings.Repeat("- 10:15 energy 5\n", 3*alike))
	h.must("v")
	if n := len(h.inForce()); n != alike {
		t.Errorf("%d are in force", n)
	}
	if n := len(h.Bad(filepath.Join(h.dir, "v"))); n != 2*alike {
		t.Errorf("%d bad rows", n)
	}
}

// The zone of the home is that of every clock on the wall: where it is another, the
// entries are newer versions of the same.
func TestAnotherZone(t *testing.T) {
	h := newHouse(t)
	h.lay("v/2026-03-02.md", "- 10:15 energy 5\n- 2026-03-02T10:15:00+02:00 energy 6")
	h.must("v")
	uri := filepath.Join(h.dir, "v")
	ask := source.Ask{
		Self: who.Self{Person: 7}, Place: logbook.Place{Source: sourceName, Name: "v", URI: uri}, Position: h.Position(uri), Sink: &h.Book, Now: h.at + when.Hour, Known: h.Known(uri),
		Fact: func(_ context.Context, id logbook.ID) (logbook.Fact, error) { return h.All()[id], nil },
		Versions: func(_ context.Context, kind logbook.Kind, key string) iter.Seq2[logbook.Fact, error] {
			return func(yield func(logbook.Fact, error) bool) {
				for _, f := range h.versions(kind, key) {
					yield(f, nil)
				}
			}
		},
	}
	h.do(Source{Zone: time.FixedZone("", -3600)}.Pull(t.Context(), ask))
	h.want("moved west", "02 08:15.1 6", "02 11:15.1 5")
}
