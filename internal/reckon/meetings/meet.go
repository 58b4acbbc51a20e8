// Package meetings answers what the meetings of a period do to its days: figures,
// series by what they cost, who called them, and which one to move. It speaks of
// the calendar as planned, and of nobody's worth.
package meetings

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// MeetingsQuestion is what is asked of a period's meetings. Where no Days are asked
// for, it is the last Quarter that the calendar sees. Against is empty for the
// reference: the one fixed, else the one proposed.
type MeetingsQuestion struct {
	session.Question
	Days    when.Days
	Against when.Days
	Rate    *money.Amount // an hour of one person; nil for none
}

// Quarter is how many whole weeks are looked at where no period is asked for, beside
// the one in which they end.
const Quarter = 13

// lately is the last Quarter up to a day, or up to where the calendar ends before it.
func lately(ends, now when.Day) when.Days {
	to := now
	if ends != when.NoDay {
		to = min(now, ends+1)
	}
	return when.Days{From: to.Monday() - 7*Quarter, To: to}
}

// meetings is what is at hand while the answer is put together.
type meetings struct {
	*look.Look
	q       MeetingsQuestion
	sorter  *kinds.Sorter
	stretch measure.Stretch
}

// Of tells what the meetings of a period do to its days.
func Of(ctx context.Context, b session.Base, g policy.Grant, q MeetingsQuestion) (Meetings, error) {
	s, err := b.Fresh(ctx, g, q.Question)
	if err != nil {
		return Meetings{}, err
	}
	q.Question = s.Q
	m := &meetings{q: q}
	if m.Look, err = look.LookOf(s); err != nil {
		return Meetings{}, err
	}
	if m.sorter, err = s.Sorter(); err != nil {
		return Meetings{}, err
	}
	ends := m.Exposure(logbook.Plans, timeline.SphereAll).Last()
	if m.q.Days == (when.Days{}) {
		m.q.Days = lately(ends, m.q.Now)
	}
	if m.stretch, err = m.of(m.q.Days); err != nil {
		return Meetings{}, err
	}
	out, err := m.answer()
	if err != nil {
		return Meetings{}, err
	}
	if ends != when.NoDay && ends <= out.Period.To && ends < m.q.Now-1 {
		out.Ends = &ends
	}
	var missing say.Text
	if out.Shift, missing = m.shift(); len(missing) > 0 {
		out.Limits = append(out.Limits, missing)
	}
	return out, nil
}

// of reconciles some days and keeps those that the calendar could see and on
// which the person was not away.
func (m *meetings) of(days when.Days) (measure.Stretch, error) {
	s := measure.Stretch{Habits: m.q.Habits}
	if days.To > m.q.Now {
		days.To = m.q.Now
	}
	if days.Len() == 0 {
		return s, nil
	}
	e := m.Exposure(logbook.Plans, timeline.SphereAll)
	s.Hands = m.Exposure(logbook.Commits, timeline.SphereAll).Covered
	err := m.Accounts(days, func(day timeline.Day) {
		if e.Seen(day.Day) {
			s.Days = append(s.Days, day)
		}
	})
	return s, err
}

