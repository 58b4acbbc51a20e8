package told

import (
	"encoding/json"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/author"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// Qwen is one session of Qwen Code's later versions, a line a record.
type Qwen struct {
	Parent string `json:"parent,omitempty"` // the session that began this one, "" where a person did
}

// qwenRecord is one line. A branch of a session copies its lines with their names
// and says whose they were.
type qwenRecord struct {
	UUID       string     `json:"uuid"`
	Session    string     `json:"sessionId"`
	At         slim.Stamp `json:"timestamp"`
	Type       string     `json:"type"`
	Subtype    string     `json:"subtype"`
	Provenance string     `json:"provenance"`
	External   string     `json:"externalInputKind"`
	Cwd        string     `json:"cwd"`
	Branch     string     `json:"gitBranch"`
	Model      string     `json:"model"`
	Agent      string     `json:"agentId"`
	Side       bool       `json:"isSidechain"`
	Forked     struct {
		Session string `json:"sessionId"`
	} `json:"forkedFrom"`
	Message struct {
		Parts []qwenPart `json:"parts"`
	} `json:"message"`
	Usage *qwenUsage `json:"usageMetadata"`
	About struct {
		Parent string `json:"parentSessionId"`
		Phase  string `json:"phase"`
		Raw    string `json:"rawCommand"`
		Sent   bool   `json:"sentToModel"`
		Hidden bool   `json:"hiddenInvocation"`
	} `json:"systemPayload"`
}

type qwenPart struct {
	Text    string `json:"text"`
	Thought bool   `json:"thought"`
	Call    struct {
		Name string `json:"name"`
	} `json:"functionCall"`
	Response json.RawMessage `json:"functionResponse"`
}

type qwenUsage struct {
	Prompt   slim.Count `json:"promptTokenCount"`
	Out      slim.Count `json:"candidatesTokenCount"`
	Thoughts slim.Count `json:"thoughtsTokenCount"`
	Cached   slim.Count `json:"cachedContentTokenCount"`
	Total    slim.Count `json:"totalTokenCount"`
}

// Line reads a line. whole is false where it is no record.
func (d *Qwen) Line(line []byte) (t Turn, whole bool) {
	var r qwenRecord
	if !slim.Parse(line, &r) {
		return Turn{}, false
	}
	if r.Subtype == "parent_session" && r.About.Parent != "" {
		d.Parent = r.About.Parent
	}
	return d.turn(&r), true
}

// turn is what a record says; the zero turn where it says nothing of the kind.
func (d *Qwen) turn(r *qwenRecord) Turn {
	t := Turn{Key: r.UUID, At: r.At.Instant(), Session: r.Session, Branch: r.Branch}
	t.Body = logbook.Turn{Cwd: r.Cwd, Agent: r.Agent, Side: r.Side || r.Agent != "", Fork: r.Forked.Session != "" && r.Forked.Session != r.Session}
	if t.Body.Fork {
		t.Session = r.Forked.Session
	}
	if d.Parent != "" {
		t.Body.Side, t.Body.Agent, t.Session = true, r.Session, d.Parent
	}
	switch {
	case r.Type == "assistant":
		r.answer(&t)
	case r.Type == "tool_result":
		t.Kind = logbook.TurnTool
	case r.Type == "user":
		r.asked(&t)
	case r.Subtype == "slash_command" && r.About.Phase == "invocation" && !r.About.Sent && !r.About.Hidden && !t.Body.Side:
		t.Kind, t.Body.Human, t.Body.Command, t.Body.Length = logbook.TurnPrompt, true, true, slim.Length(r.About.Raw)
	default:
		return Turn{}
	}
	return t
}

func (r *qwenRecord) answer(t *Turn) {
	t.Kind, t.Body.Message, t.Body.Model = logbook.TurnAnswer, r.UUID, r.Model
	for _, p := range r.Message.Parts {
		if p.Call.Name != "" {
			t.Body.Calls = append(t.Body.Calls, p.Call.Name)
		}
		if !p.Thought {
			t.Body.Length += slim.Length(p.Text)
		}
	}
	if r.Usage != nil {
		t.Body.Tokens = r.Usage.tokens()
	}
}

// tokens parts the counts. What was cached is within the prompt. Thoughts are within
// what was answered where the total has no room for them: it depends on the server.
func (u *qwenUsage) tokens() *logbook.Tokens {
	cached, out := min(u.Cached, u.Prompt), u.Out
	if u.Total > 0 && u.Total < u.Prompt+u.Out+u.Thoughts {
		out -= min(u.Thoughts, out)
	}
	return &logbook.Tokens{In: int64(u.Prompt - cached), Read: int64(cached), Out: int64(out), Reasoning: int64(u.Thoughts)}
}

// asked is what stands in a person's place: theirs unless the record says who else
// it is of, or only machines write so.
func (r *qwenRecord) asked(t *Turn) {
	text, response := "", false
	for _, p := range r.Message.Parts {
		if text == "" {
			text = p.Text
		}
		t.Body.Length += slim.Length(p.Text)
		response = response || len(p.Response) > 0
	}
	switch {
	case response && text == "":
		t.Kind, t.Body.Length = logbook.TurnTool, 0
	case t.Body.Side, r.External != "", !r.typed(), author.Injected(text), author.Echoed(text):
		t.Kind, t.Body.Length = logbook.TurnRequest, 0
	default:
		t.Kind, t.Body.Human, t.Body.Command = logbook.TurnPrompt, true, strings.HasPrefix(text, "/")
	}
}

// typed says whether the markers of a record leave room for a person. What a record
// in a person's place is called otherwise, now or later, is somebody else's.
func (r *qwenRecord) typed() bool {
	switch r.Provenance {
	case "", "real_user":
		return r.Subtype == "" || r.Subtype == "mid_turn_user_message" || r.Subtype == "realtime_message"
	}
	return false
}
