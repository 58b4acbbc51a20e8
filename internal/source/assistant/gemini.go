package assistant

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/backsight/backsight/internal/base/bounded"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/author"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// gemini is the Gemini CLI: one file a session, rewritten whole or, of later
// versions, a line a message. It names no folder, only the hash of one.
func gemini() *tool {
	read := func(f file) decoder {
		return &chat{Lines: strings.HasSuffix(f.path, ".jsonl"), Parent: parentOf(f.rel)}
	}
	return &tool{
		name: "Gemini CLI", program: "gemini-cli",
		folders: []string{".gemini", "gemini"},
		home:    []string{".gemini"},
		env:     []string{"GEMINI_DATA_DIR"},
		agents:  []string{"gemini", "gemini-cli"},
		holds:   []string{"tmp/*/chats/session-*.json", "tmp/*/chats/session-*.jsonl"},
		keeps:   geminiKeeps,
		logs:    []log{{under: "tmp", match: "*.json*", fresh: true, read: read}},
	}
}

// parentOf is the session in whose folder a sub-agent's chat lies:
// "tmp/HASH/chats/PARENT/AGENT.jsonl".
func parentOf(rel string) string {
	dir := path.Dir(rel)
	if path.Base(path.Dir(dir)) == "chats" {
		return path.Base(dir)
	}
	return ""
}

// chat is one session, or one of its sub-agents.
type chat struct {
	Lines   bool
	Parent  string // of a sub-agent the session it works for
	Session string
	Side    bool
	Begun   when.Instant // what is older was copied from another session
}

// isChat says whether the file is one of chats: others lie beside them.
func isChat(rel string) bool {
	dir := path.Dir(rel)
	return path.Base(dir) == "chats" && strings.HasPrefix(path.Base(rel), "session-") || parentOf(rel) != ""
}

type geminiMessage struct {
	ID      string          `json:"id"`
	At      slim.Stamp      `json:"timestamp"`
	Type    string          `json:"type"`
	Model   string          `json:"model"`
	Session string          `json:"sessionId"`
	Started slim.Stamp      `json:"startTime"`
	Kind    string          `json:"kind"`
	Content json.RawMessage `json:"content"`
	Calls   []struct {
		Name string `json:"name"`
	} `json:"toolCalls"`
	Tokens *struct {
		In       slim.Count `json:"input"`
		Out      slim.Count `json:"output"`
		Cached   slim.Count `json:"cached"`
		Thoughts slim.Count `json:"thoughts"`
		Tool     slim.Count `json:"tool"`
	} `json:"tokens"`
}

func (d *chat) decode(ctx context.Context, in *slim.Lines, o *out) error {
	if !isChat(o.file.rel) {
		return nil
	}
	if d.Lines {
		return o.each(ctx, in, func(line []byte) (bool, error) {
			var m geminiMessage
			if !slim.Parse(line, &m) {
				return false, nil
			}
			return true, d.message(&m, o)
		})
	}
	err := d.whole(bounded.JSON(&slim.Stream{Lines: in}, maxChat), o)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, errShape) {
		o.bad(in.N, "the file is no whole record of a session")
		return nil
	}
	return err
}

// errShape says that a JSON value is not what such files hold.
var errShape = errors.New("no object")

// maxChat is how many bytes one message may have, its long texts cut.
const maxChat = 4 << 20

// whole walks through one JSON object, a message at a time.
func (d *chat) whole(in *json.Decoder, o *out) error {
	if t, err := in.Token(); err != nil || t != json.Delim('{') {
		return errors.Join(err, errShape)
	}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return err
		}
		switch name {
		case "sessionId":
			err = in.Decode(&d.Session)
		case "startTime":
			var at slim.Stamp
			err = in.Decode(&at)
			d.Begun = at.Instant()
		case "kind":
			var kind string
			err = in.Decode(&kind)
			d.Side = kind == "subagent"
		case "messages":
			err = d.messages(in, o)
		default:
			var skipped json.RawMessage
			err = in.Decode(&skipped)
		}
		if err != nil && !mistyped(err) {
			return err
		}
	}
	_, err := in.Token()
	return err
}

func (d *chat) messages(in *json.Decoder, o *out) error {
	if t, err := in.Token(); err != nil || t != json.Delim('[') {
		return errors.Join(err, errShape)
	}
	for in.More() {
		var m geminiMessage
		if err := in.Decode(&m); err != nil && !mistyped(err) {
			return err
		}
		if err := d.message(&m, o); err != nil {
			return err
		}
	}
	_, err := in.Token()
	return err
}

func mistyped(err error) bool {
	var kind *json.UnmarshalTypeError
	return errors.As(err, &kind)
}

func (d *chat) message(m *geminiMessage, o *out) error {
	if m.Session != "" {
		d.Session, d.Side = m.Session, m.Kind == "subagent"
		d.Begun = m.Started.Instant()
	}
	if m.ID == "" {
		return nil
	}
	t := turn{key: d.Session + " " + m.ID, at: m.At.Instant(), session: d.Session}
	t.body.Fork = t.at < d.Begun
	if d.Side || d.Parent != "" {
		t.body.Side, t.body.Agent = true, d.Session
		if d.Parent != "" {
			t.session = d.Parent
		}
	}
	switch m.Type {
	case "user":
		m.asked(&t)
	case "gemini":
		m.measure(&t)
		t.kind, t.body.Model = logbook.TurnAnswer, m.Model
		if len(m.ID) >= 20 { // unique, as far as such ids go: a fork keeps it
			t.body.Message = m.ID
		}
		for _, c := range m.Calls {
			t.body.Calls = append(t.body.Calls, c.Name)
		}
		if k := m.Tokens; k != nil {
			cached := min(k.Cached, k.In)
			t.body.Tokens = &logbook.Tokens{
				In: int64(k.In - cached + k.Tool), Read: int64(cached), Out: int64(k.Out), Reasoning: int64(k.Thoughts),
			}
		}
	default:
		return nil
	}
	return o.add(t)
}

// measure says how long the words are, and gives the first of them.
func (m *geminiMessage) measure(t *turn) (first string) {
	text, blocks := contents(m.Content)
	t.body.Length = slim.Length(text)
	for _, b := range blocks {
		if text == "" {
			text = b.Text
		}
		t.body.Length += slim.Length(b.Text)
	}
	return text
}

// asked is what stands in a person's place: words, or what a tool gave back.
func (m *geminiMessage) asked(t *turn) {
	var parts []struct {
		Response json.RawMessage `json:"functionResponse"`
	}
	var one struct {
		Response json.RawMessage `json:"functionResponse"`
	}
	if json.Unmarshal(m.Content, &parts) != nil && slim.Parse(m.Content, &one) {
		parts = append(parts[:0], one)
	}
	text := m.measure(t)
	switch {
	case len(parts) > 0 && len(parts[0].Response) > 0 && text == "":
		t.kind, t.body.Length = logbook.TurnTool, 0
	case t.body.Side || author.Injected(text) || author.Echoed(text):
		t.kind, t.body.Length = logbook.TurnRequest, 0
	default:
		t.kind, t.body.Human, t.body.Command = logbook.TurnPrompt, true, strings.HasPrefix(text, "/")
	}
}
