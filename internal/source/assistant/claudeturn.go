package assistant

import (
	"encoding/json"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/author"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// turn is what a line says; the zero turn where it says nothing of the kind.
func (d *transcript) turn(l *claudeLine) turn {
	t := turn{key: l.UUID, at: l.At.Instant(), session: l.Session, branch: d.Branch}
	t.body = logbook.Turn{
		Cwd: d.Cwd, Agent: l.Agent, Side: l.Side || l.Agent != "" || l.ParentTool != "", Headless: strings.HasPrefix(l.Entrypoint, "sdk"),
	}
	text, blocks := contents(l.Message.Content)
	switch {
	case l.Type == "assistant" && !l.APIError && l.Message.Model != "<synthetic>":
		l.answer(&t, text, blocks)
	case l.Type == "user" && l.Meta && l.Wakes():
		t.kind = logbook.TurnRequest
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
	t.body.Length = slim.Length(text)
	for _, b := range blocks {
		switch b.Type {
		case "text":
			t.body.Length += slim.Length(b.Text)
		case "tool_use", "server_tool_use":
			t.body.Calls = append(t.body.Calls, b.Name)
		}
	}
	if u := l.Message.Usage; u != nil {
		t.body.Fast = u.Speed == "fast"
		t.body.Tokens = u.own().tokens()
	}
}

// user is a line of type "user": a tool's result, or words. Words count as a
// person's unless the tool says who else they are of, a sub-agent, a program or
// the tool itself put them there, or they are what only machines write.
func (l *claudeLine) user(t *turn, text string, blocks []block) {
	for _, b := range blocks {
		if b.Type == "tool_result" {
			t.kind = logbook.TurnTool
			patch(&t.body, l.ToolResult)
			return
		}
	}
	text, command := said(text, blocks), commanded(text)
	who := l.Author()
	switch {
	case text == "" && len(blocks) == 0 || author.Echoed(text) && !command:
		return
	case who == author.Nobody || who == author.Unsaid && author.Injected(text) || t.body.Side || t.body.Headless && who != author.Person:
		t.kind, t.body.Headless = logbook.TurnRequest, t.body.Headless || l.Program() // a request that nobody typed
	default:
		t.kind, t.body.Human, t.body.Command, t.body.Headless = logbook.TurnPrompt, true, command, false
		t.body.Length = slim.Length(text)
	}
}

// said is the first of the texts that is not the tool's own, or the first of all.
func said(text string, blocks []block) string {
	for _, b := range blocks {
		if b.Type == "text" && (text == "" || !commanded(text) && (author.Echoed(text) || author.Injected(text))) && b.Text != "" {
			text = b.Text
		}
	}
	return text
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
