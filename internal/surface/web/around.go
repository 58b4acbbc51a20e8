package web

import (
	"fmt"
	"strconv"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/web/frame"
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

// aroundTurn shows the weeks around the turn that ?turn= names, with what each other
// measure of the same sphere says of them.
func aroundTurn(a *frame.Ask, r reckon.Report, m reckon.Reading) (*around, error) {
	text := a.Query.Get("turn")
	if text == "" {
		return nil, nil
	}
	turns := m.Backsight.TurnsOrNone()
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > len(turns) {
		return nil, fault.New(fault.Usage, "there is no turn %q of %s", text, frame.Words(m.Name))
	}
	t := turns[n-1]
	out := &around{N: n, Title: fmt.Sprintf("The weeks around turn %d, %s", n, look.Month(t.At))}
	var beside []reckon.Reading
	for _, other := range r.Measures {
		if other.Sphere == m.Sphere && other.Name != m.Name && len(beside) < 4 {
			beside = append(beside, other)
			out.Measures = append(out.Measures, frame.Words(other.Name))
		}
	}
	for _, w := range m.Series {
		if t.At-7*aroundWeeks <= w.Week && w.Week <= t.At+7*aroundWeeks {
			out.Weeks = append(out.Weeks, newAroundWeek(a, w, t, beside, r.Events))
		}
	}
	return out, nil
}

func newAroundWeek(a *frame.Ask, w reckon.Week, t reckon.Turn, beside []reckon.Reading, events []reckon.Event) aroundWeek {
	row := aroundWeek{
		Week: a.Locale.Day(w.Week), Address: "/week/" + w.Week.String(), Value: a.Value(w.Value),
		At: w.Week == t.At, Maybe: t.Low <= w.Week && w.Week <= t.High,
	}
	for _, m := range beside {
		row.Beside = append(row.Beside, a.Value(frame.ValueIn(m, w.Week)))
	}
	for _, e := range events {
		if w.Week <= e.From && e.From < w.Week+7 {
			row.Events = append(row.Events, e.Text)
		}
	}
	return row
}
