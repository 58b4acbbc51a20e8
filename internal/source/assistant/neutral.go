package assistant

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// neutral is the one format that any script can write for a tool that is not
// known here: JSON lines in a file called NAME.assistant.jsonl, or any other
// name where the file itself is given. docs/assistants.md describes it.
func neutral() *tool {
	return &tool{
		name: "assistant", program: "assistant",
		logs: []log{{match: "*", flat: true, read: func(file) decoder { return neutralLog{} }}},
	}
}

// neutralSuffix is how such a file is called.
const neutralSuffix = ".assistant.jsonl"

type neutralLog struct{}

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

func (neutralLog) decode(ctx context.Context, in *slim.Lines, o *out) error {
	return o.each(ctx, in, func(line []byte) (bool, error) {
		l, ok := toldOf(line)
		if !ok {
			return false, nil
		}
		return true, o.as(l.Tool, l.turn())
	})
}

// toldOf reads a line of the neutral format; ok is false where it is none.
func toldOf(line []byte) (l neutralLine, ok bool) {
	if !slim.Parse(line, &l) || l.At == 0 || l.Tool == "" {
		return l, false
	}
	switch l.Kind {
	case logbook.TurnPrompt, logbook.TurnRequest, logbook.TurnAnswer, logbook.TurnTool, logbook.TurnPresence:
		return l, true
	}
	return l, false
}

func (l *neutralLine) turn() turn {
	key := l.ID
	if key == "" {
		key = fmt.Sprintf("%s %d %s %s", l.Session, l.At, l.Kind, l.Agent)
	}
	kind := l.Kind
	if kind == logbook.TurnPrompt && (l.Headless || l.Agent != "") {
		kind = logbook.TurnRequest
	}
	return turn{
		key: key, kind: kind, at: l.At.Instant(), session: l.Session, branch: l.Branch,
		body: logbook.Turn{
			Cwd: l.Cwd, Model: l.Model, Agent: l.Agent, Side: l.Agent != "", Headless: l.Headless,
			Human: kind == logbook.TurnPrompt, Length: int(l.Length), Tokens: l.tokens(),
			Cost: amount(l.Cost), Currency: strings.ToUpper(l.Currency),
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

// amount is a decimal number as it was written, "" for none and for zero: tools
// write a cost of zero where they know none.
func amount(n json.Number) string {
	f, err := n.Float64()
	if err != nil || f <= 0 {
		return ""
	}
	return n.String()
}

// isNeutral says whether a file begins like the neutral format.
func isNeutral(path string) bool {
	f, err := open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	line, _, err := slim.New(io.LimitReader(f, 64<<10)).Next()
	if err != nil {
		return false
	}
	_, ok := toldOf(line)
	return ok
}
