package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/store/held"
	"github.com/backsight/backsight/internal/store/leave"
)

// Permits lists what an owner permitted a viewer, revoked ones too, the oldest
// first. It is the one reading without a grant: policy.Allow makes one from it.
func (db *DB) Permits(ctx context.Context, viewer, owner who.Person) (all []policy.Permit, err error) {
	err = db.look(ctx, func(t *tx) error {
		all, err = leave.Permits(ctx, t.Tx, viewer, owner)
		return err
	})
	return all, err
}

// Permit lets somebody else read, in the owner's name, and gives the permit
// with its id. A permit without a beginning begins now.
func (db *DB) Permit(ctx context.Context, g policy.Grant, p policy.Permit) (policy.Permit, error) {
	owner, err := own(g)
	if err != nil {
		return p, err
	}
	if p.Viewer == 0 || p.Viewer == owner {
		return p, fault.New(fault.Usage, "you cannot give a permit to yourself")
	}
	p.ID, p.Owner, p.Revoked = salt(), owner, 0
	if p.From == 0 {
		p.From = db.now()
	}
	err = db.change(ctx, owner, func(t *tx) error {
		if err := leave.Give(ctx, t.Tx, t.ledger, p); err != nil {
			return err
		}
		return t.note(ctx, owner, audit.Entry{
			Actor: owner, Act: "permit", Object: fmt.Sprintf("%d %s %s", p.Viewer, p.Measure, p.ID),
			Policy: audit.Own, Decision: audit.Allowed, Purpose: p.Purpose,
		})
	})
	return p, err
}

// Revoke ends a permit. Once it has returned, nothing more is read by it.
func (db *DB) Revoke(ctx context.Context, g policy.Grant, id string) error {
	owner, err := own(g)
	if err != nil {
		return err
	}
	return db.change(ctx, owner, func(t *tx) error {
		const end = `/* store.Revoke */ update permit set revoked_us = ? where person = ? and id = ? and revoked_us = 0`
		if err := errors.Join(t.ledger.Around(ctx, held.Permit, 0), t.ended(ctx, fmt.Sprintf("no permit %s stands", id), end, db.now(), owner, id)); err != nil {
			return err
		}
		return t.note(ctx, owner, audit.Entry{
			Actor: owner, Act: "revoke", Object: id, Policy: audit.Own, Decision: audit.Allowed,
		})
	})
}

// permitted runs a reading in somebody else's name. The permit is checked again in the very transaction of the reading, which holds
// the owner's lock, so that no reading outlasts a revocation; the use of it, or
// the refusal, is written into the owner's audit.
func (db *DB) permitted(ctx context.Context, g policy.Grant, what string, do func(*tx) error) error {
	ask, refused := g.Ask(), error(nil)
	err := db.change(ctx, ask.Owner, func(t *tx) error {
		standing, err := leave.Permits(ctx, t.Tx, ask.Viewer, ask.Owner)
		if err != nil {
			return err
		}
		again, no := policy.Allow(ask, standing, db.now())
		refused = no
		line := audit.Entry{
			Actor: ask.Viewer, Act: "read", Object: what + " " + ask.Measure,
			Policy: g.Permit(), Decision: audit.Allowed, Purpose: ask.Purpose,
		}
		if no != nil {
			line.Decision = audit.Refused
			return t.note(ctx, ask.Owner, line)
		}
		line.Policy = again.Permit()
		if err := t.note(ctx, ask.Owner, line); err != nil {
			return err
		}
		return do(t)
	})
	if err != nil {
		return err
	}
	return refused
}
