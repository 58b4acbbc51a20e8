package web

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
)

// locale is how a person writes numbers and dates. The words stay English, and so
// do the names of months: a date of digits alone would mean another day to
// another reader.
type locale struct {
	print *message.Printer
	order string // of the parts of a date, as time.Format writes them
	name  string
}

const (
	dayFirst   = "2 Jan 2006"
	monthFirst = "Jan 2, 2006"
	yearFirst  = "2006 Jan 2"
)

// known are the locales there are; the first is that of who asks for none.
var known = []struct {
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
func localeOf(header string) locale {
	tags := make([]language.Tag, len(known))
	for i, k := range known {
		tags[i] = k.tag
	}
	asked, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		asked = nil
	}
	_, i, _ := language.NewMatcher(tags).Match(asked...)
	return locale{print: message.NewPrinter(tags[i]), order: known[i].order, name: tags[i].String()}
}

// number is a value with at most one decimal: what is drawn and what is told
// round alike.
func (l locale) number(v float64) string {
	return l.print.Sprint(number.Decimal(say.Tenth(v), number.MaxFractionDigits(1)))
}

func (l locale) count(n int) string { return l.print.Sprint(number.Decimal(n)) }

func (l locale) percent(part float64) string {
	return l.print.Sprint(number.Percent(part, number.MaxFractionDigits(0)))
}

// day is "19 Nov 2026" in the person's order.
func (l locale) day(d when.Day) string {
	if d == when.NoDay {
		return "not known"
	}
	return d.Time().Format(l.order)
}

// weekday is the day with its name before it.
func (l locale) weekday(d when.Day) string { return d.Time().Format("Mon ") + l.day(d) }

// days is a period, whole years by their number.
func (l locale) days(p when.Days) string {
	return l.said(say.Period(p))
}

// Day, Number and Percent write the parts of a text: the locale is its say.Writer.
func (l locale) Day(d when.Day) string { return l.day(d) }

// Number keeps the decimals a text was written with.
func (l locale) Number(v float64, decimals int) string {
	return l.print.Sprint(number.Decimal(v, number.Scale(decimals)))
}

// Percent is a number of hundredths.
func (l locale) Percent(v float64, decimals int) string {
	return l.print.Sprint(number.Percent(v/100, number.Scale(decimals)))
}

// said is a text of a report as the person writes dates and numbers.
func (l locale) said(t say.Text) string { return t.By(l) }

// limits are what a report cannot tell, as the person reads it.
func (l locale) limits(all []say.Text) (out []string) {
	for _, t := range all {
		out = append(out, l.said(t))
	}
	return out
}
