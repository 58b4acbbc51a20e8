package text

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
)

// meetingsPage writes what meetings do to the days of a period.
type meetingsPage struct {
	page
	m reckon.Meetings
}

// manySeries is how many series are shown where not all are asked for.
const manySeries = 10

// Meetings writes the finding first, then the totals, the series that cost most,
// the one to move, the one-to-ones, and what the data cannot tell. All is every
// series, full every figure with its definition.
func Meetings(w io.Writer, m reckon.Meetings, all, full bool, s Screen) error {
	p := &meetingsPage{page{w: w, s: s, r: reckon.Report{Person: m.Person, Sources: []reckon.Source{{}}, Synthetic: m.Synthetic, Limits: m.Limits}}, m}
	p.header()
	p.say()
	p.totals(full)
	p.shift()
	p.kinds()
	p.series(all)
	p.move()
	p.partners()
	p.limits()
	return p.err
}

// figureOf is a number of the period by its name; a nil Value where it is absent.
func figureOf(m reckon.Meetings, name string) reckon.Figure {
	for _, f := range m.Figures {
		if f.Name == name {
			return f
		}
	}
	return reckon.Figure{}
}

// MeetingsFinding is what the meetings of a period do to its days, in two sentences:
// what matters most about them, and what they leave. There is none where no working
// day is seen.
func MeetingsFinding(m reckon.Meetings) (found, left say.Text) {
	load, focus, window := figureOf(m, "meeting_load"), figureOf(m, "potential_focus"), figureOf(m, "window_share")
	if load.Value == nil || focus.Value == nil || window.Value == nil {
		return nil, nil
	}
	left = say.F("%s a week %s left in gaps of at least two hours.", say.Hours(*focus.Value), are(*focus.Value))
	outside := 0.0
	if after := figureOf(m, "after_hours").Value; after != nil {
		outside = min(*after, *load.Value)
	}
	switch {
	case *load.Value == 0:
		return say.Plain("Your calendar shows no meetings in this time."), left
	case 2*outside >= *load.Value:
		found = say.F("%s of %s a week in meetings %s outside your working window.", say.Short(outside), say.Hours(*load.Value), map[bool]string{true: "lies", false: "lie"}[one(outside)])
		if say.Short(outside) == say.Short(*load.Value) {
			found = say.F("All your meetings, ~%s a week, lie outside your working window.", say.Hours(*load.Value))
		}
		return say.F("%s Is %s the wrong window?", found, m.Window),
			say.F("If so, the settings `window_days`, `window_from` and `window_to` change it. %s", left)
	}
	return say.F("Meetings take ~%s a week%s, %.0f%% of the working window is booked.",
		say.Hours(*load.Value), band(load, " (%s to %s)"), 100**window.Value), left
}

// one says whether a value is written as 1.
func one(v float64) bool { return say.Short(v).Text == "1" }

// are is "is" of what is written as 1, else "are".
func are(v float64) string {
	if one(v) {
		return "is"
	}
	return "are"
}

// MeetingsNothing is why a period has nothing to show, and what to do.
func MeetingsNothing(m reckon.Meetings) (why say.Text, try string) {
	why = say.F("no meetings of yours are known from %s to %s", say.Day(m.Period.From), say.Day(m.Period.To))
	if m.Ends != nil && *m.Ends < m.Period.From {
		return say.F("%s: your calendar is known until %s", why, say.Day(*m.Ends)), "`backsight import CALENDAR.ics` with a newer export tells of the time since; without a period, the last 13 weeks that are known are shown"
	}
	return why, "`backsight import CALENDAR.ics` imports an exported calendar, `backsight calendar add ADDRESS` adds one on a server; --since and --until name another period"
}

// MeetingsEnd says where the calendar ends, if that is before the end of the period
// or before yesterday; else it is empty.
func MeetingsEnd(m reckon.Meetings) say.Text {
	if m.Ends == nil {
		return nil
	}
	return say.F("Your calendar is known until %s; what follows ends there.", say.Day(*m.Ends))
}

