package engine

import (
	"context"
	"database/sql"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
)

// Tx is a transaction that knows its engine. Its statements are prepared once.
type Tx struct {
	begun    *sql.Tx
	conn     *sql.Conn
	db       *DB
	pools    *pools
	prepared map[string]*sql.Stmt
	writes   bool
}

// text is a statement as the engine wants it, reckoned once.
func (db *DB) text(plain string) string {
	if t, ok := db.texts.Load(plain); ok {
		return t.(string)
	}
	t := db.engine.bind(plain)
	db.texts.Store(plain, t)
	return t
}

// tries is how often a transaction is begun that others keep getting in the way of.
const tries = 10

// Transact runs do in one writing transaction. It commits whole or not at all, and
// begins again where another transaction got in the way.
func (db *DB) Transact(ctx context.Context, do func(*Tx) error) error {
	home, err := db.homeward(ctx)
	if err == nil {
		err = db.transact(ctx, home, do)
	}
	if a := db.aside.Load(); a != nil && err == nil {
		db.back(a) // what was written must be read
	}
	return db.engine.say(err)
}

func (db *DB) transact(ctx context.Context, p *pools, do func(*Tx) error) (err error) {
	for range tries {
		p.kept.prepare(ctx, p.write)
		err = db.within(ctx, p, true, db.engine.writing(), do)
		if err == nil || !db.engine.again(err) {
			return err
		}
	}
	return err
}

// Look runs do in a reading transaction: all it reads is of one moment.
func (db *DB) Look(ctx context.Context, do func(*Tx) error) error {
	return db.engine.say(db.within(ctx, db.now(), false, db.engine.reading(), do))
}

func (db *DB) within(ctx context.Context, p *pools, writes bool, o *sql.TxOptions, do func(*Tx) error) error {
	pool := p.read
	if writes {
		pool = p.write
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() // gives it back
	begun, err := conn.BeginTx(ctx, o)
	if err != nil {
		return err
	}
	defer func() { _ = begun.Rollback() }() // nothing to undo once it is committed
	if err := do(&Tx{begun: begun, conn: conn, db: db, pools: p, prepared: map[string]*sql.Stmt{}, writes: writes}); err != nil {
		return err
	}
	if err := begun.Commit(); err != nil || !writes || o != nil && o.ReadOnly || p.number != 0 {
		return err
	}
	return db.engine.there()
}

// Copy is the number of the copy in memory that the transaction belongs to, 0 where it
// is the store's own.
func (t *Tx) Copy() int64 { return t.pools.number }

// Alone keeps other programs from making the schema until the transaction ends.
func (t *Tx) Alone(ctx context.Context) error { return t.db.engine.alone(ctx, t.begun) }

// Shared says whether several people keep theirs here, each under a role.
func (t *Tx) Shared() bool { return t.db.Shared() }

// One runs a query for one row.
func (t *Tx) One(ctx context.Context, text string, args ...any) *sql.Row {
	t.db.work.add(1)
	if s := t.stmt(ctx, text); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return t.begun.QueryRowContext(ctx, t.db.text(text), args...)
}

func (t *Tx) rows(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if s := t.stmt(ctx, text); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return t.begun.QueryContext(ctx, t.db.text(text), args...)
}

// Do runs a statement.
func (t *Tx) Do(ctx context.Context, text string, args ...any) error {
	_, err := t.Exec(ctx, text, args...)
	return err
}

// Exec is Do for those who ask how many rows it was.
func (t *Tx) Exec(ctx context.Context, text string, args ...any) (sql.Result, error) {
	t.db.work.add(0)
	if s := t.stmt(ctx, text); s != nil {
		return s.ExecContext(ctx, args...)
	}
	return t.begun.ExecContext(ctx, t.db.text(text), args...)
}

// Each runs a query and hands every row to scan.
func (t *Tx) Each(ctx context.Context, scan func(*sql.Rows) error, text string, args ...any) error {
	rows, err := t.rows(ctx, text, args...)
	if err != nil {
		return err
	}
	return t.drain(rows, scan)
}

// Step runs a query for the time, the hash and the body of many rows, and perhaps
// for what orders them, and hands each over. What it hands over holds until the
// next.
func (t *Tx) Step(ctx context.Context, text string, args []any, each func(at when.Instant, h, body []byte) error) error {
	return t.db.engine.step(ctx, t, text, args, each)
}

func drain(rows *sql.Rows, scan func(*sql.Rows) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Chunk is how many rows go into one statement: enough to make the way to
// PostgreSQL short, few enough to stay far from any limit on place holders.
const Chunk = 100

// prepare keeps a statement of a full chunk for the next one.
func (t *Tx) prepare(ctx context.Context, plain string) (*sql.Stmt, error) {
	if s, ok := t.prepared[plain]; ok {
		return s, nil
	}
	if s := t.stmt(ctx, plain); s != nil {
		return s, nil
	}
	s, err := t.begun.PrepareContext(ctx, t.db.text(plain))
	if err == nil {
		t.prepared[plain] = s
	}
	return s, err
}

// Insert writes many rows. head ends in "values", width is how many columns a
// row has, tail is what follows the rows.
func (t *Tx) Insert(ctx context.Context, head string, width int, tail string, args []any) error {
	one := ", (?" + strings.Repeat(", ?", width-1) + ")"
	for len(args) > 0 {
		n := min(len(args)/width, t.db.engine.rows())
		t.db.work.add(n)
		s, err := t.prepare(ctx, head+strings.Repeat(one, n)[1:]+tail)
		if err != nil {
			return err
		}
		if _, err := s.ExecContext(ctx, args[:n*width]...); err != nil {
			return err
		}
		args = args[n*width:]
	}
	return nil
}

// Among runs a query that ends in "in" for at most a chunk of values at a time.
func (t *Tx) Among(ctx context.Context, scan func(*sql.Rows) error, head string, fixed []any, values [][]byte) error {
	for len(values) > 0 {
		n := min(len(values), Chunk)
		s, err := t.prepare(ctx, head+" (?"+strings.Repeat(", ?", n-1)+")")
		if err != nil {
			return err
		}
		args := append([]any{}, fixed...)
		for _, v := range values[:n] {
			args = append(args, v)
		}
		rows, err := s.QueryContext(ctx, args...)
		if err != nil {
			return err
		}
		if err := t.drain(rows, scan); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}
