package told

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

type neutralLine struct {
	At       slim.Stamp  `json:"ts"`
	Tool     string      `json:"tool"`
	Session  string      `json:"session"`
	Kind     string      `json:"kind"`
	ID       string      `json:"id"`
	Cwd      string      `json:"cwd"`
	Branch   string      `json:"branch"`
	Model    string      `json:"model"`
	Agent    string      `json:"agent"`
	Headless bool        `json:"headless"`
	Length   slim.Count  `json:"length"`
	Cost     json.Number `json:"cost"`
	Currency string      `json:"currency"`

	In        *slim.Count `json:"input_tokens"`
	Out       *slim.Count `json:"output_tokens"`
	Reasoning *slim.Count `json:"reasoning_tokens"`
	Write     *slim.Count `json:"cache_write_tokens"`
	Hour      *slim.Count `json:"cache_write_1h_tokens"`
	Read      *slim.Count `json:"cache_read_tokens"`
}

// Neutral reads a line of the format that any script can write for a tool which is
// not known here; docs/assistants.md describes it. whole is false where it is none.
func Neutral(line []byte) (tool string, t Turn, whole bool) {
	var l neutralLine
	if !slim.Parse(line, &l) || l.At == 0 || l.Tool == "" {
		return "", Turn{}, false
	}
	switch l.Kind {
	case logbook.TurnPrompt, logbook.TurnRequest, logbook.TurnAnswer, logbook.TurnTool, logbook.TurnPresence:
		return l.Tool, l.turn(), true
	}
	return "", Turn{}, false
}

func (l *neutralLine) turn() Turn {
	key := l.ID
	if key == "" {
		key = fmt.Sprintf("%s %d %s %s", l.Session, l.At, l.Kind, l.Agent)
	}
	kind := l.Kind
	if kind == logbook.TurnPrompt && (l.Headless || l.Agent != "") {
		kind = logbook.TurnRequest
	}
	return Turn{
		Key: key, Kind: kind, At: l.At.Instant(), Session: l.Session, Branch: l.Branch,
		Body: logbook.Turn{
			Cwd: l.Cwd, Model: l.Model, Agent: l.Agent, Side: l.Agent != "", Headless: l.Headless,
			Human: kind == logbook.TurnPrompt, Length: int(l.Length), Tokens: l.tokens(),
			Cost: Amount(l.Cost), Currency: strings.ToUpper(l.Currency),
		},
	}
}

// tokens is nil where the line counts none.
func (l *neutralLine) tokens() *logbook.Tokens {
	var k logbook.Tokens
	any := false
	for _, b := range []struct {
		from *slim.Count
		to   *int64
	}{{l.In, &k.In}, {l.Out, &k.Out}, {l.Reasoning, &k.Reasoning}, {l.Write, &k.Write5m}, {l.Hour, &k.Write1h}, {l.Read, &k.Read}} {
		if b.from != nil {
			*b.to, any = int64(*b.from), true
		}
	}
	if !any {
		return nil
	}
	return &k
}
