package assistant_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/assistant"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// programs are whose turns lie at a place, by the name the place was found under.
func programs(t *testing.T, p logbook.Place) (names []string) {
	t.Helper()
	b := &sourcetest.Book{}
	if err := reader.Pull(t.Context(), source.Ask{Place: p, Sink: b, Now: now, By: "test"}); err != nil {
		t.Fatal(err)
	}
	for _, beat := range b.Beats(p.URI) {
		names = append(names, beat.Lane.Program)
	}
	return names
}

// A fork that writes the files of the original is counted as itself: finding
// names it by its folder, and the name stays with the place wherever that lies.
func TestAForkIsCountedAsItself(t *testing.T) {
	home := t.TempDir()
	const chat = `{"sessionId":"g","messages":[{"id":"u","timestamp":"2026-11-02T11:00:00Z","type":"user","content":"x"}]}`
	write(t, home, map[string]string{
		".gemini/tmp/h/chats/session-1.json": chat, ".qwen/tmp/h/chats/session-1.json": chat,
		"moved/tmp/h/chats/session-1.json": chat,
	})
	got := map[string][]string{}
	for p, err := range reader.Find(t.Context(), home) {
		if err != nil {
			t.Fatal(err)
		}
		got[p.Name] = programs(t, p)
	}
	want := map[string][]string{"Gemini CLI": {"gemini-cli"}, "Qwen Code": {"qwen-code"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("whose turns (-want +got):\n%s", diff)
	}
	moved := filepath.Join(home, "moved")
	for name, program := range map[string]string{"Qwen Code": "qwen-code", "Gemini CLI": "gemini-cli", "": "gemini-cli"} {
		p := logbook.Place{Source: assistant.Name, Machine: "m", Name: name, URI: moved}
		if diff := cmp.Diff([]string{program}, programs(t, p)); diff != "" {
			t.Errorf("at a place called %q: %s", name, diff)
		}
	}
	qwen := filepath.Join(home, ".qwen")
	if diff := cmp.Diff([]string{"qwen-code"}, programs(t, logbook.Place{Source: assistant.Name, Name: ".qwen", URI: qwen})); diff != "" {
		t.Errorf("in a folder of its name: %s", diff)
	}
}

// Every tool says where it is looked for, and its program, or that of its
// command, is nobody's hands. The editor that is an assistant too is both.
func TestEveryToolSaysWhereItIs(t *testing.T) {
	home := t.TempDir()
	agents := map[string]bool{}
	for _, name := range assistant.Declared().Agents {
		agents[name] = true
	}
	usual := map[string]bool{}
	for _, dir := range assistant.Usual(home) {
		usual[dir] = true
	}
	for _, tool := range assistant.Tools() {
		found := false
		for _, folder := range tool.Folders {
			found = found || usual[filepath.Join(home, folder)] || usual[filepath.Join(home, ".local", "share", folder)]
		}
		if !found {
			t.Errorf("%s is called %v, and none of them is among the usual folders", tool.Name, tool.Folders)
		}
		if !agents[tool.Program] && !agents[tool.Program+"-agent"] {
			t.Errorf("%s is not among the agents: its heartbeats would be a person's hands", tool.Program)
		}
	}
}
