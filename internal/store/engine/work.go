package engine

import (
	"database/sql"
	"sync/atomic"
)

// Work is what an open engine has been asked to do so far: statements that were
// run, and rows that were read of them or written by them. It is for tests that
// hold a number of steps, never a time, against what it should be.
type Work struct{ Statements, Rows int64 }

// work counts it. A query for one row counts as one row.
type work struct{ statements, rows atomic.Int64 }

func (w *work) add(rows int) {
	w.statements.Add(1)
	w.rows.Add(int64(rows))
}

// Work is what the engine has done since it was opened.
func (db *DB) Work() Work { return Work{db.work.statements.Load(), db.work.rows.Load()} }

// drain hands every row to scan, and counts them.
func (t *Tx) drain(rows *sql.Rows, scan func(*sql.Rows) error) error {
	n := 0
	defer func() { t.db.work.add(n) }()
	return drain(rows, func(r *sql.Rows) error {
		n++
		return scan(r)
	})
}
