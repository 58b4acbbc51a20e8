package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
)

// note writes a line into a person's audit, in the transaction of what it
// records. The caller holds the person's lock.
func (t *tx) note(ctx context.Context, p who.Person, e audit.Entry) error {
	var seq int64
	const next = `/* store.note */ select coalesce(max(seq) + 1, 0) from audit where person = ?`
	if err := t.One(ctx, next, p).Scan(&seq); err != nil {
		return fmt.Errorf("writing the audit: %w", err)
	}
	if e.Salt == "" {
		e.Salt = salt()
	}
	e.At, e.Region = t.db.now(), t.db.region
	body := e.Body()
	hashes, err := audit.Append(seq, body, t.hashes(ctx, p))
	if err != nil {
		return fmt.Errorf("writing the audit: %w", err)
	}
	if err := t.Do(ctx, `/* store.note */ insert into audit (person, seq, body) values (?, ?, ?)`, p, seq, string(body)); err != nil {
		return fmt.Errorf("writing the audit: %w", err)
	}
	var args []any
	for i, h := range hashes {
		args = append(args, p, audit.First(seq)+int64(i), h[:])
	}
	return t.Insert(ctx, `/* store.note */ insert into audit_hash (person, idx, h) values`, 3, "", args)
}

// salt is 16 random bytes in hexadecimal.
func salt() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// hashes reads a person's tree.
func (t *tx) hashes(ctx context.Context, p who.Person) audit.Stored {
	return func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			var h []byte
			err := t.One(ctx, `/* store.hashes */ select h from audit_hash where person = ? and idx = ?`, p, index).Scan(&h)
			if err != nil {
				return nil, fmt.Errorf("hash %d of the audit: %w", index, err)
			}
			copy(out[i][:], h)
		}
		return out, nil
	}
}

// AuditEntries yields the lines of the owner's audit from a number on, in order.
func (db *DB) AuditEntries(ctx context.Context, g policy.Grant, from int64) iter.Seq2[audit.Line, error] {
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(audit.Line) error) error {
		const lines = `/* store.AuditEntries */ select seq, body from audit where person = ? and seq >= ? order by seq`
		return t.Each(ctx, func(r *sql.Rows) error {
			var line audit.Line
			var body []byte
			if err := r.Scan(&line.Seq, &body); err != nil {
				return err
			}
			if line.Erased = body == nil; !line.Erased {
				e, err := audit.Read(body)
				if err != nil {
					return fmt.Errorf("line %d: %w", line.Seq, err)
				}
				line.Entry = e
			}
			return yield(line)
		}, lines, p, from)
	})
}

// Checkpoint is the size and root of the owner's audit now, to be kept
// somewhere else.
func (db *DB) Checkpoint(ctx context.Context, g policy.Grant) (c audit.Checkpoint, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		var size int64
		const next = `/* store.Checkpoint */ select coalesce(max(seq) + 1, 0) from audit where person = ?`
		if err := t.One(ctx, next, p).Scan(&size); err != nil {
			return err
		}
		c, err = audit.At(size, t.hashes(ctx, p))
		return err
	})
	return c, err
}

// VerifyAudit reckons the owner's audit again from its lines and holds it
// against checkpoints kept elsewhere, and holds what is kept of every kind against
// the count and digest its writer kept. What does not hold is in the verdict. It
// reads every fact and every beat in force.
func (db *DB) VerifyAudit(ctx context.Context, g policy.Grant, against ...audit.Checkpoint) (v audit.Verdict, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		if v, err = audit.Verify(t.kept(ctx, p), against...); err != nil {
			return err
		}
		v.Changes, err = t.changes(ctx, p)
		return err
	})
	return v, err
}

// kept yields the lines of a person's audit with the hashes each one added.
func (t *tx) kept(ctx context.Context, p who.Person) iter.Seq2[audit.Kept, error] {
	return func(yield func(audit.Kept, error) bool) {
		lines, err := t.leaves(ctx, p)
		if err == nil {
			err = t.Each(ctx, func(r *sql.Rows) error {
				line := audit.Kept{}
				if err := r.Scan(&line.Seq, &line.Body); err != nil {
					return err
				}
				for len(lines) > 0 && lines[0].Seq <= line.Seq {
					if lines[0].Seq == line.Seq {
						line.Hashes = lines[0].Hashes
					} else if !yield(lines[0], nil) {
						return errEnough
					}
					lines = lines[1:]
				}
				if !yield(line, nil) {
					return errEnough
				}
				return nil
			}, `/* store.VerifyAudit */ select seq, body from audit where person = ? order by seq`, p)
		}
		for i := 0; err == nil && i < len(lines); i++ {
			if !yield(lines[i], nil) {
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
func (t *tx) leaves(ctx context.Context, p who.Person) (lines []audit.Kept, err error) {
	const hashes = `/* store.VerifyAudit */ select idx, h from audit_hash where person = ? order by idx`
	err = t.Each(ctx, func(r *sql.Rows) error {
		var index int64
		var kept []byte
		if err := r.Scan(&index, &kept); err != nil {
			return err
		}
		var h tlog.Hash
		copy(h[:], kept)
		seq := audit.LineOf(index)
		if n := len(lines); n == 0 || lines[n-1].Seq != seq {
			lines = append(lines, audit.Kept{Seq: seq, Missing: true})
		}
		last := &lines[len(lines)-1]
		last.Hashes = append(last.Hashes, h)
		return nil
	}, hashes, p)
	return lines, err
}
