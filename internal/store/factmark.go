package store

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
)

// FactMark changes whenever a fact comes in, or is seen somewhere else or nowhere
// any more, by whatever program: it counts where facts were seen, which every
// fact was somewhere. Beats, which are kept apart, leave it as it is.
func (db *DB) FactMark(ctx context.Context, g policy.Grant) (mark string, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		const where = `/* store.FactMark */
select count(*), count(case when first_us is not null and gone_us <= last_us then 1 end), coalesce(max(gone_us), 0) from sighting where person = ?`
		var seen, here, gone int64
		err := t.one(ctx, where, p).Scan(&seen, &here, &gone)
		mark = fmt.Sprint(seen, " ", here, " ", gone)
		return err
	})
	return mark, err
}
