package proof

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/logbook"
)

// reckonedAgain works everything out from nothing and says which tables held something
// else before. What was stale is brought up to date first: it may differ. It does so in a
// copy, so that the store stays as it was; a server's store is reckoned again itself.
func reckonedAgain(ctx context.Context, of *desk.Desk) (all []audit.Change, err error) {
	d, drop, err := of.Copy()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, drop()) }()
	was, err := reckoned(ctx, d)
	if err == nil {
		err = d.DB.Forget(ctx, d.Grant)
	}
	if err != nil {
		return nil, err
	}
	is, err := reckoned(ctx, d)
	if err != nil {
		return nil, err
	}
	for _, table := range slices.Sorted(maps.Keys(was)) {
		same := 0
		for key, h := range was[table] {
			if again, known := is[table][key]; known && again == h {
				same++
			} else if table == "result" && !known { // of a question that was not asked again
				delete(was[table], key)
			}
		}
		if more := len(was[table]); same != more || same != len(is[table]) {
			all = append(all, audit.Change{Table: table, Written: int64(len(is[table])), Held: int64(same)})
		}
	}
	return all, nil
}

// remembered are the digests of what was worked out, by table and key.
type remembered map[string]map[string][sha256.Size]byte

func (r remembered) add(table, key string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("comparing what was worked out: %w", err)
	}
	if r[table] == nil {
		r[table] = map[string][sha256.Size]byte{}
	}
	h := r[table][key]
	r[table][key] = sha256.Sum256(append(h[:], text...)) // of what has several values under a key
	return nil
}

// reckoned is all that was worked out, brought up to date.
func reckoned(ctx context.Context, d *desk.Desk) (remembered, error) {
	q, err := d.Question(ctx, desk.Query{})
	if err == nil {
		_, err = d.Reckoning().Look(ctx, d.Grant, q)
	}
	if err != nil {
		return nil, err
	}
	all := remembered{"day_row": {}, "presence": {}, "agent_row": {}, "month_row": {}, "result": {}}
	_, err = d.DB.Changed(ctx, d.Grant, 0, func(row *logbook.DayRow) error {
		if len(row.Tallies) == 0 && row.Survey.None() {
			return nil
		}
		return all.add("day_row", row.Day.String(), row)
	})
	if err != nil {
		return nil, err
	}
	_, err = d.DB.AgentDays(ctx, d.Grant, 0, func(day *logbook.AgentDay) error {
		if len(day.Turns) == 0 && len(day.Heard) == 0 {
			return nil
		}
		return all.add("agent_row", day.Day.String(), day)
	})
	if err != nil {
		return nil, err
	}
	for p, err := range d.DB.Presences(ctx, d.Grant, when.Span{}) {
		if err == nil {
			err = all.add("presence", p.Day.String(), p)
		}
		if err != nil {
			return nil, err
		}
	}
	for m, err := range d.DB.Months(ctx, d.Grant, when.Days{}, 0) {
		if err == nil && len(m.Occurrences) > 0 {
			err = all.add("month_row", m.First.String(), m)
		}
		if err != nil {
			return nil, err
		}
	}
	for r, err := range d.DB.Results(ctx, d.Grant, "") {
		if err == nil {
			err = all.add("result", fmt.Sprintf("%s %x", r.Name, r.Hash), r.Body)
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
