package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/who"
)

// tx is a transaction that knows its store. Its statements are prepared once.
type tx struct {
	*sql.Tx
	conn     *sql.Conn
	db       *DB
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

// ended runs a statement that ends what stands: a fault of the kind Nothing with
// that text where nothing did.
func (t *tx) ended(ctx context.Context, none, plain string, args ...any) error {
	r, err := t.ExecContext(ctx, t.db.text(plain), args...)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return fault.New(fault.Nothing, "%s", none)
}

// tries is how often a transaction is begun that others keep getting in the way of.
const tries = 10

// change runs do in a transaction that holds the person's own lock, so that the
// changes to one person's log come one after the other. It commits whole or not
// at all, and begins again where another transaction got in the way.
func (db *DB) change(ctx context.Context, p who.Person, do func(*tx) error) error {
	return db.transact(ctx, func(t *tx) error {
		var generation int64
		err := t.one(ctx, `/* store.change */ select generation from person where n = ?`+db.engine.forUpdate(), p).Scan(&generation)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("person %d is not known to this store", p)
		}
		if err != nil {
			return err
		}
		return do(t)
	})
}

// transact runs do in one writing transaction.
func (db *DB) transact(ctx context.Context, do func(*tx) error) (err error) {
	for range tries {
		db.kept.prepare(ctx, db.write)
		err = db.within(ctx, db.write, db.engine.writing(), do)
		if err == nil || !db.engine.again(err) {
			break
		}
	}
	return db.engine.say(err)
}

// look runs do in a reading transaction: all it reads is of one moment.
func (db *DB) look(ctx context.Context, do func(*tx) error) error {
	return db.engine.say(db.within(ctx, db.read, db.engine.reading(), do))
}

func (db *DB) within(ctx context.Context, pool *sql.DB, o *sql.TxOptions, do func(*tx) error) error {
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
	if err := do(&tx{Tx: begun, conn: conn, db: db, prepared: map[string]*sql.Stmt{}, writes: pool == db.write}); err != nil {
		return err
	}
	return begun.Commit()
}

func (t *tx) one(ctx context.Context, text string, args ...any) *sql.Row {
	t.db.work.add(1)
	if s := t.stmt(ctx, text); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return t.QueryRowContext(ctx, t.db.text(text), args...)
}

func (t *tx) rows(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if s := t.stmt(ctx, text); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return t.QueryContext(ctx, t.db.text(text), args...)
}

func (t *tx) do(ctx context.Context, text string, args ...any) error {
	_, err := t.exec(ctx, text, args...)
	return err
}

// exec is do for those who ask how many rows it was.
func (t *tx) exec(ctx context.Context, text string, args ...any) (sql.Result, error) {
	t.db.work.add(0)
	if s := t.stmt(ctx, text); s != nil {
		return s.ExecContext(ctx, args...)
	}
	return t.ExecContext(ctx, t.db.text(text), args...)
}

// each runs a query and hands every row to scan.
func (t *tx) each(ctx context.Context, scan func(*sql.Rows) error, text string, args ...any) error {
	rows, err := t.rows(ctx, text, args...)
	if err != nil {
		return err
	}
	return t.drain(rows, scan)
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

// chunk is how many rows go into one statement: enough to make the way to
// PostgreSQL short, few enough to stay far from any limit on place holders.
const chunk = 100

// prepare keeps a statement of a full chunk for the next one.
func (t *tx) prepare(ctx context.Context, plain string) (*sql.Stmt, error) {
	if s, ok := t.prepared[plain]; ok {
		return s, nil
	}
	if s := t.stmt(ctx, plain); s != nil {
		return s, nil
	}
	s, err := t.PrepareContext(ctx, t.db.text(plain))
	if err == nil {
		t.prepared[plain] = s
	}
	return s, err
}

// insert writes many rows. head ends in "values", width is how many columns a
// row has, tail is what follows the rows.
func (t *tx) insert(ctx context.Context, head string, width int, tail string, args []any) error {
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

// among runs a query that ends in "in" for at most a chunk of values at a time.
func (t *tx) among(ctx context.Context, scan func(*sql.Rows) error, head string, fixed []any, values [][]byte) error {
	for len(values) > 0 {
		n := min(len(values), chunk)
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

// bit is how a yes is kept.
func bit(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
