package growth

import (
	"strconv"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/wins"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var winsPage = frame.Page{Name: "wins", Show: showWins, Plain: true}

// winsView is what the page draws: a row a level, a column a year, the newest first.
type winsView struct {
	Years  []string
	Rows   []levelRow
	Wins   []winRow
	More   int // that are not listed
	Limits []string
}

type levelRow struct {
	Level, Means string
	Years        []cell
	Sum          bool
}

type winRow struct{ When, Day, Level, Text, Aim, Link string }

// mostWins is how many stand on the page; the JSON and the CSV have all.
const mostWins = 200

// saidOf is what was said of some kinds.
func saidOf(a *frame.Ask, kinds ...*record.Kind) (all []record.Entry, err error) {
	for _, k := range kinds {
		said, err := a.Desk.Said(a.Ctx, k, when.Span{})
		if err != nil {
			return nil, err
		}
		all = append(all, said...)
	}
	return all, nil
}

func showWins(a *frame.Ask) (frame.View, error) {
	said, err := saidOf(a, record.Win)
	if err != nil {
		return frame.View{}, err
	}
	w := wins.Of(said, a.Question.Through)
	page := winsView{Limits: a.Locale.Limits(w.Limits), More: max(0, w.Count-mostWins)}
	for level, means := range record.Levels() {
		page.Rows = append(page.Rows, levelRow{Level: strconv.Itoa(level), Means: means})
	}
	page.Rows = append(page.Rows, levelRow{Level: "–", Means: "no level said"}, levelRow{Means: "middle level"}, levelRow{Means: "all wins", Sum: true})
	for _, y := range w.Years {
		page.Years = append(page.Years, strconv.Itoa(y.Year))
		middle := "–"
		if y.Middle != nil {
			middle = a.Locale.Number(*y.Middle)
		}
		for i := range page.Rows {
			var c cell
			switch i - len(y.Levels) {
			case 0:
				c.Text = a.Locale.Count(y.Without)
			case 1:
				c.Text = middle
			case 2:
				c.Text = a.Locale.Count(y.Count)
			default:
				c = cell{Text: a.Locale.Count(y.Levels[i]), Depth: min(y.Levels[i], len(depths))}
			}
			page.Rows[i].Years = append(page.Rows[i].Years, c)
		}
	}
	for _, one := range w.Wins[:min(mostWins, w.Count)] {
		row := winRow{When: a.Locale.Day(one.Day), Day: "/day/" + one.Day.String(), Level: "–", Text: one.Text, Aim: one.Aim, Link: one.Link}
		if one.Level != nil {
			row.Level = strconv.Itoa(*one.Level)
		}
		page.Wins = append(page.Wins, row)
	}
	return frame.View{Finding: a.Locale.Said(w.Finding()), Value: w, Rows: func() [][]string { return winsCSV(w) }, Page: page}, nil
}

func winsCSV(w wins.Wins) [][]string {
	rows := [][]string{{"day", "level", "text", "aim", "link"}}
	for _, one := range w.Wins {
		level := ""
		if one.Level != nil {
			level = strconv.Itoa(*one.Level)
		}
		rows = append(rows, []string{one.Day.String(), level, one.Text, one.Aim, one.Link})
	}
	return rows
}
