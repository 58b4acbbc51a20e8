package assistant

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// opencode keeps its sessions in an SQLite database. A session with a parent is
// a sub-agent's. Its counts of tokens do not overlap, and its cost is often 0
// where it knows none.
func opencode() *tool {
	return &tool{
		name: "opencode", program: "opencode",
		folders: []string{"opencode", ".opencode"},
		data:    "opencode",
		agents:  []string{"opencode"},
		holds:   []string{"opencode*.db"},
		logs:    []log{{match: "opencode*.db", flat: true, database: true, read: func(file) decoder { return &messages{} }}},
	}
}

// messages is one database, with how far it was read.
type messages struct {
	Newest int64 `json:"newest,omitempty"` // greatest time_updated, in ms
}

const messagesSince = `select m.id, m.session_id, m.time_created, m.time_updated, m.data, s.parent_id, p.worktree
from message m left join session s on s.id = m.session_id left join project p on p.id = s.project_id
where m.time_updated >= ? order by m.time_updated, m.id`

func (d *messages) decode(ctx context.Context, _ *lines, o *out) error {
	if o.source.Rows == nil {
		return fmt.Errorf("%s is a database, and this program cannot read it", o.file.rel)
	}
	for row, err := range o.source.Rows(ctx, o.file.path, messagesSince, d.Newest) {
		if err != nil {
			return err
		}
		if len(row) != 7 {
			return fmt.Errorf("%d columns where 7 were asked for", len(row))
		}
		updated, _ := row[3].(int64)
		d.Newest = max(d.Newest, updated)
		if err := o.add(messageOf(row)); err != nil {
			return err
		}
	}
	return nil
}

type messageData struct {
	Role  string      `json:"role"`
	Model string      `json:"modelID"`
	Cost  json.Number `json:"cost"`
	Time  struct {
		Completed stamp `json:"completed"`
	} `json:"time"`
	Tokens *struct {
		In        count `json:"input"`
		Out       count `json:"output"`
		Reasoning count `json:"reasoning"`
		Cache     struct {
			Read  count `json:"read"`
			Write count `json:"write"`
		} `json:"cache"`
	} `json:"tokens"`
}

// messageOf is one row of messagesSince as a turn; the zero turn where it says
// nothing.
func messageOf(row []any) turn {
	var m messageData
	if !parse([]byte(text(row[4])), &m) {
		return turn{}
	}
	created, _ := row[2].(int64)
	t := turn{key: text(row[0]), session: text(row[1]), at: when.Instant(created) * 1000}
	t.body.Cwd = text(row[6])
	if parent := text(row[5]); parent != "" {
		t.body.Side, t.body.Agent, t.session = true, t.session, parent
	}
	switch {
	case m.Role == "assistant":
		m.answer(&t)
	case m.Role != "user":
		return turn{}
	case t.body.Side:
		t.kind = logbook.TurnTool // a request that nobody typed
	default:
		t.kind, t.body.Human = logbook.TurnPrompt, true
	}
	return t
}

func (m *messageData) answer(t *turn) {
	t.kind, t.body.Message, t.body.Model = logbook.TurnAnswer, t.key, m.Model
	t.last = max(0, m.Time.Completed.instant()-t.at)
	if t.body.Cost = amount(m.Cost); t.body.Cost != "" {
		t.body.Currency = "USD"
	}
	if k := m.Tokens; k != nil {
		t.body.Tokens = &logbook.Tokens{
			In: int64(k.In), Out: int64(k.Out), Reasoning: int64(k.Reasoning), Write5m: int64(k.Cache.Write), Read: int64(k.Cache.Read),
		}
	}
}

// text is a column as text, "" for null.
func text(column any) string {
	switch v := column.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	}
	return ""
}
