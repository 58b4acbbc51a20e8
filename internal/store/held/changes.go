package held

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/store/engine"
)

// whole is the number under which the account of everything stands; places have
// numbers from 1, and what belongs to none is under 0.
const whole = -1

// Changes are the rows that a transaction writes and takes away. The caller holds the
// person's lock, says each row, and keeps the account at the end.
type Changes struct {
	tx     *engine.Tx
	person who.Person
	books  *Books
	deltas map[int64]account
	before map[around]part
	digest digester

	total   *Total // once it was read
	kept    map[int64]account
	changed map[int64]bool // whose rows are to be written
	counted bool           // all was counted, since nobody had kept account
	said    bool           // and the caller knows
}

// around is a table at a place that is counted before and after what is written there.
type around struct {
	of    Table
	place int64
}

// New begins the account of a transaction.
func (b *Books) New(t *engine.Tx, p who.Person) *Changes {
	return &Changes{tx: t, person: p, books: b, deltas: map[int64]account{}, before: map[around]part{}, kept: map[int64]account{}, changed: map[int64]bool{}}
}

// Add says that a row was put in, by its columns as the table has them.
func (c *Changes) Add(of Table, place int64, columns ...any) {
	p := c.part(of, place)
	p.n++
	p.sum.plus(c.row(of, place, columns))
}

// Take says that a row was taken out, or is another now: then that one is added.
func (c *Changes) Take(of Table, place int64, columns ...any) {
	p := c.part(of, place)
	p.n--
	p.sum.minus(c.row(of, place, columns))
}

// Turn says that a row was written in the place of another, where there was one.
func (c *Changes) Turn(of Table, place int64, known bool, was, is []any) {
	if known {
		c.Take(of, place, was...)
	}
	c.Add(of, place, is...)
}

func (c *Changes) part(of Table, place int64) *part {
	if c.deltas[place] == nil {
		c.deltas[place] = account{}
	}
	return c.deltas[place].of(of)
}

// row is the digest of a row, of its place too where it lies at one.
func (c *Changes) row(of Table, place int64, columns []any) *Sum {
	if tables[of].placed {
		columns = append([]any{place}, columns...)
	}
	return c.digest.row(tables[of].name, columns)
}

// Around counts what a table has at a place, before anything is written there, and
// again when the account is kept. It is for tables with few rows.
func (c *Changes) Around(ctx context.Context, of Table, place int64) error {
	key := around{of, place}
	if _, met := c.before[key]; met {
		return nil
	}
	p, err := c.count(ctx, key)
	c.before[key] = p
	return err
}

func (c *Changes) count(ctx context.Context, k around) (p part, err error) {
	err = each(ctx, c.tx, c.person, k.of, k.place, func(_ int64, columns []any) {
		p.n++
		p.sum.plus(c.row(k.of, k.place, columns))
	})
	return p, err
}

// Total is the account of everything with what was said so far in it.
func (c *Changes) Total(ctx context.Context) (*Total, error) {
	for k, was := range c.before {
		is, err := c.count(ctx, k)
		if err != nil {
			return nil, err
		}
		if p := c.part(k.of, k.place); is != was {
			p.plus(&is)
			p.minus(&was)
		}
		delete(c.before, k)
	}
	if err := c.read(ctx); err != nil {
		return nil, err
	}
	c.settle()
	return c.total, nil
}

// read reads the accounts of everything and of the places where something changed, or
// counts all where nobody has kept any.
func (c *Changes) read(ctx context.Context) error {
	if c.total == nil {
		total, known, err := Read(ctx, c.tx, c.person)
		if err != nil {
			return err
		}
		c.total, c.counted = total, !known
		c.total.kept = c.kept
		if known {
			return c.read(ctx)
		}
		all, err := count(ctx, c.tx, c.person, nil)
		c.deltas = all.at // the rows that were said are among them
		for place := range all.at {
			c.kept[place] = account{}
		}
		return err
	}
	for _, place := range places(c.deltas) {
		if c.kept[place] != nil {
			continue
		}
		if known := c.books.find(c.person, place, c.total); known != nil {
			c.kept[place] = known
			continue
		}
		var body []byte
		err := c.tx.One(ctx, `/* held.read */ select body from held where person = ? and place = ?`, c.person, place).Scan(&body)
		if err == nil {
			c.kept[place], err = readAccount(body)
		} else if errors.Is(err, sql.ErrNoRows) {
			c.kept[place], err = account{}, nil
		}
		if err != nil {
			return fmt.Errorf("the account of place %d: %w", place, err)
		}
	}
	return nil
}

// Counted says, once, whether all was counted anew and there was something to count.
func (c *Changes) Counted() bool {
	said := c.counted && !c.said && c.total.sum != (Sum{})
	c.said = c.said || said
	return said
}

// settle puts what was said into the account of everything and of each place.
func (c *Changes) settle() {
	for place, delta := range c.deltas {
		for t, p := range delta {
			if *p == (part{}) {
				continue
			}
			c.changed[place] = true
			c.kept[place].of(t).plus(p)
			c.total.rows[t] += p.n
			c.total.sum.plus(&p.sum)
		}
	}
	clear(c.deltas)
}

// Line says that the audit has so many lines now, and its root.
func (c *Changes) Line(lines int64, root [32]byte) {
	c.total.Lines, c.total.Root, c.total.Lined, c.changed[whole] = lines, root, c.total.Writes+1, true
}

// Keep writes the accounts; nil where nothing changed.
func (c *Changes) Keep(ctx context.Context) (*Total, error) {
	if len(c.deltas) == 0 && len(c.before) == 0 && !c.counted && len(c.changed) == 0 {
		return nil, nil
	}
	t, err := c.Total(ctx)
	if err != nil || len(c.changed) == 0 && !c.counted {
		return nil, err
	}
	t.Writes++
	const keep = `/* held.Keep */ insert into held (person, place, body) values (?, ?, ?)
on conflict (person, place) do update set body = excluded.body`
	for place := range c.changed {
		if place == whole {
			continue
		}
		if err := c.tx.Do(ctx, keep, c.person, place, c.kept[place].append(nil)); err != nil {
			return nil, err
		}
	}
	clear(c.changed)
	return t, c.tx.Do(ctx, keep, c.person, whole, t.append(nil))
}

// Read is the account of everything; false where nobody has kept one.
func Read(ctx context.Context, t *engine.Tx, p who.Person) (*Total, bool, error) {
	return read(ctx, t, p)
}

func read(ctx context.Context, t *engine.Tx, p who.Person) (*Total, bool, error) {
	var body []byte
	total := &Total{}
	err := t.One(ctx, `/* held.Read */ select body from held where person = ? and place = ?`, p, whole).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return total, false, nil
	}
	if err == nil {
		err = total.read(body)
	}
	return total, err == nil, err
}
