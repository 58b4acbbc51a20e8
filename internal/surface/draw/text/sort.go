package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/kinds"
)

// Sorted is a list of series as `sort --json` shows it. Keys are only ever
// added.
type Sorted struct {
	Version int            `json:"version"`
	Series  []SortedSeries `json:"series"`
	Score   kinds.Score    `json:"score"`
}

// SortedSeries is a series with what it is taken for, and why. Kind is "" where
// nothing is sure enough; Guess is the likeliest then, P how likely.
type SortedSeries struct {
	ID      string       `json:"id"`
	Title   string       `json:"title"`
	Caller  string       `json:"caller"`
	People  int          `json:"people"`
	Times   int          `json:"times"`
	Minutes int          `json:"minutes"`
	Kind    string       `json:"kind"`
	Source  kinds.Source `json:"source"`
	Rule    string       `json:"rule,omitempty"`
	Why     string       `json:"why"`
	Guess   string       `json:"guess"`
	P       float64      `json:"p"`
	Words   []kinds.Word `json:"words"`
}

// SortingOf is some series with the sorter's verdicts.
func SortingOf(s *kinds.Sorter, list []kinds.Series) Sorted {
	out := Sorted{Version: 1, Series: []SortedSeries{}, Score: s.Score}
	for _, of := range list {
		v := s.Of(of.Key)
		words := v.Words
		if words == nil {
			words = []kinds.Word{}
		}
		out.Series = append(out.Series, SortedSeries{
			ID: of.ID(), Title: of.Title, Caller: callerOf(of), People: of.People, Times: of.Times, Minutes: of.Minutes,
			Kind: v.Kind.Name, Source: v.Source, Rule: v.Rule, Why: v.Why, Guess: v.Guess, P: v.P, Words: words,
		})
	}
	return out
}

func callerOf(of kinds.Series) string {
	if of.Mine {
		return "you"
	}
	return of.Caller
}

// Sorting lists series: the short name, the hours so far, what each is taken for
// and by what, the title.
func Sorting(w io.Writer, s *kinds.Sorter, list []kinds.Series, screen Screen) error {
	p := &page{w: w, s: screen}
	if len(list) > 0 {
		p.line("%s", screen.dim(fmt.Sprintf("%-8s %7s %5s  %-20s %-6s %s", "key", "hours", "times", "kind", "by", "title")))
	}
	for _, of := range list {
		v := s.Of(of.Key)
		kind := v.Kind.Name
		if kind == "" {
			kind = "?"
			if v.P >= worthSaying {
				kind = v.Guess + "?"
			}
		}
		p.line("%-8s %7s %5d  %s %-6s %s", of.ID(), say.Short(float64(of.Minutes)/60), of.Times, screen.pad(kind, 20), v.Source,
			strings.TrimRight(screen.pad(titleOf(of), max(10, screen.Width-52)), " "))
	}
	p.score(s.Score)
	return p.err
}

// worthSaying is how likely a guess must be to be shown.
const worthSaying = 0.3

func titleOf(of kinds.Series) string {
	if strings.TrimSpace(of.Title) == "" {
		return "(no title)"
	}
	return of.Title
}

// score says how the person's corrections were foretold.
func (p *page) score(c kinds.Score) {
	if c.Asked == 0 {
		return
	}
	text := fmt.Sprintf("Of %s you sorted, Backsight had guessed %d right, %d wrong and %d not at all; it was right for %.0f%% of their hours.",
		say.Count(c.Asked, "thing", "things"), c.Right, c.Wrong, c.Open, 100*float64(c.RightMinutes)/float64(max(1, c.AskedMinutes)))
	p.line("")
	for _, l := range p.s.wrap(text, p.s.Width-2) {
		p.line("%s", p.s.dim(l))
	}
}

// SortKeys shows which key answers for which kind.
func SortKeys(w io.Writer, table []kinds.Kind, screen Screen) {
	p := &page{w: w, s: screen}
	for _, k := range table {
		if k.Key != 0 {
			p.line("  %c  %s", k.Key, screen.pad(fmt.Sprintf("%-20s %s", k.Name, k.Text), max(20, screen.Width-6)))
		}
	}
	p.line("  Enter accepts the guess, Space skips, u undoes, ? shows this help, q quits")
}

// SortQuestion asks what one series is about.
func SortQuestion(w io.Writer, of kinds.Series, v kinds.Verdict, screen Screen) {
	p := &page{w: w, s: screen}
	p.line("")
	p.line("  %s", screen.bold(strings.TrimRight(screen.pad(titleOf(of), max(20, screen.Width-4)), " ")))
	facts := []string{say.Short(float64(of.Minutes)/60).String() + " h in " + say.Count(of.Times, "time", "times")}
	if of.People > 0 {
		facts = append(facts, say.Count(of.People, "person", "people"))
	}
	if caller := callerOf(of); caller != "" {
		facts = append(facts, "organised by "+caller)
	}
	if of.Calendar != "" {
		facts = append(facts, "in "+of.Calendar)
	}
	p.line("  %s", screen.dim(strings.TrimRight(screen.pad(strings.Join(facts, ", "), max(20, screen.Width-4)), " ")))
	guess := ""
	if v.P >= worthSaying {
		guess = fmt.Sprintf(" [%s, %.0f%%]", v.Guess, 100*v.P)
	}
	fmt.Fprintf(w, "  What is it?%s ", guess)
}
