package terminal

import (
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
)

// Period reads a year, a month, a day, or two of them with ".." between;
// both ends belong to the period.
func Period(text string) (when.Days, error) {
	days, err := when.ParsePeriod(text)
	if err != nil {
		return days, fault.New(fault.Usage, "%v", err).Try("write 2017, 2017-03, 2017-03-14, or two of them: 2017..2018")
	}
	return days, nil
}

// Clock reads a time of day as minutes after midnight.
func Clock(text string) (int, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fault.New(fault.Usage, "%q is no time of day like 14:50", text)
	}
	return t.Hour()*60 + t.Minute(), nil
}

// Day reads one day.
func Day(text string) (when.Day, error) {
	days, err := Period(text)
	if err == nil && days.Len() != 1 {
		err = fault.New(fault.Usage, "%q is no day", text).Try("write 2021-07-12")
	}
	return days.From, err
}
