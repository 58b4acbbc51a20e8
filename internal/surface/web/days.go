package web

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// yearView is one year of a measure, day by day.
type yearView struct {
	Year           int
	Picture        frame.Picture
	Unit, Deepest  string
	Earlier, Later *frame.Choice
	Weeks          []yearWeek
}

type yearWeek struct {
	Week, Address string
	Days          [7]string
}

// yearOf is the year that ?year= names, else the newest.
func yearOf(a *frame.Ask, m reckon.Reading) (*yearView, error) {
	first, last := (m.Series[0].Week + 6).Year(), (a.Question.Now - 1).Year()
	year := last
	if text := a.Query.Get("year"); text != "" {
		var err error
		if year, err = strconv.Atoi(text); err != nil || year < first || year > last {
			return nil, fault.New(fault.Usage, "nothing is known of the year %q", text)
		}
	}
	days := when.Year(year)
	days.To = min(days.To, a.Question.Now)
	name := fmt.Sprintf("daily %s %s %d", m.Name, m.Sphere, year)
	d, err := frame.Once(a, name, func(ctx context.Context) (reckon.Daily, error) {
		return a.Reckon.Daily(ctx, a.Grant, a.Question, m.Name, timeline.Sphere(m.Sphere), days)
	})
	if err != nil {
		return nil, err
	}
	out := &yearView{
		Year: year, Unit: strings.TrimSuffix(m.Unit, "/week"), Deepest: a.Locale.Said(svg.HeatWords(d)), Weeks: yearWeeks(a, d),
		Picture: frame.Drawn(svg.Calendar(d, false, "cal"), svg.Calendar(d, true, "cals")),
	}
	other := func(y int) *frame.Choice {
		if y < first || y > last {
			return nil
		}
		return &frame.Choice{Text: strconv.Itoa(y), Address: frame.DriftAddress(m.Name, m.Sphere, "year", strconv.Itoa(y)) + "#year"}
	}
	out.Earlier, out.Later = other(year-1), other(year+1)
	return out, nil
}

// yearWeeks is the table behind the calendar.
func yearWeeks(a *frame.Ask, d reckon.Daily) (out []yearWeek) {
	for _, one := range d.Days {
		monday := one.Day.Monday()
		if n := len(out); n == 0 || out[n-1].Address != "/week/"+monday.String() {
			out = append(out, yearWeek{Week: a.Locale.Day(monday), Address: "/week/" + monday.String()})
		}
		text := "–"
		if one.Value != nil {
			text = a.Locale.Number(*one.Value)
		}
		out[len(out)-1].Days[one.Day.Weekday()] = text
	}
	return out
}
