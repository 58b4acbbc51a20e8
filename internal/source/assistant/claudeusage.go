package assistant

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/disk"
)

// claudeCounts are the tokens of an answer as Claude Code writes them: those of
// the cache are none of the input.
type claudeCounts struct {
	In    slim.Count `json:"input_tokens"`
	Out   slim.Count `json:"output_tokens"`
	Write slim.Count `json:"cache_creation_input_tokens"`
	Read  slim.Count `json:"cache_read_input_tokens"`
	Parts struct {
		Hour slim.Count `json:"ephemeral_1h_input_tokens"`
	} `json:"cache_creation"`
}

// claudeUsage is what an answer used. Its steps are the parts it was made in:
// those of another kind than "message", such as an advisor's, are answers of their
// own, of another model or not, and usually no part of the whole.
type claudeUsage struct {
	claudeCounts
	Speed string       `json:"speed"`
	Steps []claudeStep `json:"iterations"`
}

type claudeStep struct {
	Type  string `json:"type"`
	Model string `json:"model"`
	claudeCounts
}

func (c claudeCounts) tokens() *logbook.Tokens {
	hour := min(c.Parts.Hour, c.Write)
	return &logbook.Tokens{
		In: int64(c.In), Out: int64(c.Out), Write5m: int64(c.Write - hour), Write1h: int64(hour), Read: int64(c.Read),
	}
}

func (c claudeCounts) some() bool { return c.In+c.Out+c.Write+c.Read > 0 }

// same says whether both count the same, whatever the times of the cache.
func (c claudeCounts) same(o claudeCounts) bool {
	return c.In == o.In && c.Out == o.Out && c.Write == o.Write && c.Read == o.Read
}

func (c claudeCounts) plus(o claudeCounts) claudeCounts {
	c.In, c.Out, c.Write, c.Read, c.Parts.Hour = c.In+o.In, c.Out+o.Out, c.Write+o.Write, c.Read+o.Read, c.Parts.Hour+o.Parts.Hour
	return c
}

// others are the steps that are answers of their own.
func (u *claudeUsage) others() (list []claudeStep) {
	for _, s := range u.Steps {
		if s.Type != "message" && s.Type != "" && s.some() {
			list = append(list, s)
		}
	}
	return list
}

// own is what the answer itself used: the whole, or where that is the sum of all
// steps, what is left of it without the others.
func (u *claudeUsage) own() claudeCounts {
	var all, own claudeCounts
	for _, s := range u.Steps {
		if all = all.plus(s.claudeCounts); s.Type == "message" || s.Type == "" {
			own = own.plus(s.claudeCounts)
		}
	}
	if len(u.others()) > 0 && all.same(u.claudeCounts) {
		return own
	}
	return u.claudeCounts
}

// advised is the answer of the i-th other step within the answer t.
func (t turn) advised(i int, s claudeStep) turn {
	name := fmt.Sprintf(" %s %d", s.Type, i+1)
	t.key += name
	if t.body.Message != "" {
		t.body.Message += name
	}
	if s.Model != "" {
		t.body.Model = s.Model
	}
	t.body.Tokens, t.body.Calls, t.body.Length, t.body.Fast = s.tokens(), nil, 0, false
	return t
}

// delegated is what the result of a tool says that a sub-agent used, where nothing
// else tells of its answers; else the zero turn.
func (t turn) delegated(result any, o *out) turn {
	if fields, _ := result.(map[string]any); fields["usage"] == nil {
		return turn{}
	}
	raw, _ := json.Marshal(result) // what came from JSON can go back
	var r struct {
		Agent    string       `json:"agentId"`
		Model    string       `json:"model"`
		Resolved string       `json:"resolvedModel"`
		Total    slim.Count   `json:"totalTokens"`
		Usage    *claudeUsage `json:"usage"`
	}
	if !slim.Parse(raw, &r) || r.Usage == nil || r.Total == 0 || !r.Usage.some() || o.besideAgent(r.Agent) {
		return turn{}
	}
	t.key, t.kind = t.key+" usage", logbook.TurnUsage
	t.body = logbook.Turn{
		Cwd: t.body.Cwd, Agent: r.Agent, Side: true, Headless: t.body.Headless, Fork: t.body.Fork,
		Model: r.Model, Tokens: r.Usage.own().tokens(),
	}
	if r.Resolved != "" {
		t.body.Model = r.Resolved
	}
	return t
}

// besideAgent says whether a sub-agent of the session has a transcript of its own.
func (o *out) besideAgent(agent string) bool {
	if agent == "" {
		return false
	}
	name := "agent-" + disk.Literal(path.Base(agent)) + ".jsonl"
	session := disk.Literal(strings.TrimSuffix(path.Base(o.file.rel), ".jsonl"))
	return o.beside(name) || o.beside(path.Join(session, "subagents", name)) || o.beside(path.Join(session, "subagents", "*", name))
}
