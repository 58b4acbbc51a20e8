// Package beside keeps what stands beside the evidence of a place and is none: what of it
// could not be read; under which names and addresses a history's commits are written that
// are the person's or may be, and what a program commits in their name, all of which is
// replaced for a place at once. It works inside the store's transactions and opens none.
package beside

import (
	"context"
	"database/sql"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/engine"
)

// Names hands over the names of every place, in the order of the places' first reading.
func Names(ctx context.Context, t *engine.Tx, p who.Person, each func(place int64, n logbook.Namesake)) error {
	const rows = `/* beside.Names */
select place, name, email, own, commits, from_day, to_day from namesake where person = ? order by place, email, name`
	return t.Each(ctx, func(r *sql.Rows) error {
		var place int64
		var n logbook.Namesake
		var d days
		if err := r.Scan(&place, &n.Name, &n.Email, &n.Own, &n.Commits, &d.from, &d.to); err != nil {
			return err
		}
		err := d.into(&n.From, &n.To)
		each(place, n)
		return err
	}, rows, p)
}

// Routines hands over the routines of every place, in a fixed order.
func Routines(ctx context.Context, t *engine.Tx, p who.Person, each func(place int64, n logbook.Routine)) error {
	const rows = `/* beside.Routines */
select place, subject, files, minute, commits, from_day, to_day from routine where person = ? order by subject, files, minute, place`
	return t.Each(ctx, func(r *sql.Rows) error {
		var place int64
		var n logbook.Routine
		var minute int
		var d days
		if err := r.Scan(&place, &n.Subject, &n.Files, &minute, &n.Commits, &d.from, &d.to); err != nil {
			return err
		}
		n.Minute, n.Clock = apart(minute)
		err := d.into(&n.From, &n.To)
		each(place, n)
		return err
	}, rows, p)
}

// noUTC stands in the column minute for none in UTC, and is the last of what it says of
// UTC: what a program kept that knew no other clock reads as it did.
const noUTC = 24 * 60

// together writes the two minutes of a routine as one number.
func together(r logbook.Routine) int {
	utc := r.Minute
	if utc == logbook.NoMinute {
		utc = noUTC
	}
	return utc + (noUTC+1)*(r.Clock-logbook.NoMinute)
}

// apart reads what together wrote.
func apart(minute int) (utc, clock int) {
	if utc = minute % (noUTC + 1); utc == noUTC {
		utc = logbook.NoMinute
	}
	return utc, minute/(noUTC+1) + logbook.NoMinute
}

// days are two days as the store writes them.
type days struct{ from, to string }

func (d days) into(from, to *when.Day) error {
	if err := from.UnmarshalText([]byte(d.from)); err != nil {
		return err
	}
	return to.UnmarshalText([]byte(d.to))
}

// Unname drops all that is known of an address that is not the person's.
func Unname(ctx context.Context, t *engine.Tx, p who.Person, address who.Identity) error {
	var all []logbook.Namesake
	err := Names(ctx, t, p, func(_ int64, n logbook.Namesake) {
		if who.Known(n.Email) == address || n.Email == "" && who.Known(n.Name) == address {
			all = append(all, n)
		}
	})
	for _, n := range all {
		if err != nil {
			return err
		}
		err = t.Do(ctx, `/* beside.Unname */ delete from namesake where person = ? and own = 0 and email = ? and name = ?`, p, n.Email, n.Name)
	}
	return err
}

// PutNames keeps who was met at a place, instead of what was known before.
func PutNames(ctx context.Context, t *engine.Tx, p who.Person, place int64, all []logbook.Namesake) error {
	const keep = `/* beside.PutNames */
insert into namesake (person, place, email, name, own, commits, from_day, to_day) values (?, ?, ?, ?, ?, ?, ?, ?)
on conflict (person, place, email, name) do nothing`
	err := t.Do(ctx, `/* beside.PutNames */ delete from namesake where person = ? and place = ?`, p, place)
	for _, n := range all {
		if err != nil {
			return err
		}
		own := int64(0)
		if n.Own {
			own = 1
		}
		err = t.Do(ctx, keep, p, place, logbook.Text(n.Email), logbook.Text(n.Name), own, n.Commits, n.From.String(), n.To.String())
	}
	return err
}

// PutRoutines keeps what a program seems to commit at a place, instead of what was known
// before.
func PutRoutines(ctx context.Context, t *engine.Tx, p who.Person, place int64, all []logbook.Routine) error {
	const keep = `/* beside.PutRoutines */
insert into routine (person, place, subject, files, minute, commits, from_day, to_day) values (?, ?, ?, ?, ?, ?, ?, ?)
on conflict (person, place, subject, files) do nothing`
	err := t.Do(ctx, `/* beside.PutRoutines */ delete from routine where person = ? and place = ?`, p, place)
	for _, n := range all {
		if err != nil {
			return err
		}
		err = t.Do(ctx, keep, p, place, logbook.Text(n.Subject), logbook.Text(n.Files), together(n), n.Commits, n.From.String(), n.To.String())
	}
	return err
}
