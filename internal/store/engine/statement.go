package engine

import (
	"context"
	"database/sql"
	"sync"
)

// mostKept bounds how many statements are kept: those of a few writes over and
// over, not every text that was ever made up.
const mostKept = 100

// statements are prepared once for all writing transactions of a store. One
// cannot be prepared for all of them inside of one, so a text is only asked for
// there, and prepared before the next.
type statements struct {
	mu    sync.Mutex
	all   map[string]*sql.Stmt
	asked []string
}

// stmt is a statement for this transaction, or nil where it is not worth it yet.
func (t *Tx) stmt(ctx context.Context, plain string) *sql.Stmt {
	if !t.writes || !t.db.engine.keeps() {
		return nil
	}
	if s, ok := t.prepared[plain]; ok {
		return s
	}
	s := t.pools.kept.find(plain)
	if s == nil {
		return nil
	}
	t.prepared[plain] = t.begun.StmtContext(ctx, s)
	return t.prepared[plain]
}

// find is the statement of a text; one that is missing will be there next time.
func (k *statements) find(plain string) *sql.Stmt {
	k.mu.Lock()
	defer k.mu.Unlock()
	s, known := k.all[plain]
	if !known && len(k.all)+len(k.asked) < mostKept {
		k.asked = append(k.asked, plain)
	}
	return s
}

// prepare makes what was asked for. What cannot be prepared is left out: whoever
// runs it will be told why.
func (k *statements) prepare(ctx context.Context, pool *sql.DB) {
	k.mu.Lock()
	asked := k.asked
	k.asked = nil
	k.mu.Unlock()
	for _, plain := range asked {
		_, _ = k.now(ctx, pool, plain, plain)
	}
}

// now is the statement of a text, prepared at once where it is not yet. While it
// waits for a connection others may look for theirs.
func (k *statements) now(ctx context.Context, pool *sql.DB, plain, text string) (*sql.Stmt, error) {
	k.mu.Lock()
	s := k.all[plain]
	k.mu.Unlock()
	if s != nil {
		return s, nil
	}
	fresh, err := pool.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if s := k.all[plain]; s != nil { // somebody else was faster
		return s, fresh.Close()
	}
	if k.all == nil {
		k.all = map[string]*sql.Stmt{}
	}
	k.all[plain] = fresh
	return fresh, nil
}

// Ask runs a query for one row outside of a transaction, by a statement that is
// kept for the next time: what is asked with every request.
func (db *DB) Ask(ctx context.Context, plain string, args ...any) (*sql.Row, error) {
	p := db.now()
	s, err := p.asked.now(ctx, p.read, plain, db.text(plain))
	if err != nil {
		return nil, err
	}
	return s.QueryRowContext(ctx, args...), nil
}
