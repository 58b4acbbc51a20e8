package sim

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
)

// Case is the days a week that a person committed to some public repositories,
// with the weeks at which they announced to step down or leave. Controls have
// none: they stayed.
type Case struct {
	ID        string
	Control   bool
	Days      []float64
	Start     when.Day
	Announced []int
}

// Fall is a turn downwards as any detector may report it; Level is what it
// takes the level to be in every week.
type Fall struct {
	Index    int
	From, To float64
}

// Detector finds the falls in days a week, and the level in every week.
type Detector func(id string, start when.Day, days []float64) (falls []Fall, level []float64, err error)

// ReadCases reads the transitions, a JSON object a line. Series that are
// neither announced nor controls are left out; of announcements those that say,
// in the person's own words or the press's, that they step down or leave.
func ReadCases(r io.Reader) ([]Case, error) {
	var cases []Case
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var in struct {
			ID        string
			Control   bool
			Start     when.Day
			Days      []float64
			Announced []struct {
				Date           when.Day
				Kind, Evidence string
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			return nil, fmt.Errorf("read case %d: %w", len(cases)+1, err)
		}
		c := Case{ID: in.ID, Control: in.Control, Days: in.Days, Start: in.Start}
		for _, a := range in.Announced {
			if (a.Kind == "step_down" || a.Kind == "leave") && a.Evidence != "record" {
				c.Announced = append(c.Announced, int(a.Date-in.Start)/7)
			}
		}
		if c.Control || len(c.Announced) > 0 {
			cases = append(cases, c)
		}
	}
	return cases, lines.Err()
}

// Engine is the detector that ships.
func Engine(id string, start when.Day, days []float64) ([]Fall, []float64, error) {
	q := drift.Question{Series: drift.Series{ID: id, Kind: drift.Days}, Now: start + when.Day(7*len(days))}
	for t, d := range days {
		q.Series.Weeks = append(q.Series.Weeks, drift.Week{Monday: start + when.Day(7*t), Value: d, Of: 7, Seen: 1, Known: true})
	}
	b, err := drift.Take(q)
	if err != nil {
		return nil, nil, err
	}
	var falls []Fall
	for _, t := range b.Turns {
		if t.To < t.From {
			falls = append(falls, Fall{t.Index, t.From, t.To})
		}
	}
	level := make([]float64, len(days))
	for t := range level {
		level[t] = b.Levels[t].Value
	}
	return falls, level, nil
}

// PlainPelt is the detector to be measured against: least squares on the root
// that makes counts even.
func PlainPelt(_ string, _ when.Day, days []float64) ([]Fall, []float64, error) {
	root := make([]float64, len(days))
	for t, d := range days {
		root[t] = 2 * math.Sqrt(d+0.375)
	}
	level := make([]float64, len(days))
	starts := append([]int{0}, Pelt(root)...)
	var falls []Fall
	for i, from := range starts {
		to := len(days)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		sum := 0.0
		for _, d := range days[from:to] {
			sum += d
		}
		for t := from; t < to; t++ {
			level[t] = sum / float64(to-from)
		}
		if from > 0 && level[from] < level[from-1] {
			falls = append(falls, Fall{from, level[from-1], level[from]})
		}
	}
	return falls, level, nil
}

// The rules by which announcements are scored.
const (
	deep     = 0.6 // of the level before is what may be left after a fall
	lookBack = 156 // weeks before the announcement a fall may lie
	lookOn   = 26  // weeks after it
	chanceAt = 13  // every so many weeks of a control are taken for one
	halfUp   = 0.5 // of a fall made up for undoes it
)

// hit says whether a deep fall lies in [from, to] and is not half undone by the
// last week of it.
func hit(falls []Fall, level []float64, from, to int) bool {
	end := level[min(to, len(level)-1)]
	for _, f := range falls {
		if f.Index >= from && f.Index <= to && f.To <= deep*f.From && end < f.To+halfUp*(f.From-f.To) {
			return true
		}
	}
	return false
}
