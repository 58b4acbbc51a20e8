// Package lines keeps the lines of a person's audit and the tree of hashes over them
// (govern/audit). It works inside the store's transactions and opens none; what a line
// says it does not know.
package lines

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/store/engine"
)

// Append writes a line and the hashes it adds, and gives the checkpoint with it. The
// caller holds the person's lock.
func Append(ctx context.Context, t *engine.Tx, p who.Person, body []byte) (c audit.Checkpoint, err error) {
	seq, err := Size(ctx, t, p)
	if err != nil {
		return c, err
	}
	edge := edge{at: map[int64]tlog.Hash{}, rest: Stored(ctx, t, p)}
	if _, err := audit.At(seq, edge.read); err != nil { // reads all that follows needs, at once
		return c, err
	}
	hashes, err := audit.Append(seq, body, edge.read)
	if err != nil {
		return c, err
	}
	if err := t.Do(ctx, `/* lines.Append */ insert into audit (person, seq, body) values (?, ?, ?)`, p, seq, string(body)); err != nil {
		return c, err
	}
	var args []any
	for i, h := range hashes {
		args = append(args, p, audit.First(seq)+int64(i), h[:])
		edge.at[audit.First(seq)+int64(i)] = h
	}
	if err := t.Insert(ctx, `/* lines.Append */ insert into audit_hash (person, idx, h) values`, 3, "", args); err != nil {
		return c, err
	}
	return audit.At(seq+1, edge.read)
}

// edge remembers the hashes at the right edge of a tree.
type edge struct {
	at   map[int64]tlog.Hash
	rest audit.Stored
}

func (e *edge) read(indexes []int64) (out []tlog.Hash, err error) {
	if slices.ContainsFunc(indexes, func(i int64) bool { _, known := e.at[i]; return !known }) {
		read, err := e.rest(indexes)
		if err != nil {
			return nil, err
		}
		for i, h := range read {
			e.at[indexes[i]] = h
		}
	}
	for _, i := range indexes {
		out = append(out, e.at[i])
	}
	return out, nil
}

// Size is how many lines there are.
func Size(ctx context.Context, t *engine.Tx, p who.Person) (size int64, err error) {
	const next = `/* lines.Size */ select coalesce(max(seq) + 1, 0) from audit where person = ?`
	return size, t.One(ctx, next, p).Scan(&size)
}

// Body is what a line says; nil where it was erased, and sql.ErrNoRows where there is
// no such line.
func Body(ctx context.Context, t *engine.Tx, p who.Person, seq int64) (body []byte, err error) {
	const find = `/* lines.Body */ select body from audit where person = ? and seq = ?`
	return body, t.One(ctx, find, p, seq).Scan(&body)
}

// Erase takes away what a line says; its hash stays.
func Erase(ctx context.Context, t *engine.Tx, p who.Person, seq int64) error {
	return t.Do(ctx, `/* lines.Erase */ update audit set body = null where person = ? and seq = ?`, p, seq)
}

// Stored reads the hashes of a person's tree.
func Stored(ctx context.Context, t *engine.Tx, p who.Person) audit.Stored {
	return func(indexes []int64) ([]tlog.Hash, error) {
		args := []any{p}
		for _, index := range indexes {
			args = append(args, index)
		}
		known := map[int64]tlog.Hash{}
		if len(indexes) > 0 {
			text := `/* lines.Stored */ select idx, h from audit_hash where person = ? and idx in (?` + strings.Repeat(", ?", len(indexes)-1) + `)`
			err := t.Each(ctx, func(r *sql.Rows) error {
				var index int64
				var h sql.RawBytes
				err := r.Scan(&index, &h)
				var one tlog.Hash
				copy(one[:], h)
				known[index] = one
				return err
			}, text, args...)
			if err != nil {
				return nil, fmt.Errorf("hashes of the audit: %w", err)
			}
		}
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			h, found := known[index]
			if !found {
				return nil, fmt.Errorf("hash %d of the audit is missing", index)
			}
			out[i] = h
		}
		return out, nil
	}
}

// errEnough ends an iteration that its reader ended.
var errEnough = errors.New("enough")

// Kept yields the lines with the hashes each one added.
func Kept(ctx context.Context, t *engine.Tx, p who.Person) iter.Seq2[audit.Kept, error] {
	return func(yield func(audit.Kept, error) bool) {
		hashed, err := leaves(ctx, t, p)
		if err == nil {
			err = t.Each(ctx, func(r *sql.Rows) error {
				line := audit.Kept{}
				if err := r.Scan(&line.Seq, &line.Body); err != nil {
					return err
				}
				for len(hashed) > 0 && hashed[0].Seq <= line.Seq {
					if hashed[0].Seq == line.Seq {
						line.Hashes = hashed[0].Hashes
					} else if !yield(hashed[0], nil) {
						return errEnough
					}
					hashed = hashed[1:]
				}
				if !yield(line, nil) {
					return errEnough
				}
				return nil
			}, `/* lines.Kept */ select seq, body from audit where person = ? order by seq`, p)
		}
		for i := 0; err == nil && i < len(hashed); i++ {
			if !yield(hashed[i], nil) {
				err = errEnough
			}
		}
		if err != nil && !errors.Is(err, errEnough) {
			yield(audit.Kept{}, err)
		}
	}
}

// leaves are the hashes of a person's tree by the line that added them; each is
// missing its line until that is read.
func leaves(ctx context.Context, t *engine.Tx, p who.Person) (all []audit.Kept, err error) {
	const hashes = `/* lines.Kept */ select idx, h from audit_hash where person = ? order by idx`
	err = t.Each(ctx, func(r *sql.Rows) error {
		var index int64
		var kept []byte
		if err := r.Scan(&index, &kept); err != nil {
			return err
		}
		var h tlog.Hash
		copy(h[:], kept)
		seq := audit.LineOf(index)
		if n := len(all); n == 0 || all[n-1].Seq != seq {
			all = append(all, audit.Kept{Seq: seq, Missing: true})
		}
		last := &all[len(all)-1]
		last.Hashes = append(last.Hashes, h)
		return nil
	}, hashes, p)
	return all, err
}
