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
)

var dayPage = page{
	name: "day", title: "Day", key: "y", show: day, also: []string{"/day/{date}"},
	acts: map[string]act{"set": setStretch, "unset": unsetStretch},
}

// dayView is what the Day page draws.
type dayView struct {
	Lead           []string
	Earlier, Later *choice
	Picture        picture
	Empty          bool
	Sums           []sumRow
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
func (a *ask) lived(days when.Days) ([]reckon.LivedDay, error) {
	name := fmt.Sprintf("lived %s %d", days, a.q.Instant/(5*when.Minute))
	return once(a, name, func(ctx context.Context) ([]reckon.LivedDay, error) { return a.Desk.Lived(ctx, a.Grant, a.q, days) })
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
	found, zone := days[0], a.q.Habits.Zone(d)
	page := dayView{
		Earlier: a.otherDay(d - 1), Lead: a.dayLead(found), Sums: a.sums(found), Stints: a.stintRows(found, zone), Acts: actRows(found, zone),
		Empty: len(found.Lanes)+len(found.Stints) == 0,
		Picture: picture{
			template.HTML(draw.Day(found, zone, a.q.Instant, false, "day")), template.HTML(draw.Day(found, zone, a.q.Instant, true, "days")),
		},
	}
	if d < a.q.Through {
		page.Later = a.otherDay(d + 1)
	}
	if a.Say != nil && d <= a.q.Through {
		page.Form = a.setForm(d)
	}
	return view{Finding: a.dayFinding(found), Value: found, Rows: stintsCSV(days), Page: page}, nil
}

func (a *ask) otherDay(d when.Day) *choice {
	return &choice{Text: a.loc.weekday(d), Address: "/day/" + d.String()}
}

// hours is a length of time as people say it: "3 h 20", "51 min". Its parts stay
// on one line.
func hours(t when.Instant) string {
	return strings.ReplaceAll(say.Length(t), " ", "\u00a0")
}

// observed says whether anything listened on the day, beside the calendar and git.
func observed(d reckon.LivedDay) bool {
	for _, lane := range d.Lanes {
		if lane.Name != logbook.LanePlans && lane.Name != logbook.LaneCommits {
			return true
		}
	}
	return false
}

// inTheWork is the time with the hands on the work, its pieces and the longest.
func inTheWork(d reckon.LivedDay) (sum, longest when.Instant, pieces int) {
	for _, p := range draw.Stretches(d) {
		sum, longest, pieces = sum+p.Len(), max(longest, p.Len()), pieces+1
	}
	return sum, longest, pieces
}

// met is the planned time with others that has come, each minute by how sure it is.
func met(d reckon.LivedDay, now when.Instant) (sum when.Instant) {
	for _, s := range d.Stints {
		if s.Meeting && s.From < now {
			sum += when.Instant(float64(min(s.To, now)-s.From) * s.Weight)
		}
	}
	return sum
}

func (a *ask) dayFinding(d reckon.LivedDay) string {
	name := a.loc.weekday(d.Day)
	sum, _, pieces := inTheWork(d)
	switch {
	case observed(d) && pieces == 0:
		return fmt.Sprintf("%s: no evidence of hands-on work.", name)
	case observed(d):
		return fmt.Sprintf("%s: %s in the work, in %s.", name, hours(sum), say.Word(pieces)+" "+say.Plural(pieces, "piece", "pieces"))
	case len(d.Lanes) == 0:
		return name + ": nothing is known of this day."
	}
	parts := []string{}
	if planned := met(d, a.q.Instant); planned > 0 {
		parts = append(parts, "~"+hours(planned)+" planned with others")
	}
	for _, lane := range d.Lanes {
		if lane.Name == logbook.LaneCommits {
			parts = append(parts, a.counted(len(lane.Pieces), "act in git", "acts in git"))
		}
	}
	if len(parts) == 0 {
		return name + ": nothing seen so far."
	}
	return name + ": " + strings.Join(parts, ", ") + "."
}

func (a *ask) dayLead(d reckon.LivedDay) (out []string) {
	if _, longest, pieces := inTheWork(d); pieces > 1 {
		out = append(out, fmt.Sprintf("The longest unbroken piece was %s.", hours(longest)))
	}
	if d.Agents.Sum > 0 {
		text := fmt.Sprintf("Agents ran for %s beside you", hours(d.Agents.Union))
		if d.Agents.Sum > d.Agents.Union {
			text += fmt.Sprintf(", %s taken one by one", hours(d.Agents.Sum))
		}
		out = append(out, text+"; none of it is counted as yours.")
	}
	if !observed(d) && len(d.Lanes) > 0 {
		out = append(out, "No editor and no assistant was heard on this day: what was done between is not known. `backsight connect editor` lets yours be heard.")
	}
	return out
}

// sums is the day by kind of work, as far as it has come.
func (a *ask) sums(d reckon.LivedDay) (out []sumRow) {
	var order []string
	sums, classes := map[string]when.Instant{}, map[string]string{}
	for _, s := range d.Stints {
		if s.From >= a.q.Instant {
			continue
		}
		name := draw.WorkWords(s)
		if sums[name] == 0 {
			order = append(order, name)
		}
		sums[name] += when.Instant(float64(min(s.To, a.q.Instant)-s.From) * s.Weight)
		classes[name] = draw.WorkClass(s)
	}
	for _, name := range order {
		out = append(out, sumRow{hours(sums[name]), name, classes[name]})
	}
	return out
}

func (a *ask) stintRows(d reckon.LivedDay, zone *time.Location) (out []stintRow) {
	clock := func(i when.Instant) string { return i.In(zone).Format("15:04") }
	for _, s := range d.Stints {
		row := stintRow{
			Time: clock(s.From) + " to " + clock(s.To), What: say.Upper(draw.WorkWords(s)), Also: draw.Besides(s.Work, s.Also), Text: s.Text,
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

func actRows(d reckon.LivedDay, zone *time.Location) (out []actRow) {
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

func stintsCSV(days []reckon.LivedDay) [][]string {
	rows := [][]string{{"day", "from", "to", "work", "hands", "weight", "rule", "text"}}
	for _, d := range days {
		for _, s := range d.Stints {
			rows = append(rows, []string{d.Day.String(), s.From.String(), s.To.String(), s.Work, s.Hands, plainNumber(s.Weight), s.Rule, s.Text})
		}
	}
	return rows
}
