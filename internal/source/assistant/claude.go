package assistant

import (
	"context"
	"encoding/json"
	"path"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/author"
	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/disk"
)

// claude is Claude Code: a transcript a session and a sub-agent, and one list of
// everything that was typed, which outlives the transcripts.
func claude() *tool {
	return &tool{
		name: "Claude Code", program: "claude-code",
		folders: []string{".claude", "claude"},
		home:    []string{".claude", ".config/claude"},
		env:     []string{"CLAUDE_CONFIG_DIR", "CLAUDE_CONFIG_DIRS"},
		agents:  []string{"claude-code", "claude"},
		holds:   []string{"projects/*/*.jsonl", "projects/*/*/subagents", "history.jsonl"},
		keeps:   claudeKeeps,
		logs: []log{
			{under: "projects", match: "*.jsonl", forks: true, read: func(f file) decoder { return &transcript{} }},
			{match: "history.jsonl", flat: true, read: func(file) decoder { return typed{} }},
		},
	}
}

// transcript is one session of Claude Code. Lines leave out what the line before
// said, so the folder and the branch are carried on.
type transcript struct {
	Cwd    string `json:"cwd,omitempty"`
	Branch string `json:"branch,omitempty"`
	Sides  bool   `json:"sides,omitempty"` // it tells itself what its sub-agents answered
}

type claudeLine struct {
	Type       string     `json:"type"`
	UUID       string     `json:"uuid"`
	Session    string     `json:"sessionId"`
	At         slim.Stamp `json:"timestamp"`
	Cwd        string     `json:"cwd"`
	Branch     string     `json:"gitBranch"`
	Request    string     `json:"requestId"`
	Agent      string     `json:"agentId"`
	Entrypoint string     `json:"entrypoint"`
	Side       bool       `json:"isSidechain"`
	Meta       bool       `json:"isMeta"`
	Summary    bool       `json:"isCompactSummary"`
	Transcript bool       `json:"isVisibleInTranscriptOnly"`
	APIError   bool       `json:"isApiErrorMessage"`
	ToolResult any        `json:"toolUseResult"`
	author.Marks
	Forked struct {
		Session string `json:"sessionId"`
		Message string `json:"messageUuid"`
	} `json:"forkedFrom"`
	Progress struct {
		Agent   string          `json:"agentId"`
		Message json.RawMessage `json:"message"` // a line of the sub-agent
	} `json:"data"`
	Message struct {
		ID      string          `json:"id"`
		Model   string          `json:"model"`
		Content json.RawMessage `json:"content"`
		Usage   *claudeUsage    `json:"usage"`
	} `json:"message"`
}

type block struct {
	Type string `json:"type"`
	Text string `json:"text"`
	Name string `json:"name"`
}

func (d *transcript) decode(ctx context.Context, in *slim.Lines, o *out) error {
	return o.each(ctx, in, func(line []byte) (bool, error) {
		var l claudeLine
		if !slim.Parse(line, &l) {
			return false, nil
		}
		if l.Cwd != "" {
			d.Cwd, d.Branch = l.Cwd, l.Branch
		}
		if l.Agent == "" {
			l.Agent = agentOf(o.file.rel)
		}
		return true, d.line(&l, o)
	})
}

// line puts all that a line tells.
func (d *transcript) line(l *claudeLine, o *out) error {
	if l.Type == "progress" {
		return d.progress(l, o)
	}
	t := d.turn(l)
	if l.Forked.Message != "" && l.Forked.Message != l.UUID {
		return d.forked(l, t, o)
	}
	d.Sides = d.Sides || t.kind == logbook.TurnAnswer && t.body.Side
	if err := o.add(t); err != nil {
		return err
	}
	return d.besides(l, t, o)
}

// progress is how older versions tell, in the parent's transcript, what a
// sub-agent says: the answer lies in the sub-agent's own too, where there is one.
func (d *transcript) progress(l *claudeLine, o *out) error {
	nested := claudeLine{UUID: l.UUID, At: l.At}
	if !slim.Parse(l.Progress.Message, &nested) || nested.Type != "assistant" {
		return nil
	}
	nested.Session, nested.Agent, nested.Side = l.Session, l.Progress.Agent, true
	return d.line(&nested, o)
}

// forked is a line that a fork copied under a name of its own: it is the line it
// was copied from, in that one's session. Where that session's transcript lies
// beside, it tells of it itself.
func (d *transcript) forked(l *claudeLine, t turn, o *out) error {
	if t.kind == "" {
		return nil
	}
	again := t
	again.kind, again.body, again.last = logbook.TurnCopy, logbook.Turn{}, 0
	if err := o.add(again); err != nil || o.beside(disk.Literal(path.Base(l.Forked.Session))+".jsonl") {
		return err
	}
	t.key, t.body.Fork = l.Forked.Message, true
	if l.Forked.Session != "" {
		t.session = l.Forked.Session
	}
	return o.add(t)
}

// besides puts what a line tells of answers that have no line of their own.
func (d *transcript) besides(l *claudeLine, t turn, o *out) error {
	if t.kind == logbook.TurnAnswer && l.Message.Usage != nil {
		for i, other := range l.Message.Usage.others() {
			if err := o.add(t.advised(i, other)); err != nil {
				return err
			}
		}
	}
	if t.kind == logbook.TurnTool && !d.Sides {
		return o.add(t.delegated(l.ToolResult, o))
	}
	return nil
}

// agentOf is the sub-agent a transcript belongs to, by its file's name.
func agentOf(rel string) string {
	name, ok := strings.CutPrefix(rel[strings.LastIndexByte(rel, '/')+1:], "agent-")
	if !ok {
		return ""
	}
	return strings.TrimSuffix(name, ".jsonl")
}
