package beside

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/engine"
	"github.com/backsight/backsight/internal/store/held"
)

// Bad is a row that could not be read, and where.
type Bad struct {
	logbook.BadRow
	Place       logbook.Place
	First, Last when.Instant // when it was met
}

// BadRows lists what could not be read at a place, whose hash is h, as store.BadRows
// says.
func BadRows(ctx context.Context, t *engine.Tx, p who.Person, at logbook.Place, h []byte, limit int) (all []Bad, err error) {
	const count = `/* store.BadRows */
select coalesce(min(c.bad), -1) from coverage c join place p on p.person = c.person and p.n = c.place where c.person = ? and p.h = ?`
	var counted int64
	if err := t.One(ctx, count, p, h).Scan(&counted); err != nil {
		return nil, err
	}
	most := int64(math.MaxInt64)
	if counted >= 0 {
		most = counted
	}
	if limit > 0 {
		most = min(most, int64(limit))
	}
	const rows = `/* store.BadRows */
select b.line, b.what, b.said, b.first_us, b.last_us from bad_row b join place p on p.person = b.person and p.n = b.place
where b.person = ? and p.h = ? order by b.last_us desc, b.line, b.h limit ?`
	err = t.Each(ctx, func(r *sql.Rows) error {
		bad := Bad{Place: at}
		err := r.Scan(&bad.Line, &bad.What, &bad.Row, &bad.First, &bad.Last)
		all = append(all, bad)
		return err
	}, rows, p, h, most)
	return all, err
}

// longestRow is how much of a bad row is kept, in bytes.
const longestRow = 64 << 10

// PutBad keeps what could not be read at a place, met at an instant, once: its hash,
// and whether it was not known.
func PutBad(ctx context.Context, t *engine.Tx, ledger *held.Changes, p who.Person, place int64, met when.Instant, bad logbook.BadRow) (h []byte, fresh bool, err error) {
	what, said := logbook.Text(bad.What), cut(logbook.Text(bad.Row), longestRow)
	sum := sha256.Sum256(fmt.Appendf(nil, "%d\x00%s\x00%s", bad.Line, what, said))
	h = sum[:16]
	var first, last when.Instant
	const find = `/* store.Put */ select first_us, last_us from bad_row where person = ? and place = ? and h = ?`
	err = t.One(ctx, find, p, place, h).Scan(&first, &last)
	columns := func(first, last when.Instant) []any {
		return []any{int64(bad.Line), what, said, int64(first), int64(last)}
	}
	switch {
	case err == nil:
		ledger.Take(held.BadRow, place, columns(first, last)...)
		first, last = min(first, met), max(last, met)
		ledger.Add(held.BadRow, place, columns(first, last)...)
		const again = `/* store.Put */ update bad_row set first_us = ?, last_us = ? where person = ? and place = ? and h = ?`
		return h, false, t.Do(ctx, again, first, last, p, place, h)
	case !errors.Is(err, sql.ErrNoRows):
		return h, false, err
	}
	ledger.Add(held.BadRow, place, columns(met, met)...)
	const keep = `/* store.Put */
insert into bad_row (person, place, h, line, what, said, first_us, last_us) values (?, ?, ?, ?, ?, ?, ?, ?)`
	return h, true, t.Do(ctx, keep, p, place, h, int64(bad.Line), what, said, met, met)
}

// cut shortens a text to at most n bytes, between runes.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
