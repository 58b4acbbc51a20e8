package assistant

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
)

// gemini is the Gemini CLI: one file a session, rewritten whole or, of later
// versions, a line a message. It names no folder, only the hash of one.
func gemini() *tool {
	read := func(f file) decoder { return &chat{Lines: strings.HasSuffix(f.path, ".jsonl")} }
	return &tool{
		name: "Gemini CLI", program: "gemini-cli",
		folders: []string{".gemini", "gemini"},
		home:    []string{".gemini"},
		env:     []string{"GEMINI_DATA_DIR"},
		agents:  []string{"gemini", "gemini-cli"},
		holds:   []string{"tmp/*/chats/session-*.json", "tmp/*/chats/session-*.jsonl"},
		keeps:   geminiKeeps,
		logs:    []log{{under: "tmp", match: "session-*.json*", fresh: true, read: read}},
	}
}

type chat struct {
	Lines   bool
	Session string
}

type geminiMessage struct {
	ID      string          `json:"id"`
	At      stamp           `json:"timestamp"`
	Type    string          `json:"type"`
	Model   string          `json:"model"`
	Session string          `json:"sessionId"`
	Content json.RawMessage `json:"content"`
	Calls   []struct {
		Name string `json:"name"`
	} `json:"toolCalls"`
	Tokens *struct {
		In       count `json:"input"`
		Out      count `json:"output"`
		Cached   count `json:"cached"`
		Thoughts count `json:"thoughts"`
		Tool     count `json:"tool"`
	} `json:"tokens"`
}

func (d *chat) decode(ctx context.Context, in *lines, o *out) error {
	if d.Lines {
		return o.each(ctx, in, func(line []byte) (bool, error) {
			var m geminiMessage
			if !parse(line, &m) {
				return false, nil
			}
			return true, d.message(&m, o)
		})
	}
	err := d.whole(json.NewDecoder(&stream{lines: in}), o)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, errShape) {
		o.bad(in.n, "the file is no whole record of a session")
		return nil
	}
	return err
}

// errShape says that a JSON value is not what such files hold.
var errShape = errors.New("no object")

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
		d.Session = m.Session
	}
	if m.ID == "" {
		return nil
	}
	t := turn{key: d.Session + " " + m.ID, at: m.At.instant(), session: d.Session}
	text, blocks := contents(m.Content)
	t.body.Length = length(text)
	for _, b := range blocks {
		t.body.Length += length(b.Text)
	}
	switch m.Type {
	case "user":
		t.kind, t.body.Human, t.body.Command = logbook.TurnPrompt, true, strings.HasPrefix(text, "/")
	case "gemini":
		t.kind, t.body.Model = logbook.TurnAnswer, m.Model
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
