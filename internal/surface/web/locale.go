package web

import (
	"regexp"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
)

// locale is how a person writes numbers and dates. The words stay English, and so
// do the names of months: a date of digits alone would mean another day to
// another reader.
type locale struct {
	print *message.Printer
	order string // of the parts of a date, as time.Format writes them
	comma string // what stands before a fraction
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
	l := locale{print: message.NewPrinter(tags[i]), order: known[i].order}
	l.comma = strings.Trim(l.print.Sprint(number.Decimal(1.5)), "15")
	return l
}

// number is a value with at most one decimal: what is drawn and what is told
// round alike.
func (l locale) number(v float64) string {
	return l.print.Sprint(number.Decimal(reckon.Tenth(v), number.MaxFractionDigits(1)))
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
	text := p.String()
	if !strings.Contains(text, "-") {
		return text
	}
	return l.day(p.From) + " to " + l.day(p.Last())
}

var (
	isoDay  = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)
	decimal = regexp.MustCompile(`(\d)\.(\d)`)
)

// said is a sentence of a report with its dates and numbers as the person writes
// them.
func (l locale) said(text string) string {
	if l.comma != "." {
		text = decimal.ReplaceAllString(text, "${1}"+l.comma+"${2}")
	}
	return isoDay.ReplaceAllStringFunc(text, func(iso string) string {
		d, err := when.ParseDay(iso)
		if err != nil {
			return iso
		}
		return l.day(d)
	})
}
