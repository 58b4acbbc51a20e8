package cli_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// calm is a kind of thing said that nobody needs: all that adding one takes, beside
// its line in the list.
const calm = `package record

// Calm is how calm a person is right now.
var Calm = &Kind{
	Name: "calm", Fact: "calm", Title: "Calm", One: "calm moment", Many: "calm moments", Scope: Say,
	Means: "how calm you are at a moment", Not: "how calm you should be",
	Placed: AtMoment, Keyed: PerMoment, Short: "breathe", Args: 1,
	Fields: []Field{
		{Name: "depth", Label: "How calm are you?", As: Number, From: -3, To: 3, Whole: true, Must: true},
		{Name: "where", Label: "Where", As: Choice, Choices: []string{"in", "out"}},
	},
	Reading: &Reading{
		Name: "calm", As: Level, Field: "depth", Unit: "steps", Noun: "calm you told",
		Means: "the mean of the calm you told", Not: "your calm at other times",
	},
}
`

// withCalm builds the program with one more file and one more line, and puts it
// first on the path.
func withCalm(t *testing.T) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir, room := t.TempDir(), filepath.Join(root, "internal", "record")
	list, err := os.ReadFile(filepath.Join(room, "record.go"))
	if err != nil {
		t.Fatal(err)
	}
	longer := strings.Replace(string(list), "\t\tEnergy, Give,", "\t\tCalm,\n\t\tEnergy, Give,", 1)
	if longer == string(list) {
		t.Fatal("the list of kinds is not where it was")
	}
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(room, "calm.go"): write("calm.go", calm), filepath.Join(room, "record.go"): write("record.go", longer),
	}})
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, "bin")
	c := exec.Command("go", "build", "-overlay", write("overlay.json", string(overlay)), "-o", filepath.Join(bin, "backsight"), ".")
	c.Dir = root
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("building with one more kind: %v\n%s", err, out)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// TestAKindIsOneFileAndOneLine: a kind that was made up has its command, its list
// and undo, its page, its interface for programs and its measure, which is looked
// back at like any other, and nothing else was touched for it.
func TestAKindIsOneFileAndOneLine(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: it builds the program once more; run without -short")
	}
	withCalm(t)
	h := newHouse(t, "BACKSIGHT_NOW=2026-11-20T12:00:00Z")
	says := func(out, want string) {
		t.Helper()
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q: %s", want, out)
		}
	}
	says(h.run("say", "calm", "2", "--where", "out"), "calm: 2026-11-20 12:00  depth 2, where out")
	says(h.run("breathe", "--depth", "-1", "--at", "2026-11-20T09:00:00+02:00"), "2026-11-20 09:00  depth -1")
	says(h.run("said", "calm", "--json"), `"depth": -1`)
	says(h.run("unsay", "calm"), "taken back: calm")

	h.start()
	key := strings.TrimSpace(h.run("token", "new", "both", "--scope", "say,read"))
	ask := func(method, path, body string, want int) string {
		t.Helper()
		r, err := http.NewRequest(method, "http://"+h.addr+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+key)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != want {
			t.Errorf("%s %s: %d, %v: %s", method, path, answer.StatusCode, err, text)
		}
		return string(text)
	}
	says(ask("POST", "/api/record/calm", `{"depth":3,"id":"a"}`, 201), `"id":"a","kind":"calm"`)
	says(ask("POST", "/api/record/calm", `{"depth":4}`, 422), `"field":"depth"`)
	says(ask("GET", "/api/record/calm", "", 200), `"depth":3`)
	says(ask("GET", "/said/calm", "", 200), "How calm are you?")
	says(ask("GET", "/said/calm.json", "", 200), `"kind": "calm"`)
	says(ask("GET", "/said", "", 200), `href="/said/calm"`)
	ask("DELETE", "/api/record/calm/a", "", 204)
	if strings.Contains(ask("GET", "/api/record/calm", "", 200), `"id":"a"`) {
		t.Error("what was taken back is there")
	}
	h.stop()

	var lines strings.Builder
	for day := time.Date(2024, 1, 2, 10, 0, 0, 0, time.UTC); day.Year() < 2026; day = day.AddDate(0, 0, 2) {
		depth := 2
		if day.Year() == 2025 {
			depth = -2
		}
		fmt.Fprintf(&lines, `{"kind":"calm","at":%q,"depth":%d}`+"\n", day.Format(time.RFC3339), depth)
	}
	file := filepath.Join(h.home, "calm.jsonl")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	h.run("say", "--in", file)
	h.run("fix", "2024")
	var report struct {
		Measures []struct {
			Name      string
			Backsight struct{ Moved struct{ Value float64 } }
		}
	}
	if err := json.Unmarshal([]byte(h.run("look", "--json", "--measure", "calm", "--until", "2025-12-31")), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Measures) != 1 || report.Measures[0].Backsight.Moved.Value > -3.5 || report.Measures[0].Backsight.Moved.Value < -4.5 {
		t.Errorf("the look back at calm: %+v", report.Measures)
	}
}
