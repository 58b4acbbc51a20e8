package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/pack"
)

// Results yields what was remembered of questions, in the order of their names:
// those whose name begins so.
func (db *DB) Results(ctx context.Context, g policy.Grant, beginning string) iter.Seq2[logbook.Result, error] {
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(logbook.Result) error) error {
		const all = `/* store.Results */ select name, h, body from result where person = ? and name >= ? and name < ? order by name`
		return t.Each(ctx, func(r *sql.Rows) error {
			var v logbook.Result
			var h, sealed []byte
			if err := r.Scan(&v.Name, &h, &sealed); err != nil {
				return err
			}
			body, err := pack.UnsealReckoned("result", sealed)
			if err != nil {
				return fmt.Errorf("what was remembered as %q: %w", v.Name, err)
			}
			copy(v.Hash[:], h)
			v.Body = body
			return yield(v)
		}, all, p, beginning, after(beginning))
	})
}

// RememberResults keeps results under their names, each in the place of what was
// kept under it before.
func (db *DB) RememberResults(ctx context.Context, g policy.Grant, all ...logbook.Result) error {
	p, err := own(g)
	if err != nil || len(all) == 0 {
		return err
	}
	err = db.derive(ctx, p, func(t *tx) error {
		var args []any
		for i := range all {
			args = append(args, p, all[i].Name, all[i].Hash[:], pack.Seal(append([]byte(nil), all[i].Body...)))
		}
		const head = `/* store.RememberResults */ insert into result (person, name, h, body) values`
		return t.Insert(ctx, head, 4, ` on conflict (person, name) do update set h = excluded.h, body = excluded.body`, args)
	})
	if err != nil {
		return fmt.Errorf("remembering results: %w", err)
	}
	return nil
}
