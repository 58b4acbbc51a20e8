package told

import (
	"errors"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/logbook"
)

// A list that ends too soon gives what came before, the open answer too.
func TestATaskThatIsStillBeingWritten(t *testing.T) {
	const messages = `[{"ts":1781886356000,"say":"task","text":"x"},{"ts":1781886357000,"say":"api_req_started","text":"{\"tokensIn\":5}"},{"ts":1781886367000,"say":"text"}`
	for text, want := range map[string]struct {
		turns int
		whole bool
	}{
		messages + "]": {2, true}, messages: {2, false}, messages + `,{"ts":1`: {2, false}, "": {0, false}, "{}": {0, false}, "[]": {0, true},
		`[{"ts":"x"},{"ts":1781886356000,"say":7},{"ts":1781886356000,"say":"task","text":"y"}]`: {1, true},
	} {
		var got []Turn
		d := Task{Name: "n"}
		whole, err := d.Read(t.Context(), strings.NewReader(text), func(turn Turn) error {
			if turn.Kind != "" {
				got = append(got, turn)
			}
			return nil
		})
		if err != nil || whole != want.whole || len(got) != want.turns {
			t.Errorf("%s: %d turns, whole %v, %v", text, len(got), whole, err)
		}
		if len(got) == 2 && (got[1].Kind != logbook.TurnAnswer || got[1].For != 10_000_000) {
			t.Errorf("the answer is %+v", got[1])
		}
	}
	full := errors.New("full")
	d := Task{}
	if _, err := d.Read(t.Context(), strings.NewReader(messages+"]"), func(Turn) error { return full }); !errors.Is(err, full) {
		t.Errorf("a sink that takes no more: %v", err)
	}
}

// A chain of sessions that ends in itself is followed for a while, and no longer.
func TestSessionsThatAreOneAnothersParents(t *testing.T) {
	calls := 0
	beside := Beside{
		Session: func(id string) Session {
			calls++
			return Session{Parent: map[string]string{"a": "b", "b": "a"}[id]}
		},
		Parts: func(string) []Part { return nil },
	}
	turn, whole := Stored([]byte(`{"role":"user","time":{"created":1781886356000}}`), "m", "a", beside)
	if !whole || turn.Key != "m" || calls > 2*deepest {
		t.Errorf("%+v after %d questions", turn, calls)
	}
	if _, whole := Stored([]byte("[]"), "m", "a", beside); whole {
		t.Error("a list is a message")
	}
}

// Who wrote a message is told by its parts.
func TestWhoWroteAStoredMessage(t *testing.T) {
	for name, c := range map[string]struct {
		parts []Part
		want  bool
	}{
		"nothing lies beside it":      {nil, true},
		"words":                       {[]Part{{Type: "text", Text: "x"}}, true},
		"words of the tool":           {[]Part{{Type: "text", Text: "x", Synthetic: true}}, false},
		"words and a file":            {[]Part{{Type: "file"}, {Type: "text", Text: "x", Synthetic: true}}, true},
		"an envelope of a machine":    {[]Part{{Type: "text", Text: "<task-notification>x</task-notification>"}}, false},
		"a file, then an envelope":    {[]Part{{Type: "file"}, {Type: "text", Text: "<task-notification>x</task-notification>"}}, false},
		"a compaction":                {[]Part{{Type: "compaction"}}, true},
		"an automatic compaction":     {[]Part{{Type: "compaction", Auto: true}}, false},
		"something that is new to us": {[]Part{{Type: "step-start"}}, true},
	} {
		if got := typed(c.parts); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
