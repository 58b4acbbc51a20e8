package assistant

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// codex is the Codex CLI: one file a session, called a rollout. It counts tokens
// up from the start of the session.
func codex() *tool {
	read := func(file) decoder { return &rollout{} }
	return &tool{
		name: "Codex", program: "codex",
		folders: []string{".codex", "codex"},
		home:    []string{".codex"},
		env:     []string{"CODEX_HOME"},
		agents:  []string{"codex", "codex-cli"},
		holds:   []string{"sessions/*/*/*/rollout-*.jsonl", "sessions/rollout-*.jsonl", "archived_sessions/rollout-*.jsonl"},
		logs: []log{
			{under: "sessions", match: "rollout-*.jsonl", read: read},
			{under: "archived_sessions", match: "rollout-*.jsonl", read: read},
		},
	}
}

// rollout is one session, with what its earlier lines said.
type rollout struct {
	Session string       `json:"session,omitempty"` // of a sub-agent its parent's
	Agent   string       `json:"agent,omitempty"`   // the id of a sub-agent
	Begun   when.Instant `json:"begun,omitempty"`
	Cwd     string       `json:"cwd,omitempty"`
	Branch  string       `json:"branch,omitempty"`
	Model   string       `json:"model,omitempty"`
	Alone   bool         `json:"alone,omitempty"` // run by a program
	Spawned bool         `json:"spawned,omitempty"`

	Total   *usage       `json:"total,omitempty"`   // nil before the first
	First   *pending     `json:"first,omitempty"`   // held back until it is known to be no replay
	Replay  when.Instant `json:"replay,omitempty"`  // the second in which a sub-agent repeats its parent
	Counted bool         `json:"counted,omitempty"` // a count has been judged
}

// pending is a count that may turn out to be a replay.
type pending struct {
	At   when.Instant `json:"at"`
	Used usage        `json:"used"`
	All  usage        `json:"all"`
}

// usage is a count of tokens as Codex writes it: the cached ones are among the
// input, the reasoning among the output.
type usage struct {
	In        count `json:"input_tokens"`
	Cached    count `json:"cached_input_tokens"`
	Out       count `json:"output_tokens"`
	Reasoning count `json:"reasoning_output_tokens"`
}

type codexLine struct {
	At      stamp           `json:"timestamp"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload"`
}

func (d *rollout) decode(ctx context.Context, in *lines, o *out) error {
	err := o.each(ctx, in, func(line []byte) (bool, error) {
		var l codexLine
		if !parse(line, &l) {
			return false, nil
		}
		return true, d.decodeLine(&l, o)
	})
	if err != nil || d.First == nil {
		return err
	}
	if o.ask.Now < d.First.At+when.Minute {
		o.again = true // what follows in the same second may not be written yet
		return nil
	}
	return d.release(o)
}

func (d *rollout) decodeLine(l *codexLine, o *out) error {
	switch l.Type {
	case "session_meta":
		d.meta(l)
	case "turn_context":
		d.context(l)
	case "event_msg":
		return d.event(l, o)
	case "response_item":
		if d.Spawned && second(l.At.instant()) == second(d.Begun) {
			return nil // the parent's history
		}
		return d.item(l, o)
	}
	return nil
}

// meta says what session this is. A later one is its parent's, copied.
func (d *rollout) meta(l *codexLine) {
	var m struct {
		ID         string          `json:"id"`
		Cwd        string          `json:"cwd"`
		Originator string          `json:"originator"`
		Source     json.RawMessage `json:"source"`
		Git        struct {
			Branch string `json:"branch"`
		} `json:"git"`
	}
	if !parse(l.Payload, &m) || d.Session != "" {
		return
	}
	d.Session, d.Cwd, d.Branch, d.Begun = m.ID, m.Cwd, m.Git.Branch, l.At.instant()
	d.Alone = m.Originator == "codex_exec" || m.Originator == "codex_sdk_ts" || string(m.Source) == `"exec"`
	var s struct {
		Sub struct {
			Spawn *struct {
				Parent string `json:"parent_thread_id"`
			} `json:"thread_spawn"`
		} `json:"subagent"`
	}
	if parse(m.Source, &s) && s.Sub.Spawn != nil {
		d.Spawned, d.Agent = true, m.ID
		if s.Sub.Spawn.Parent != "" {
			d.Session = s.Sub.Spawn.Parent
		}
	}
}

func (d *rollout) context(l *codexLine) {
	var c struct {
		Cwd   string `json:"cwd"`
		Model string `json:"model"`
	}
	if !parse(l.Payload, &c) {
		return
	}
	if c.Model != "" {
		d.Model = c.Model
	}
	if c.Cwd != "" {
		d.Cwd = c.Cwd
	}
}

