package web

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
)

// around is the weeks around a turn.
type around struct {
	N        int
	Title    string
	Measures []string
	Weeks    []aroundWeek
}

type aroundWeek struct {
	Week, Address string
	Value         string
	Beside        []string
	At, Maybe     bool
	Events        []string
}

// aroundWeeks is how many weeks either side of a turn are shown.
const aroundWeeks = 8

// around shows the weeks around the turn that ?turn= names, with what each other
// measure of the same sphere says of them.
func (a *ask) around(r reckon.Report, m reckon.Reading) (*around, error) {
	text := a.query.Get("turn")
	if text == "" {
		return nil, nil
	}
	turns := m.Backsight.TurnsOrNone()
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > len(turns) {
		return nil, fault.New(fault.Usage, "there is no turn %q of %s", text, words(m.Name))
	}
	t := turns[n-1]
	out := &around{N: n, Title: fmt.Sprintf("The weeks around turn %d, %s", n, look.Month(t.At))}
	var beside []reckon.Reading
	for _, other := range r.Measures {
		if other.Sphere == m.Sphere && other.Name != m.Name && len(beside) < 4 {
			beside = append(beside, other)
			out.Measures = append(out.Measures, words(other.Name))
		}
	}
	for _, w := range m.Series {
		if t.At-7*aroundWeeks <= w.Week && w.Week <= t.At+7*aroundWeeks {
			out.Weeks = append(out.Weeks, a.aroundWeek(w, t, beside, r.Events))
		}
	}
	return out, nil
}

func (a *ask) aroundWeek(w reckon.Week, t reckon.Turn, beside []reckon.Reading, events []reckon.Event) aroundWeek {
	row := aroundWeek{
		Week: a.loc.day(w.Week), Address: "/week/" + w.Week.String(), Value: a.value(w.Value),
		At: w.Week == t.At, Maybe: t.Low <= w.Week && w.Week <= t.High,
	}
	for _, m := range beside {
		row.Beside = append(row.Beside, a.value(valueIn(m, w.Week)))
	}
	for _, e := range events {
		if w.Week <= e.From && e.From < w.Week+7 {
			row.Events = append(row.Events, e.Text)
		}
	}
	return row
}

// value is a number, or that nothing was seen.
func (a *ask) value(v *float64) string {
	if v == nil {
		return "no evidence"
	}
	return a.loc.number(*v)
}

func valueIn(m reckon.Reading, week when.Day) *float64 {
	i, found := slices.BinarySearchFunc(m.Series, week, func(w reckon.Week, day when.Day) int { return int(w.Week - day) })
	if !found {
		return nil
	}
	return m.Series[i].Value
}
