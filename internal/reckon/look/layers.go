package look

import (
	"context"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// LayersOf reads what is remembered of every month until now.
func LayersOf(ctx context.Context, b session.Base, g policy.Grant, q session.Question) (report.Layers, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return report.Layers{}, err
	}
	l, err := glanceOf(s)
	if err != nil {
		return report.Layers{}, err
	}
	return l.layers(), nil
}

func (l *Look) layers() report.Layers {
	out := report.Layers{Version: 1, Layers: []report.LayerName{}, Months: []report.LayerMonth{}}
	for _, layer := range measure.Layers(l.Q.Habits.LevelTable()) {
		out.Layers = append(out.Layers, report.LayerName{Name: layer.Name, Words: layer.Words, Level: layer.Level})
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

func (l *Look) layerMonth(month when.Day, heard, planned measure.Exposure) report.LayerMonth {
	layers := measure.Layers(l.Q.Habits.LevelTable())
	out := report.LayerMonth{Month: month, Hours: make([]float64, len(layers)), Known: make([]float64, len(layers))}
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

// MonthWords is "November 2026".
func MonthWords(d when.Day) string { return d.Time().Format("January 2006") }
