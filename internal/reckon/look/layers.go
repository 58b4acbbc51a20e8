package look

import (
	"context"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Layers is a person's known time by its distance from the work, month by month.
// Months without any time stand too, empty.
type Layers struct {
	Version int          `json:"version"`
	Layers  []LayerName  `json:"layers"` // those of making first, then nearest to the work first
	Months  []LayerMonth `json:"months"`
}

// LayerName is one layer, at its level in the person's own table.
type LayerName struct {
	Name  string `json:"name"`
	Words string `json:"words"`
	Level int    `json:"level"`
}

// LayerMonth is one month, named by its first day. Hours are in the order of the
// layers, in all; Agents are on a clock of their own. Heard is on how many of its
// Days an editor or an assistant could be heard: where none was, what was made is
// not known, and the hours are those of the calendar alone.
type LayerMonth struct {
	Month  when.Day  `json:"month"`
	Hours  []float64 `json:"hours"`
	Known  []float64 `json:"hours_heard"` // of Hours those of the days on which something could be heard
	Agents float64   `json:"agent_hours"`
	Heard  int       `json:"heard_days"`
	Seen   int       `json:"seen_days"` // by the calendar or by what hears
	Days   int       `json:"days"`
}

// LayersOf reads what is remembered of every month until now.
func LayersOf(ctx context.Context, b session.Base, g policy.Grant, q session.Question) (Layers, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return Layers{}, err
	}
	l, err := glanceOf(s)
	if err != nil {
		return Layers{}, err
	}
	return l.layers(), nil
}

func (l *Look) layers() Layers {
	out := Layers{Version: 1, Layers: []LayerName{}, Months: []LayerMonth{}}
	for _, layer := range measure.Layers(l.Q.Habits.LevelTable()) {
		out.Layers = append(out.Layers, LayerName{layer.Name, layer.Words, layer.Level})
	}
	heard, planned := l.Exposure(logbook.Hands, timeline.SphereAll), l.Exposure(logbook.Plans, timeline.SphereAll)
	from := l.Q.Now
	for _, e := range []measure.Exposure{heard, planned} {
		if days := e.Days(); days.Len() > 0 {
			from = min(from, days.From)
		}
	}
	for month := when.FirstOfMonth(from); month < l.Q.Now; month = when.NextMonth(month) {
		out.Months = append(out.Months, l.layerMonth(month, heard, planned))
	}
	return out
}

func (l *Look) layerMonth(month when.Day, heard, planned measure.Exposure) LayerMonth {
	layers := measure.Layers(l.Q.Habits.LevelTable())
	out := LayerMonth{Month: month, Hours: make([]float64, len(layers)), Known: make([]float64, len(layers))}
	for d := month; d < when.NextMonth(month) && d < l.Q.Now; d++ {
		out.Days++
		if heard.Seen(d) {
			out.Heard++
		}
		if heard.Seen(d) || planned.Seen(d) {
			out.Seen++
		}
		for i, layer := range layers {
			hours := 0.0
			for _, m := range layer.Measures {
				one, _ := l.days.Of(session.SeriesKey{Measure: m.Name, Sphere: timeline.SphereAll}).At(d)
				hours += one
			}
			out.Hours[i] += hours
			if heard.Seen(d) {
				out.Known[i] += hours
			}
		}
		agents, _ := l.days.Of(session.SeriesKey{Measure: measure.AgentHours.Name, Sphere: timeline.SphereAll}).At(d)
		out.Agents += agents
	}
	for i := range out.Hours {
		out.Hours[i], out.Known[i] = say.Round(out.Hours[i], 3), say.Round(out.Known[i], 3)
	}
	out.Agents = say.Round(out.Agents, 3)
	return out
}

// Weeks are how many weeks of the month were seen, in part ones too.
func (m LayerMonth) Weeks() float64 { return float64(m.Seen) / 7 }

// MonthWords is "November 2026".
func MonthWords(d when.Day) string { return d.Time().Format("January 2006") }
