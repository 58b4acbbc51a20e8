package assistant_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/assistant"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// said is a beat in one line: its time, kind, session, project, branch and what
// its turn says.
func said(b logbook.Beat) string {
	return strings.Join([]string{
		b.At.UTC().Format("15:04:05"), b.Type, b.Session, b.Project, b.Branch, string(b.Raw),
	}, " ")
}

// TestTurns reads made-up logs, testdata/turns/*.txtar, and compares what is put
// with the file "want" in each. The comment of each says what is tried.
func TestTurns(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "turns", "*.txtar"))
	if err != nil || len(files) < 4 {
		t.Fatalf("%d logs, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			logs, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir, want := t.TempDir(), ""
			for _, f := range logs.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				write(t, dir, map[string]string{f.Name: string(f.Data)})
			}
			beats, bad := read(t, dir)
			var got strings.Builder
			for _, b := range beats {
				got.WriteString(said(b) + "\n")
			}
			for _, row := range bad {
				got.WriteString("bad " + row.What + "\n")
			}
			if os.Getenv("UPDATE_SCRIPTS") != "" {
				update(t, file, logs, got.String())
			} else if diff := cmp.Diff(want, got.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func update(t *testing.T, file string, logs *txtar.Archive, want string) {
	t.Helper()
	for i := range logs.Files {
		if logs.Files[i].Name == "want" {
			logs.Files[i].Data = []byte(want)
		}
	}
	if err := os.WriteFile(file, txtar.Format(logs), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestLiveSubAgent: the first count of a sub-agent is held back while the second
// may still come without a pause, and put when it cannot any more.
func TestLiveSubAgent(t *testing.T) {
	const meta = `{"timestamp":"2026-11-02T10:05:00Z","type":"session_meta","payload":{"id":"b","source":{"subagent":{"thread_spawn":{"parent_thread_id":"a"}}}}}` + "\n"
	count := func(at, in string) string {
		return `{"timestamp":"` + at + `","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":` + in + `}}}}` + "\n"
	}
	for _, c := range []struct {
		name, rest string
		now        time.Duration // after the first count, at the second reading
		first      int
		second     int
	}{
		{"a replay", count("2026-11-02T10:05:01.9Z", "900") + count("2026-11-02T10:05:40Z", "950"), 2 * time.Minute, 0, 1},
		{"a replay, and what may be more of it", count("2026-11-02T10:05:01.9Z", "900") + count("2026-11-02T10:05:40Z", "950"), time.Second, 0, 0},
		{"a count of its own", count("2026-11-02T10:05:40Z", "950"), time.Second, 0, 2},
		{"nothing more comes", "", 2 * time.Minute, 0, 1},
	} {
		dir := t.TempDir()
		const name = "sessions/rollout-b.jsonl"
		write(t, dir, map[string]string{name: meta + count("2026-11-02T10:05:01Z", "500")})
		b := &sourcetest.Book{}
		at := time.Date(2026, 11, 2, 10, 5, 1, 0, time.UTC)
		pullAt := func(now time.Time) int {
			ask := source.Ask{Place: place(dir), Position: b.Position(dir), Sink: b, Now: when.At(now)}
			if err := reader.Pull(t.Context(), ask); err != nil {
				t.Fatal(err)
			}
			counts := 0
			for _, beat := range b.Beats(dir) {
				if beat.Type == logbook.TurnAnswer {
					counts++
				}
			}
			return counts
		}
		if got := pullAt(at.Add(time.Second)); got != c.first {
			t.Errorf("%s: %d counts at first, want %d", c.name, got, c.first)
		}
		if c.rest != "" {
			add(t, filepath.Join(dir, name), c.rest)
		}
		if got := pullAt(at.Add(c.now)); got != c.second {
			t.Errorf("%s: %d counts, want %d", c.name, got, c.second)
		}
	}
}

// TestClockOnTheWall: a time without a zone is read in the zone that was handed
// in.
func TestClockOnTheWall(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, ".aider.chat.history.md")
	write(t, dir, map[string]string{".aider.chat.history.md": "# aider chat started at 2026-11-02 13:00:00\n# aider chat started at yesterday\n"})
	b := &sourcetest.Book{}
	east := assistant.Source{Machine: "m", Zone: time.FixedZone("", 3600)}
	if err := east.Pull(t.Context(), source.Ask{Place: place(file), Sink: b, Now: now}); err != nil {
		t.Fatal(err)
	}
	beats, bad := b.Beats(file), b.Bad(file)
	if len(beats) != 1 || beats[0].At != when.At(time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)) || beats[0].Type != logbook.TurnPresence {
		t.Errorf("%v", beats)
	}
	if len(bad) != 1 || !strings.Contains(bad[0].What, ":2:") {
		t.Errorf("bad rows %v, want the second line", bad)
	}
}

// TestNeutral: what a line must hold, and that one that says less is told of.
func TestNeutral(t *testing.T) {
	for line, want := range map[string]string{
		`{"ts":"2026-11-02T09:00:00Z","tool":"t","kind":"prompt","session":"s","cwd":"C:\\src\\engine","length":7}`: `09:00:00 prompt s engine  {"cwd":"C:\\src\\engine","human":true,"length":7}`,
		`{"ts":1793610000,"tool":"t","kind":"prompt","headless":true}`:                                              `09:00:00 request    {"headless":true}`,
		`{"ts":1793610000000,"tool":"t","kind":"prompt","agent":"x"}`:                                               `09:00:00 request    {"agent":"x","side":true}`,
		`{"ts":1793610000000000,"tool":"t","kind":"answer","input_tokens":0,"cost":0.0200,"currency":"usd"}`:        `09:00:00 answer    {"tokens":{},"cost":"0.0200","currency":"USD"}`,
		`{"ts":1793610000.5,"tool":"t","kind":"tool","cost":0}`:                                                     `09:00:00 tool    {}`,
		`{"ts":1793610000,"tool":"t","kind":"request"}`:                                                             `09:00:00 request    {}`,
		`{"tool":"t","kind":"tool"}`:                                                                                "bad",
		`{"ts":1793610000,"kind":"tool"}`:                                                                           "bad",
		`{"ts":1793610000,"tool":"t"}`:                                                                              "bad",
		`{"ts":1793610000,"tool":"t","kind":"love"}`:                                                                "bad",
	} {
		dir := t.TempDir()
		const first = `{"ts":1,"tool":"t","kind":"presence"}` + "\n"
		write(t, dir, map[string]string{"x.assistant.jsonl": first + line + "\n"})
		beats, bad := read(t, filepath.Join(dir, "x.assistant.jsonl"))
		got := "bad"
		if len(bad) == 0 && len(beats) == 2 {
			got = strings.TrimRight(said(beats[1]), " ")
		}
		if got != want || len(beats)+len(bad) != 2 {
			t.Errorf("%s\n got %s\nwant %s", line, got, want)
		}
	}
}

// TestFind: where a tool's folder may lie, and what is none.
func TestFind(t *testing.T) {
	home := t.TempDir()
	const h = `{"display":"x","timestamp":1789000000000}`
	write(t, home, map[string]string{
		".claude/history.jsonl": h, ".config/claude/history.jsonl": h, "moved/history.jsonl": h,
		"src/history.jsonl": h, "src/.git/.claude/history.jsonl": h, "src/claude/notes.txt": "",
		"x.jsonl": `{"ts":1,"tool":"t","kind":"presence"}`, "y.assistant.jsonl": "{}",
	})
	found := func(root string) (list []string) {
		for p, err := range reader.Find(t.Context(), root) {
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(home, p.URI)
			list = append(list, p.Name+" "+filepath.ToSlash(rel))
		}
		return list
	}
	for root, want := range map[string][]string{
		"":        {"Claude Code .claude", "Claude Code .config/claude"},
		"moved":   {"Claude Code moved"}, // whoever names a folder knows what it is
		"x.jsonl": {"x.jsonl x.jsonl"},
	} {
		if diff := cmp.Diff(want, found(filepath.Join(home, root))); diff != "" {
			t.Errorf("in %q: %s", root, diff)
		}
	}
	env := map[string]string{"CLAUDE_CONFIG_DIR": "/a,/b", "CODEX_HOME": "not/absolute", "XDG_DATA_HOME": "/data"}
	if diff := cmp.Diff([]string{"/a", "/b", filepath.Join("/data", "opencode")}, assistant.Homes(func(n string) string { return env[n] })); diff != "" {
		t.Error(diff)
	}
}

// TestTooMuch: a line whose structure has no end is told of, and the next is
// read.
func TestTooMuch(t *testing.T) {
	dir := t.TempDir()
	list := strings.Repeat("1,", 5<<20)
	write(t, dir, map[string]string{"projects/p/s.jsonl": `{"type":"user","uuid":"x","x":[` + list + "1]}\n" + prompt(2, 2, "words")})
	b := &sourcetest.Book{}
	err := pull(t, b, dir)
	beats, bad := b.Beats(dir), b.Bad(dir)
	if fault.KindOf(err) != fault.Incomplete || len(beats) != 1 || len(bad) != 1 || !strings.Contains(bad[0].What, "projects/p/s.jsonl:1") {
		t.Errorf("%v, %d turns, bad %v", err, len(beats), bad)
	}
	if text, _ := json.Marshal(bad); len(text) > 500 {
		t.Error("the row itself was kept")
	}
}
