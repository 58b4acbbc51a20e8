package say

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
)

// Kind is what a part of a text is.
type Kind int

// The kinds of parts.
const (
	Words   Kind = iota // written as they are
	Date                // a day
	Number              // a number with some decimals
	Percent             // a number of hundredths, with its sign
)

// Part is a piece of a text. Text is how it reads in plain English; a surface
// that knows its reader writes Day or Value instead.
type Part struct {
	Kind     Kind
	Text     string
	Day      when.Day
	Value    float64 // rounded to Decimals
	Decimals int
}

// Text is a sentence, or more, in parts. Joined they are what the terminal and
// JSON say:
//
//	"Since the week of " · 2026-03-02 · " there are ~" · 1.8 · " fewer days."
//	 Words                Date          Words           Number  Words
type Text []Part

// Writer is how a surface writes what its reader has habits about. Value is a
// number that is already rounded to the decimals.
type Writer interface {
	Day(when.Day) string
	Number(value float64, decimals int) string
	Percent(value float64, decimals int) string
}

// Plain is a text of words alone.
func Plain(words string) Text {
	if words == "" {
		return nil
	}
	return Text{{Text: words}}
}

// String is the text in plain English: dates as 2026-03-02, a point before the
// decimals.
func (t Text) String() string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.Text)
	}
	return b.String()
}

// By is the text as a surface writes it.
func (t Text) By(w Writer) string {
	var b strings.Builder
	for _, p := range t {
		switch p.Kind {
		case Date:
			b.WriteString(w.Day(p.Day))
		case Number:
			b.WriteString(w.Number(p.Value, p.Decimals))
		case Percent:
			b.WriteString(w.Percent(p.Value, p.Decimals))
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// MarshalText writes the text in plain English, so that JSON holds a string.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads a text as words: its parts are not told apart again.
func (t *Text) UnmarshalText(text []byte) error {
	*t = Plain(string(text))
	return nil
}

// F is Sprintf that keeps the parts: a number under %d or %f (with its decimals),
// a day and a period under %s, and texts and parts under %s stay what they are;
// "%.0f%%" is a percentage. A number that is a name (a year, a place in a list)
// goes in as a string. Verbs have no width or flag.
func F(format string, args ...any) Text {
	var out Text
	for {
		words, rest, more := strings.Cut(format, "%")
		if words != "" {
			out = append(out, Part{Text: words})
		}
		if !more {
			return out.joined()
		}
		if strings.HasPrefix(rest, "%") {
			out, format = append(out, Part{Text: "%"}), rest[1:]
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return 'a' <= r && r <= 'z' }) + 1
		verb := rest[:end]
		format = rest[end:]
		if len(args) == 0 {
			return append(out, Part{Text: "%!" + verb + "(MISSING)"}).joined()
		}
		parts := partsOf("%"+verb, args[0])
		args = args[1:]
		if len(parts) == 1 && parts[0].Kind == Number && strings.HasPrefix(format, "%%") {
			parts[0].Kind, parts[0].Text = Percent, parts[0].Text+"%"
			format = format[2:]
		}
		out = append(out, parts...)
	}
}

func partsOf(verb string, arg any) Text {
	switch v := arg.(type) {
	case Part:
		return Text{v}
	case Text:
		return v
	case when.Day:
		return Text{Day(v)}
	case when.Days:
		return Period(v)
	case int:
		return Text{{Kind: Number, Text: strconv.Itoa(v), Value: float64(v)}}
	case float64:
		return Text{decimal(fmt.Sprintf(verb, v))}
	}
	return Text{{Text: fmt.Sprintf(verb, arg)}}
}

// joined makes one part of words that follow one another.
func (t Text) joined() (out Text) {
	for _, p := range t {
		if n := len(out); n > 0 && p.Kind == Words && out[n-1].Kind == Words {
			out[n-1].Text += p.Text
			continue
		}
		out = append(out, p)
	}
	return out
}

// decimal is a number by its digits.
func decimal(digits string) Part {
	value, _ := strconv.ParseFloat(digits, 64) // it was printed here
	_, fraction, _ := strings.Cut(digits, ".")
	return Part{Kind: Number, Text: digits, Value: value, Decimals: len(fraction)}
}

// Num is a value with the digits a reader can use: one decimal below 20, none from
// there on. What is less than half a tenth, and not nothing, keeps its first digit
// ("0.04"): it never reads as nought. There is no zero below zero.
func Num(v float64) Part {
	if v >= 20 || v <= -20 {
		return decimal(strconv.FormatFloat(v, 'f', 0, 64))
	}
	if thin(v) {
		return firstDigit(v)
	}
	return decimal(strconv.FormatFloat(Tenth(v), 'f', 1, 64))
}

// Short is a value with one decimal where it has one: "3", "3.4"; and like Num where it
// is less than half a tenth. There is no zero below zero.
func Short(v float64) Part {
	if thin(v) {
		return firstDigit(v)
	}
	return decimal(strings.TrimSuffix(strconv.FormatFloat(Tenth(v), 'f', 1, 64), ".0"))
}

// Bound is an end of an interval: like Num, but of what is thin only two decimals, since
// an end is rough, and "0" for what is less than that.
func Bound(v float64) Part {
	if thin(v) {
		return decimal(strings.TrimSuffix(strconv.FormatFloat(Round(v, 2)+0, 'f', 2, 64), ".00"))
	}
	if Tenth(v) == 0 {
		return Short(0)
	}
	return Num(v)
}

// thinnest is the least that is told apart from nothing: a thousandth, as numbers are
// kept in a report.
const thinnest = 0.0005

// thin says whether one decimal would make nought of a value that is not.
func thin(v float64) bool { return Tenth(v) == 0 && math.Abs(v) >= thinnest }

// firstDigit is a thin value by its first digit: "0.04", "0.003".
func firstDigit(v float64) Part {
	if math.Abs(v) < 0.0095 {
		return decimal(strconv.FormatFloat(Round(v, 3), 'f', 3, 64))
	}
	return decimal(strconv.FormatFloat(Round(v, 2), 'f', 2, 64))
}

// Counted is a number of things, as Count says it, in parts.
func Counted(n int, one, many string) Text { return F("%d %s", n, Plural(n, one, many)) }

// Amount is so much of something, in short and in parts: "1 hour", "7.7 hours". What is
// written as 1 is one.
func Amount(v float64, one, many string) Text {
	short := Short(v)
	if short.Text == "1" {
		return F("%s %s", short, one)
	}
	return F("%s %s", short, many)
}

// Hours is a number of hours: "1 hour", "7.7 hours".
func Hours(v float64) Text { return Amount(v, "hour", "hours") }

// Day is a day: "2026-03-02" in plain English.
func Day(d when.Day) Part { return Part{Kind: Date, Text: d.String(), Day: d} }

// Period is a stretch of days: whole years by their number, else the first day and
// the last.
func Period(days when.Days) Text {
	text := days.String()
	if !strings.Contains(text, "-") {
		return Plain(text)
	}
	return Text{Day(days.From), {Text: " to "}, Day(days.Last())}
}

// String is the part in plain English.
func (p Part) String() string { return p.Text }
