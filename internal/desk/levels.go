package desk

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
)

// LevelRow is one kind of work in the person's table of levels.
type LevelRow struct {
	Work         timeline.Work
	Level, Usual int
	// Said is what the person said of it, and is in force; nil where the level is the
	// usual one because nothing was said.
	Said *record.Entry
	// History is all that was ever said of it, what was taken back too, the oldest
	// first.
	History []record.Entry
}

// Levels is the person's table of levels, in the order of record.LevelledWorks.
func (d *Desk) Levels(ctx context.Context) (rows []LevelRow, err error) {
	usual := timeline.UsualLevels()
	for _, name := range record.LevelledWorks() {
		row := LevelRow{Work: timeline.Work(name), Level: usual[timeline.Work(name)], Usual: usual[timeline.Work(name)]}
		if row.History, err = d.History(ctx, record.WorkLevel, name); err != nil {
			return nil, err
		}
		if n := len(row.History); n > 0 && !row.History[n-1].Gone {
			row.Said = &row.History[n-1]
			row.Level = int(row.Said.Values["level"].Number)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// History is all that was ever said of one thing of a kind, by the key of its fact:
// what was taken back too, the oldest first. Bodies of a later version are left out.
func (d *Desk) History(ctx context.Context, k *record.Kind, key string) (out []record.Entry, err error) {
	for f, err := range d.DB.Versions(ctx, d.Grant, k.Fact, key) {
		if err != nil {
			return nil, fmt.Errorf("reading what you said of %s: %w", key, err)
		}
		if e, err := record.Read(&f); err == nil {
			out = append(out, e)
		}
	}
	return out, nil
}

// LevelValue is a row of the table as JSON. History has a line for each time that
// something was said of it.
type LevelValue struct {
	Work    timeline.Work `json:"work"`
	Level   int           `json:"level"`
	Means   string        `json:"means"`
	Usual   int           `json:"usual"`
	History []LevelSaid   `json:"history"`
}

// LevelSaid is one thing said of a row, by "you" or with a key of that name. Level is nil where
// it was taken back.
type LevelSaid struct {
	At    string `json:"at"` // RFC 3339, in UTC
	By    string `json:"by"`
	Level *int   `json:"level"`
	Note  string `json:"note,omitempty"`
}

// LevelValues is the table as JSON.
func LevelValues(rows []LevelRow) []LevelValue {
	out := []LevelValue{}
	for _, r := range rows {
		v := LevelValue{Work: r.Work, Level: r.Level, Means: record.Levels()[r.Level], Usual: r.Usual, History: []LevelSaid{}}
		for _, e := range r.History {
			said := LevelSaid{At: e.Said.String(), By: e.Who()}
			if !e.Gone {
				level := int(e.Values["level"].Number)
				said.Level, said.Note = &level, e.Text("note")
			}
			v.History = append(v.History, said)
		}
		out = append(out, v)
	}
	return out
}
