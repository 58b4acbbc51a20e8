package held

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/engine"
)

// Verify holds everything that is kept of a person against its accounts, and these
// against the audit, and puts what does not hold into the verdict of the audit. What
// the verdict tells of kinds of facts, and of beats, is not told again of their tables.
// A store that nobody has written to since there are accounts has nothing to hold.
func Verify(ctx context.Context, t *engine.Tx, p who.Person, sound Facts, v *audit.Verdict) error {
	total, known, err := Read(ctx, t, p)
	switch {
	case err != nil:
		return err
	case !known && v.State != "":
		v.Changes = append(v.Changes, audit.Change{Table: accounts})
		return nil
	case !known:
		return nil
	}
	is, err := count(ctx, t, p, sound)
	if err != nil {
		return fmt.Errorf("counting what is kept: %w", err)
	}
	all, torn, err := is.compare(ctx, t, p, total)
	if err != nil {
		return err
	}
	names, err := placeNames(ctx, t, p)
	if err != nil {
		return err
	}
	told := map[Table]bool{}
	for _, c := range v.Changes {
		if c.Kind == string(logbook.KindBeat) {
			told[Beat] = true
		} else {
			told[Fact] = true
		}
	}
	for _, d := range all {
		if !told[d.of] {
			v.Changes = append(v.Changes, audit.Change{Table: d.of.String(), Place: names(d.place), Written: d.written, Held: d.held})
		}
	}
	switch {
	case total.Lines != v.Size || [32]byte(v.Root) != total.Root:
		v.Breaks = append(v.Breaks, audit.Break{Seq: min(v.Size, total.Lines), What: fmt.Sprintf("whoever wrote to the store last left %d lines and another root", total.Lines)})
	case torn || total.Lined == total.Writes && v.State != total.State():
		v.Changes = append(v.Changes, audit.Change{Table: accounts})
	}
	return nil
}

// accounts is the table of this package.
const accounts = "held"

// placeNames name places by their numbers: "git /src/acme", "" for none.
func placeNames(ctx context.Context, t *engine.Tx, p who.Person) (func(int64) string, error) {
	known := map[int64]string{0: ""}
	err := t.Each(ctx, func(r *sql.Rows) error {
		var n int64
		var source, uri string
		err := r.Scan(&n, &source, &uri)
		known[n] = source + " " + uri
		return err
	}, `/* held.placeNames */ select n, source, uri from place where person = ?`, p)
	return func(n int64) string {
		if name, ok := known[n]; ok {
			return name
		}
		return fmt.Sprintf("place %d, of which nothing is known", n)
	}, err
}
