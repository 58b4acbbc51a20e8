package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
)

// steps are the schema's history, one file a step, applied in the order of
// their names. A step that was released is never edited: its hash is kept in
// every store it was applied to.
//
//go:embed migrations/*.sql
var steps embed.FS

// step is one move of the schema forward. There is none back.
type step struct{ name, text, sum string }

// migrate applies the steps that a store lacks, all in one transaction each,
// and refuses a store that knows steps this program does not.
func (db *DB) migrate(ctx context.Context, o Options) error {
	known, err := allSteps()
	if err != nil {
		return err
	}
	applied, err := db.applied(ctx, db.write)
	if err != nil {
		return err
	}
	if err := agree(applied, known); err != nil {
		return err
	}
	for i := len(applied); i < len(known); i++ {
		if err := db.apply(ctx, i, known, o); err != nil {
			return fmt.Errorf("making its schema, step %s: %w", known[i].name, err)
		}
	}
	return nil
}

func allSteps() ([]step, error) {
	files, err := steps.ReadDir("migrations")
	if err != nil {
		return nil, err
	}
	var all []step
	for _, f := range files {
		text, err := steps.ReadFile("migrations/" + f.Name())
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		all = append(all, step{f.Name(), string(text), hex.EncodeToString(sum[:])})
	}
	return all, nil
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
func agree(applied []string, known []step) error {
	for i, sum := range applied {
		if i >= len(known) {
			return fault.New(fault.Failed, "a newer Backsight made this store: its schema is %d, and this program knows only up to %d", len(applied), len(known)).
				Try("use the newest Backsight you have; nothing in the store was changed")
		}
		if sum != known[i].sum {
			return fault.New(fault.Failed, "a different Backsight made this store: its schema step %s differs from the one this program knows", known[i].name).
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
func (db *DB) apply(ctx context.Context, i int, known []step, o Options) error {
	return db.transact(ctx, func(t *tx) error {
		if err := db.engine.alone(ctx, t.Tx); err != nil {
			return err
		}
		applied, err := db.applied(ctx, t)
		if err != nil || len(applied) > i {
			return err
		}
		if err := t.script(ctx, migrations+"\n"+known[i].text); err != nil {
			return err
		}
		const done = `/* store.migrate */ insert into migration (n, name, sum, at_us) values (?, ?, ?, ?)`
		if err := t.do(ctx, done, i+1, known[i].name, known[i].sum, db.now()); err != nil || i > 0 {
			return err
		}
		region := o.Region
		if region == "" {
			region = "local"
		}
		return t.do(ctx, `/* store.migrate */ insert into meta (one, region, made_us) values (1, ?, ?)`, region, db.now())
	})
}

// script runs statements that each end with ";" at the end of a line.
func (t *tx) script(ctx context.Context, text string) error {
	for _, statement := range strings.SplitAfter(t.db.engine.schema(text), ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := t.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
