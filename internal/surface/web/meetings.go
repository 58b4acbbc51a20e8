package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

var meetingsPage = page{name: "meetings", title: "Meetings", key: "m", show: meetings}

// meetingsView is what the Meetings page draws.
type meetingsView struct {
	Since, Until string // as the form shows them
	Left         string // of focus
	Seen         string
	Shift        string
	Move         string
	Bars         picture
	Series       []seriesRow
	More         []seriesRow // beyond the first ones
	Figures      []figureRow
	Kinds        []kindRow
	Partners     []partnerRow
	Cost         string
	Limits       []string
}

type seriesRow struct{ Fact, Last, Title, Caller, Kind, Times, Hours, People, PersonHours, Money, Focus string }

type figureRow struct{ Name, Value, Band, Means, Not string }

type kindRow struct{ Kind, Hours, Part string }

type partnerRow struct{ With, Last, Usual string }

// quarter is how many whole weeks are looked at, beside the one that runs.
const quarter = 13

// firstSeries is how many series stand in the picture and the first table.
const firstSeries = 12

// meetings is what the meetings of a period do to its days.
func meetings(a *ask) (view, error) {
	days, err := a.period(when.Days{From: a.q.Now.Monday() - 7*quarter, To: a.q.Now})
	if err != nil {
		return view{}, err
	}
	m, err := once(a, "meetings "+days.String(), func(ctx context.Context) (reckon.Meetings, error) {
		costs, err := a.desk.Options.Costs()
		if err != nil {
			return reckon.Meetings{}, err
		}
		return a.Desk.Meetings(ctx, a.Grant, reckon.MeetingsQuestion{Question: a.q, Days: days, Rate: costs.Rate})
	})
	if err != nil {
		return view{}, err
	}
	taken, left := text.MeetingsFinding(m)
	if len(taken) == 0 || len(m.Series) == 0 {
		return view{}, fault.New(fault.Nothing, "no meetings of yours are known from %s to %s", a.loc.day(days.From), a.loc.day(days.Last())).
			Try("`backsight import CALENDAR.ics` imports an exported calendar; `backsight calendar add ADDRESS` adds one on a server")
	}
	page := meetingsView{
		Since: days.From.String(), Until: days.Last().String(), Kinds: a.kindRows(m), Figures: a.figureRows(m), Partners: a.partnerRows(m),
		Seen: fmt.Sprintf("Evidence: %s working days, %s to %s; working window %s.", a.loc.count(m.Days), a.loc.day(m.Period.From), a.loc.day(m.Period.To), m.Window),
		Bars: a.seriesBars(m), Shift: a.shift(m.Shift), Move: a.move(m.Move),
	}
	page.Left = a.loc.said(left) + "."
	rows := a.seriesRows(m)
	page.Series, page.More = rows[:min(firstSeries, len(rows))], rows[min(firstSeries, len(rows)):]
	if m.Cost != nil {
		page.Cost = fmt.Sprintf("In money: %s in all, at %s an hour of one person.", m.Cost.Total, m.Cost.Rate)
	}
	page.Limits = a.loc.limits(m.Limits)
	return view{Finding: a.loc.said(taken) + ".", Value: m, Rows: func() [][]string { return seriesCSV(m) }, Page: page}, nil
}

// period is the days that ?since= and ?until= name, inclusive; each may be a day,
// a month or a year.
func (a *ask) period(days when.Days) (when.Days, error) {
	for name, set := range map[string]func(when.Days){
		"since": func(d when.Days) { days.From = d.From }, "until": func(d when.Days) { days.To = d.To },
	} {
		text := strings.TrimSpace(a.query.Get(name))
		if text == "" {
			continue
		}
		named, err := when.ParsePeriod(text)
		if err != nil {
			return days, fault.New(fault.Usage, "%v", err).Try("write 2017, 2017-03 or 2017-03-14")
		}
		set(named)
	}
	days.To = min(days.To, a.q.Now)
	if days.Len() == 0 {
		return days, fault.New(fault.Usage, "the period ends before it begins")
	}
	return days, nil
}

func (a *ask) shift(s *reckon.Shift) string {
	if s == nil {
		return ""
	}
	against := when.Days{From: s.Against.From, To: s.Against.To + 1}
	return fmt.Sprintf("In %s there were %s hours a week in such gaps; now there are %s. The number of meetings changed it by %s, their placement by %s.",
		a.loc.days(against), a.loc.number(s.Then), a.loc.number(s.Now), a.signed(s.Load), a.signed(s.Placed))
}

// signed is a number that always has its sign.
func (a *ask) signed(v float64) string {
	if text := a.loc.number(v); v < 0 || text == "0" {
		return text
	}
	return "+" + a.loc.number(v)
}

