package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
)

// Before is what was kept until now, for whoever decides what is kept next.
type Before struct {
	t *tx
	p who.Person
}

// PutAfter keeps the batch that decide makes of what was kept before. Both happen
// in one transaction under the person's own lock: nobody else keeps anything in
// between. decide may be asked more than once, where another transaction got in
// the way, and where it gives no entries nothing is kept. What is kept is a reading
// of its own and leaves one audit line.
func (db *DB) PutAfter(ctx context.Context, g policy.Grant, decide func(context.Context, Before) (logbook.Batch, error)) (kept logbook.Kept, err error) {
	p, err := own(g)
	if err != nil {
		return kept, err
	}
	err = db.change(ctx, p, func(t *tx) error {
		b, err := decide(ctx, Before{t, p})
		if err != nil || len(b.Entries) == 0 {
			return err
		}
		if err := check(b); err != nil {
			return fmt.Errorf("keeping what was said: %w", err)
		}
		put := putting{tx: t, Batch: b, alone: true}
		kept, err = put.put(ctx)
		return err
	})
	return kept, err
}

// Versions is everything that was ever said of one thing, deletions too, the
// oldest first and the one in force last.
func (b Before) Versions(ctx context.Context, kind logbook.Kind, key string) ([]logbook.Fact, error) {
	thing := logbook.KeyHash(kind, key)
	return b.gather(ctx, versionsOf, b.p, thing[:])
}

// Facts is what is in force of a kind and shares time with a span, as DB.Facts
// gives it.
func (b Before) Facts(ctx context.Context, span when.Span, kind logbook.Kind) ([]logbook.Fact, error) {
	text, args := inForce("id, "+columns, b.p, span, []logbook.Kind{kind})
	return b.gather(ctx, "/* store.PutAfter */ "+text+" order by start_us, id", args...)
}

func (b Before) gather(ctx context.Context, text string, args ...any) (out []logbook.Fact, err error) {
	err = b.t.Each(ctx, func(r *sql.Rows) error {
		f, err := scanFact(r, b.p)
		out = append(out, f)
		return err
	}, text, args...)
	return out, err
}
