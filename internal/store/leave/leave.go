// Package leave keeps who else may read what of a person's evidence. Whether somebody may
// is govern/policy's to say. It works inside the store's transactions and opens none.
package leave

import (
	"context"
	"database/sql"
	"errors"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/store/engine"
	"github.com/backsight/backsight/internal/store/held"
)

// Permits lists what an owner permitted a viewer, revoked ones too, the oldest first.
func Permits(ctx context.Context, t *engine.Tx, viewer, owner who.Person) (all []policy.Permit, err error) {
	const permits = `/* leave.Permits */
select id, measure, from_day, to_day, purpose, from_us, until_us, revoked_us from permit
where person = ? and viewer = ? order by from_us, id`
	err = t.Each(ctx, func(r *sql.Rows) error {
		p := policy.Permit{Owner: owner, Viewer: viewer}
		var from, to string
		if err := r.Scan(&p.ID, &p.Measure, &from, &to, &p.Purpose, &p.From, &p.Until, &p.Revoked); err != nil {
			return err
		}
		if err := daysFrom(&p.Days, from, to); err != nil {
			return err
		}
		all = append(all, p)
		return nil
	}, permits, owner, viewer)
	return all, err
}

// Give keeps a permit that stands.
func Give(ctx context.Context, t *engine.Tx, ledger *held.Changes, p policy.Permit) error {
	from, to := daysText(p.Days)
	const add = `/* leave.Give */
insert into permit (person, id, viewer, measure, from_day, to_day, purpose, from_us, until_us, revoked_us)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`
	return errors.Join(ledger.Around(ctx, held.Permit, 0),
		t.Do(ctx, add, p.Owner, p.ID, p.Viewer, p.Measure, from, to, p.Purpose, p.From, p.Until))
}

// daysText is how a stretch of days is kept: an empty one as two empty texts.
func daysText(d when.Days) (from, to string) {
	if d.Len() == 0 {
		return "", ""
	}
	return d.From.String(), d.To.String()
}

func daysFrom(d *when.Days, from, to string) error {
	if from == "" {
		return nil
	}
	if err := d.From.UnmarshalText([]byte(from)); err != nil {
		return err
	}
	return d.To.UnmarshalText([]byte(to))
}
