package assistant_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// TestNoWords: whatever is typed, answered, read or written by a tool, and
// whatever cannot be read, no word of it is put.
func TestNoWords(t *testing.T) {
	const secret = "xyzzy-4711"
	long := strings.Repeat("long ", 1000) + secret
	home := t.TempDir()
	write(t, home, map[string]string{
		".claude/projects/-p/s.jsonl": prompt(1, 1, secret) + prompt(2, 2, long) + prompt(3, 3, "<command-name>/"+secret) +
			`{"type":"assistant","uuid":"a","timestamp":"2026-11-02T09:00:00Z","message":{"id":"m","model":"x","content":[{"type":"text","text":"` + secret + `"},{"type":"tool_use","name":"Bash","input":{"command":"` + secret + `"}}]}}` + "\n" +
			`{"type":"user","uuid":"r","timestamp":"2026-11-02T09:00:00Z","message":{"content":[{"type":"tool_result","content":"` + secret + `"}]},"toolUseResult":{"stdout":"` + secret + `","structuredPatch":[{"lines":["+` + secret + `"]}]}}` + "\n" +
			`{"type":"summary","summary":"` + secret + `"}` + "\n" + `{"broken ` + secret + "\n" + secret + "\n",
		".claude/history.jsonl":                          `{"display":"` + secret + `","pastedContents":{"1":{"content":"` + secret + `"}},"timestamp":1789000000000,"sessionId":"o"}` + "\n",
		".codex/sessions/2026/11/02/rollout-a.jsonl":     strings.ReplaceAll(rollout, "Grace Stranger wrote", secret),
		".gemini/tmp/h/chats/session-1.json":             `{"sessionId":"g","messages":[{"id":"u","timestamp":"2026-11-02T11:00:00Z","type":"user","content":"` + secret + `"}]}`,
		".gemini/tmp/h/chats/session-2.jsonl":            `{"sessionId":"h"}` + "\n" + `{"id":"u","timestamp":"2026-11-02T11:00:00Z","type":"user","content":[{"text":"` + secret + `"}]}` + "\n",
		".copilot/session-state/c.jsonl":                 `{"type":"user.message","timestamp":"2026-11-02T12:00:01Z","data":{"content":"` + secret + `"}}` + "\n",
		".cursor/projects/p/agent-transcripts/a/a.jsonl": `{"role":"user","message":"` + secret + `"}` + "\n",
		"src/.aider.chat.history.md":                     "# aider chat started at 2026-11-02 13:00:00\n#### " + secret + "\n# aider chat started at " + secret + "\n",
		"x.assistant.jsonl":                              `{"ts":1789000000,"tool":"other","kind":"prompt","text":"` + secret + `"}` + "\n{" + secret + "\n",
	})
	tools := map[string]bool{}
	for place, err := range reader.Find(t.Context(), home) {
		if err != nil {
			t.Fatal(err)
		}
		b := &sourcetest.Book{}
		if err := pull(t, b, place.URI); err != nil {
			t.Fatal(err)
		}
		text, _ := json.Marshal(b.Batches)
		for _, beat := range b.Beats(place.URI) {
			tools[beat.Lane.Program] = true
			text = append(append(text, beat.Raw...), beat.Key...)
		}
		if i := strings.Index(string(text), secret); i >= 0 {
			t.Errorf("%s: a secret was put: …%s…", place.Name, text[max(0, i-80):i])
		}
	}
	if len(tools) != 7 {
		t.Errorf("read only %v: what is not read proves nothing", tools)
	}
}

// TestPieces: however a log was cut between readings, the turns are those of one
// reading at the end.
func TestPieces(t *testing.T) {
	whole := []byte(prompt(1, 0, "one") + answer(1, 1, 3) + answer(1, 1, 90) + prompt(2, 2, strings.Repeat("ü", 3000)) + many(2, 6))
	rollouts := []byte(strings.ReplaceAll(rollout, "Grace Stranger wrote", "words"))
	rapid.Check(t, func(rt *rapid.T) {
		dir := filepath.Join(t.TempDir(), fmt.Sprint(rapid.Uint32().Draw(rt, "folder")))
		claude, codex := filepath.Join(dir, "c"), filepath.Join(dir, "x")
		write(t, claude, map[string]string{"projects/p/s.jsonl": ""})
		write(t, codex, map[string]string{"sessions/2026/11/02/rollout-a.jsonl": ""})
		b := &sourcetest.Book{}
		for _, file := range []struct {
			place, name string
			text        []byte
		}{{claude, "projects/p/s.jsonl", whole}, {codex, "sessions/2026/11/02/rollout-a.jsonl", rollouts}} {
			for rest := file.text; len(rest) > 0; {
				n := rapid.IntRange(1, len(rest)).Draw(rt, "cut")
				add(t, filepath.Join(file.place, filepath.FromSlash(file.name)), string(rest[:n]))
				rest = rest[n:]
				if err := pull(t, b, file.place); err != nil {
					rt.Fatal(err)
				}
			}
			want, bad := read(t, file.place)
			if diff := cmp.Diff(want, b.Beats(file.place)); diff != "" || len(want) == 0 || len(bad)+len(b.Bad(file.place)) > 0 {
				rt.Errorf("%s: %v bad, %s", file.name, b.Bad(file.place), diff)
			}
		}
	})
}

