package store

import (
	"context"

	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/store/engine"
	"github.com/backsight/backsight/internal/store/wall"
)

// Sharing is what the person of a grant can do about the others who keep their evidence
// in the store. What changes leaves a line in that person's audit.
func (db *DB) Sharing(g policy.Grant) wall.Sharing {
	return wall.Sharing{Steps: db.steps, Now: db.now, Look: db.engine.Look, Change: func(ctx context.Context, act, role string, do func(*engine.Tx) error) error {
		p, err := own(g)
		if err != nil {
			return err
		}
		return db.change(ctx, p, func(t *tx) error {
			if err := do(t.Tx); err != nil {
				return err
			}
			return t.note(ctx, p, audit.Entry{Actor: p, Act: act, Object: role, Policy: audit.Own, Decision: audit.Allowed})
		})
	}}
}
