package record

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Value is what one field of an entry holds: the part that its type names.
type Value struct {
	Number  float64      // Number, Percent
	Text    string       // Text, Choice, Link
	Day     when.Day     // Date
	Days    when.Days    // Period
	Instant when.Instant // Moment
	Money   money.Amount
	Flag    bool
}

// Wrong says which field of an entry does not hold, and why, in a sentence that
// names the field. It is a fault of wrong use.
type Wrong struct {
	Field string // "" for the entry as a whole
	fault *fault.Fault
}

// Error is the sentence.
func (w *Wrong) Error() string { return w.fault.Error() }

// Unwrap is the fault, for whoever turns it into an exit code.
func (w *Wrong) Unwrap() error { return w.fault }

// wrong makes a Wrong of a field; the sentence begins with its name.
func wrong(field, format string, args ...any) *Wrong {
	return &Wrong{Field: field, fault: fault.New(fault.Usage, field+" "+format, args...)}
}

// UsualMost is how many characters a text may have where its field says nothing.
const UsualMost = 2000

// anyLength is for texts that others wrote, such as titles in a calendar.
const anyLength = 1 << 20

// parse reads what somebody typed. It is false where they typed nothing.
func (f Field) parse(text string) (v Value, given bool, err error) {
	text = strings.TrimSpace(logbook.Text(text))
	if text == "" {
		return v, false, nil
	}
	switch f.As {
	case Number, Percent:
		v.Number, err = f.number(strings.TrimSuffix(strings.Replace(text, "−", "-", 1), "%"))
	case Choice:
		v.Text, err = text, f.choice(text)
	case Text:
		v.Text, err = text, f.length(text)
	case Link:
		v.Text, err = text, f.link(text)
	case Date:
		if v.Day, err = when.ParseDay(text); err != nil {
			err = wrong(f.Name, "must be a date like 2026-03-02, not %q", text)
		}
	case Period:
		if v.Days, err = when.ParsePeriod(text); err != nil {
			err = wrong(f.Name, "must be a period like 2017, 2017-03 or 2017-03..2018-02, not %q", text)
		}
	case Moment:
		v.Instant, _, err = moment(f.Name, text)
	case Money:
		if v.Money, err = money.Parse(text); err != nil {
			err = wrong(f.Name, "must be an amount like \"95.50 EUR\", not %q", text)
		}
	case Flag:
		v.Flag, err = f.flag(text)
	}
	return v, err == nil, err
}

func (f Field) number(text string) (float64, error) {
	n, err := strconv.ParseFloat(text, 64)
	kind := "a number"
	if f.Whole {
		kind = "a whole number"
	}
	bounded := f.From < f.To
	if bounded {
		kind += fmt.Sprintf(" from %g to %g", f.From, f.To)
	}
	switch {
	case err != nil, math.IsNaN(n), math.IsInf(n, 0), f.Whole && n != math.Trunc(n), bounded && (n < f.From || n > f.To):
		return 0, wrong(f.Name, "must be %s, not %q", kind, text)
	}
	return n + 0, nil // no zero below zero
}

func (f Field) choice(text string) error {
	if !slices.Contains(f.Choices, text) {
		return wrong(f.Name, "must be one of %s, not %q", strings.Join(f.Choices, ", "), text)
	}
	return nil
}

func (f Field) length(text string) error {
	most := f.Most
	if most == 0 {
		most = UsualMost
	}
	if n := utf8.RuneCountInString(text); n > most {
		return wrong(f.Name, "has %d characters, of %d at most", n, most)
	}
	return nil
}

// link takes addresses on the web only: what stands on a page may be followed.
func (f Field) link(text string) error {
	rest, secure := strings.CutPrefix(text, "https://")
	if !secure {
		rest, secure = strings.CutPrefix(text, "http://")
	}
	if !secure || rest == "" || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || hidden(r) }) {
		return wrong(f.Name, "must be an address like https://example.org/page, not %q", text)
	}
	return f.length(text)
}

func (f Field) flag(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "yes", "true", "on":
		return true, nil
	case "no", "false":
		return false, nil
	}
	return false, wrong(f.Name, "must be yes or no, not %q", text)
}

// NotATime is the fault of a text that names neither a date nor an instant.
func NotATime(name, text string) *Wrong {
	return wrong(name, "must be a date like 2026-03-02, or a time with its offset like 2026-03-02T10:15:00+01:00, not %q", text)
}

// moment reads an instant, and the offset from UTC it was written with.
func moment(field, text string) (when.Instant, string, error) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return 0, "", wrong(field, "must be a time with its offset like 2026-03-02T10:15:00+01:00, not %q", text)
	}
	_, east := t.Zone()
	return when.At(t), when.FixedZone(east), nil
}

// fromJSON reads a member of a JSON object: a number for numbers, true or false
// for flags, else a string. null is nothing given.
func (f Field) fromJSON(raw json.RawMessage) (v Value, given bool, err error) {
	var any any
	if json.Unmarshal(raw, &any) != nil { // a number that is too large
		return v, false, wrong(f.Name, "must be %s", f.jsonType())
	}
	text, isText := any.(string)
	_, isNumber := any.(float64)
	_, isFlag := any.(bool)
	switch {
	case any == nil:
		return v, false, nil
	case isNumber && (f.As == Number || f.As == Percent), isFlag && f.As == Flag:
		text = string(raw)
	case !isText || f.As == Number || f.As == Percent || f.As == Flag:
		return v, false, wrong(f.Name, "must be %s", f.jsonType())
	}
	return f.parse(text)
}

func (f Field) jsonType() string {
	switch f.As {
	case Number, Percent:
		return "a number"
	case Flag:
		return "true or false"
	}
	return "a string"
}

// Plain is a value as JSON and CSV hold it: a float64, a bool or a string.
func (f Field) Plain(v Value) any {
	switch f.As {
	case Number, Percent:
		return v.Number
	case Flag:
		return v.Flag
	}
	return f.Format(v)
}

// Format is a value as a person types it; parse reads it back.
func (f Field) Format(v Value) string {
	switch f.As {
	case Number, Percent:
		return strconv.FormatFloat(v.Number, 'f', -1, 64)
	case Date:
		return v.Day.String()
	case Period:
		return span(v.Days)
	case Moment:
		return v.Instant.String()
	case Money:
		return v.Money.String()
	case Flag:
		if v.Flag {
			return "yes"
		}
		return "no"
	}
	return v.Text
}

// span is a period as ParsePeriod reads it, whatever Days.String makes of it.
func span(d when.Days) string {
	if d.Len() == 1 {
		return d.From.String()
	}
	return d.From.String() + ".." + d.Last().String()
}