func (m *meetings) answer() (Meetings, error) {
	last := min(m.q.Days.To, m.q.Now) - 1
	out := Meetings{
		Version: 1, Synthetic: m.q.Synthetic, Person: m.Person(),
		Period: report.Period{From: m.q.Days.From, To: last, Zone: m.Look.Q.Zone()},
		Window: windowText(m.q.Habits.Window), Days: m.stretch.WorkingDays(),
		Figures: []Figure{}, Series: []Meeting{}, Kinds: []KindTotal{}, Partners: []Partner{},
	}
	if all := workingDays(m.q.Habits.Window, when.Days{From: m.q.Days.From, To: last + 1}); all > 0 {
		out.Seen = say.Round(float64(out.Days)/float64(all), 3)
	}
	for _, f := range measure.Figures() {
		out.Figures = append(out.Figures, figure(f, m.stretch))
	}
	out.Series = m.series()
	for i := range out.Series {
		s := &out.Series[i]
		if s.Recurs && s.Focus > 0 && (out.Move == nil || s.Focus > out.Move.Focus) {
			out.Move = s
		}
	}
	out.Cost = m.cost(out.Series)
	out.Kinds, out.Sorting = m.sorted(out.Series)
	out.Others = othersOf(m.stretch.Days)
	zone := m.q.Habits.Zone(last)
	year := when.Days{From: last - 364, To: last + 1}
	planned, err := m.Occurrences(m.Wide(year))
	if err != nil {
		return out, err
	}
	topics, err := m.Topics()
	for _, p := range measure.Partners(planned, topics, year.From, year.To, zone) {
		p.Days += sinceLast(last, m.q.Through)
		out.Partners = append(out.Partners, Partner(p))
	}
	out.Halved = m.halved()
	out.Limits = m.limitsOf(out)
	return out, err
}

// sinceLast is how many days lie between the last day of a period and the day from
// which "days ago" is counted: today, where the period goes on until the day before.
func sinceLast(last, today when.Day) int {
	if today == last+1 {
		return 1
	}
	return 0
}

func figure(f measure.Figure, s measure.Stretch) Figure {
	out := Figure{Name: f.Name, Unit: f.Unit, Means: f.Means, Not: f.Not}
	v, some := f.Of(s)
	if !some {
		return out
	}
	put := func(to **float64, x float64) {
		x = say.Round(x, 3)
		*to = &x
	}
	put(&out.Value, v.Value)
	if v.Low != v.Value || v.High != v.Value {
		put(&out.Low, v.Low)
		put(&out.High, v.High)
	}
	return out
}

// workingDays counts the days of a period that have a window.
func workingDays(w timeline.Window, days when.Days) (n int) {
	for d := days.From; d < days.To; d++ {
		if w.Weekdays[d.Weekday()] {
			n++
		}
	}
	return n
}

