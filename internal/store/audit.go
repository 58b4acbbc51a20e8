package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"strconv"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/store/lines"
)

// note writes a line into a person's audit, in the transaction of what it records,
// with what is kept now. The caller holds the person's lock.
func (t *tx) note(ctx context.Context, p who.Person, e audit.Entry) error {
	total, err := t.ledger.Total(ctx)
	if err != nil {
		return fmt.Errorf("keeping account: %w", err)
	}
	if t.ledger.Counted() {
		if err := t.note(ctx, p, audit.Counted(p)); err != nil {
			return err
		}
	}
	if e.Salt == "" {
		e.Salt = salt()
	}
	e.At, e.Region, e.Kept, e.State = t.db.now(), t.db.region, total.Rows(), total.State()
	now, err := lines.Append(ctx, t.Tx, p, e.Body())
	if err != nil {
		return fmt.Errorf("writing the audit: %w", err)
	}
	t.ledger.Line(now.Size, now.Root)
	return nil
}

// salt is 16 random bytes in hexadecimal.
func salt() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
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

// Tree hands over how many lines the owner's audit has, and their hashes.
func (db *DB) Tree(ctx context.Context, g policy.Grant, use func(size int64, stored audit.Stored) error) error {
	return db.owned(ctx, g, func(t *tx, p who.Person) error {
		size, err := lines.Size(ctx, t.Tx, p)
		if err != nil {
			return err
		}
		return use(size, lines.Stored(ctx, t.Tx, p))
	})
}

// Checkpoint is the size and root of the owner's audit now, to be kept
// somewhere else.
func (db *DB) Checkpoint(ctx context.Context, g policy.Grant) (c audit.Checkpoint, err error) {
	err = db.Tree(ctx, g, func(size int64, stored audit.Stored) error {
		c, err = audit.At(size, stored)
		return err
	})
	return c, err
}

// EraseLine takes away what a line of the owner's audit says, as they may ask for: its
// hash stays, and a new line says which it was. That line cannot be erased.
func (db *DB) EraseLine(ctx context.Context, g policy.Grant, seq int64) error {
	p, err := own(g)
	if err != nil {
		return err
	}
	return db.change(ctx, p, func(t *tx) error {
		body, err := lines.Body(ctx, t.Tx, p, seq)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if e, bad := audit.Read(body); bad == nil && e.Act == audit.Erase {
			return fault.New(fault.NotAllowed, "line %d says that another was erased: it stays", seq)
		}
		if body == nil {
			return fault.New(fault.Nothing, "the audit has no line %d that says anything", seq)
		}
		if err := lines.Erase(ctx, t.Tx, p, seq); err != nil {
			return err
		}
		return t.note(ctx, p, audit.Entry{Actor: p, Act: audit.Erase, Object: strconv.FormatInt(seq, 10), Policy: audit.Own, Decision: audit.Allowed})
	})
}
