package assistant

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/author"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// copilot is the Copilot CLI: events of each session, and, only where its
// telemetry was switched on, files of spans. The events tell of tokens where a
// session was shut down in order; the spans tell of those of each call.
func copilot() *tool {
	return &tool{
		name: "Copilot CLI", program: "copilot-cli",
		folders: []string{".copilot", "copilot"},
		home:    []string{".copilot"},
		agents:  []string{"copilot-cli"},
		holds:   []string{"session-state/*.jsonl", "session-state/*/*.jsonl", "otel/*.jsonl"},
		keeps:   copilotKeeps,
		logs: []log{
			{under: "session-state", match: "*.jsonl", read: func(file) decoder { return &copilotSession{} }},
			{under: "otel", match: "*.jsonl", read: func(file) decoder { return spans{} }},
		},
	}
}

// copilotSession is one session, with what its earlier events said.
type copilotSession struct {
	Session string `json:"session,omitempty"`
	Cwd     string `json:"cwd,omitempty"`
	Branch  string `json:"branch,omitempty"`
	Model   string `json:"model,omitempty"`

	Begun when.Instant `json:"begun,omitempty"` // when the session did: what is older is copied
	copilotLeg
}

type copilotEvent struct {
	Type  string     `json:"type"`
	ID    string     `json:"id"`
	At    slim.Stamp `json:"timestamp"`
	Agent string     `json:"agentId"`
	Data  struct {
		Source  string                    `json:"source"` // of what stands in a person's place
		Agent   string                    `json:"agentId"`
		Parent  string                    `json:"parentToolCallId"` // a sub-agent's
		Started slim.Stamp                `json:"startTime"`
		Out     *slim.Count               `json:"outputTokens"`
		Metrics map[string]copilotMetrics `json:"modelMetrics"`
		Session string                    `json:"sessionId"`
		Message string                    `json:"messageId"`
		Call    string                    `json:"toolCallId"`
		Tool    string                    `json:"toolName"`
		Model   string                    `json:"newModel"`
		Content json.RawMessage           `json:"content"`
		Context struct {
			Cwd    string `json:"cwd"`
			Branch string `json:"branch"`
			Model  string `json:"model"`
		} `json:"context"`
		Requests []struct {
			Name string `json:"toolName"`
			Also string `json:"name"`
		} `json:"toolRequests"`
	} `json:"data"`
}

func (d *copilotSession) decode(ctx context.Context, in *slim.Lines, o *out) error {
	return o.each(ctx, in, func(line []byte) (bool, error) {
		var e copilotEvent
		if !slim.Parse(line, &e) {
			return false, nil
		}
		return true, d.event(&e, o)
	})
}

func (d *copilotSession) event(e *copilotEvent, o *out) error {
	t := turn{
		key: fmt.Sprintf("%s %d %s %s", d.Session, e.At, e.Type, e.Data.Message+e.Data.Call), at: e.At.Instant(),
		session: d.Session, branch: d.Branch, body: logbook.Turn{Cwd: d.Cwd, Fork: e.At.Instant() < d.Begun},
	}
	t.body.Agent = cmp.Or(e.Agent, e.Data.Agent)
	t.body.Side = t.body.Agent != "" || e.Data.Parent != ""
	text, _ := contents(e.Data.Content)
	t.body.Length = slim.Length(text)
	switch e.Type {
	case "session.start", "session.resume":
		d.begin(e)
		return nil
	case "session.shutdown":
		return d.shutdown(e, t, o)
	case "session.model_change":
		d.Model = e.Data.Model
		return nil
	case "user.message":
		d.asked(e, &t, text)
	case "assistant.message":
		t.kind, t.body.Model, t.body.Message = logbook.TurnAnswer, d.Model, e.Data.Message
		d.speak(e)
		for _, r := range e.Data.Requests {
			t.body.Calls = append(t.body.Calls, r.Name+r.Also)
		}
	case "tool.execution_start", "tool.execution_complete":
		t.kind, t.body.Length = logbook.TurnTool, 0
	default:
		return nil
	}
	return o.add(t)
}

// asked is what stands in a person's place. Where it is from the tool says, but
// for what was typed.
func (d *copilotSession) asked(e *copilotEvent, t *turn, text string) {
	t.kind, t.body.Human = logbook.TurnPrompt, true
	other := author.Injected(text) || author.Echoed(text)
	if e.Data.Source != "" {
		other = author.Of(e.Data.Source) == author.Nobody
	}
	if other || t.body.Side {
		t.kind, t.body.Human, t.body.Length = logbook.TurnRequest, false, 0
	}
}

func (d *copilotSession) begin(e *copilotEvent) {
	c := e.Data.Context
	if e.Type == "session.start" {
		d.Begun = e.Data.Started.Instant()
	}
	d.Leg = e.At.Instant()
	if e.Data.Session != "" {
		d.Session = e.Data.Session
	}
	if c.Cwd != "" {
		d.Cwd, d.Branch = c.Cwd, c.Branch
	}
	if c.Model != "" {
		d.Model = c.Model
	}
}

// spans are what OpenTelemetry's semantic conventions for generative models say
// of one call: the cached tokens are among the input.
type spans struct{}

type span struct {
	Type  string  `json:"type"`
	Start []int64 `json:"startTime"` // seconds and nanoseconds
	End   []int64 `json:"endTime"`
	Attr  struct {
		Operation string     `json:"gen_ai.operation.name"`
		Model     string     `json:"gen_ai.response.model"`
		Session   string     `json:"gen_ai.conversation.id"`
		ID        string     `json:"gen_ai.response.id"`
		In        slim.Count `json:"gen_ai.usage.input_tokens"`
		Out       slim.Count `json:"gen_ai.usage.output_tokens"`
		Read      slim.Count `json:"gen_ai.usage.cache_read.input_tokens"`
		Write     slim.Count `json:"gen_ai.usage.cache_creation.input_tokens"`
	} `json:"attributes"`
}

func (spans) decode(ctx context.Context, in *slim.Lines, o *out) error {
	return o.each(ctx, in, func(line []byte) (bool, error) {
		var s span
		if !slim.Parse(line, &s) {
			return false, nil
		}
		return true, o.add(s.turn())
	})
}

// turn is the call as an answer; the zero turn where the span is no call.
func (s *span) turn() turn {
	start, end := slim.Clock(s.Start), slim.Clock(s.End)
	if s.Attr.Operation != "chat" || start == 0 || s.Attr.ID == "" {
		return turn{}
	}
	read := min(s.Attr.Read, s.Attr.In)
	write := min(s.Attr.Write, s.Attr.In-read)
	return turn{
		key: "call " + s.Attr.ID, kind: logbook.TurnAnswer, at: start, last: max(0, end-start), session: s.Attr.Session,
		body: logbook.Turn{Model: s.Attr.Model, Message: s.Attr.ID, Tokens: &logbook.Tokens{
			In: int64(s.Attr.In - read - write), Out: int64(s.Attr.Out), Read: int64(read), Write5m: int64(write),
		}},
	}
}
