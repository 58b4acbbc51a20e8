package store

import (
	"context"
	"database/sql"
	"iter"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/pack"
)

// Presences yields the remembered presences that share time with a span, in the
// order of time; the zero span means all.
func (db *DB) Presences(ctx context.Context, g policy.Grant, span when.Span) iter.Seq2[logbook.Presence, error] {
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(logbook.Presence) error) error {
		days := when.Days{}
		if span != (when.Span{}) {
			// A home day begins and ends less than a day from the one of UTC.
			days = when.Days{From: span.From.Day(time.UTC) - 1, To: span.To.Day(time.UTC) + 2}
		}
		return t.presences(ctx, p, days, (*pack.Reader).Presences, func(v *logbook.Presence) error {
			if span != (when.Span{}) && !v.Span.Overlaps(span) {
				return nil
			}
			return yield(*v)
		})
	})
}

// PresenceSums yields the presences of a stretch of days, of all days where it is
// empty, with those of a day that differ in nothing but their span put together:
// one that begins with the first of them and lasts as long as all of them. What
// is asked of a year, by project or language or machine, is a sum of these.
func (db *DB) PresenceSums(ctx context.Context, g policy.Grant, days when.Days) iter.Seq2[logbook.Presence, error] {
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(logbook.Presence) error) error {
		return t.presences(ctx, p, days, (*pack.Reader).Sums, func(v *logbook.Presence) error { return yield(*v) })
	})
}

// taking is how a reader takes the presences of a day apart.
type taking func(*pack.Reader, []byte, when.Day, func(*logbook.Presence) error) error

func (t *tx) presences(ctx context.Context, p who.Person, days when.Days, take taking, yield func(*logbook.Presence) error) error {
	text := `/* store.Presences */ select day, body from presence where person = ?`
	args := []any{p}
	if days.Len() > 0 {
		text += ` and day >= ? and day < ?`
		args = append(args, days.From.String(), days.To.String())
	}
	return t.reader(ctx, p, func(words *pack.Reader, _ pack.Dictionary) error {
		return t.Each(ctx, func(r *sql.Rows) error {
			var on string
			var sealed sql.RawBytes
			if err := r.Scan(&on, &sealed); err != nil {
				return err
			}
			d, err := when.ParseDay(on)
			if err != nil {
				return err
			}
			body, err := pack.UnsealReckoned("presence", sealed)
			if err != nil {
				return err
			}
			return take(words, body, d, yield)
		}, text+` order by day`, args...)
	})
}

// rememberPresences keeps the presences, a row a day.
func (t *tx) rememberPresences(ctx context.Context, p who.Person, words *draft, all []logbook.Presence) error {
	packer, args := pack.NewPacker(words), []any(nil)
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Day == all[0].Day {
			n++
		}
		args = append(args, p, all[0].Day.String(), pack.Seal(packer.Presences(nil, all[:n])))
		all = all[n:]
	}
	return t.Insert(ctx, `/* store.Remember */ insert into presence (person, day, body) values`, 3, "", args)
}
