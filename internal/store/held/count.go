package held

import (
	"context"
	"database/sql"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/store/engine"
)

// counted is what is there, by place and table.
type counted struct {
	at     map[int64]account
	digest digester
}

// count counts everything that is kept of a person again, and digests it: where sound
// is not nil, of the facts only those that it hands over.
func count(ctx context.Context, t *engine.Tx, p who.Person, sound Facts) (all counted, err error) {
	all = counted{at: map[int64]account{}}
	for of := Table(1); of < end; of++ {
		add := func(place int64, columns []any) { all.add(of, place, columns) }
		if of == Fact && sound != nil {
			err = sound(func(columns ...any) { add(0, columns) })
		} else {
			err = each(ctx, t, p, of, 0, add)
		}
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// Facts hands over what is digested of each fact that says what its id says.
type Facts func(add func(columns ...any)) error

func (c *counted) add(of Table, place int64, columns []any) {
	if c.at[place] == nil {
		c.at[place] = account{}
	}
	p := c.at[place].of(of)
	p.n++
	if tables[of].placed {
		columns = append([]any{place}, columns...)
	}
	p.sum.plus(c.digest.row(tables[of].name, columns))
}

// difference is a table, at a place where its rows lie at one, that does not hold what
// was written into it: how many rows were, and how many there are. Where the two are
// equal they are not the same rows.
type difference struct {
	of            Table
	place         int64 // 0 for all
	written, held int64
}

// compare holds what was counted against the accounts. torn says that the accounts do
// not add up to the account of everything: then they were changed themselves.
func (c counted) compare(ctx context.Context, t *engine.Tx, p who.Person, total *Total) (all []difference, torn bool, err error) {
	kept, err := written(ctx, t, p)
	if err != nil {
		return nil, false, err
	}
	var sum Sum
	for _, a := range kept {
		for _, p := range a {
			sum.plus(&p.sum)
		}
	}
	torn = sum != total.sum
	for of := Table(1); of < end; of++ {
		was, is := together(kept, of), together(c.at, of)
		for _, place := range union(was, is) {
			w, h := was[place], is[place]
			if w != h {
				all = append(all, difference{of, place, w.n, h.n})
			}
		}
	}
	return all, torn, nil
}

// together are the parts of a table by place, or all in one where its rows lie at none.
func together(all map[int64]account, of Table) map[int64]part {
	out := map[int64]part{}
	for place, a := range all {
		if a[of] == nil {
			continue
		}
		if !tables[of].placed {
			place = 0
		}
		p := out[place]
		p.plus(a[of])
		out[place] = p
	}
	return out
}

func union(a, b map[int64]part) []int64 {
	all := map[int64]account{}
	for place := range a {
		all[place] = nil
	}
	for place := range b {
		all[place] = nil
	}
	return places(all)
}

func written(ctx context.Context, t *engine.Tx, p who.Person) (map[int64]account, error) {
	all := map[int64]account{}
	err := t.Each(ctx, func(r *sql.Rows) error {
		var place int64
		var body []byte
		if err := r.Scan(&place, &body); err != nil || place == whole {
			return err
		}
		a, err := readAccount(body)
		all[place] = a
		return err
	}, `/* held.Compare */ select place, body from held where person = ?`, p)
	return all, err
}
