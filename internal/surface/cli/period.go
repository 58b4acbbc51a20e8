package cli

import (
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
)

// parsePeriod reads a year, a month, a day, or two of them with ".." between;
// both ends belong to the period.
func parsePeriod(text string) (when.Days, error) {
	first, last, two := strings.Cut(text, "..")
	if !two {
		last = first
	}
	from, err := onePeriod(first)
	if err != nil {
		return when.Days{}, err
	}
	to, err := onePeriod(last)
	if err != nil {
		return when.Days{}, err
	}
	if to.To <= from.From {
		return when.Days{}, fault.New(fault.Usage, "%s ends before it begins", text)
	}
	return when.Days{From: from.From, To: to.To}, nil
}

func onePeriod(text string) (when.Days, error) {
	for layout, months := range map[string][3]int{"2006": {1, 0, 0}, "2006-01": {0, 1, 0}, time.DateOnly: {0, 0, 1}} {
		if t, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			return when.Days{From: when.DayOf(t), To: when.DayOf(t.AddDate(months[0], months[1], months[2]))}, nil
		}
	}
	return when.Days{}, fault.New(fault.Usage, "%q is no period", text).Try("write 2017, 2017-03, 2017-03-14, or two of them: 2017..2018")
}

// parseClock reads a time of day as minutes after midnight.
func parseClock(text string) (int, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fault.New(fault.Usage, "%q is no time of day like 14:50", text)
	}
	return t.Hour()*60 + t.Minute(), nil
}
