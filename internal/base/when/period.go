package when

import (
	"fmt"
	"strings"
	"time"
)

// ParsePeriod reads a year, a month, a day, or two of them with ".." between:
// "2017", "2017-03", "2017-03-14", "2017..2018-06". Both ends belong to the
// period; one that ends before it begins is an error.
func ParsePeriod(text string) (Days, error) {
	first, last, two := strings.Cut(text, "..")
	if !two {
		last = first
	}
	from, err := onePeriod(first)
	if err != nil {
		return Days{}, err
	}
	to, err := onePeriod(last)
	if err != nil {
		return Days{}, err
	}
	if to.To <= from.From {
		return Days{}, fmt.Errorf("%s ends before it begins", text)
	}
	return Days{From: from.From, To: to.To}, nil
}

// ParsePeriodOn is ParsePeriod with the words of a day on which it is said:
// "today", "yesterday" and the days of the week ("monday", "mon"), each the last
// one until today, today included.
func ParsePeriodOn(text string, today Day) (Days, error) {
	first, last, two := strings.Cut(text, "..")
	first = dated(first, today)
	if !two {
		return ParsePeriod(first)
	}
	return ParsePeriod(first + ".." + dated(last, today))
}

// dated is a word for a day as that day's date; anything else stays.
func dated(text string, today Day) string {
	word := strings.ToLower(strings.TrimSpace(text))
	switch word {
	case "today":
		return today.String()
	case "yesterday":
		return (today - 1).String()
	}
	for d := today; d > today-7; d-- {
		if name := strings.ToLower(d.Time().Weekday().String()); word == name || word == name[:3] {
			return d.String()
		}
	}
	return text
}

func onePeriod(text string) (Days, error) {
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{"2006", 1, 0, 0}, {"2006-01", 0, 1, 0}, {time.DateOnly, 0, 0, 1}} {
		if t, err := time.Parse(form.layout, strings.TrimSpace(text)); err == nil {
			return Days{From: DayOf(t), To: DayOf(t.AddDate(form.years, form.months, form.days))}, nil
		}
	}
	return Days{}, fmt.Errorf("%q is not a date or a period", text)
}

// ParseClock reads a time of day, "14:50", as minutes after midnight.
func ParseClock(text string) (minutes int, err error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a time of day", text)
	}
	return t.Hour()*60 + t.Minute(), nil
}
