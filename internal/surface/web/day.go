package web

import (
	"fmt"
	"time"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var dayPage = frame.Page{
	Name: "day", Title: "Day", Key: "y", Show: day, Also: []string{"/day/{date}"},
	Acts: map[string]frame.Act{"set": setStretch, "unset": unsetStretch},
}

// dayPicture is what the Day page draws.
type dayPicture struct {
	Lead           []string
	Earlier, Later *frame.Choice
	Picture        frame.Picture
	Empty          bool
	Sums           []sumRow
	Rule           string
	Stints         []stintRow
	Acts           []actRow
	Form           *setForm
}

type sumRow struct{ Time, What, Class string }

// stintRow is one stretch with its reason, and where it is put right.
type stintRow struct {
	Time, What, Also, Text string
	Because, Rule          string
	Facts                  []factLink
	Said                   bool
	From, To               string // as the form says them
	Address                string // of the form, filled in
	Later                  bool   // planned, and still to come
}

type actRow struct {
	Time, What string
	Facts      []factLink
}

type factLink struct{ Name, Address string }

// setForm is the correction that is proposed.
type setForm struct {
	Date, From, To string
	Works          []string
	Work           string
	Hands          []frame.Choice
}

// day is what a day was made of, and how that is known.
func day(a *frame.Ask) (frame.View, error) {
	d, err := a.TheDay()
	if err != nil {
		return frame.View{}, err
	}
	days, err := a.Lived(when.Days{From: d, To: d + 1})
	if err != nil {
		return frame.View{}, err
	}
	return dayView(a, days[0]), nil
}

// dayView is the page of a day that was reckoned.
func dayView(a *frame.Ask, found reckon.Day) frame.View {
	d, zone := found.Day, a.Question.Habits.Zone(found.Day)
	page := dayPicture{
		Earlier: otherDay(a, d-1), Lead: a.DayLead(found), Sums: daySums(found), Rule: say.Upper(found.Rule) + ".", Stints: stintRows(a, found, zone), Acts: actRows(found),
		Empty: found.Unknown(),
		Picture: frame.Drawn(
			svg.Day(found, zone, a.Question.Instant, false, "day"),
			svg.Day(found, zone, a.Question.Instant, true, "days"),
		),
	}
	if d < a.Question.Through {
		page.Later = otherDay(a, d+1)
	}
	if a.Voice != nil && d <= a.Question.Through {
		page.Form = newSetForm(a, d)
	}
	return frame.View{Finding: a.DayFinding(found), Value: found, Rows: func() [][]string { return frame.StintsCSV([]reckon.Day{found}) }, Page: page}
}

func otherDay(a *frame.Ask, d when.Day) *frame.Choice {
	return &frame.Choice{Text: a.Locale.Weekday(d), Address: "/day/" + d.String()}
}

func daySums(d reckon.Day) (out []sumRow) {
	for _, s := range d.Sums {
		out = append(out, sumRow{frame.HoursOf(s.Minutes), s.Words, svg.SumClass(s.What)})
	}
	return out
}

func stintRows(a *frame.Ask, d reckon.Day, zone *time.Location) (out []stintRow) {
	clock := func(i when.Instant) string { return i.In(zone).Format("15:04") }
	for _, s := range d.Stints {
		if s.Sliver() {
			continue
		}
		row := stintRow{
			Time: clock(s.From) + " to " + clock(s.To), What: say.Upper(s.Words()), Also: draw.Besides(s.Work, s.Also), Text: s.Text,
			Because: s.Because, Rule: s.Rule, Said: s.Said, From: clock(s.From), To: clock(s.To), Later: s.From >= a.Question.Instant,
			Address: fmt.Sprintf("/day/%s?from=%s&to=%s#correct", d.Day, clock(s.From), clock(s.To)),
		}
		for i, id := range s.Facts {
			row.Facts = append(row.Facts, factLink{fmt.Sprintf("evidence %d", i+1), "/evidence/" + id})
		}
		if a.Voice == nil || row.Later {
			row.Address = ""
		}
		out = append(out, row)
	}
	return out
}

func actRows(d reckon.Day) (out []actRow) {
	for _, lane := range d.Lanes {
		if lane.Name != logbook.LaneCommits {
			continue
		}
		for _, p := range lane.Pieces {
			row := actRow{Time: p.Clock, What: say.Upper(p.Text)}
			for i, id := range p.Facts {
				row.Facts = append(row.Facts, factLink{fmt.Sprintf("evidence %d", i+1), "/evidence/" + id})
			}
			out = append(out, row)
		}
	}
	return out
}

func newSetForm(a *frame.Ask, d when.Day) *setForm {
	form := &setForm{Date: d.String(), From: a.Query.Get("from"), To: a.Query.Get("to"), Works: record.Set.Choices("work")}
	for _, how := range record.Set.Choices("hands") {
		form.Hands = append(form.Hands, frame.Choice{Value: how, Text: timeline.Hands(how).Words()})
	}
	return form
}
