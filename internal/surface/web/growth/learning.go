package growth

import (
	"context"
	"fmt"
	"strconv"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/reckon/learning"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var learningPage = frame.Page{Name: "learning", Show: showLearning}

// learningView is what the page draws. Told and Seen are tables of their own: what is
// told and what is seen are never one number.
type learningView struct {
	Years      []string
	Told, Seen []countRow
	Clocks     []clockRow
	Firsts     []firstRow
	More       []firstRow // beyond the newest ones
	Known      string
	Limits     []string
}

// countRow is a kind of thing, in the last 52 weeks and in each year; Said is its page.
type countRow struct {
	Name, Said string
	Lately     string
	Years      []string
}

type clockRow struct{ Name, Last, Day, Ago, Usual string }

type firstRow struct{ When, Day, What, Name, State string }

// newestFirsts is how many first times stand open on the page.
const newestFirsts = 15

func foundLearning(a *frame.Ask) (learning.Learning, error) {
	return frame.Once(a, "learning", func(ctx context.Context) (learning.Learning, error) {
		return a.Reckon.Learning(ctx, a.Grant, a.Question)
	})
}

func showLearning(a *frame.Ask) (frame.View, error) {
	l, err := foundLearning(a)
	if err != nil {
		return frame.View{}, err
	}
	if l.Nothing() {
		return frame.View{}, fault.New(fault.Nothing, "nothing was told of learning, and no work was read for long enough to show anything new").
			Try("`backsight learned \"…\"` keeps what you learned")
	}
	page := learningView{Limits: a.Locale.Limits(l.Limits), Known: a.Counted(l.Known, "thing was", "things were")}
	for _, y := range l.Years {
		page.Years = append(page.Years, strconv.Itoa(y.Year))
	}
	told := func(name, kind string, of func(learning.Told) int) {
		page.Told = append(page.Told, countsOf(l, name, "/said/"+kind, func(y learning.Year) string {
			if y.Told == nil {
				return "–"
			}
			return a.Locale.Count(of(*y.Told))
		}))
	}
	told("Things learned", "learned", func(t learning.Told) int { return t.Learned })
	told("Papers and books", "read", func(t learning.Told) int { return t.Read })
	told("Prototypes", "prototype", func(t learning.Told) int { return t.Prototypes })
	seen := func(name string, of func(learning.Seen) learning.Met) {
		page.Seen = append(page.Seen, countsOf(l, name, "", func(y learning.Year) string {
			if y.Seen == nil {
				return "–"
			}
			return of(*y.Seen).Range()
		}))
	}
	seen("Languages", func(s learning.Seen) learning.Met { return s.Languages })
	seen("Tools", func(s learning.Seen) learning.Met { return s.Tools })
	seen("Repositories", func(s learning.Seen) learning.Met { return s.Repositories })
	page.times(a, l)
	return frame.View{Finding: a.Locale.Said(l.Finding()), Value: l, Rows: func() [][]string { return learningCSV(l) }, Page: page}, nil
}

func countsOf(l learning.Learning, name, said string, of func(learning.Year) string) countRow {
	row := countRow{Name: name, Said: said, Lately: of(l.Lately)}
	for _, y := range l.Years {
		row.Years = append(row.Years, of(y))
	}
	return row
}

// times are the clocks and the first times.
func (v *learningView) times(a *frame.Ask, l learning.Learning) {
	for _, c := range l.Clocks {
		row := clockRow{Name: learning.ClockWords(c), Last: a.Locale.Day(c.Last), Day: "/day/" + c.Last.String(), Ago: a.DaysAgo(c.Days), Usual: "too few to tell"}
		if c.Usual > 0 {
			row.Usual = "every " + a.Days(c.Usual)
		}
		v.Clocks = append(v.Clocks, row)
	}
	for i, f := range l.Firsts {
		row := firstRow{a.Locale.Day(f.Day), "/day/" + f.Day.String(), f.What, f.Name, learning.StateWords(f.State)}
		if i < newestFirsts {
			v.Firsts = append(v.Firsts, row)
			continue
		}
		v.More = append(v.More, row)
	}
}

// learningCSV is a row for each year and kind.
func learningCSV(l learning.Learning) [][]string {
	rows := [][]string{{"year", "how", "what", "least", "most"}}
	for _, y := range l.Years {
		year := strconv.Itoa(y.Year)
		if t := y.Told; t != nil {
			for _, one := range []struct {
				what string
				n    int
			}{{"learned", t.Learned}, {"read", t.Read}, {"prototypes", t.Prototypes}} {
				rows = append(rows, []string{year, "told", one.what, strconv.Itoa(one.n), ""})
			}
		}
		if s := y.Seen; s != nil {
			for _, one := range []struct {
				what string
				m    learning.Met
			}{{"languages", s.Languages}, {"tools", s.Tools}, {"repositories", s.Repositories}} {
				rows = append(rows, []string{year, "seen", one.what, fmt.Sprint(one.m.Kept), fmt.Sprint(one.m.All())})
			}
		}
	}
	return rows
}
