package terminal

import (
	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
)

// Period reads a year, a month, a day, or two of them with ".." between, and the
// words for days before today: "yesterday", "monday". Both ends belong to the
// period.
func Period(text string, today when.Day) (when.Days, error) {
	days, err := when.ParsePeriodOn(text, today)
	if err != nil {
		return days, fault.New(fault.Usage, "%v", err).Try("write 2017, 2017-03, 2017-03-14, yesterday, monday, or two of them: 2017..2018")
	}
	return days, nil
}

// Clock reads a time of day as minutes after midnight.
func Clock(text string) (int, error) {
	minutes, err := when.ParseClock(text)
	if err != nil {
		return 0, fault.New(fault.Usage, "%v", err).Try("write it like 14:50")
	}
	return minutes, nil
}

// Day reads one day, as Period does.
func Day(text string, today when.Day) (when.Day, error) {
	days, err := Period(text, today)
	if err == nil && days.Len() != 1 {
		err = fault.New(fault.Usage, "%q is not one day", text).Try("write 2021-07-12, yesterday or monday")
	}
	return days.From, err
}