// What is not the person's in a tool's folder is not read.
func TestTheirs(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"projects/p/own.jsonl": many(0, 2), "projects/p/theirs.jsonl": prompt(8, 50, "x")})
	place, theirs := logbook.Place{Source: reader.Name(), Name: "Claude Code", URI: dir}, filepath.Join(dir, "projects", "p", "theirs.jsonl")
	files, err := reader.Files(t.Context(), place)
	if err != nil || !slices.Contains(files, theirs) || len(files) != 2 {
		t.Fatal(files, err)
	}
	b := &sourcetest.Book{}
	if err := reader.Pull(t.Context(), source.Ask{Place: place, Sink: b, Now: now, Theirs: func(file string) bool { return file == theirs }}); err != nil {
		t.Fatal(err)
	}
	all := &sourcetest.Book{}
	if err := reader.Pull(t.Context(), source.Ask{Place: place, Sink: all, Now: now}); err != nil {
		t.Fatal(err)
	}
	if own, both := len(b.Beats(dir)), len(all.Beats(dir)); own == 0 || own >= both {
		t.Errorf("read %d of %d", own, both)
	}
}

// TestOnlyTheEnd: a log that grew is read on from where it ended; one that was
// written anew is read whole; one that vanished takes nothing away.
func TestOnlyTheEnd(t *testing.T) {
	dir := t.TempDir()
	log := filepath.Join(dir, "projects", "p", "s.jsonl")
	write(t, dir, map[string]string{"projects/p/s.jsonl": many(0, 3), "history.jsonl": "{}\n"})
	b := &sourcetest.Book{}
	put := func() (n int) {
		before := len(b.Batches)
		if err := pull(t, b, dir); err != nil {
			t.Fatal(err)
		}
		for _, batch := range b.Batches[before:] {
			n += len(batch.Entries)
		}
		return n
	}
	steps := []struct {
		do   func()
		want int
	}{
		{func() {}, 3},
		{func() {}, 0},
		{func() { add(t, log, many(3, 5)) }, 2},
		{func() { write(t, dir, map[string]string{"projects/p/s.jsonl": many(10, 14)}) }, 4},
		{func() { _ = os.Remove(log) }, 0},
	}
	for i, s := range steps {
		s.do()
		if got := put(); got != s.want {
			t.Errorf("step %d put %d entries, want %d", i, got, s.want)
		}
	}
	if got := len(b.Beats(dir)); got != 9 {
		t.Errorf("%d turns are kept, want 9", got)
	}
}

// TestLongLines: a line of 64 MB costs no memory to speak of, and how long it
// was is known.
func TestLongLines(t *testing.T) {
	dir := t.TempDir()
	const size = 64 << 20
	write(t, dir, map[string]string{"projects/p/s.jsonl": prompt(1, 1, strings.Repeat(`a"\`, size/3)) + prompt(2, 2, "short")})
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	beats, bad := read(t, dir)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
		t.Errorf("reading took %d bytes", used)
	}
	if len(beats) != 2 || len(bad) != 0 {
		t.Fatalf("%d turns, %v bad", len(beats), bad)
	}
	turn, _ := logbook.ReadTurn(beats[0].Raw)
	if turn.Length < size || turn.Length > 2*size {
		t.Errorf("the prompt was %d bytes long", turn.Length)
	}
}

// TestNoLinks: a log that became a symbolic link is not followed, wherever it
// leads.
func TestNoLinks(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	write(t, elsewhere, map[string]string{"other.jsonl": many(0, 2)})
	write(t, dir, map[string]string{"projects/p/s.jsonl": many(5, 6), "projects/p/dir/t.jsonl": ""})
	for _, name := range []string{"projects/p/link.jsonl", "history.jsonl"} {
		if err := os.Symlink(filepath.Join(elsewhere, "other.jsonl"), filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skip("SKIPPED: no symbolic link can be made here: ", err)
		}
	}
	if beats, _ := read(t, dir); len(beats) != 1 {
		t.Errorf("%d turns, want only that of the log itself", len(beats))
	}
}

// TestLooseNumbers: null, text and absurd numbers in place of counts, and fields
// of other kinds than expected, cost no more than themselves.
func TestLooseNumbers(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"projects/p/s.jsonl": `{"type":"assistant","uuid":"a","sessionId":7,"timestamp":"2026-11-02T09:00:00Z","cwd":null,"isSidechain":null,"message":{"id":"m","model":"x","content":null,"usage":{"input_tokens":null,"output_tokens":"12","cache_read_input_tokens":1e300,"cache_creation_input_tokens":-4,"cache_creation":null}}}` + "\n"})
	beats, bad := read(t, dir)
	if len(beats) != 1 || len(bad) != 0 {
		t.Fatalf("%d turns, %v bad", len(beats), bad)
	}
	turn, _ := logbook.ReadTurn(beats[0].Raw)
	if diff := cmp.Diff(&logbook.Tokens{Out: 12}, turn.Tokens); diff != "" {
		t.Error(diff)
	}
}

// TestBrokenInside: a line that ends inside a string takes no other line with it.
func TestBrokenInside(t *testing.T) {
	dir := t.TempDir()
	list := `{"list":[` + strings.Repeat("1,", 1000) + "1],"
	whole := list + strings.TrimPrefix(prompt(2, 2, "words"), "{") + list + strings.TrimPrefix(prompt(3, 3, "words"), "{")
	first, second, _ := strings.Cut(whole, "\n")
	write(t, dir, map[string]string{"projects/p/s.jsonl": `{"uuid":"cut \` + "\n" + first + "\n" + `{"uuid":"c\u00` + "\n" + second})
	if beats, bad := read(t, dir); len(beats) != 2 || len(bad) != 2 {
		t.Errorf("%d turns, bad %v", len(beats), bad)
	}
}
