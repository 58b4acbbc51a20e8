package assistant

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
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
			{under: "projects", match: "*.jsonl", read: func(f file) decoder { return &transcript{} }},
			{match: "history.jsonl", flat: true, read: func(file) decoder { return typed{} }},
		},
	}
}

// transcript is one session of Claude Code. Lines leave out what the line before
// said, so the folder and the branch are carried on.
type transcript struct {
	Cwd    string `json:"cwd,omitempty"`
	Branch string `json:"branch,omitempty"`
}

type claudeLine struct {
	Type       string `json:"type"`
	UUID       string `json:"uuid"`
	Session    string `json:"sessionId"`
	At         stamp  `json:"timestamp"`
	Cwd        string `json:"cwd"`
	Branch     string `json:"gitBranch"`
	Request    string `json:"requestId"`
	Agent      string `json:"agentId"`
	Entrypoint string `json:"entrypoint"`
	Side       bool   `json:"isSidechain"`
	Meta       bool   `json:"isMeta"`
	Summary    bool   `json:"isCompactSummary"`
	Transcript bool   `json:"isVisibleInTranscriptOnly"`
	APIError   bool   `json:"isApiErrorMessage"`
	ToolResult any    `json:"toolUseResult"`
	Message    struct {
		ID      string          `json:"id"`
		Model   string          `json:"model"`
		Content json.RawMessage `json:"content"`
		Usage   *claudeUsage    `json:"usage"`
	} `json:"message"`
}

type claudeUsage struct {
	In    count `json:"input_tokens"`
	Out   count `json:"output_tokens"`
	Write count `json:"cache_creation_input_tokens"`
	Read  count `json:"cache_read_input_tokens"`
	Parts struct {
		Hour count `json:"ephemeral_1h_input_tokens"`
	} `json:"cache_creation"`
	Speed string `json:"speed"`
}

type block struct {
	Type string `json:"type"`
	Text string `json:"text"`
	Name string `json:"name"`
}

func (d *transcript) decode(ctx context.Context, in *lines, o *out) error {
	return o.each(ctx, in, func(line []byte) (bool, error) {
		var l claudeLine
		if !parse(line, &l) {
			return false, nil
		}
		if l.Cwd != "" {
			d.Cwd, d.Branch = l.Cwd, l.Branch
		}
		if l.Agent == "" {
			l.Agent = agentOf(o.file.rel)
		}
		return true, o.add(d.turn(&l))
	})
}

// agentOf is the sub-agent a transcript belongs to, by its file's name.
func agentOf(rel string) string {
	name, ok := strings.CutPrefix(rel[strings.LastIndexByte(rel, '/')+1:], "agent-")
	if !ok {
		return ""
	}
	return strings.TrimSuffix(name, ".jsonl")
}

// turn is what a line says; the zero turn where it says nothing of the kind.
func (d *transcript) turn(l *claudeLine) turn {
	t := turn{key: l.UUID, at: l.At.instant(), session: l.Session, branch: d.Branch}
	t.body = logbook.Turn{
		Cwd: d.Cwd, Agent: l.Agent, Side: l.Side || l.Agent != "", Headless: strings.HasPrefix(l.Entrypoint, "sdk"),
	}
	text, blocks := contents(l.Message.Content)
	switch {
	case l.Type == "assistant" && !l.APIError && l.Message.Model != "<synthetic>":
		l.answer(&t, text, blocks)
	case l.Type == "user" && !l.Meta && !l.Summary && !l.Transcript:
		l.user(&t, text, blocks)
	}
	if t.kind == "" {
		return turn{}
	}
	return t
}

func (l *claudeLine) answer(t *turn, text string, blocks []block) {
	t.kind, t.body.Message, t.body.Request, t.body.Model = logbook.TurnAnswer, l.Message.ID, l.Request, l.Message.Model
	t.body.Length = length(text)
	for _, b := range blocks {
		switch b.Type {
		case "text":
			t.body.Length += length(b.Text)
		case "tool_use", "server_tool_use":
			t.body.Calls = append(t.body.Calls, b.Name)
		}
	}
	if u := l.Message.Usage; u != nil {
		hour := min(u.Parts.Hour, u.Write)
		t.body.Fast = u.Speed == "fast"
		t.body.Tokens = &logbook.Tokens{
			In: int64(u.In), Out: int64(u.Out), Write5m: int64(u.Write - hour), Write1h: int64(hour), Read: int64(u.Read),
		}
	}
}

// user is a line of type "user": a tool's result, or words. Words count as a
// person's unless a sub-agent, a program or the tool itself put them there.
func (l *claudeLine) user(t *turn, text string, blocks []block) {
	for _, b := range blocks {
		if b.Type == "tool_result" {
			t.kind = logbook.TurnTool
			patch(&t.body, l.ToolResult)
			return
		}
		if b.Type == "text" && text == "" {
			text = b.Text
		}
	}
	command := commanded(text)
	switch {
	case injected(text) && !command || text == "" && len(blocks) == 0:
		return
	case t.body.Side || t.body.Headless:
		t.kind = logbook.TurnTool // a request that nobody typed
	default:
		t.kind, t.body.Human, t.body.Command = logbook.TurnPrompt, true, command
		t.body.Length = length(text)
	}
}

// patch counts the lines a tool changed, and says where the person changed them
// before they were taken.
func patch(body *logbook.Turn, result any) {
	fields, _ := result.(map[string]any)
	body.Human = fields["userModified"] == true
	hunks, _ := fields["structuredPatch"].([]any)
	for _, h := range hunks {
		hunk, _ := h.(map[string]any)
		lines, _ := hunk["lines"].([]any)
		for _, line := range lines {
			switch text, _ := line.(string); {
			case strings.HasPrefix(text, "+"):
				body.Added++
			case strings.HasPrefix(text, "-"):
				body.Removed++
			}
		}
	}
}

// contents is a message's content: one text, or blocks.
func contents(raw json.RawMessage) (text string, blocks []block) {
	if json.Unmarshal(raw, &text) == nil {
		return text, nil
	}
	_ = json.Unmarshal(raw, &blocks) // of blocks that do not fit, what does is used
	return "", blocks
}

// commanded says whether the words are a command to the tool as it writes them
// down.
func commanded(text string) bool {
	return strings.HasPrefix(text, "<command-name>") || strings.HasPrefix(text, "<command-message>")
}

// injected says whether the tool itself put the words where a person's stand.
func injected(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n")
	for _, start := range []string{
		"<command-", "<local-command-", "<task-notification>", "<system-reminder>", "<bash-stdout>", "<bash-stderr>",
		"This session is being continued", "[Request interrupted", "Stop hook feedback:", "Caveat: The messages below",
	} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}