// series are the meetings of the period by what they go by, those of most
// person-hours first.
func (m *meetings) series() []Meeting {
	byKey := map[string]*Meeting{}
	for _, day := range m.stretch.Days {
		costs := measure.Marginal(day, m.q.Habits)
		for i := range day.Bookings {
			b := &day.Bookings[i]
			if !b.Topic.Meeting {
				continue
			}
			key := kinds.KeyOf(&b.Of)
			if byKey[key] == nil {
				byKey[key] = &Meeting{ID: kinds.ID(key)}
			}
			byKey[key].add(b, costs[i])
		}
	}
	out := []Meeting{}
	for key, s := range byKey {
		v := m.sorter.Of(key)
		s.Kind, s.Source = v.Kind.Name, string(v.Source)
		s.PersonHours = inHours(s.time)
		s.Hours, s.Focus = say.Round(s.Hours, 3), say.Round(s.Focus, 3)
		if m.q.Rate != nil {
			cost := m.q.Rate.Times(int64(s.time), int64(when.Hour))
			s.Money = &cost
		}
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Meeting) int {
		return cmp.Or(-cmp.Compare(a.PersonHours, b.PersonHours), -cmp.Compare(a.Hours, b.Hours), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// mostFacts is how many events a series names: one series entered anew again and
// again has hundreds.
const mostFacts = 10

func (s *Meeting) add(b *timeline.Booking, cost when.Instant) {
	if s.Last = b.Day; !slices.Contains(s.Facts, b.Of.Event.String()) {
		s.Facts = slices.Insert(s.Facts, 0, b.Of.Event.String())
		s.Facts = s.Facts[:min(len(s.Facts), mostFacts)]
	}
	s.Title, s.People, s.With, s.Outside = b.Of.Summary, b.Of.People, b.Of.With, b.Of.Outside
	s.Caller = b.Of.Caller
	if b.Of.Mine {
		s.Caller = "you"
	}
	s.Recurs, s.Endless = s.Recurs || b.Of.Series, s.Endless || b.Of.Endless
	s.Hours += float64(b.Span.Len()) / float64(when.Hour)
	s.Focus += float64(cost) / float64(when.Hour)
	s.time += measure.PersonTime(b)
	if b.Span.From == b.Of.Span.From {
		s.Times++
	}
}

func inHours(t when.Instant) float64 { return say.Round(float64(t)/float64(when.Hour), 3) }

func (m *meetings) cost(series []Meeting) *CostOf {
	if m.q.Rate == nil {
		return nil
	}
	var all when.Instant
	for i := range series {
		all += series[i].time
	}
	return &CostOf{*m.q.Rate, m.q.Rate.Times(int64(all), int64(when.Hour))}
}

// soloBlocks is what blocks go by that nobody else is in and that nobody sorted.
const soloBlocks = "solo"

// othersOf adds up what is no meeting though it stands in the calendar as time taken.
func othersOf(days []timeline.Day) Others {
	var solo, call, seen []when.Span
	for _, day := range days {
		seen = append(seen, day.Span)
		for i := range day.Bookings {
			switch b := &day.Bookings[i]; {
			case b.Topic.Rule == timeline.RuleSolo:
				solo = append(solo, b.Span)
			case b.Topic.Work == timeline.Operating && !b.Topic.Meeting:
				call = append(call, b.Of.Span) // through the nights, too
			}
		}
	}
	shifts := when.SpansOf(call...).And(when.SpansOf(seen...))
	return Others{Solo: inHours(when.SpansOf(solo...).Len()), OnCall: inHours(shifts.Len())}
}

// sorted adds up the planned time by kind, meetings or not.
func (m *meetings) sorted(series []Meeting) ([]KindTotal, Sorting) {
	sums := map[string]*KindTotal{}
	var all, known float64
	for _, day := range m.stretch.Days {
		for i := range day.Bookings {
			b := &day.Bookings[i]
			name := b.Topic.Name
			if b.Topic.Rule == timeline.RuleSolo {
				name = soloBlocks
			}
			if sums[name] == nil {
				sums[name] = &KindTotal{Kind: name, Work: string(b.Topic.Work)}
			}
			hours := float64(b.Span.Len()) / float64(when.Hour)
			sums[name].Hours += hours
			all += hours
			if b.Topic.Name != "" {
				known += hours
			}
		}
	}
	totals := []KindTotal{}
	for _, t := range sums {
		t.Hours = say.Round(t.Hours, 3)
		totals = append(totals, *t)
	}
	slices.SortFunc(totals, func(a, b KindTotal) int { return cmp.Or(-cmp.Compare(a.Hours, b.Hours), cmp.Compare(a.Kind, b.Kind)) })
	s := Sorting{Score: m.sorter.Score}
	if all > 0 {
		s.Sorted = say.Round(known/all, 3)
	}
	for i := range series {
		if series[i].Kind == "" {
			s.Open++
		}
	}
	return totals, s
}

// shift sets the period against another: the one given, else the reference.
// Where that cannot be done, missing says why.
func (m *meetings) shift() (shift *Shift, missing say.Text) {
	against, chosen := m.q.Against, "given"
	if against.Len() == 0 {
		m.ChooseReference()
		if m.Reference == nil {
			return nil, say.Plain("There is no reference to compare with; `--against PERIOD` names another period.")
		}
		against, chosen = m.Reference.Days(), m.Reference.Chosen
	}
	then := m.focus(against)
	s, some := measure.ShiftOf(then, m.stretch.Focus(), m.q.Habits.Window)
	if !some || 2*then.Days < workingDays(m.q.Habits.Window, against) {
		return nil, say.F("The calendar covers less than half of %s, so nothing is compared with it. `--against PERIOD` names another period.", against)
	}
	return &Shift{
		Against: report.Period{From: against.From, To: against.Last(), Zone: m.Look.Q.Zone()}, Chosen: chosen,
		Then: say.Round(s.Then, 3), Now: say.Round(s.Now, 3), Load: say.Round(s.Load, 3), Placed: say.Round(s.Placed, 3),
	}, nil
}

// focus is the focus time of some days as it is remembered: a year of them is compared
// with, and nothing else of it is asked.
func (m *meetings) focus(days when.Days) measure.Focus {
	days.To = min(days.To, m.q.Now)
	row := func(of measure.Measure) measure.Row { return m.Row(of, timeline.SphereAll) }
	return measure.FocusOf(days, row(measure.PotentialFocus), row(measure.BestFocus), m.Exposure(logbook.Plans, timeline.SphereAll).Seen, m.q.Habits)
}

// limitsOf says what the data cannot tell, only what holds for this data.
// A calendar counts half as a whole where so many of its meetings do, of so many.
const (
	fewMeetings  = 5
	nearlyHalved = 0.9
)

// halved says whether nearly all meetings with people named count half: then the
// calendar is most likely of an address that is not known as the person's.
func (m *meetings) halved() *Halved {
	var h Halved
	for _, day := range m.stretch.Days {
		for _, b := range day.Bookings {
			if b.Of.People == 0 || b.Of.Weight == 0 || b.Of.Away {
				continue
			}
			if h.Of++; b.Of.Answer == logbook.Silent {
				h.Meetings++
			}
		}
	}
	if h.Of < fewMeetings || float64(h.Meetings) < nearlyHalved*float64(h.Of) {
		return nil
	}
	return &h
}

func (m *meetings) limitsOf(out Meetings) []say.Text {
	limits := []say.Text{
		say.Plain("A calendar shows what was planned, not what happened: gaps are potential focus time, not work done."),
		say.Plain("Person-hours count everyone who was invited. Some may have been invited only as a courtesy."),
	}
	if out.Seen < 1 {
		limits = append(limits, say.F("%.0f%% of the period's working days are counted. On the others you were away, or the calendar does not cover them.", 100*out.Seen))
	}
	if out.Sorting.Sorted < 1 && out.Sorting.Open > 0 {
		limits = append(limits, say.F("The kind of %d of %d series is not known: what is in them counts as coordinating. `backsight sort` asks about them.", out.Sorting.Open, len(out.Series)))
	}
	if solo := out.Others.Solo; solo > 0 {
		limits = append(limits, say.F("Not counted as meetings: %s in blocks that name nobody else. If one of them is a meeting, `backsight sort` lets you say so.", say.Hours(solo)))
	}
	if call := out.Others.OnCall; call > 0 {
		limits = append(limits, say.F("Not counted as meetings: %s on call. That time counts as operating, and stays free.", say.Hours(call)))
	}
	if unnamed := unnamedText(out.Series); len(unnamed) > 0 {
		limits = append(limits, unnamed)
	}
	return limits
}

// unnamedText says for how many of the hours nobody is named; empty for none.
func unnamedText(series []Meeting) say.Text {
	nobody, all := 0.0, 0.0
	for i := range series {
		all += series[i].Hours
		if series[i].People == 0 {
			nobody += series[i].Hours
		}
	}
	const counted = "the calendar names nobody there, as public calendars do. These hours are counted for one person, and may cost more."
	switch {
	case nobody == 0:
		return nil
	case nobody >= all:
		return say.Plain("How many people attend is not known: " + counted)
	}
	return say.F("How many people attend is not known for %s of the %s meeting hours: %s", say.Short(nobody), say.Short(all), counted)
}

var dayNames = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// windowText is "Mon to Fri, 09:00 to 17:00".
func windowText(w timeline.Window) string {
	text, first, last := "", -1, -1
	for i, works := range w.Weekdays {
		if !works {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
		text += dayNames[i] + " "
	}
	run := first >= 0
	for i := max(first, 0); i <= last; i++ {
		run = run && w.Weekdays[i]
	}
	if run && last > first+1 {
		text = dayNames[first] + " to " + dayNames[last] + " "
	}
	if text == "" {
		return "no day"
	}
	return fmt.Sprintf("%s, %02d:%02d to %02d:%02d", text[:len(text)-1], w.From/60, w.From%60, w.To/60, w.To%60)
}
