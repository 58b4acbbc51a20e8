package activitywatch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

func isDatabase(head []byte) bool { return bytes.HasPrefix(head, []byte("SQLite format 3\x00")) }

// schema is how one of the two servers keeps its events.
type schema struct {
	// buckets yields the bucket's row, id, type, client and hostname.
	buckets string
	// events yields when an event began and how long it was, both in
	// microseconds, and its data, the newest first; of one bucket's row, from an
	// instant that is given as text and as microseconds.
	events string
}

// longestData is how many bytes the data of one event may have: a title and an address.
const longestData = "1000000"

// Only numbers of rows are put in order, and what they hold is read afterwards: a
// database may be larger than what SQLite is given to sort in.
//
// schemas are those of aw-server-rust (times in nanoseconds) and of aw-server,
// which keeps them as text in UTC and as seconds.
var schemas = []schema{
	{
		`select id, name, type, client, hostname from buckets order by id`,
		`select e.starttime / 1000, (e.endtime - e.starttime) / 1000, case when octet_length(e.data) <= ` + longestData + ` then e.data end
from (select rowid as n from events where bucketrow = ?1 and starttime >= ?3 * 1000 and ?2 is not null order by starttime desc limit -1) o cross join events e on e.rowid = o.n`,
	},
	{
		`select key, id, type, client, hostname from bucketmodel order by key`,
		`select cast(e.timestamp as text), cast(round(e.duration * 1000000) as integer), case when octet_length(e.datastr) <= ` + longestData + ` then e.datastr end
from (select rowid as n from eventmodel where bucket_id = ?1 and timestamp >= ?2 and ?3 is not null order by timestamp desc limit -1) o cross join eventmodel e on e.rowid = o.n`,
	},
}

var errNoDatabase = errors.New("it is not a database of ActivityWatch")

// schema finds out whose database it is.
func (s Source) schema(ctx context.Context, path string) (schema, error) {
	if s.Rows == nil {
		return schema{}, errNoDatabase
	}
	for _, one := range schemas {
		if tried(ctx, s.Rows, path, one.buckets) && tried(ctx, s.Rows, path, one.events, 0, "", 0) {
			return one, nil
		}
	}
	return schema{}, errNoDatabase
}

// tried says whether a query can be asked.
func tried(ctx context.Context, rows source.Rows, path, query string, args ...any) bool {
	for _, err := range rows(ctx, path, query, args...) {
		return err == nil
	}
	return true
}

// bucketsAtMost is how many buckets a database may have: a watcher has one a machine.
const bucketsAtMost = 10_000

// database reads what is new in every bucket.
func (s Source) database(ctx context.Context, ask source.Ask) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	sch, err := s.schema(ctx, ask.Place.URI)
	if err != nil {
		return err
	}
	p, was := s.Keep.tailing(ctx, ask)
	var list []row
	for one, err := range s.Rows(ctx, ask.Place.URI, sch.buckets) {
		if err != nil {
			return err
		}
		b := &event.Bucket{ID: text(one[1]), Type: text(one[2]), Client: text(one[3]), Hostname: text(one[4])}
		if list = append(list, row{one[0], b}); len(list) > bucketsAtMost {
			return fmt.Errorf("it holds more than %d buckets", bucketsAtMost)
		}
	}
	for _, r := range list {
		if err := s.growing(sch, r, p.growing(r.Bucket, was[r.ID])); err != nil {
			return err
		}
	}
	return p.moved(was)
}

// row is a bucket with the number of its row.
type row struct {
	n any
	*event.Bucket
}

// growing reads what is new in one bucket.
func (s Source) growing(sch schema, r row, g *growing) error {
	from, ok := g.was.from()
	if !ok {
		from = 0
	}
	args := []any{r.n, from.UTC().Format("2006-01-02 15:04:05"), int64(from)}
	for one, err := range s.Rows(g.ctx, g.ask.Place.URI, sch.events, args...) {
		if err == nil {
			err = g.row(one)
		}
		if err != nil {
			return err
		}
	}
	return g.end()
}

// tailing is a reading of a place whose buckets grow, and where the last one
// ended.
func (k Keep) tailing(ctx context.Context, ask source.Ask) (p *pulling, was map[string]tail) {
	last, _ := readPosition(ask.Position)
	p = &pulling{ctx: ctx, ask: ask, keep: k, now: position{Engine: engine, Tails: map[string]tail{}}}
	maps.Copy(p.now.Tails, last.Tails)
	return p, last.Tails
}

// moved ends a reading of growing buckets: where none has moved it puts nothing,
// unless nothing was ever put.
func (p *pulling) moved(was map[string]tail) error {
	if p.done == 0 && maps.Equal(p.now.Tails, was) && p.ask.Position != nil {
		return nil
	}
	return p.end()
}

// row takes one event of a database.
func (g *growing) row(row []any) error {
	at, err := instant(row[0])
	length, _ := row[1].(int64)
	data := text(row[2])
	var e event.Event
	switch {
	case err != nil:
	case length < 0:
		err = errors.New("its duration is negative")
	case strings.HasPrefix(data, "\x28\xb5\x2f\xfd"):
		err = errors.New("its data are compressed with a dictionary of the server's own: export the bucket and import that")
	default:
		e = event.Event{At: at, For: when.Instant(length)}
		e.Data, err = event.ParseData(data)
	}
	if err != nil {
		return g.bad(fmt.Sprintf("bucket %s, an event at %s: %v", g.bucket.ID, logbook.Text(text(row[0])), err), []byte(data))
	}
	return g.event(e)
}

func instant(v any) (when.Instant, error) {
	if n, ok := v.(int64); ok {
		return when.Instant(n), nil
	}
	return event.Time(text(v))
}

// text is a column as text, "" for none.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return logbook.Text(v)
	case []byte:
		return string(v)
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}
