package web

import (
	"context"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var distancePage = frame.Page{
	Name: "distance", Was: "remove", Title: "Distance", Key: "l", Show: distance,
	Acts: map[string]frame.Act{"level": setLevel, "undo": undoLevel},
}

// distanceView is what the Distance page draws.
type distanceView struct {
	Lead    []string
	Picture frame.Picture
	Layers  []layerKey
	Agents  string
	Months  []layerRow
	Table   levelsView
	Heard   bool
}

// distanceValue is the page as JSON.
type distanceValue struct {
	reckon.Layers
	Levels []desk.LevelValue `json:"levels"`
}

type layerKey struct {
	Words, Class string
	Level        int
}

type layerRow struct {
	Month, Address string
	Hours          []string
	Agents, Heard  string
}

// nearLayers is how many of the layers, from the first, are at the work itself:
// by hand and with an assistant.
const nearLayers = 2

// distance is how many layers lie between a person and the work, month by month.
func distance(a *frame.Ask) (frame.View, error) {
	l, err := frame.Once(a, "layers", func(ctx context.Context) (reckon.Layers, error) { return a.Reckon.Layers(ctx, a.Grant, a.Question) })
	if err != nil {
		return frame.View{}, err
	}
	if !slices.ContainsFunc(l.Months, func(m reckon.LayerMonth) bool { return sum(m.Hours) > 0 }) {
		return frame.View{}, fault.New(fault.Nothing, "there is not enough evidence yet to show your distance from the work").
			Try("`backsight import CALENDAR.ics` reads your meetings; `backsight connect editor` records hands-on time in your editor")
	}
	page := distanceView{Picture: frame.Drawn(svg.Remove(l, false, "layers"), svg.Remove(l, true, "layerss"))}
	for _, layer := range l.Layers {
		page.Layers = append(page.Layers, layerKey{layer.Words, svg.LayerClass(layer.Name), layer.Level})
	}
	for _, m := range slices.Backward(l.Months) {
		page.Months = append(page.Months, newLayerRow(a, m))
		page.Heard = page.Heard || m.Heard > 0
	}
	table, err := a.Desk.Levels(a.Ctx)
	if err != nil {
		return frame.View{}, err
	}
	page.Table = newLevelsView(a, table)
	finding, lead := distanceFinding(a, l)
	page.Lead = lead
	return frame.View{Finding: finding, Value: distanceValue{l, desk.LevelValues(table)}, Rows: func() [][]string { return layersCSV(l) }, Page: page}, nil
}

func sum(values []float64) (total float64) {
	for _, v := range values {
		total += v
	}
	return total
}

func newLayerRow(a *frame.Ask, m reckon.LayerMonth) layerRow {
	row := layerRow{
		Month: look.MonthWords(m.Month), Address: "/week/" + m.Month.String(), Agents: "–",
		Heard: fmt.Sprintf("%d of %d", m.Heard, m.Days),
	}
	for i, h := range m.Hours {
		text := a.Locale.Number(h)
		if h == 0 {
			if text = "0"; m.Heard == 0 && i <= nearLayers {
				text = "–"
			}
		}
		row.Hours = append(row.Hours, text)
	}
	if m.Agents > 0 {
		row.Agents = a.Locale.Number(m.Agents)
	}
	return row
}

// lastMonths are the newest three whole months and the one that runs.
const lastMonths = 4

// distanceFinding tells of the last months: where the hands could be heard, their
// share; else only of what was planned.
func distanceFinding(a *frame.Ask, l reckon.Layers) (finding string, lead []string) {
	months := l.Months[max(0, len(l.Months)-lastMonths):]
	var near, known, all, agents, weeks float64
	heard, days := 0, 0
	for _, m := range months {
		near, known, all = near+sum(m.Known[:nearLayers]), known+sum(m.Known), all+sum(m.Hours)
		agents, weeks, heard, days = agents+m.Agents, weeks+m.Weeks(), heard+m.Heard, days+m.Days
	}
	since := look.Month(months[0].Month)
	if all == 0 || weeks == 0 {
		return fmt.Sprintf("There is no evidence since %s.", since), nil
	}
	if heard == 0 || known == 0 {
		return fmt.Sprintf("Since %s: ~%s a week away from hands-on work, according to the calendar.", since, a.Hours(all/weeks)),
			[]string{"Hands-on time is not known: no editor and no assistant was recorded. `backsight connect editor` records yours from now on."}
	}
	week := float64(heard) / 7
	finding = fmt.Sprintf("Since %s, ~%s of your known time was hands-on work.", since, a.Locale.Percent(near/known))
	lead = append(lead, fmt.Sprintf("That is ~%s of ~%s a week, on %s of %s, when an editor or an assistant was recorded.",
		a.Locale.Number(near/week), a.Hours(known/week), a.Locale.Count(heard), a.Days(days)))
	if agents > 0 {
		lead = append(lead, fmt.Sprintf("Agents worked ~%s a week. Their time is counted separately and never added to yours.", a.Hours(agents/week)))
	}
	return finding, lead
}

func layersCSV(l reckon.Layers) [][]string {
	rows := [][]string{{"month", "layer", "level", "hours", "heard_days", "days"}}
	for _, m := range l.Months {
		for i, h := range m.Hours {
			rows = append(rows, []string{m.Month.String(), l.Layers[i].Name, fmt.Sprint(l.Layers[i].Level), frame.PlainNumber(h), fmt.Sprint(m.Heard), fmt.Sprint(m.Days)})
		}
	}
	return rows
}
