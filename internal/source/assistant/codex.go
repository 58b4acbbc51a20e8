package assistant

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/author"
	"github.com/backsight/backsight/internal/source/assistant/slim"
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
	Root    string       `json:"root,omitempty"` // the session that the first of its ancestors is, as far as is known

	Total  *usage `json:"total,omitempty"` // nil before the first
	Replay replay `json:"replay,omitzero"`
}

// pending is a count that may turn out to be a replay.
type pending struct {
	At    when.Instant `json:"at"`
	Used  usage        `json:"used"`
	All   usage        `json:"all"`
	Model string       `json:"model,omitempty"`
}

// usage is a count of tokens as Codex writes it: the cached ones are among the
// input, the reasoning among the output.
type usage struct {
	In        slim.Count `json:"input_tokens"`
	Cached    slim.Count `json:"cached_input_tokens"`
	Out       slim.Count `json:"output_tokens"`
	Reasoning slim.Count `json:"reasoning_output_tokens"`
}

type codexLine struct {
	At      slim.Stamp      `json:"timestamp"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload"`
}

func (d *rollout) decode(ctx context.Context, in *slim.Lines, o *out) error {
	err := o.each(ctx, in, func(line []byte) (bool, error) {
		var l codexLine
		if !slim.Parse(line, &l) {
			return false, nil
		}
		return true, d.decodeLine(&l, o)
	})
	if err != nil {
		return err
	}
	return d.pause(o)
}

func (d *rollout) decodeLine(l *codexLine, o *out) error {
	if l.Type == "session_meta" {
		d.meta(l)
	}
	if err := d.hear(l, o); err != nil {
		return err
	}
	switch l.Type {
	case "turn_context":
		d.context(l)
	case "event_msg":
		return d.event(l, o)
	case "response_item":
		return d.item(l, o)
	}
	return nil
}

// codexMeta is what a rollout says of itself.
type codexMeta struct {
	ID         string          `json:"id"`
	Cwd        string          `json:"cwd"`
	Originator string          `json:"originator"`
	Source     json.RawMessage `json:"source"`
	Thread     string          `json:"thread_source"`
	Parent     string          `json:"parent_thread_id"`
	Forked     string          `json:"forked_from_id"`
	Git        struct {
		Branch string `json:"branch"`
	} `json:"git"`
}

// meta says what session this is. A later one is its parent's, copied.
func (d *rollout) meta(l *codexLine) {
	var m codexMeta
	if !slim.Parse(l.Payload, &m) {
		return
	}
	if d.Session != "" {
		d.copied(&m)
		return
	}
	d.Session, d.Cwd, d.Branch, d.Begun, d.Root = m.ID, m.Cwd, m.Git.Branch, l.At.Instant(), m.ID
	spawned, parent := m.spawned()
	d.Alone = m.alone()
	if m.Forked != "" {
		d.Root = m.Forked
		d.Replay.expect()
	}
	if spawned {
		d.Spawned, d.Agent = true, m.ID
		d.Replay.begin()
		if parent = cmp.Or(parent, m.Forked); parent != "" {
			d.Session, d.Root = parent, parent
		}
	}
}

// copied takes what an ancestor said of itself.
func (d *rollout) copied(m *codexMeta) {
	if m.ID == "" || m.ID == d.Agent || m.ID == d.Session && !d.Spawned {
		return
	}
	d.Root = m.ID
	if _, parent := m.spawned(); parent != "" {
		d.Root = parent
	}
	d.Replay.expect()
}

// spawned says whether this is a sub-agent's, and whose.
func (m *codexMeta) spawned() (spawned bool, parent string) {
	var s struct {
		Sub  json.RawMessage `json:"subagent"`
		Sub2 json.RawMessage `json:"subAgent"`
	}
	slim.Parse(m.Source, &s)
	sub := s.Sub
	if len(sub) == 0 {
		sub = s.Sub2
	}
	var by struct {
		Spawn struct {
			Parent string `json:"parent_thread_id"`
		} `json:"thread_spawn"`
	}
	slim.Parse(sub, &by)
	spawned = len(sub) > 0 && string(sub) != "null" || strings.HasPrefix(strings.ToLower(m.Thread), "subagent")
	return spawned, cmp.Or(by.Spawn.Parent, m.Parent)
}

