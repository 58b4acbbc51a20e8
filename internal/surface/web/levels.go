package web

import (
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// levelsView is the person's table of levels, as the page Distance draws it.
type levelsView struct {
	Rows    []levelRow
	History []levelSaid // the newest first
	CanSay  bool
}

// levelRow is one kind of work, with the form that changes its level.
type levelRow struct {
	Work, Name string // as a form and as a person calls it
	Level      string
	Note       string
	Since      string // by whom and when it was changed; "" where it was not
	Choices    []levelChoice
}

type levelChoice struct {
	Level  int
	Words  string
	Chosen bool
}

// levelSaid is one thing that was said of the table.
type levelSaid struct{ When, By, Work, Level, Note string }

func newLevelsView(a *frame.Ask, table []desk.LevelRow) levelsView {
	out := levelsView{CanSay: a.Voice != nil}
	var said []record.Entry
	for _, r := range table {
		row := levelRow{Work: string(r.Work), Name: say.Upper(string(r.Work)), Level: levelWords(r.Level)}
		if r.Said != nil {
			row.Note = r.Said.Text("note")
			row.Since = fmt.Sprintf("%s, %s; usually %d", r.Said.Who(), saidOn(a, *r.Said), r.Usual)
		}
		for level := range record.Levels() {
			row.Choices = append(row.Choices, levelChoice{level, levelWords(level), level == r.Level})
		}
		out.Rows, said = append(out.Rows, row), append(said, r.History...)
	}
	slices.SortStableFunc(said, func(x, y record.Entry) int { return int(max(-1, min(1, y.Said-x.Said))) })
	for _, e := range said {
		line := levelSaid{When: saidOn(a, e), By: e.Who(), Work: say.Upper(e.Text("work")), Level: "taken back"}
		if !e.Gone {
			line.Level, line.Note = levelWords(int(e.Values["level"].Number)), e.Text("note")
		}
		out.History = append(out.History, line)
	}
	return out
}

// levelWords is "2: mentoring or hiring".
func levelWords(level int) string { return fmt.Sprintf("%d: %s", level, record.Levels()[level]) }

// saidOn is the day on which something was said, at home.
func saidOn(a *frame.Ask, e record.Entry) string {
	return a.Locale.Day(e.Said.Day(a.Question.Habits.Zone(a.Question.Now)))
}

// setLevel keeps the level that a form gives a kind of work.
func setLevel(a *frame.Ask) (string, error) {
	e, err := record.WorkLevel.Typed(a.Query.Get)
	if err != nil {
		return "", err
	}
	return "/distance#levels", a.Say(e)
}

// undoLevel takes back what was said of a kind of work.
func undoLevel(a *frame.Ask) (string, error) {
	return "/distance#levels", a.Unsay(record.WorkLevel, a.Query.Get("work"))
}
