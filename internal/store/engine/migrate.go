package engine

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
)

// Step is one move of a schema forward. There is none back. Sum is the hash of its
// text in hexadecimal, by which a store remembers it.
type Step struct{ Name, Text, Sum string }

// Steps are those of the folders in one, one file a step, in the order of their names.
func Steps(folder fs.FS) ([]Step, error) {
	names, err := fs.Glob(folder, "*/*.sql")
	if err != nil {
		return nil, err
	}
	var all []Step
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		all = append(all, Step{path.Base(name), string(text), hex.EncodeToString(sum[:])})
	}
	return all, nil
}

// migration is what brings a schema up to date.
type migration struct {
	known []Step
	at    when.Instant
	first func(*Tx) error
}

// Migrate applies the steps that a store lacks, all in one transaction each, and
// refuses a store that knows steps which are not among those known. at is when;
// first is run with the first step, in its transaction. Where the store cannot be
// written they are applied to a copy, and it is written no more.
func (db *DB) Migrate(ctx context.Context, known []Step, at when.Instant, first func(*Tx) error) error {
	db.steps = migration{known, at, first}
	home := db.home.Load()
	if home == nil {
		return db.begin(ctx, db.aside.Load().pools)
	}
	err := db.migrate(ctx, home)
	if err == nil || db.stepAside(ctx, err) != nil {
		return err
	}
	db.home.Store(nil)
	return home.close()
}

func (db *DB) migrate(ctx context.Context, p *pools) error {
	applied, err := db.applied(ctx, p.write)
	if err != nil {
		return err
	}
	if err := agree(applied, db.steps.known); err != nil {
		return err
	}
	for i := len(applied); i < len(db.steps.known); i++ {
		if err := db.apply(ctx, p, i); err != nil {
			return fmt.Errorf("making its schema, step %s: %w", db.steps.known[i].Name, err)
		}
	}
	return nil
}

// querier is a pool or a transaction.
type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// applied lists the hashes of the steps a store has been through; none for a
// new one.
func (db *DB) applied(ctx context.Context, q querier) (sums []string, err error) {
	var one int
	err = q.QueryRowContext(ctx, db.engine.begun()).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	rows, err := q.QueryContext(ctx, "/* store.migrate */ select sum from migration order by n")
	if err != nil {
		return nil, err
	}
	err = drain(rows, func(r *sql.Rows) error {
		sums = append(sums, "")
		return r.Scan(&sums[len(sums)-1])
	})
	return sums, err
}

// agree says whether the program can work with a store that has been through
// those steps.
func agree(applied []string, known []Step) error {
	for i, sum := range applied {
		if i >= len(known) {
			return fault.New(fault.Failed, "a newer Backsight made this store: its schema is %d, and this program knows only up to %d", len(applied), len(known)).
				Try("use the newest Backsight you have; nothing in the store was changed")
		}
		if sum != known[i].Sum {
			return fault.New(fault.Failed, "a different Backsight made this store: its schema step %s differs from the one this program knows", known[i].Name).
				Try("use the Backsight that made it; nothing in the store was changed")
		}
	}
	return nil
}

const migrations = `create table if not exists migration (
	n     bigint not null primary key,
	name  text   not null,
	sum   text   not null,
	at_us bigint not null
);`

// apply takes step i in one transaction, unless another program just did.
func (db *DB) apply(ctx context.Context, p *pools, i int) error {
	known := db.steps.known
	return db.transact(ctx, p, func(t *Tx) error {
		if err := db.engine.alone(ctx, t.begun); err != nil {
			return err
		}
		applied, err := db.applied(ctx, t.begun)
		if err != nil || len(applied) > i {
			return err
		}
		if err := db.engine.reach(ctx, t); err != nil {
			return err
		}
		if err := t.script(ctx, migrations+"\n"+known[i].Text); err != nil {
			return err
		}
		const done = `/* store.migrate */ insert into migration (n, name, sum, at_us) values (?, ?, ?, ?)`
		if err := t.Do(ctx, done, i+1, known[i].Name, known[i].Sum, db.steps.at); err != nil || i > 0 {
			return err
		}
		return db.steps.first(t)
	})
}

// script runs statements that each end with ";" at the end of a line.
func (t *Tx) script(ctx context.Context, text string) error {
	for _, statement := range strings.SplitAfter(t.db.engine.schema(text), ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := t.begun.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
