package store

import (
	"context"

	"github.com/backsight/backsight/internal/store/engine"
)

// Aside says that a store cannot be written, and why; or, without a Why, that it can be
// again. While it cannot, a copy of it in memory is read, and what is reckoned goes
// there. What somebody says is refused.
type Aside = engine.Aside

// Copy is a copy of the store in memory, to be asked and written to for itself; nil where
// the store is a server's. Who has it closes it.
func (db *DB) Copy() (*DB, error) {
	e, err := db.engine.Copied()
	if e == nil || err != nil {
		return nil, err
	}
	return &DB{engine: e, now: db.now, region: db.region, steps: db.steps}, nil
}

// Check asks SQLite whether the file is whole, and gives what it finds wrong, "" for
// nothing. It is for stores that are files.
func (db *DB) Check(ctx context.Context) (wrong string, err error) { return db.engine.Check(ctx) }
