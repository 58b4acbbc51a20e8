package frame

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
)

// Locale is how a person writes numbers and dates. The words stay English, and so
// do the names of months: a date of digits alone would mean another day to
// another reader.
type Locale struct {
	print *message.Printer
	order string // of the parts of a date, as time.Format writes them
	name  string
}

const (
	dayFirst   = "2 Jan 2006"
	monthFirst = "Jan 2, 2006"
	yearFirst  = "2006 Jan 2"
)

// locales are the locales there are; the first is that of who asks for none.
var locales = []struct {
	tag   language.Tag
	order string
}{
	{language.BritishEnglish, dayFirst},
	{language.AmericanEnglish, monthFirst},
	{language.English, monthFirst},
	{language.German, dayFirst},
	{language.MustParse("de-CH"), dayFirst},
	{language.French, dayFirst},
	{language.Spanish, dayFirst},
	{language.Italian, dayFirst},
	{language.Portuguese, dayFirst},
	{language.Dutch, dayFirst},
	{language.Danish, dayFirst},
	{language.Norwegian, dayFirst},
	{language.Finnish, dayFirst},
	{language.Polish, dayFirst},
	{language.Czech, dayFirst},
	{language.Ukrainian, dayFirst},
	{language.Russian, dayFirst},
	{language.Turkish, dayFirst},
	{language.Swedish, yearFirst},
	{language.Hungarian, yearFirst},
	{language.Japanese, yearFirst},
	{language.Chinese, yearFirst},
	{language.Korean, yearFirst},
}

// localeOf is the best of the known locales for an Accept-Language header.
func localeOf(header string) Locale {
	tags := make([]language.Tag, len(locales))
	for i, k := range locales {
		tags[i] = k.tag
	}
	asked, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		asked = nil
	}
	_, i, _ := language.NewMatcher(tags).Match(asked...)
	return Locale{print: message.NewPrinter(tags[i]), order: locales[i].order, name: tags[i].String()}
}

// Number is a value with at most one decimal, or the first digit of one that is less
// than half a tenth: what is drawn and what is told round alike.
func (l Locale) Number(v float64) string {
	short := say.Short(v)
	return l.print.Sprint(number.Decimal(short.Value, number.MaxFractionDigits(short.Decimals)))
}

func (l Locale) Count(n int) string { return l.print.Sprint(number.Decimal(n)) }

func (l Locale) Percent(part float64) string {
	return l.print.Sprint(number.Percent(part, number.MaxFractionDigits(0)))
}

// Day is "19 Nov 2026" in the person's order.
func (l Locale) Day(d when.Day) string {
	if d == when.NoDay {
		return "not known"
	}
	return d.Time().Format(l.order)
}

// Weekday is the day with its name before it.
func (l Locale) Weekday(d when.Day) string { return d.Time().Format("Mon ") + l.Day(d) }

// Days is a period, whole years by their number.
func (l Locale) Days(p when.Days) string {
	return l.Said(say.Period(p))
}

// writer writes the parts of a text: it is the say.Writer of a locale, and writes
// its days.
type writer struct{ Locale }

// Number keeps the decimals a text was written with.
func (w writer) Number(v float64, decimals int) string {
	return w.print.Sprint(number.Decimal(v, number.Scale(decimals)))
}

// Percent is a number of hundredths.
func (w writer) Percent(v float64, decimals int) string {
	return w.print.Sprint(number.Percent(v/100, number.Scale(decimals)))
}

// Said is a text of a report as the person writes dates and numbers.
func (l Locale) Said(t say.Text) string { return t.By(writer{l}) }

// Limits are what a report cannot tell, as the person reads it.
func (l Locale) Limits(all []say.Text) (out []string) {
	for _, t := range all {
		out = append(out, l.Said(t))
	}
	return out
}
