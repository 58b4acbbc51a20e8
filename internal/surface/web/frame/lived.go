package frame

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
)

// Lived are days as reckoning draws them, kept until something new comes in.
func (a *Ask) Lived(days when.Days) ([]reckon.Day, error) {
	name := fmt.Sprintf("lived %s %d", days, a.Question.Instant/(5*when.Minute))
	return Once(a, name, func(ctx context.Context) ([]reckon.Day, error) { return a.Reckon.Days(ctx, a.Grant, a.Question, days) })
}

// DayFinding is the day's finding, under its date.
func (a *Ask) DayFinding(d reckon.Day) string {
	return OnOneLine(d.Headed(a.Locale.Weekday(d.Day)))
}

// DayLead is what is to be known beside the finding.
func (a *Ask) DayLead(d reckon.Day) (out []string) {
	if d.Beside != "" {
		out = append(out, OnOneLine(d.Beside))
	}
	return out
}

// StintsCSV is a row a stretch, of all days.
func StintsCSV(days []reckon.Day) [][]string {
	rows := [][]string{{"day", "from", "to", "work", "hands", "weight", "rule", "text"}}
	for _, d := range days {
		for _, s := range d.Stints {
			rows = append(rows, []string{d.Day.String(), s.From.String(), s.To.String(), s.Work, s.Hands, PlainNumber(s.Weight), s.Rule, s.Text})
		}
	}
	return rows
}

// Longest is the longest of some pieces, the first of several.
func Longest(pieces []reckon.Piece) (best reckon.Piece, some bool) {
	for _, p := range pieces {
		if !some || p.Len() > best.Len() {
			best, some = p, true
		}
	}
	return best, some
}
