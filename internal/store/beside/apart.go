package beside

import (
	"context"
	"database/sql"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/store/engine"
)

// Apart lists what a person set apart: addresses of places, and names of sources whose
// records do not say where they were met.
func Apart(ctx context.Context, t *engine.Tx, p who.Person) (all []string, err error) {
	const keys = `/* beside.Apart */ select key from fact where person = ? and kind = 'apart' and in_force = 1 and gone = 0`
	err = t.Each(ctx, func(r *sql.Rows) error {
		var key string
		err := r.Scan(&key)
		all = append(all, key)
		return err
	}, keys, p)
	return all, err
}
