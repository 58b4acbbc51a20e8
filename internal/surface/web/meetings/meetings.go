// Package meetings is the page that says what meetings do to the days of a period:
// what matters first, the series that cost most, and the definitions folded away.
package meetings

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/costs"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/draw/text"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// Page is at /meetings.
var Page = frame.Page{Name: "meetings", Title: "Meetings", Key: "m", Show: show}

// view is what the page draws.
type view struct {
	Since, Until string // as the form shows them
	Left, Ends   string // of focus; where the calendar ends
	Seen         string
	Shift        string
	Move         string
	Bars         frame.Picture
	Series       []seriesRow
	More         []seriesRow // beyond the first ones
	Figures      []figureRow
	Kinds        []kindRow
	Partners     []partnerRow
	Cost         string
	Limits       []string
	Halved       string // a whole calendar counts half
}

type seriesRow struct{ Fact, Last, Title, Caller, Kind, Times, Hours, People, PersonHours, Money, Focus string }

type figureRow struct{ Name, Value, Band, Means, Not string }

type kindRow struct{ Kind, Hours, Part string }

type partnerRow struct{ With, Last, Usual string }

// firstSeries is how many series stand in the picture and the first table.
const firstSeries = 12

// asked is the period that the address names; none where it names none.
func asked(a *frame.Ask) (when.Days, error) {
	if a.Query.Get("since")+a.Query.Get("until") == "" {
		return when.Days{}, nil
	}
	return a.Period(when.Days{From: a.Question.Now.Monday() - 7*reckon.Quarter, To: a.Question.Now})
}

// found is what the meetings of a period do to its days.
func found(a *frame.Ask) (reckon.Meetings, error) {
	days, err := asked(a)
	if err != nil {
		return reckon.Meetings{}, err
	}
	return frame.Once(a, "meetings "+days.String(), func(ctx context.Context) (reckon.Meetings, error) {
		cost, err := costs.Of(a.Desk.Options)
		if err != nil {
			return reckon.Meetings{}, err
		}
		return a.Reckon.Meetings(ctx, a.Grant, reckon.MeetingsQuestion{Question: a.Question, Days: days, Rate: cost.Rate})
	})
}

func show(a *frame.Ask) (frame.View, error) {
	m, err := found(a)
	if err != nil {
		return frame.View{}, err
	}
	taken, left := text.MeetingsFinding(m)
	if len(taken) == 0 || m.Nothing() {
		why, try := text.MeetingsNothing(m)
		return frame.View{}, fault.New(fault.Nothing, "%s", a.Locale.Said(why)).Try("%s", try)
	}
	page := view{
		Since: m.Period.From.String(), Until: m.Period.To.String(), Kinds: kindRows(a, m), Figures: figureRows(a, m), Partners: partnerRows(a, m),
		Seen: fmt.Sprintf("Evidence: %s working days, %s to %s; working window %s.", a.Locale.Count(m.Days), a.Locale.Day(m.Period.From), a.Locale.Day(m.Period.To), m.Window),
		Bars: seriesBars(a, m), Shift: shiftWords(a, m.Shift), Move: moveWords(a, m.Move),
		Left: a.Locale.Said(left), Ends: a.Locale.Said(text.MeetingsEnd(m)), Halved: a.Locale.Said(text.MeetingsHalved(m)), Limits: a.Locale.Limits(m.Limits),
	}
	rows := seriesRows(a, m)
	page.Series, page.More = rows[:min(firstSeries, len(rows))], rows[min(firstSeries, len(rows)):]
	if m.Cost != nil {
		page.Cost = fmt.Sprintf("In money: %s in all, at %s an hour of one person.", m.Cost.Total, m.Cost.Rate)
	}
	return frame.View{Finding: a.Locale.Said(taken), Value: m, Rows: func() [][]string { return seriesCSV(m) }, Page: page}, nil
}

func shiftWords(a *frame.Ask, s *reckon.Shift) string {
	if s == nil {
		return ""
	}
	against := when.Days{From: s.Against.From, To: s.Against.To + 1}
	return fmt.Sprintf("In %s such gaps came to %s a week, now to %s. The number of meetings changed it by %s, their placement by %s.",
		a.Locale.Days(against), a.Hours(s.Then), a.Locale.Number(s.Now), a.Signed(s.Load), a.Signed(s.Placed))
}

