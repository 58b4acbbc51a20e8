package web

import (
	"context"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/draw/svg"
)

var dayPage = page{
	name: "day", title: "Day", key: "y", show: day, also: []string{"/day/{date}"},
	acts: map[string]act{"set": setStretch, "unset": unsetStretch},
}

// dayPicture is what the Day page draws.
type dayPicture struct {
	Lead           []string
	Earlier, Later *choice
	Picture        picture
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
	Hands          []choice
}

// theDay is the day that the address names, else the one that is running.
func (a *ask) theDay() (when.Day, error) {
	text := a.r.PathValue("date")
	if text == "" || text == "today" {
		return a.q.Through, nil
	}
	d, err := when.ParseDay(text)
	if err != nil {
		return d, fault.New(fault.Usage, "%v", err)
	}
	return d, nil
}

// lived are days as reckoning draws them, kept until something new comes in.
func (a *ask) lived(days when.Days) ([]reckon.Day, error) {
	name := fmt.Sprintf("lived %s %d", days, a.q.Instant/(5*when.Minute))
	return once(a, name, func(ctx context.Context) ([]reckon.Day, error) { return a.Desk.Days(ctx, a.Grant, a.q, days) })
}

// day is what a day was made of, and how that is known.
func day(a *ask) (view, error) {
	d, err := a.theDay()
	if err != nil {
		return view{}, err
	}
	days, err := a.lived(when.Days{From: d, To: d + 1})
	if err != nil {
		return view{}, err
	}
	return a.dayView(days[0]), nil
}

// dayView is the page of a day that was reckoned.
func (a *ask) dayView(found reckon.Day) view {
	d, zone := found.Day, a.q.Habits.Zone(found.Day)
	page := dayPicture{
		Earlier: a.otherDay(d - 1), Lead: a.dayLead(found), Sums: daySums(found), Rule: say.Upper(found.Rule) + ".", Stints: a.stintRows(found, zone), Acts: actRows(found, zone),
		Empty: len(found.Lanes)+len(found.Stints) == 0,
		Picture: picture{
			template.HTML(svg.Day(found, zone, a.q.Instant, false, "day")), template.HTML(svg.Day(found, zone, a.q.Instant, true, "days")),
		},
	}
	if d < a.q.Through {
		page.Later = a.otherDay(d + 1)
	}
	if a.Say != nil && d <= a.q.Through {
		page.Form = a.setForm(d)
	}
	return view{Finding: a.dayFinding(found), Value: found, Rows: func() [][]string { return stintsCSV([]reckon.Day{found}) }, Page: page}
}

func (a *ask) otherDay(d when.Day) *choice {
	return &choice{Text: a.loc.weekday(d), Address: "/day/" + d.String()}
}

// hours is a length of time as people say it: "3 h 20", "51 min". Its parts stay
// on one line.
func hours(t when.Instant) string {
	return strings.ReplaceAll(say.Length(t), " ", "\u00a0")
}

// dayFinding is the day's finding, under its date.
func (a *ask) dayFinding(d reckon.Day) string {
	return onOneLine(d.Headed(a.loc.weekday(d.Day)))
}

func (a *ask) dayLead(d reckon.Day) (out []string) {
	if d.Beside != "" {
		out = append(out, onOneLine(d.Beside))
	}
	return out
}

// onOneLine keeps the parts of each length of time on one line: "3 h 20".
func onOneLine(text string) string {
	return strings.ReplaceAll(text, " h ", "\u00a0h\u00a0")
}

func daySums(d reckon.Day) (out []sumRow) {
	for _, s := range d.Sums {
		out = append(out, sumRow{hoursOf(s.Minutes), s.Words, svg.SumClass(s.What)})
	}
	return out
}

func (a *ask) stintRows(d reckon.Day, zone *time.Location) (out []stintRow) {
	clock := func(i when.Instant) string { return i.In(zone).Format("15:04") }
	for _, s := range d.Stints {
		row := stintRow{
			Time: clock(s.From) + " to " + clock(s.To), What: say.Upper(s.Words()), Also: draw.Besides(s.Work, s.Also), Text: s.Text,
			Because: s.Because, Rule: s.Rule, Said: s.Said, From: clock(s.From), To: clock(s.To), Later: s.From >= a.q.Instant,
			Address: fmt.Sprintf("/day/%s?from=%s&to=%s#correct", d.Day, clock(s.From), clock(s.To)),
		}
		for i, id := range s.Facts {
			row.Facts = append(row.Facts, factLink{fmt.Sprintf("evidence %d", i+1), "/evidence/" + id})
		}
		if a.Say == nil || row.Later {
			row.Address = ""
		}
		out = append(out, row)
	}
	return out
}

func actRows(d reckon.Day, zone *time.Location) (out []actRow) {
	for _, lane := range d.Lanes {
		if lane.Name != logbook.LaneCommits {
			continue
		}
		for _, p := range lane.Pieces {
			row := actRow{Time: p.From.In(zone).Format("15:04"), What: say.Upper(p.Text)}
			for i, id := range p.Facts {
				row.Facts = append(row.Facts, factLink{fmt.Sprintf("evidence %d", i+1), "/evidence/" + id})
			}
			out = append(out, row)
		}
	}
	return out
}

// works are the kinds of work a person can say, in the order of remove.
func works() []string {
	return []string{
		string(timeline.Making), string(timeline.Reviewing), string(timeline.Learning), string(timeline.Operating), string(timeline.Mentoring),
		string(timeline.Hiring), string(timeline.Coordinating), string(timeline.Administering), string(timeline.Away),
	}
}

func (a *ask) setForm(d when.Day) *setForm {
	return &setForm{
		Date: d.String(), From: a.query.Get("from"), To: a.query.Get("to"), Works: works(),
		Hands: []choice{{Value: "hand", Text: "by hand"}, {Value: "assisted", Text: "with an assistant"}, {Value: "delegated", Text: "delegated"}},
	}
}

func stintsCSV(days []reckon.Day) [][]string {
	rows := [][]string{{"day", "from", "to", "work", "hands", "weight", "rule", "text"}}
	for _, d := range days {
		for _, s := range d.Stints {
			rows = append(rows, []string{d.Day.String(), s.From.String(), s.To.String(), s.Work, s.Hands, plainNumber(s.Weight), s.Rule, s.Text})
		}
	}
	return rows
}
