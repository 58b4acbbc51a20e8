package frame

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
)

// Choice is one of several, with the address that chooses it.
type Choice struct {
	Value, Text, Address string
	Chosen               bool
}

// Picture is one drawing at two widths, of which the page shows one.
type Picture struct{ Wide, Small template.HTML }

// Drawn is a picture of two drawings in SVG: escaped text and numbers, as draw/svg
// writes them.
func Drawn(wide, small string) Picture { return Picture{template.HTML(wide), template.HTML(small)} }

// Counted is a number of things: "3 weeks".
func (a *Ask) Counted(n int, one, many string) string {
	return a.Locale.Count(n) + " " + say.Plural(n, one, many)
}

// Hours is a number of hours: "1 hour", "7,7 hours".
func (a *Ask) Hours(v float64) string { return a.Locale.Said(say.Hours(v)) }

// Days is a number of days: "3 days".
func (a *Ask) Days(n int) string {
	return a.Counted(n, "day", "days")
}

// DaysAgo is how long ago that was: "3 days ago".
func (a *Ask) DaysAgo(n int) string {
	if n == 0 {
		return "today"
	}
	return a.Days(n) + " ago"
}

// Hours is a length of time as people say it: "3 h 20", "51 min". Its parts stay
// on one line.
func Hours(t when.Instant) string {
	return strings.ReplaceAll(say.Length(t), " ", "\u00a0")
}

// HoursOf is a time in minutes as people say it.
func HoursOf(minutes float64) string { return Hours(when.Instant(minutes * float64(when.Minute))) }

// OnOneLine keeps the parts of each length of time on one line: "3 h 20".
func OnOneLine(text string) string {
	return strings.ReplaceAll(text, " h ", "\u00a0h\u00a0")
}

// Sentence is a fault's text as a page says it.
func Sentence(text string) string {
	if text == "" {
		return "Something went wrong here."
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") {
		text += "."
	}
	return text
}

// Titled is the title of a series, or that it has none.
func Titled(title string) string {
	if strings.TrimSpace(title) == "" {
		return "(no title)"
	}
	return title
}

// PlainNumber is a number for a program.
func PlainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Signed is a number that always has its sign.
func (a *Ask) Signed(v float64) string {
	if text := a.Locale.Number(v); v < 0 || text == "0" {
		return text
	}
	return "+" + a.Locale.Number(v)
}

// Ranged is a value with its interval.
func (a *Ask) Ranged(r *reckon.Range) string {
	if r == nil {
		return "not known"
	}
	return fmt.Sprintf("%s (%s to %s)", a.Locale.Number(r.Value), a.Locale.Number(r.Low), a.Locale.Number(r.High))
}

// SpanOfDays is a stretch of days; one day stands by itself.
func (a *Ask) SpanOfDays(days when.Days) string {
	if days.Len() == 1 {
		return a.Locale.Day(days.From)
	}
	return a.Locale.Days(days)
}