// say is the finding, with what it rests on.
func (p *meetingsPage) say() {
	found, left := MeetingsFinding(p.m)
	if len(found) == 0 {
		p.line("  There is no evidence of any working day in this period.")
		return
	}
	for i, text := range []string{found.String(), left.String(), MeetingsHalved(p.m).String(), MeetingsEnd(p.m).String()} {
		if text == "" {
			continue
		}
		for _, l := range p.s.wrap(text, p.s.Width-4) {
			if i == 0 {
				l = p.s.bold(l)
			}
			p.line("  %s", l)
		}
	}
	for _, l := range p.s.wrap(fmt.Sprintf("Evidence: %s, %s to %s; working window %s.", say.Count(p.m.Days, "working day", "working days"), p.m.Period.From, p.m.Period.To, p.m.Window), p.s.Width-4) {
		p.line("  %s", p.s.dim(l))
	}
}

// MeetingsHalved says that a whole calendar counts half, and what to do; empty where it
// does not.
func MeetingsHalved(m reckon.Meetings) say.Text {
	h := m.Halved
	if h == nil {
		return nil
	}
	return say.F("%d of %s count half: no address of yours is among their people, or you did not answer. If the calendar knows you by another address, `backsight me add ADDRESS` counts them whole.", h.Meetings, say.Counted(h.Of, "meeting", "meetings"))
}

func band(f reckon.Figure, format string) say.Text {
	if f.Low == nil || f.High == nil {
		return nil
	}
	return say.F(format, say.Short(*f.Low), say.Short(*f.High))
}

// rows are the figures as the terminal shows them: what to call each, and what
// to say of its unit.
var rows = []struct{ name, label, unit string }{
	{"meeting_load", "meetings", "h/week"},
	{"double_booked", "double-booked", "h/week"},
	{"after_hours", "outside the window", "h/week"},
	{"late_hours", "22:00 to 6:00", "h/week"},
	{"potential_focus", "potential focus, 2 h and more", "h/week"},
	{"fragmented_hours", "in shorter pieces", "h/week"},
	{"maker_time", "maker time, less time to refocus", "h/week"},
	{"block_length", "block of a free minute (L*)", "min"},
	{"placement", "placement", "%"},
	{"maker_days", "maker days", "a week"},
	{"manager_days", "manager days", "a week"},
	{"one_on_ones", "one-to-ones", "a week"},
	{"agency", "organised by you", "%"},
	{"short_notice", "less than a day's notice", "%"},
	{"standing_share", "in series without an end date", "%"},
	{"person_hours", "person-hours", "h/week"},
	{"realised_focus", "realised focus (a floor)", "h/week"},
	{"touched_blocks", "focus blocks with a commit", "%"},
}

// firstRows are the figures that stand where not all are asked for.
var firstRows = []string{"meeting_load", "after_hours", "potential_focus", "one_on_ones", "person_hours"}

func (p *meetingsPage) totals(full bool) {
	p.line("")
	for _, r := range rows {
		f := figureOf(p.m, r.name)
		if f.Value == nil || !full && !slices.Contains(firstRows, r.name) {
			continue
		}
		scale := 1.0
		if r.unit == "%" {
			scale = 100
		}
		value := fmt.Sprintf("%6s %s", say.Short(scale**f.Value), r.unit)
		p.line("  %-30s %s", r.label, strings.TrimRight(fmt.Sprintf("%-14s %s", value, p.s.dim(band(f, "%s to %s").String())), " "))
		if full {
			for _, l := range p.s.wrap(fmt.Sprintf("%s. Not %s.", say.Upper(f.Means), f.Not), p.s.Width-8) {
				p.line("      %s", p.s.dim(l))
			}
		}
	}
	if !full {
		p.line("  %s", p.s.dim("--full shows every figure, and what each of them means"))
	}
	if p.m.Cost != nil {
		p.line("  %-30s %6s  at %s an hour", "cost of the period", p.m.Cost.Total, p.m.Cost.Rate)
	}
}

