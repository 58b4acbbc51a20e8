package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	topics "github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/draw/text"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// sortPage asks what the series of the calendar are about; Meetings leads to it.
var sortPage = frame.Page{Name: "sort", Show: sorting, Acts: map[string]frame.Act{"pin": pinSeries, "unpin": unpinSeries}}

// sortView is what the page draws: the series asked about, the kinds it may be of,
// those still in doubt, and what was said.
type sortView struct {
	Asked  *askedSeries
	Kinds  []kindKey
	Skip   string // of the link that passes this one over
	Doubt  []sortRow
	Said   []sortRow
	Score  string
	CanSay bool
}

type askedSeries struct{ ID, Title, Known, Why, Guess, GuessText string }

type kindKey struct{ Name, Words, Text, Key string }

type sortRow struct{ ID, Title, Known, Kind string }

// leastGuess is how likely a guess must be to be offered.
const leastGuess = 0.3

// sorting shows the series with most minutes at stake that was not passed over.
func sorting(a *frame.Ask) (frame.View, error) {
	s, err := frame.Once(a, "sorter", func(ctx context.Context) (*topics.Sorter, error) { return a.Reckon.Sort(ctx, a.Grant, a.Question) })
	if err != nil {
		return frame.View{}, err
	}
	if len(s.Series) == 0 {
		return frame.View{}, fault.New(fault.Nothing, "no calendar of yours is known").Try("`backsight import CALENDAR.ics` keeps one")
	}
	page := sortView{CanSay: a.Voice != nil, Score: scoreWords(a, s.Score)}
	doubtful, passed := s.Doubtful(), strings.Fields(a.Query.Get("passed"))
	for _, of := range doubtful {
		page.Doubt = append(page.Doubt, sortRow{of.ID(), frame.Titled(of.Title), knownOf(a, of), guessed(s.Of(of.Key))})
		if page.Asked == nil && !slices.Contains(passed, of.ID()) {
			page.Asked, page.Skip = askedOf(a, s, of), strings.Join(append(passed, of.ID()), " ")
		}
	}
	for _, p := range s.Pinned() {
		page.Said = append(page.Said, sortRow{topics.ID(p.Series), frame.Titled(p.Title), a.Locale.Day(p.At.Day(a.Question.Habits.Zone(a.Question.Now))), frame.Words(p.Kind)})
	}
	for _, k := range s.Table() {
		key := kindKey{Name: k.Name, Words: frame.Words(k.Name), Text: k.Text}
		if k.Key != 0 {
			key.Key = string(k.Key)
		}
		page.Kinds = append(page.Kinds, key)
	}
	finding := "Every series in your calendar has a known kind."
	switch {
	case page.Asked != nil:
		finding = fmt.Sprintf("What is “%s” about?", page.Asked.Title)
	case len(doubtful) > 0:
		finding = fmt.Sprintf("You skipped all %d series without a known kind.", len(doubtful))
	}
	value := text.SortingOf(s, doubtful)
	return frame.View{Finding: finding, Value: value, Rows: func() [][]string { return sortingCSV(value) }, Page: page}, nil
}

func sortingCSV(s text.Sorted) [][]string {
	rows := [][]string{{"id", "title", "caller", "people", "times", "minutes", "guess", "p"}}
	for _, of := range s.Series {
		rows = append(rows, []string{
			of.ID, of.Title, of.Caller, fmt.Sprint(of.People), fmt.Sprint(of.Times), fmt.Sprint(of.Minutes), of.Guess, fmt.Sprintf("%.2f", of.P),
		})
	}
	return rows
}

// askedOf is the series in question, with what is guessed of it and by which words.
func askedOf(a *frame.Ask, s *topics.Sorter, of topics.Series) *askedSeries {
	v := s.Of(of.Key)
	out := &askedSeries{ID: of.ID(), Title: frame.Titled(of.Title), Known: knownOf(a, of), Why: frame.Sentence(strings.ReplaceAll(v.Why, "_", " "))}
	if v.P >= leastGuess {
		out.Guess, out.GuessText = v.Guess, fmt.Sprintf("%s, %.0f%% sure", frame.Words(v.Guess), 100*v.P)
	}
	return out
}

// knownOf is what else is known of a series, in one line.
func knownOf(a *frame.Ask, of topics.Series) string {
	parts := []string{fmt.Sprintf("%s in %s", a.Hours(float64(of.Minutes)/60), a.Counted(of.Times, "time", "times"))}
	if of.People > 0 {
		parts = append(parts, a.Counted(of.People, "person", "people"))
	}
	switch {
	case of.Mine:
		parts = append(parts, "organised by you")
	case of.Caller != "":
		parts = append(parts, "organised by "+of.Caller)
	}
	return strings.Join(parts, ", ")
}

func guessed(v topics.Verdict) string {
	if v.P < leastGuess {
		return ""
	}
	return frame.Words(v.Guess) + "?"
}

// scoreWords says how many of the person's answers had been foretold.
func scoreWords(a *frame.Ask, c topics.Score) string {
	if c.Asked == 0 {
		return ""
	}
	return fmt.Sprintf("Of %s you sorted, Backsight had guessed %d right, %d wrong and %d not at all.", a.Counted(c.Asked, "thing", "things"), c.Right, c.Wrong, c.Open)
}

// pinSeries keeps what the person says a series is about, and asks on.
func pinSeries(a *frame.Ask) (string, error) {
	s, err := a.Reckon.Sort(a.Ctx, a.Grant, a.Question)
	if err != nil {
		return "", err
	}
	kind := a.Query.Get("kind")
	if !slices.ContainsFunc(s.Table(), func(k topics.Kind) bool { return k.Name == kind }) {
		return "", fault.New(fault.Usage, "there is no kind %q", kind)
	}
	i := slices.IndexFunc(s.Series, func(of topics.Series) bool { return of.ID() == a.Query.Get("series") })
	if i < 0 {
		return "", fault.New(fault.Usage, "this series no longer exists")
	}
	return "/sort", a.Say(record.Sorted(s.Series[i].Key, s.Series[i].Title, kind))
}

// unpinSeries takes back what was said of a series.
func unpinSeries(a *frame.Ask) (string, error) {
	s, err := a.Reckon.Sort(a.Ctx, a.Grant, a.Question)
	if err != nil {
		return "", err
	}
	for _, p := range s.Pinned() {
		if topics.ID(p.Series) == a.Query.Get("series") {
			return "/sort", a.Say(record.Sorted(p.Series, p.Title, ""))
		}
	}
	return "", fault.New(fault.Usage, "you have not sorted this series")
}