// alone says whether a program ran it: nobody sat there.
func (m *codexMeta) alone() bool {
	switch string(m.Source) {
	case `"exec"`, `"mcp"`:
		return true
	}
	thread := strings.ToLower(m.Thread)
	return strings.HasPrefix(m.Originator, "codex_exec") || strings.HasPrefix(m.Originator, "codex_sdk") ||
		thread != "" && thread != "user" && thread != "cli" && !strings.HasPrefix(thread, "subagent")
}

func (d *rollout) context(l *codexLine) {
	var c struct {
		Cwd   string `json:"cwd"`
		Model string `json:"model"`
	}
	if !slim.Parse(l.Payload, &c) {
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
	if !slim.Parse(l.Payload, &e) || e.Type != "token_count" || e.Info == nil || e.Info.Total == nil && e.Info.Last == nil {
		return nil
	}
	all := e.Info.Total
	if all == nil {
		sum := d.Total.plus(*e.Info.Last)
		all = &sum
	}
	used := all.since(d.Total, e.Info.Last)
	d.Total = all
	return d.count(pending{l.At.Instant(), used, *all, d.Model}, o)
}

// counted is a count as the answer that it was made for. What it comes to in all
// names it: the same total in a family of sessions is the same answer.
func (d *rollout) counted(c pending) turn {
	t := d.turn(c.At, logbook.TurnAnswer, fmt.Sprintf("count %d %d %d", c.All.In, c.All.Out, c.All.Reasoning))
	t.body.Model = c.Model
	t.body.Message = fmt.Sprintf("%s %d %d %d %d", d.Root, c.All.In, c.All.Cached, c.All.Out, c.All.Reasoning)
	cached, reasoning := min(c.Used.Cached, c.Used.In), min(c.Used.Reasoning, c.Used.Out)
	t.body.Tokens = &logbook.Tokens{
		In: int64(c.Used.In - cached), Read: int64(cached), Out: int64(c.Used.Out - reasoning), Reasoning: int64(reasoning),
	}
	return t
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
	if !slim.Parse(l.Payload, &i) {
		return nil
	}
	size := 0
	for _, b := range i.Content {
		size += slim.Length(b.Text)
	}
	t := d.turn(l.At.Instant(), logbook.TurnTool, i.Type+" "+i.Role+" "+i.Call)
	switch {
	case i.Type == "message" && i.Role == "assistant":
		t.kind = logbook.TurnAnswer
	case i.Type == "message" && i.Role == "user":
		switch spoken, by := given(i.Content); {
		case !spoken:
			return nil
		case by == author.Nobody || d.Alone || d.Spawned:
			t.kind = logbook.TurnRequest
		default:
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
	return d.say(t, o)
}

// given says whether the words of role "user" are a request, and not what Codex
// puts before it, and whether they are such as only machines write.
func given(content []block) (spoken bool, by author.Author) {
	by = author.Nobody
	for _, b := range content {
		text := strings.TrimSpace(b.Text)
		switch {
		case b.Type == "input_image":
			spoken, by = true, author.Unsaid
		case text == "" || strings.HasPrefix(text, "<") || strings.HasPrefix(text, "# AGENTS.md instructions"):
		default:
			if spoken = true; !author.Injected(text) {
				by = author.Unsaid
			}
		}
	}
	return spoken, by
}

func (d *rollout) turn(at when.Instant, kind, what string) turn {
	session := d.Session
	if d.Agent != "" {
		session = d.Agent
	}
	return turn{
		key: fmt.Sprintf("%s %d %s", session, at, what), kind: kind, at: at, session: d.Session, branch: d.Branch,
		body: logbook.Turn{Cwd: d.Cwd, Agent: d.Agent, Side: d.Spawned, Headless: d.Alone, Fork: at < d.Begun},
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