// event looks for counts of tokens.
func (d *rollout) event(l *codexLine, o *out) error {
	var e struct {
		Type string `json:"type"`
		Info *struct {
			Last  *usage `json:"last_token_usage"`
			Total *usage `json:"total_token_usage"`
		} `json:"info"`
	}
	if !parse(l.Payload, &e) || e.Type != "token_count" || e.Info == nil || e.Info.Total == nil && e.Info.Last == nil {
		return nil
	}
	all := e.Info.Total
	if all == nil {
		sum := d.Total.plus(*e.Info.Last)
		all = &sum
	}
	used := all.since(d.Total, e.Info.Last)
	d.Total = all
	return d.count(pending{l.At.instant(), used, *all}, o)
}

// count judges one count. Of a sub-agent the first is held back: where the
// second comes within the same second, both are its parent's, repeated, and so
// is everything else in that second.
func (d *rollout) count(c pending, o *out) error {
	if c.Used == (usage{}) {
		return nil
	}
	if d.Spawned && !d.Counted {
		if d.First == nil {
			d.First = &c
			return nil
		}
		if second(d.First.At) == second(c.At) {
			d.Replay, d.First, d.Counted = second(c.At), nil, true
			return nil
		}
		if err := d.release(o); err != nil {
			return err
		}
	}
	if d.Replay != 0 && second(c.At) == d.Replay {
		return nil
	}
	return d.used(c, o)
}

// release puts the count that was held back.
func (d *rollout) release(o *out) error {
	c := *d.First
	d.First, d.Counted = nil, true
	return d.used(c, o)
}

func (d *rollout) used(c pending, o *out) error {
	t := d.turn(c.At, logbook.TurnAnswer, fmt.Sprintf("count %d %d %d", c.All.In, c.All.Out, c.All.Reasoning))
	t.body.Model = d.Model
	cached, reasoning := min(c.Used.Cached, c.Used.In), min(c.Used.Reasoning, c.Used.Out)
	t.body.Tokens = &logbook.Tokens{
		In: int64(c.Used.In - cached), Read: int64(cached), Out: int64(c.Used.Out - reasoning), Reasoning: int64(reasoning),
	}
	return o.add(t)
}

// item is something that was said or done.
func (d *rollout) item(l *codexLine, o *out) error {
	var i struct {
		Type    string  `json:"type"`
		Role    string  `json:"role"`
		Name    string  `json:"name"`
		Call    string  `json:"call_id"`
		Content []block `json:"content"`
	}
	if !parse(l.Payload, &i) {
		return nil
	}
	size := 0
	for _, b := range i.Content {
		size += length(b.Text)
	}
	t := d.turn(l.At.instant(), logbook.TurnTool, i.Type+" "+i.Role+" "+i.Call)
	switch {
	case i.Type == "message" && i.Role == "assistant":
		t.kind = logbook.TurnAnswer
	case i.Type == "message" && i.Role == "user":
		if spoken := given(i.Content); !spoken {
			return nil
		}
		if !d.Alone && !d.Spawned {
			t.kind, t.body.Human = logbook.TurnPrompt, true
		}
	case strings.HasSuffix(i.Type, "_call"):
		t.body.Calls = []string{i.Name}
	case strings.HasSuffix(i.Type, "_call_output"):
		size = 0
	default:
		return nil
	}
	t.body.Length = size
	return o.add(t)
}

// given says whether the words of role "user" are a request, and not what Codex
// puts before it.
func given(content []block) bool {
	for _, b := range content {
		text := strings.TrimSpace(b.Text)
		if b.Type == "input_image" {
			return true
		}
		if text != "" && !strings.HasPrefix(text, "<") && !strings.HasPrefix(text, "# AGENTS.md instructions") {
			return true
		}
	}
	return false
}

func (d *rollout) turn(at when.Instant, kind, what string) turn {
	session := d.Session
	if d.Agent != "" {
		session = d.Agent
	}
	return turn{
		key: fmt.Sprintf("%s %d %s", session, at, what), kind: kind, at: at, session: d.Session, branch: d.Branch,
		body: logbook.Turn{Cwd: d.Cwd, Agent: d.Agent, Side: d.Spawned, Headless: d.Alone},
	}
}

// plus is the sum of a total that may not be there yet and what was used.
func (u *usage) plus(o usage) usage {
	if u == nil {
		return o
	}
	return usage{u.In + o.In, u.Cached + o.Cached, u.Out + o.Out, u.Reasoning + o.Reasoning}
}

// since is what was used since the total before. Where there was none, or the
// tool began to count anew, it is what the tool says was used last.
func (u usage) since(before, last *usage) usage {
	if before == nil || u.In < before.In || u.Out < before.Out || u.Cached < before.Cached {
		if last != nil {
			return *last
		}
		return u
	}
	return usage{u.In - before.In, u.Cached - before.Cached, u.Out - before.Out, max(0, u.Reasoning-before.Reasoning)}
}

// second is an instant without its fraction.
func second(i when.Instant) when.Instant { return i - i%when.Second }
