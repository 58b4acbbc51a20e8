package growth

import (
	"context"
	"fmt"
	"strconv"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/where"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var wherePage = frame.Page{Name: "where", Show: showWhere}

// whereView is what the page draws: two tables with the same columns.
type whereView struct {
	Reference string // in words, "" where there is none
	Chosen    string
	Besides   bool // the reference is no single year, and has a column of its own
	Columns   []column
	Tables    []table
	Limits    []string
}

// column is a year at the head of a table.
type column struct {
	Text, Address string
	Reference     bool
}

type table struct {
	ID, Title, One string
	Rows           []whereRow
	More           []whereRow // beyond the first ones
}

// whereRow is one repository or language. Sum is set of the row of all days.
type whereRow struct {
	Name, Where       string
	First, Last       string
	FirstDay, LastDay string // their addresses
	Days              string
	Then              *cell // of a reference that is no single year
	Lately            cell
	Years             []cell
	Sum               bool
}

// cell is a count, in one of five depths of colour: of a year, by the part of its weeks.
type cell struct {
	Text      string
	Depth     int
	Reference bool
}

// foundWhere is reckoned once for what the store holds.
func foundWhere(a *frame.Ask) (where.Where, error) {
	return frame.Once(a, "where", func(ctx context.Context) (where.Where, error) { return a.Reckon.Where(ctx, a.Grant, a.Question) })
}

func showWhere(a *frame.Ask) (frame.View, error) {
	w, err := foundWhere(a)
	if err != nil {
		return frame.View{}, err
	}
	if w.Nothing() {
		return frame.View{}, fault.New(fault.Nothing, "no hands-on day is known").Try("`backsight import PATH...` reads git repositories")
	}
	page := whereView{Limits: a.Locale.Limits(w.Limits), Tables: []table{
		tableOf(a, w, "repositories", "Repositories", "repository", w.Repositories, w.Rest.Repositories),
		tableOf(a, w, "languages", "Languages", "language", w.Languages, w.Rest.Languages),
	}}
	if w.Reference != nil {
		page.Besides = !aYear(w)
		page.Reference, page.Chosen = a.Locale.Days(w.Reference.Days()), w.Reference.Chosen
	}
	for _, y := range w.Years {
		page.Columns = append(page.Columns, column{y.Column(), "/drift?year=" + strconv.Itoa(y.Year), y.Reference})
	}
	return frame.View{Finding: a.Locale.Said(w.Finding()), Value: w, Rows: func() [][]string { return whereCSV(w) }, Page: page}, nil
}

func tableOf(a *frame.Ask, w where.Where, id, title, one string, rows []where.Row, rest *where.Row) table {
	t := table{ID: id, Title: title, One: one}
	for i, r := range rows {
		if i < where.Shown {
			t.Rows = append(t.Rows, rowOf(a, w, r))
			continue
		}
		t.More = append(t.More, rowOf(a, w, r))
	}
	if rest != nil {
		r := rowOf(a, w, *rest)
		r.Name = fmt.Sprintf("%s others", a.Locale.Count(rest.Of))
		t.Rows = append(t.Rows, r)
	}
	sum := rowOf(a, w, w.All)
	sum.Name, sum.Sum = "All hands-on days", true
	t.Rows = append(t.Rows, sum)
	return t
}

func rowOf(a *frame.Ask, w where.Where, r where.Row) whereRow {
	row := whereRow{
		Name: r.Name, First: monthOf(r.First), Last: monthOf(r.Last), FirstDay: "/day/" + r.First.String(), LastDay: "/day/" + r.Last.String(),
		Days: a.Locale.Count(r.Days), Lately: countCell(a, r.Lately),
	}
	if w.Reference != nil && !aYear(w) {
		then := countCell(a, r.Reference)
		row.Then = &then
	}
	if len(r.Where) > 0 {
		row.Where = r.Where[0]
	}
	if len(r.Where) > 1 {
		row.Where += fmt.Sprintf(" and %s", a.Counted(len(r.Where)-1, "copy", "copies"))
	}
	for i, n := range r.Years {
		c := countCell(a, n)
		c.Reference = w.Years[i].Reference
		row.Years = append(row.Years, c)
	}
	return row
}

// depths are the least days a year of each depth of colour after the first: a day, one a
// month, one a week, two a week.
var depths = []int{1, 12, 52, 104}

func countCell(a *frame.Ask, n *int) (c cell) {
	if n == nil {
		return cell{Text: "–"}
	}
	for c.Depth < len(depths) && *n >= depths[c.Depth] {
		c.Depth++
	}
	c.Text = a.Locale.Count(*n)
	return c
}

// aYear says whether the reference is one of the years.
func aYear(w where.Where) bool {
	days := w.Reference.Days()
	return days == when.Year(days.From.Year())
}

func monthOf(d when.Day) string { return d.Time().Format("Jan 2006") }

// whereCSV is a row for each thing and year.
func whereCSV(w where.Where) [][]string {
	rows := [][]string{{"what", "name", "first", "last", "year", "days", "seen_days"}}
	add := func(what string, r where.Row) {
		for i, y := range w.Years {
			n := ""
			if r.Years[i] != nil {
				n = strconv.Itoa(*r.Years[i])
			}
			rows = append(rows, []string{what, r.Name, r.First.String(), r.Last.String(), strconv.Itoa(y.Year), n, strconv.Itoa(y.Seen)})
		}
	}
	for _, r := range w.Repositories {
		add("repository", r)
	}
	for _, r := range w.Languages {
		add("language", r)
	}
	add("all", w.All)
	return rows
}
