package store

import (
	"context"
	"database/sql"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
)

// Namesakes lists under which names and addresses the owner, and who may be the
// owner, commits at each place, in the order of the places' first reading.
func (db *DB) Namesakes(ctx context.Context, g policy.Grant) (all []logbook.Named, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		places, err := t.counting(ctx, p)
		if err != nil {
			return err
		}
		const rows = `/* store.Namesakes */
select place, name, email, own, commits, from_day, to_day from namesake where person = ? order by place, email, name`
		return t.Each(ctx, func(r *sql.Rows) error {
			var n logbook.Named
			var place int64
			var from, to string
			if err := r.Scan(&place, &n.Name, &n.Email, &n.Own, &n.Commits, &from, &to); err != nil {
				return err
			}
			if err := n.From.UnmarshalText([]byte(from)); err != nil {
				return err
			}
			err := n.To.UnmarshalText([]byte(to))
			if at, counts := places[place]; counts {
				n.Place = at
				all = append(all, n)
			}
			return err
		}, rows, p)
	})
	return all, err
}

// Unname drops all that is known of an address that is not the person's.
func (db *DB) Unname(ctx context.Context, person who.Person, address who.Identity) error {
	return db.change(ctx, person, func(t *tx) error {
		const found = `/* store.Unname */ select distinct email, name from namesake where person = ? and own = 0`
		var all [][2]string
		err := t.Each(ctx, func(r *sql.Rows) error {
			var email, name string
			err := r.Scan(&email, &name)
			if who.Known(email) == address || email == "" && who.Known(name) == address {
				all = append(all, [2]string{email, name})
			}
			return err
		}, found, person)
		for _, n := range all {
			if err != nil {
				return err
			}
			err = t.Do(ctx, `/* store.Unname */ delete from namesake where person = ? and own = 0 and email = ? and name = ?`, person, n[0], n[1])
		}
		return err
	})
}

// names keeps who was met at the place, instead of what was known before.
func (p *putting) names(ctx context.Context, all []logbook.Namesake) error {
	if err := p.Do(ctx, `/* store.Put */ delete from namesake where person = ? and place = ?`, p.Person, p.place); err != nil {
		return err
	}
	const keep = `/* store.Put */
insert into namesake (person, place, email, name, own, commits, from_day, to_day) values (?, ?, ?, ?, ?, ?, ?, ?)
on conflict (person, place, email, name) do nothing`
	for _, n := range all {
		err := p.Do(ctx, keep, p.Person, p.place, logbook.Text(n.Email), logbook.Text(n.Name), bit(n.Own), n.Commits, n.From.String(), n.To.String())
		if err != nil {
			return err
		}
	}
	return nil
}

// Routines lists what a program seems to commit in the owner's name, over all places:
// one for each subject with its files.
func (db *DB) Routines(ctx context.Context, g policy.Grant) (all []logbook.Routine, err error) {
	const rows = `/* store.Routines */
select subject, files, minute, sum(commits), min(from_day), max(to_day) from routine where person = ?
group by subject, files, minute order by subject, files, minute`
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		return t.Each(ctx, func(r *sql.Rows) error {
			var n logbook.Routine
			var from, to string
			if err := r.Scan(&n.Subject, &n.Files, &n.Minute, &n.Commits, &from, &to); err != nil {
				return err
			}
			if err := n.From.UnmarshalText([]byte(from)); err != nil {
				return err
			}
			err := n.To.UnmarshalText([]byte(to))
			all = append(all, n)
			return err
		}, rows, p)
	})
	return all, err
}

// routines keeps what a program seems to commit at the place, instead of what was known
// before.
func (p *putting) routines(ctx context.Context, all []logbook.Routine) error {
	if err := p.Do(ctx, `/* store.Put */ delete from routine where person = ? and place = ?`, p.Person, p.place); err != nil {
		return err
	}
	const keep = `/* store.Put */
insert into routine (person, place, subject, files, minute, commits, from_day, to_day) values (?, ?, ?, ?, ?, ?, ?, ?)
on conflict (person, place, subject, files) do nothing`
	for _, n := range all {
		err := p.Do(ctx, keep, p.Person, p.place, logbook.Text(n.Subject), logbook.Text(n.Files), n.Minute, n.Commits, n.From.String(), n.To.String())
		if err != nil {
			return err
		}
	}
	return nil
}
