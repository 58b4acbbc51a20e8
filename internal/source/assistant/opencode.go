package assistant

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/author"
	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/assistant/told"
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
		holds:   []string{"opencode*.db", "storage/message"},
		logs:    []log{{match: "opencode*.db", flat: true, database: true, read: func(file) decoder { return &messages{} }}, storedMessages()},
	}
}

// messages is one database, with how far it was read.
type messages struct {
	Newest int64 `json:"newest,omitempty"` // greatest time_updated, in ms
}

// longestMessage is how many bytes of JSON a message or a part of one may have. A part
// holds what a tool gave back, and says nothing of who wrote it when it is longer.
const longestMessage = "2000000"

// messagesSince asks for what is new, in the order of the table: nothing is sorted, for
// a database may be larger than what SQLite is given to sort in. What is asked for beside each message hangs
// on what this version of opencode keeps: see columns.
const messagesSince = `with recursive root(id, top) as (
 select id, id from session where coalesce(parent_id, '') = '' union all select s.id, r.top from session s join root r on s.parent_id = r.id)
select m.id, m.session_id, m.time_created, m.time_updated, case when octet_length(m.data) <= ` + longestMessage + ` then m.data end, coalesce(r.top, s.parent_id), p.worktree, %s
from message m left join session s on s.id = m.session_id left join root r on r.id = m.session_id left join project p on p.id = s.project_id
where m.time_updated >= ?`

// The parts of a message say who wrote it: "synthetic" text is opencode's own, and
// so is a compaction that it began by itself. What is older than its session was
// copied into it.
const (
	partsOf = `from part t where t.message_id = m.id and octet_length(t.data) <= ` + longestMessage + ` and json_valid(t.data)`
	written = `json_extract(t.data, '$.type') in ('text', 'file', 'agent', 'subtask') and not coalesce(json_extract(t.data, '$.synthetic'), 0)`
	byHand  = `json_extract(t.data, '$.type') = 'compaction' and not coalesce(json_extract(t.data, '$.auto'), 0)`

	askParts  = `exists (select 1 ` + partsOf + ` and json_extract(t.data, '$.type') in ('text', 'compaction')) and not exists (select 1 ` + partsOf + ` and (` + written + ` or ` + byHand + `))`
	askText   = `(select substr(json_extract(t.data, '$.text'), 1, 400) ` + partsOf + ` and json_extract(t.data, '$.type') = 'text' and ` + written + ` order by t.id limit 1)`
	askForked = `m.time_created < s.time_created`
)

// columns are what is asked for beside each message: whether the tool wrote it, how
// it begins, and whether it was copied.
func (d *messages) columns(ctx context.Context, o *out) (string, error) {
	const known = `select 'part' from pragma_table_info('part') where name = 'data'
union all select 'session' from pragma_table_info('session') where name = 'time_created'`
	parts, text, forked := "0", "''", "0"
	for row, err := range o.source.Rows(ctx, o.file.path, known) {
		if err != nil {
			return "", err
		}
		switch {
		case len(row) == 0:
		case column(row[0]) == "part":
			parts, text = askParts, askText
		case column(row[0]) == "session":
			forked = askForked
		}
	}
	return parts + ", " + text + ", " + forked, nil
}

func (d *messages) decode(ctx context.Context, _ *slim.Lines, o *out) error {
	if o.source.Rows == nil {
		return fmt.Errorf("%s is a database, and this program cannot read it", o.file.rel)
	}
	columns, err := d.columns(ctx, o)
	if err != nil {
		return err
	}
	for row, err := range o.source.Rows(ctx, o.file.path, fmt.Sprintf(messagesSince, columns), d.Newest) {
		if err != nil {
			return err
		}
		if len(row) != 10 {
			return fmt.Errorf("%d columns where 10 were asked for", len(row))
		}
		updated, _ := row[3].(int64)
		d.Newest = max(d.Newest, updated)
		if row[4] == nil {
			o.tooLong(0, "a message is longer than is read of one")
			continue
		}
		if err := o.add(messageOf(row)); err != nil {
			return err
		}
	}
	return nil
}

// messageOf is one row of messagesSince as a turn; the zero turn where it says
// nothing.
func messageOf(row []any) turn {
	var m told.Message
	if !slim.Parse([]byte(column(row[4])), &m) {
		return turn{}
	}
	created, _ := row[2].(int64)
	t := turn{key: column(row[0]), session: column(row[1]), at: when.Instant(created) * 1000}
	t.body.Cwd = column(row[6])
	if top := column(row[5]); top != "" && top != t.session {
		t.body.Side, t.body.Agent, t.session = true, t.session, top
	}
	own, _ := row[7].(int64)
	forked, _ := row[9].(int64)
	t.body.Fork = forked != 0
	switch {
	case m.Role == "assistant":
		said := told.Turn{Key: t.key, At: t.at, Body: t.body}
		m.Answer(&said)
		t.kind, t.last, t.body = said.Kind, said.For, said.Body
	case m.Role != "user":
		return turn{}
	case t.body.Side, own != 0, author.Injected(column(row[8])):
		t.kind = logbook.TurnRequest // a request that nobody typed
	default:
		t.kind, t.body.Human = logbook.TurnPrompt, true
	}
	return t
}

// column is a column as text, "" for null.
func column(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	}
	return ""
}
