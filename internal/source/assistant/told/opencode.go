package told

import (
	"encoding/json"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/author"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// Message is what opencode says of a message, in its database and in its files.
type Message struct {
	Role  string      `json:"role"`
	Model string      `json:"modelID"`
	Cost  json.Number `json:"cost"`
	Time  struct {
		Completed slim.Stamp `json:"completed"`
	} `json:"time"`
	Tokens *struct {
		In        slim.Count `json:"input"`
		Out       slim.Count `json:"output"`
		Reasoning slim.Count `json:"reasoning"`
		Cache     struct {
			Read  slim.Count `json:"read"`
			Write slim.Count `json:"write"`
		} `json:"cache"`
	} `json:"tokens"`
}

// Answer makes a turn of an answer.
func (m *Message) Answer(t *Turn) {
	t.Kind, t.Body.Message, t.Body.Model = logbook.TurnAnswer, t.Key, m.Model
	t.For = max(0, m.Time.Completed.Instant()-t.At)
	t.cost(m.Cost)
	if k := m.Tokens; k != nil {
		t.Body.Tokens = &logbook.Tokens{
			In: int64(k.In), Out: int64(k.Out), Reasoning: int64(k.Reasoning), Write5m: int64(k.Cache.Write), Read: int64(k.Cache.Read),
		}
	}
}

// storedMessage is a message in a file of its own.
type storedMessage struct {
	Message
	ID      string `json:"id"`
	Session string `json:"sessionID"`
	Created struct {
		At slim.Stamp `json:"created"`
	} `json:"time"`
	Path struct {
		Cwd string `json:"cwd"`
	} `json:"path"`
}

// Session is what opencode says of one of its sessions.
type Session struct {
	Parent    string `json:"parentID"`
	Directory string `json:"directory"`
	Time      struct {
		Created slim.Stamp `json:"created"`
	} `json:"time"`
}

// Part is as much of a part of a message as says who put it there.
type Part struct {
	Type      string `json:"type"`
	Text      string `json:"text"`
	Synthetic bool   `json:"synthetic"`
	Auto      bool   `json:"auto"`
}

// Beside is what lies beside a message: its session and its parts, in order.
type Beside struct {
	Session func(id string) Session
	Parts   func(message string) []Part
}

// Stored reads a message of opencode that is a file of its own, named after the
// message, in a folder that is named after the session. whole is false where it is
// none.
func Stored(text []byte, name, folder string, beside Beside) (t Turn, whole bool) {
	m := storedMessage{ID: name, Session: folder}
	if !slim.Parse(text, &m) || !slim.Parse(text, &m.Message) {
		return Turn{}, false
	}
	s := beside.Session(m.Session)
	t = Turn{Key: m.ID, Session: m.Session, At: m.Created.At.Instant()}
	if t.Body.Cwd = m.Path.Cwd; t.Body.Cwd == "" {
		t.Body.Cwd = s.Directory
	}
	t.Body.Fork = s.Time.Created.Instant() > t.At // what is older than its session was copied into it
	if top := beside.top(m.Session); top != m.Session {
		t.Body.Side, t.Body.Agent, t.Session = true, m.Session, top
	}
	switch {
	case m.Role == "assistant":
		m.Answer(&t)
	case m.Role != "user":
		return Turn{}, true
	case t.Body.Side || !typed(beside.Parts(m.ID)):
		t.Kind = logbook.TurnRequest
	default:
		t.Kind, t.Body.Human = logbook.TurnPrompt, true
	}
	return t, true
}

// deepest is how many sub-agents may stand below one another.
const deepest = 20

// top is the session at which a chain of sub-agents begins.
func (b Beside) top(id string) string {
	for range deepest {
		parent := b.Session(id).Parent
		if parent == "" {
			return id
		}
		id = parent
	}
	return id
}

// typed says whether a person may have written a message of these parts, as the database is
// asked for it.
func typed(parts []Part) bool {
	speaks, written, first := false, false, ""
	for _, p := range parts {
		switch p.Type {
		case "text", "file", "agent", "subtask":
			own := p.Type == "text"
			if speaks = speaks || own; p.Synthetic {
				continue
			}
			if written = true; own && first == "" {
				first = p.Text
			}
		case "compaction":
			speaks, written = true, written || !p.Auto
		}
	}
	return (written || !speaks) && !author.Injected(first)
}
