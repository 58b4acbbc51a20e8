package assistant_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// TestDatabase: of a database each message once, a sub-agent's under its
// parent's session, and what could not be told apart from nothing left out.
func TestDatabase(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "opencode", "opencode.db"))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "opencode")
	write(t, dir, map[string]string{"opencode.db": string(text)})
	type said struct {
		Kind, Session, Project string
		At, For                when.Instant
		Turn                   logbook.Turn
	}
	var got []said
	b := &sourcetest.Book{}
	if err := pull(t, b, dir); err != nil {
		t.Fatal(err)
	}
	for _, beat := range b.Beats(dir) {
		turn, _ := logbook.ReadTurn(beat.Raw)
		got = append(got, said{beat.Type, beat.Session, beat.Project, beat.At, beat.For, turn})
		if bytes.Contains(beat.Raw, []byte("xyzzy")) {
			t.Errorf("a secret was put: %s", beat.Raw)
		}
	}
	const cwd = "/home/ada/src/engine"
	want := []said{
		{"prompt", "ses_a", "engine", when.Unix(1793620000), 0, logbook.Turn{Cwd: cwd, Human: true}},
		{"answer", "ses_a", "engine", when.Unix(1793620005), 4 * when.Second, logbook.Turn{
			Cwd: cwd, Model: "model-test", Message: "msg_2", Tokens: &logbook.Tokens{In: 70, Out: 12, Reasoning: 3, Write5m: 7, Read: 50},
		}},
		{"request", "ses_a", "engine", when.Unix(1793620050), 0, logbook.Turn{Cwd: cwd, Agent: "ses_b", Side: true}},
		{"answer", "ses_a", "engine", when.Unix(1793620055), 0, logbook.Turn{
			Cwd: cwd, Model: "model-test", Message: "msg_4", Agent: "ses_b", Side: true, Cost: "0.0021", Currency: "USD",
			Tokens: &logbook.Tokens{In: 10, Out: 5},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	write(t, dir, map[string]string{"opencode.db-wal": "not yet a journal"})
	before := len(b.Batches)
	if err := pull(t, b, dir); err != nil || len(b.Batches) == before {
		t.Errorf("what lies in the journal was not asked for: %v", err)
	}
}

// TestParts: what a message is made of says who wrote it; what is older than its
// session may be a copy; a sub-agent's sub-agent works for the session of both.
func TestParts(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "opencode", "parts.db"))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "opencode")
	write(t, dir, map[string]string{"opencode.db": string(text)})
	got := map[string]string{}
	beats, _ := read(t, dir)
	for _, b := range beats {
		turn, _ := logbook.ReadTurn(b.Raw)
		got[b.Entity] = fmt.Sprintf("%s %s %s %v", b.Type, b.Session, turn.Agent, turn.Fork)
	}
	want := map[string]string{
		"m01": "prompt ses_a  false", "m02": "answer ses_a  false", "m03": "request ses_a  false", "m04": "request ses_a  false",
		"m05": "prompt ses_a  false", "m06": "request ses_a  false", "m07": "prompt ses_a  false", "m08": "answer ses_a ses_c false",
		"m11": "prompt ses_f  true", "m12": "answer ses_f  true", "m13": "prompt ses_f  false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
