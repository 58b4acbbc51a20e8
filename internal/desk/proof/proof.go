// Package proof holds everything that a person's store keeps against what was written to
// it, and says in sentences what does not hold and what to do.
package proof

import (
	"context"

	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/audit"
)

// Verify holds everything that is kept against the audit, and that against how the
// store was left and checkpoints kept elsewhere; with deep also what was worked out
// against a reckoning from nothing, which then stands in its place. Where that cannot be
// reckoned, since what it is made of is damaged, the verdict says so and why, beside all
// that was found before; an error is that of the audit itself, or that time is up.
func Verify(ctx context.Context, d *desk.Desk, deep bool, against ...audit.Checkpoint) (audit.Verdict, error) {
	v, err := d.DB.VerifyAudit(ctx, d.Grant, against...)
	if err != nil {
		return v, err
	}
	if d.Departed != "" {
		v.Breaks = append(v.Breaks, audit.Break{Seq: v.Size, What: d.Departed})
	}
	if deep {
		more, err := reckonedAgain(ctx, d)
		if ctx.Err() != nil {
			return v, err
		}
		v = withReckoning(v, more, err)
	}
	return v, nil
}

// withReckoning is a verdict with what a reckoning from nothing found beside, or with why
// there was none.
func withReckoning(v audit.Verdict, found []audit.Change, err error) audit.Verdict {
	v.Changes = append(v.Changes, found...)
	if err != nil {
		v.Unreckoned = err.Error()
	}
	return v
}
