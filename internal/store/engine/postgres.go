package engine

import (
	"context"
	"database/sql"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/store/whole"
)

// postgres keeps a store in a database that several persons and machines share.
// The role one logs in with names the person.
type postgres struct{ dsn string }

func (e *postgres) open(ctx context.Context) (read, write *sql.DB, err error) {
	config, err := parsed(e.dsn)
	if err != nil {
		return nil, nil, err
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxIdleConns(idleReaders)
	return db, db, db.PingContext(ctx)
}

// begun asks the catalogue as a table: to_regclass answers from a cache that
// may not have heard yet of what another program just made.
func (e *postgres) begun() string {
	return "/* store.migrate */ select 1 from pg_tables where schemaname = current_schema() and tablename = 'migration'"
}

// words are where the schema's text and PostgreSQL's differ. Text is compared
// and sorted by its bytes, as SQLite does it, whatever the database's locale.
var words = regexp.MustCompile(`(?m)\) without rowid;|\btext\b`)

func (e *postgres) schema(step string) string {
	return words.ReplaceAllStringFunc(step, func(word string) string {
		if word == "text" {
			return `text collate "C"`
		}
		return ");"
	})
}

// schemaLock is the advisory lock under which schemas are made: "backsigh".
const schemaLock = 0x6261636b73696768

func (e *postgres) alone(ctx context.Context, t *sql.Tx) error {
	_, err := t.ExecContext(ctx, "/* store.migrate */ select pg_advisory_xact_lock($1)", int64(schemaLock))
	return err
}

// reach takes from the owner of the tables what store/wall forces on them, so that a
// step works on the rows of all; the wall is built again before the store is used.
func (e *postgres) reach(ctx context.Context, t *Tx) error {
	const forced = `/* store.migrate */ select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = current_schema() and c.relforcerowsecurity`
	var all []string
	err := t.Each(ctx, func(r *sql.Rows) error {
		all = append(all, "")
		return r.Scan(&all[len(all)-1])
	}, forced)
	for _, table := range all {
		if err == nil {
			err = t.Do(ctx, "/* store.migrate */ alter table "+table+" no force row level security")
		}
	}
	return err
}

func (e *postgres) shared() bool { return true }

// bind numbers the place holders. No text of ours holds a question mark that is
// none.
func (e *postgres) bind(text string) string {
	parts := strings.Split(text, "?")
	var b strings.Builder
	b.WriteString(parts[0])
	for i, part := range parts[1:] {
		b.WriteString("$" + strconv.Itoa(i+1))
		b.WriteString(part)
	}
	return b.String()
}

// rows makes the ways to the server few.
func (e *postgres) rows() int { return Chunk }

// grown counts the tables that were small a moment ago. Until somebody has, the
// planner takes one person for a two-hundredth of the rows and goes through all
// of them to find a few; its own counting comes a minute too late for an import.
func (e *postgres) grown(ctx context.Context, db *sql.DB) {
	for small, count := range map[string]string{"fact": "analyze fact, sighting", "beat": "analyze beat, word"} {
		const ask = `/* store.grown */ select 1 from pg_class where oid = to_regclass($1) and reltuples < 1000`
		var one int
		if db.QueryRowContext(ctx, ask, small).Scan(&one) == nil {
			_, _ = db.ExecContext(ctx, "/* store.grown */ "+count) // without it, slower
		}
	}
}

func (e *postgres) forUpdate() string { return " for update" }

func (e *postgres) step(ctx context.Context, t *Tx, text string, args []any, each func(at when.Instant, h, body []byte) error) error {
	var at when.Instant
	var h, body, more sql.RawBytes
	into := []any{&at, &h, &body, &more}
	return t.Each(ctx, func(r *sql.Rows) error {
		columns, err := r.Columns()
		if err != nil {
			return err
		}
		if err := r.Scan(into[:len(columns)]...); err != nil {
			return err
		}
		return each(at, h, body)
	}, text, args...)
}

// keeps needs no more: its driver does.
func (e *postgres) keeps() bool { return false }

// reading sees one moment, however many queries it makes.
func (e *postgres) reading() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

// writing sees what was committed before it took the person's lock, which a
// stricter level, whose moment comes before the lock, would not.
func (e *postgres) writing() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelReadCommitted}
}

func (e *postgres) role(ctx context.Context, db *sql.DB) (role string, err error) {
	err = db.QueryRowContext(ctx, "/* store.Owner */ select current_user").Scan(&role)
	return role, err
}

// there is the server's matter.
func (e *postgres) there() error { return nil }

// again is so for a failed serialization and for a deadlock.
func (e *postgres) again(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

func (e *postgres) say(err error) error {
	var connect *pgconn.ConnectError
	var pg *pgconn.PgError
	switch {
	case errors.As(err, &connect):
		return fault.New(fault.Failed, "the PostgreSQL server cannot be reached").
			Because(unsaid(e.dsn, err)).Try("check the address, the user name and the password, and that the server is running")
	case errors.As(err, &pg) && pg.Code == "42501":
		return fault.New(fault.NotAllowed, "PostgreSQL does not permit this role to do that").Because(err).Try(letIn)
	case errors.As(err, &pg) && (pg.Code == "3F000" || pg.Code == "42P01"): // no schema, or no table, that the role may know of
		return fault.New(fault.NotAllowed, "PostgreSQL shows this role no such store").Because(err).Try(letIn)
	}
	return err
}

// letIn is what helps a role that may not.
const letIn = "whoever owns the store lets a role in with `backsight admit ROLE`, and after an update opens it first"

func (e *postgres) close() error { return nil }

// copied makes none: what a server keeps is its own matter.
func (e *postgres) copied() (*pools, error) { return nil, nil }

func (e *postgres) stands() (none whole.Stand) { return none }