func (p *meetingsPage) shift() {
	s := p.m.Shift
	if s == nil {
		return
	}
	p.line("")
	against := when.Days{From: s.Against.From, To: s.Against.To + 1}
	text := fmt.Sprintf("Against %s (%s): potential focus went from %s to %s a week. The number of meetings changed it by %s, their placement by %s.",
		against, s.Chosen, say.Short(s.Then), say.Hours(s.Now), plus(s.Load), plus(s.Placed))
	for _, l := range p.s.wrap(text, p.s.Width-4) {
		p.line("  %s", l)
	}
}

func plus(v float64) string {
	if v >= 0 {
		return "+" + say.Short(v).String()
	}
	return say.Short(v).String()
}

// KindWords is what a kind of planned time is called.
func KindWords(kind string) string {
	switch kind {
	case "":
		return "not sorted"
	case "solo":
		return "blocks of your own"
	}
	return strings.ReplaceAll(kind, "_", " ")
}

func (p *meetingsPage) kinds() {
	if len(p.m.Kinds) == 0 {
		return
	}
	var all float64
	for _, k := range p.m.Kinds {
		all += k.Hours
	}
	parts := make([]string, 0, len(p.m.Kinds))
	for _, k := range p.m.Kinds {
		parts = append(parts, fmt.Sprintf("%s %.0f%%", KindWords(k.Kind), 100*k.Hours/all))
	}
	p.line("")
	for _, l := range p.s.wrap("Planned, by kind: "+strings.Join(parts, ", ")+".", p.s.Width-4) {
		p.line("  %s", l)
	}
}

func (p *meetingsPage) series(all bool) {
	if len(p.m.Series) == 0 {
		return
	}
	wide := max(12, p.s.Width-54)
	p.line("\n  %s", p.s.dim(fmt.Sprintf("%-*s %8s %6s %6s %7s  %s", wide, "Series that cost most", "person-h", "hours", "people", "focus-h", "organiser")))
	shown := p.m.Series
	if !all && len(shown) > manySeries {
		shown = shown[:manySeries]
	}
	for _, m := range shown {
		title := m.Title
		if title == "" {
			title = "(no title)"
		}
		p.line("  %s", strings.TrimRight(fmt.Sprintf("%s %8s %6s %6s %7s  %s", p.s.pad(title, wide),
			say.Short(m.PersonHours), say.Short(m.Hours), people(m.People), say.Short(m.Focus), p.s.pad(caller(m), 18)), " "))
	}
	if more := len(p.m.Series) - len(shown); more > 0 {
		p.line("  %s", p.s.dim(fmt.Sprintf("and %d more; --all shows them", more)))
	}
}

func people(n int) string {
	if n == 0 {
		return "?"
	}
	return fmt.Sprint(n)
}

func caller(m reckon.Meeting) string {
	if m.Caller == "" {
		return "not named"
	}
	name, _, _ := strings.Cut(m.Caller, "@")
	return name
}

// move names the series that breaks the days most.
func (p *meetingsPage) move() {
	m := p.m.Move
	if m == nil {
		return
	}
	text := fmt.Sprintf("The one to move: %q. It took %s h and broke up %s h of focus: without it, you would have that much more time in gaps of at least two hours.",
		p.s.Plain(m.Title), say.Short(m.Hours), say.Short(m.Focus))
	if m.Caller == "you" {
		text += " You organise it."
	}
	p.line("")
	for _, l := range p.s.wrap(text, p.s.Width-4) {
		p.line("  %s", l)
	}
}

// manyPartners is how many people of one-to-ones are shown.
const manyPartners = 8

// everyDays is how often something comes: "day", "7 days".
func everyDays(n int) string {
	if n == 1 {
		return "day"
	}
	return say.Count(n, "day", "days")
}

func (p *meetingsPage) partners() {
	if len(p.m.Partners) == 0 {
		return
	}
	p.line("\n  %s", p.s.dim("One-to-ones in the last year, longest ago first"))
	for i, o := range p.m.Partners {
		if i == manyPartners {
			p.line("  %s", p.s.dim(fmt.Sprintf("and %d more", len(p.m.Partners)-i)))
			return
		}
		p.line("  %s %4d %s ago, usually every %s", p.s.pad(o.With, 34), o.Days, say.Plural(o.Days, "day ", "days"), everyDays(o.Usual))
	}
}
