package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/beside"
	"github.com/backsight/backsight/internal/store/pack"
)

// Beats yields the owner's beats that begin within a span, in the order of time
// and then of their hash: those of the sources named, or of all where none is.
// The zero span means all time. Their Raw is nil.
func (db *DB) Beats(ctx context.Context, g policy.Grant, span when.Span, sources ...string) iter.Seq2[logbook.Beat, error] {
	return db.beats(ctx, g, span, inForceBeats, false, sources)
}

// Items yields the same with what each one's source sent.
func (db *DB) Items(ctx context.Context, g policy.Grant, span when.Span, sources ...string) iter.Seq2[logbook.Beat, error] {
	return db.beats(ctx, g, span, inForceBeats, true, sources)
}

// Spares yields what the beats of a span stand before: other beats of the same
// keys, whole, which an editor has sent too. It orders them by time and hash.
func (db *DB) Spares(ctx context.Context, g policy.Grant, span when.Span) iter.Seq2[logbook.Beat, error] {
	return db.beats(ctx, g, span, besideBeats, true, nil)
}

// shelf is where beats lie, and in which order they are read: by time, by hash,
// and where several have one hash by what they say.
type shelf struct{ table, columns, order string }

var (
	inForceBeats = shelf{"beat", "at_us, h, body", " order by 1, 2"}
	besideBeats  = shelf{"spare", "at_us, h, body, twin", " order by 1, 2, 4"}
)

func (db *DB) beats(ctx context.Context, g policy.Grant, span when.Span, from shelf, raw bool, sources []string) iter.Seq2[logbook.Beat, error] {
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(logbook.Beat) error) error {
		return t.eachBeat(ctx, p, span, from, raw, sources, func(b logbook.Beat, _ []byte) error { return yield(b) })
	})
}

// eachBeat hands over each beat with the hash of its key, which holds until the
// next.
func (t *tx) eachBeat(ctx context.Context, p who.Person, span when.Span, from shelf, raw bool, sources []string, each func(logbook.Beat, []byte) error) error {
	return t.eachRow(ctx, p, span, from, sources, func(words *pack.Reader, at when.Instant, h, sealed []byte) error {
		b, err := beatOf(words, at, h, sealed, raw)
		if err != nil {
			return fmt.Errorf("the beat of %s: %w", at, err)
		}
		return each(b, h)
	})
}

// eachRow hands over each beat as it is kept.
func (t *tx) eachRow(ctx context.Context, p who.Person, span when.Span, from shelf, sources []string, each func(words *pack.Reader, at when.Instant, h, sealed []byte) error) error {
	return t.reader(ctx, p, func(words *pack.Reader, said pack.Dictionary) error {
		arms, args, err := t.arms(ctx, p, span, from, said, sources)
		if err != nil || len(arms) == 0 {
			return err
		}
		text := "/* store.Beats */ " + strings.Join(arms, "\nunion all ") + from.order
		return t.Step(ctx, text, args, func(at when.Instant, h, sealed []byte) error { return each(words, at, h, sealed) })
	})
}

// beatOf reads a beat and holds it against its check.
func beatOf(words *pack.Reader, at when.Instant, h, sealed []byte, raw bool) (logbook.Beat, error) {
	b := logbook.Beat{At: at}
	body, err := pack.UnsealBeat(at, h, sealed)
	if err == nil {
		err = words.Beat(body, &b, raw)
	}
	return b, err
}

// arms ask for each source on its own, in the order of the index, for the
// engine to merge.
func (t *tx) arms(ctx context.Context, p who.Person, span when.Span, from shelf, said pack.Dictionary, sources []string) (arms []string, args []any, err error) {
	apart, err := beside.Apart(ctx, t.Tx, p)
	if err != nil {
		return nil, nil, err
	}
	for last := int64(0); ; {
		const next = `/* store.Beats */ select min(source) from beat where person = ? and source > ?`
		var source sql.NullInt64
		if err := t.One(ctx, next, p, last).Scan(&source); err != nil {
			return nil, nil, err
		}
		if !source.Valid {
			return arms, args, nil
		}
		last = source.Int64
		if last > int64(len(said)) {
			return nil, nil, pack.ErrChanged()
		}
		if len(sources) > 0 && !slices.Contains(sources, said[last-1]) || slices.Contains(apart, said[last-1]) {
			continue
		}
		arm := `select ` + from.columns + ` from ` + from.table + ` where person = ? and source = ?`
		args = append(args, p, last)
		if span != (when.Span{}) {
			arm += ` and at_us >= ? and at_us < ?`
			args = append(args, span.From, span.To)
		}
		arms = append(arms, arm)
	}
}
