package cli

import (
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
)

// parsePeriod reads a year, a month, a day, or two of them with ".." between;
// both ends belong to the period.
func parsePeriod(text string) (when.Days, error) {
	days, err := when.ParsePeriod(text)
	if err != nil {
		return days, fault.New(fault.Usage, "%v", err).Try("write 2017, 2017-03, 2017-03-14, or two of them: 2017..2018")
	}
	return days, nil
}

// parseClock reads a time of day as minutes after midnight.
func parseClock(text string) (int, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fault.New(fault.Usage, "%q is no time of day like 14:50", text)
	}
	return t.Hour()*60 + t.Minute(), nil
}

// parseDay reads one day.
func parseDay(text string) (when.Day, error) {
	days, err := parsePeriod(text)
	if err == nil && days.Len() != 1 {
		err = fault.New(fault.Usage, "%q is no day", text).Try("write 2021-07-12")
	}
	return days.From, err
}