func moveWords(a *frame.Ask, m *reckon.Meeting) string {
	if m == nil {
		return ""
	}
	text := fmt.Sprintf("The one to move: “%s”. It took %s and broke up %s of focus.", m.Title, a.Hours(m.Hours), a.Hours(m.Focus))
	if m.Caller == "you" {
		text += " You organise it."
	}
	return text
}

func seriesRows(a *frame.Ask, m reckon.Meetings) (out []seriesRow) {
	for _, s := range m.Series {
		row := seriesRow{
			Fact: cmp.Or(s.Facts...), Last: s.Last.String(), Title: cmp.Or(s.Title, "(no title)"), Caller: callerWords(s.Caller), Kind: text.KindWords(s.Kind),
			Times: a.Locale.Count(s.Times), Hours: a.Locale.Number(s.Hours), People: "?",
			PersonHours: a.Locale.Number(s.PersonHours), Focus: a.Locale.Number(s.Focus),
		}
		if s.People > 0 {
			row.People = a.Locale.Count(s.People)
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

func seriesBars(a *frame.Ask, m reckon.Meetings) frame.Picture {
	bars := svg.Bars{Title: "Series by person-hours", First: "person-hours", Second: "focus hours broken up"}
	for _, s := range m.Series[:min(firstSeries, len(m.Series))] {
		bars.Items = append(bars.Items, svg.Bar{Name: cmp.Or(s.Title, "(no title)"), First: s.PersonHours, Second: s.Focus})
	}
	return frame.Drawn(bars.SVG(false, "bars"), bars.SVG(true, "barss"))
}

var figureNames = map[string]string{
	"meeting_load": "meetings", "potential_focus": "potential focus, gaps of 2 h and more", "window_share": "of the working window booked",
	"double_booked": "double-booked", "after_hours": "outside the window", "late_hours": "between 22:00 and 6:00",
	"fragmented_hours": "free time in shorter pieces", "maker_time": "maker time, less time to refocus", "block_length": "length of the block of a free minute",
	"agency": "organised by you", "short_notice": "with less than a day's notice", "standing_share": "in series without an end date",
	"realised_focus": "realised focus, at least", "touched_blocks": "focus blocks with a commit", "one_on_ones": "one-to-ones",
}

func figureRows(a *frame.Ask, m reckon.Meetings) (out []figureRow) {
	for _, f := range m.Figures {
		if f.Value == nil || f.Name == "debt" { // standing_share is the same
			continue
		}
		row := figureRow{Name: say.Upper(cmp.Or(figureNames[f.Name], frame.Words(f.Name))), Means: say.Upper(f.Means), Not: f.Not}
		show := func(v float64) string { return strings.TrimSpace(a.Locale.Number(v) + " " + f.Unit) }
		if f.Unit == "share" || f.Unit == "part" || f.Unit == "" {
			show = a.Locale.Percent
		}
		row.Value = show(*f.Value)
		if f.Low != nil && f.High != nil {
			row.Band = a.Locale.Number(*f.Low) + " to " + a.Locale.Number(*f.High)
		}
		out = append(out, row)
	}
	return out
}

func kindRows(a *frame.Ask, m reckon.Meetings) (out []kindRow) {
	var all float64
	for _, k := range m.Kinds {
		all += k.Hours
	}
	for _, k := range m.Kinds {
		out = append(out, kindRow{say.Upper(text.KindWords(k.Kind)), a.Locale.Number(k.Hours), a.Locale.Percent(k.Hours / max(all, 1e-9))})
	}
	return out
}

func partnerRows(a *frame.Ask, m reckon.Meetings) (out []partnerRow) {
	for _, p := range m.Partners {
		out = append(out, partnerRow{p.With, a.DaysAgo(p.Days), "every " + a.Days(p.Usual)})
	}
	return out
}

func seriesCSV(m reckon.Meetings) [][]string {
	rows := [][]string{{"id", "title", "kind", "caller", "people", "times", "hours", "person_hours", "focus_cost", "endless"}}
	for _, s := range m.Series {
		rows = append(rows, []string{
			s.ID, s.Title, s.Kind, s.Caller, fmt.Sprint(s.People), fmt.Sprint(s.Times),
			frame.PlainNumber(s.Hours), frame.PlainNumber(s.PersonHours), frame.PlainNumber(s.Focus), fmt.Sprint(s.Endless),
		})
	}
	return rows
}
