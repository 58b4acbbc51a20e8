package notes

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// shown is what a text says, an entry or a bad row a line.
func shown(name, text string) (out []string) {
	_ = read(strings.NewReader(text), dayOf(name), time.UTC, func(w written) bool {
		if w.err != nil {
			out = append(out, fmt.Sprintf("%d bad: %v", w.line, w.err))
			return true
		}
		var line strings.Builder
		line.WriteString(fmt.Sprintf("%d %s %s", w.line, w.entry.Kind.Name, w.entry.At))
		for _, f := range w.entry.Kind.Fields {
			if v := w.entry.Text(f.Name); v != "" {
				line.WriteString(" " + f.Name + "=" + v)
			}
		}
		out = append(out, line.String())
		return true
	})
	return out
}

// TestTheGrammar: what docs/notes.md promises, line by line.
func TestTheGrammar(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
		want       []string
	}{
		"a plain line":          {"energy.txt", "2026-03-02 10:15 energy 5 after the review", []string{"1 energy 2026-03-02T10:15:00Z value=5 note=after the review"}},
		"its own offset":        {"a.txt", "2026-03-02T10:15:30+02:00 energy 5", []string{"1 energy 2026-03-02T08:15:30Z value=5"}},
		"an item of Obsidian":   {"2026-03-02.md", "- 10:15 energy 5 after the review", []string{"1 energy 2026-03-02T10:15:00Z value=5 note=after the review"}},
		"an item of Logseq":     {"journals/2026_03_02.md", "\t- **10:15** energy 5, slept well", []string{"1 energy 2026-03-02T10:15:00Z value=5 note=slept well"}},
		"a property":            {"2026-03-02.md", "energy:: 5\n- win:: the parser runs\n- 10:15 Energy:: 6", []string{"1 bad: no time of day stands on the line: energy speaks of a moment, as in 10:15 energy 5", "2 win 2026-03-02T12:00:00Z text=the parser runs", "3 energy 2026-03-02T10:15:00Z value=6"}},
		"its short command":     {"2026-03-02.md", "- 9:05 feel 3", []string{"1 energy 2026-03-02T09:05:00Z value=3"}},
		"below zero":            {"2026-03-02.md", "- 10:15 give -2 the hour of tickets\n- 10:16 give −1\n- 10:17 give +3", []string{"1 give 2026-03-02T10:15:00Z value=-2 note=the hour of tickets", "2 give 2026-03-02T10:16:00Z value=-1", "3 give 2026-03-02T10:17:00Z value=3"}},
		"fields in brackets":    {"2026-03-02.md", "- 17:00 win the parser runs [level:: 0] [link:: https://example.org/pr/1]", []string{"1 win 2026-03-02T17:00:00Z text=the parser runs level=0 link=https://example.org/pr/1"}},
		"brackets of others":    {"2026-03-02.md", "- 17:00 win the [[parser]] runs [mood:: fine]", []string{"1 win 2026-03-02T17:00:00Z text=the [[parser]] runs [mood:: fine]"}},
		"a day is enough":       {"log.txt", "2026-03-02 learned Go's iterators\n2026-03-02: read: Small Gods", []string{"1 learned 2026-03-02T12:00:00Z text=Go's iterators", "2 read 2026-03-02T12:00:00Z title=Small Gods"}},
		"a role":                {"log.txt", `2026-03-02 role "Head of Engineering" 2022-01..2024-06 [track:: management] [reports:: 24]` + "\n2026-03-02 role Lead [from:: 2024-07]", []string{"1 role 2026-03-02T12:00:00Z text=Head of Engineering from=2022-01-01 to=2024-06-30 track=management reports=24", "2 role 2026-03-02T12:00:00Z text=Lead from=2024-07-01"}},
		"an aim":                {"log.txt", "2026-03-02 aim to build AI systems", []string{"1 aim 2026-03-02T12:00:00Z text=to build AI systems"}},
		"a heading is a day":    {"log.md", "# 2026-03-02\n- 10:15 energy 5\n## [[2026-03-03]]\n- 10:15 energy 6\n## Evening\n- 20:00 energy 2", []string{"2 energy 2026-03-02T10:15:00Z value=5", "4 energy 2026-03-03T10:15:00Z value=6", "6 energy 2026-03-03T20:00:00Z value=2"}},
		"a task that is done":   {"2026-03-02.md", "- [x] 10:15 energy 5\n- [ ] 11:15 energy 5\n- [-] 12:15 energy 5", []string{"1 energy 2026-03-02T10:15:00Z value=5"}},
		"half a day":            {"2026-03-02.md", "- 1:15 pm energy 5\n- 12:05am energy 2\n- 13:15pm energy 2", []string{"1 energy 2026-03-02T13:15:00Z value=5", "2 energy 2026-03-02T00:05:00Z value=2"}},
		"a dash between":        {"2026-03-02 Monday.md", "- 10:15 – energy 5 – fine", []string{"1 energy 2026-03-02T10:15:00Z value=5 note=fine"}},
		"other ends of lines":   {"2026-03-02.md", "\uFEFF10:15 energy 5\r\n10:16 energy 6\r", []string{"1 energy 2026-03-02T10:15:00Z value=5", "2 energy 2026-03-02T10:16:00Z value=6"}},
		"a mode cannot be said": {"2026-03-02.md", "- 10:15 energy 5 [mode:: random]", []string{"1 energy 2026-03-02T10:15:00Z value=5 note=[mode:: random]"}},
		"what is bad": {"2026-03-02.md", "- 10:15 energy 9\n- 10:15 energy\n- energy:: high\n- 10:15 win:\n- 10:15 win x [level:: 7]\n- role:: Lead\n- 10:15 energy 5.5", []string{
			`1 bad: value must be a whole number from 1 to 7, not "9"`, "2 bad: value is missing",
			"3 bad: no time of day stands on the line: energy speaks of a moment, as in 10:15 energy high",
			`5 bad: level must be a whole number from 0 to 4, not "7"`, "6 bad: from is missing", `7 bad: value must be a whole number from 1 to 7, not "5.5"`,
		}},
		"prose": {"2026-03-02.md", strings.Join([]string{
			"---", "energy: 9", "read: true", "date: 2026-03-02", "---", "Energy was low today. I read a book at 10:15.", "- read the paper", "- Read: the paper",
			"- 10:15 Read the paper", "- 10:15 give feedback to Ann", "- 10:15 energy was low", "- 10:15 standup", "- win the match", "* aim high", "> 10:15 energy 9",
			"- TODO 10:15 energy 9", "```", "- 10:15 energy 9", "```", "10:15 - 11:00 energy 9", "25:15 energy 9", "10:75 energy 9", "energy 9", "#energy 9", "| 10:15 | energy 9 |",
			"winner:: 10", "energy::", "- win:: ", "- 10:15 energy::", "- 10:15 reading 3 papers", "2026-13-45 energy 9",
		}, "\n"), nil},
		"no day": {"ideas.md", "- 10:15 energy 9\n- win:: x\nread:: [[2026-01-01]]", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, shown(c.file, c.text)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestEveryKindCanBeWritten: no list of kinds stands here, so that one which record is
// given is read as well.
func TestEveryKindCanBeWritten(t *testing.T) {
	for _, k := range kinds() {
		var line strings.Builder
		line.WriteString("2026-03-02 10:15 " + k.Name)
		for _, f := range k.Fields {
			if f.Must {
				fmt.Fprintf(&line, " [%s:: %s]", f.Name, map[record.Type]string{record.Number: "1", record.Text: "a b", record.Date: "2026-01-01"}[f.As])
			}
		}
		if got := shown("a.md", strings.Replace(line.String(), k.Name, k.Name+"::", 1)); len(got) != 1 || strings.Contains(got[0], "bad") {
			t.Errorf("%s: %q", line.String(), got)
		}
	}
}

var now = when.At(time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC))

// TestSource holds the source against what every source promises.
func TestSource(t *testing.T) {
	root := t.TempDir()
	for day := range 400 {
		var text strings.Builder
		for hour := range 4 {
			fmt.Fprintf(&text, "- %02d:15 energy %d a note of %d\n- met somebody\n", 9+hour, 1+(day+hour)%7, day)
		}
		lay(t, filepath.Join(root, "journals", (when.Date(2025, 1, 1)+when.Day(day)).String()+".md"), text.String())
	}
	lay(t, filepath.Join(root, "bad.md"), "2026-03-02 10:15 energy 9\n")
	sourcetest.Run(t, sourcetest.Case{Source: Source{Machine: "m", Watched: []string{root}}, Declared: Declared(), Root: root, Self: who.Self{Person: 7}, Now: now, Strangers: []string{"somebody"}})
}

func lay(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// FuzzRead: no text is read into an entry that does not hold, or brings the reader down.
func FuzzRead(f *testing.F) {
	f.Add("2026-03-02.md", "- 10:15 energy 5 after the review\n- win:: x [level:: 0]")
	f.Add("log.md", "---\na: b\n---\n# 2026-03-02\n10:15 give -2\n```\n10:15 energy 9\n```\n2026-03-02 role \"a\" 2022..2023")
	f.Add("2026_03_02.md", "\uFEFF- [x] **1:15 PM**: energy 5\xff\x00 [[")
	f.Fuzz(func(t *testing.T, name, text string) {
		last := 0
		err := read(strings.NewReader(text), dayOf(name), time.UTC, func(w written) bool {
			if w.line <= last {
				t.Fatalf("line %d after line %d", w.line, last)
			}
			last = w.line
			if w.err != nil {
				return true
			}
			p := &pulling{}
			fact := p.fact(found{written: w}, 1)
			if err := fact.Check(); err != nil {
				t.Fatal(err)
			}
			e, err := record.Read(&fact)
			if err != nil || e.Check() != nil || e.Kind.Scope != record.Say || !cmp.Equal(e.Values, w.entry.Values) {
				t.Fatalf("%q was read as %+v: %v", w.text, e, err)
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