func (a *ask) move(m *reckon.Meeting) string {
	if m == nil {
		return ""
	}
	text := fmt.Sprintf("The one to move: “%s”. It took %s hours and broke up %s hours of focus.", m.Title, a.loc.number(m.Hours), a.loc.number(m.Focus))
	if m.Caller == "you" {
		text += " You organise it."
	}
	return text
}

func (a *ask) seriesRows(m reckon.Meetings) (out []seriesRow) {
	for _, s := range m.Series {
		row := seriesRow{
			Fact: cmp.Or(s.Facts...), Last: s.Last.String(), Title: cmp.Or(s.Title, "(no title)"), Caller: callerWords(s.Caller), Kind: cmp.Or(words(s.Kind), "not sorted"),
			Times: a.loc.count(s.Times), Hours: a.loc.number(s.Hours), People: "not named",
			PersonHours: a.loc.number(s.PersonHours), Focus: a.loc.number(s.Focus),
		}
		if s.People > 0 {
			row.People = a.loc.count(s.People)
		}
		if s.Money != nil {
			row.Money = s.Money.String()
		}
		out = append(out, row)
	}
	return out
}

// callerWords is who called a meeting: of an address what stands before the @.
func callerWords(caller string) string {
	name, _, _ := strings.Cut(caller, "@")
	return cmp.Or(name, "not named")
}

func (a *ask) seriesBars(m reckon.Meetings) picture {
	bars := svg.Bars{Title: "Series by person-hours", First: "person-hours", Second: "focus hours broken up"}
	for _, s := range m.Series[:min(firstSeries, len(m.Series))] {
		bars.Items = append(bars.Items, svg.Bar{Name: cmp.Or(s.Title, "(no title)"), First: s.PersonHours, Second: s.Focus})
	}
	return picture{template.HTML(bars.SVG(false, "bars")), template.HTML(bars.SVG(true, "barss"))}
}

var figureNames = map[string]string{
	"meeting_load": "meetings", "potential_focus": "potential focus, gaps of 2 h and more", "window_share": "of the working window booked",
	"double_booked": "double-booked", "after_hours": "outside the window", "late_hours": "between 22:00 and 6:00",
	"fragmented_hours": "free time in shorter pieces", "maker_time": "maker time, less time to refocus", "block_length": "length of the block of a free minute",
	"agency": "called by you", "short_notice": "with less than a day's notice", "standing_share": "in series without an end date",
	"realised_focus": "realised focus, at least", "touched_blocks": "focus blocks with a commit", "one_on_ones": "one-to-ones",
}

func (a *ask) figureRows(m reckon.Meetings) (out []figureRow) {
	for _, f := range m.Figures {
		if f.Value == nil || f.Name == "debt" { // standing_share is the same
			continue
		}
		row := figureRow{Name: say.Upper(cmp.Or(figureNames[f.Name], words(f.Name))), Means: say.Upper(f.Means), Not: f.Not}
		show := func(v float64) string { return strings.TrimSpace(a.loc.number(v) + " " + f.Unit) }
		if f.Unit == "share" || f.Unit == "part" || f.Unit == "" {
			show = a.loc.percent
		}
		row.Value = show(*f.Value)
		if f.Low != nil && f.High != nil {
			row.Band = a.loc.number(*f.Low) + " to " + a.loc.number(*f.High)
		}
		out = append(out, row)
	}
	return out
}

func (a *ask) kindRows(m reckon.Meetings) (out []kindRow) {
	var all float64
	for _, k := range m.Kinds {
		all += k.Hours
	}
	for _, k := range m.Kinds {
		out = append(out, kindRow{say.Upper(cmp.Or(words(k.Kind), "not sorted")), a.loc.number(k.Hours), a.loc.percent(k.Hours / max(all, 1e-9))})
	}
	return out
}

func (a *ask) partnerRows(m reckon.Meetings) (out []partnerRow) {
	for _, p := range m.Partners {
		out = append(out, partnerRow{p.With, a.daysAgo(p.Days), "every " + a.days(p.Usual)})
	}
	return out
}

func seriesCSV(m reckon.Meetings) [][]string {
	rows := [][]string{{"id", "title", "kind", "caller", "people", "times", "hours", "person_hours", "focus_cost", "endless"}}
	for _, s := range m.Series {
		rows = append(rows, []string{
			s.ID, s.Title, s.Kind, s.Caller, fmt.Sprint(s.People), fmt.Sprint(s.Times),
			plainNumber(s.Hours), plainNumber(s.PersonHours), plainNumber(s.Focus), fmt.Sprint(s.Endless),
		})
	}
	return rows
}
