package reckon

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// MeetingsQuestion is what is asked of a period's meetings. Against is empty for
// the reference: the one fixed, else the one proposed.
type MeetingsQuestion struct {
	Question
	Days    when.Days
	Against when.Days
	Rate    *money.Amount // an hour of one person; nil for none
}

// meetings is what is at hand while the answer is put together.
type meetings struct {
	look
	q       MeetingsQuestion
	planned diary
	stretch measure.Stretch
}

// Meetings tells what the meetings of a period do to its days.
func (d Desk) Meetings(ctx context.Context, g policy.Grant, q MeetingsQuestion) (Meetings, error) {
	said, err := d.said(ctx, g)
	if err != nil {
		return Meetings{}, err
	}
	q.Question = q.as(said)
	if err := d.refresh(ctx, g, q.Question); err != nil {
		return Meetings{}, fmt.Errorf("reckoning what is new: %w", err)
	}
	m := &meetings{q: q, look: look{q: q.Question, said: said, days: map[seriesKey]map[when.Day]float64{}, away: map[when.Day]bool{}}}
	if err := m.fetch(ctx, d, g); err != nil {
		return Meetings{}, err
	}
	if m.planned, err = d.diary(ctx, g, q.Question); err != nil {
		return Meetings{}, err
	}
	if m.stretch, err = m.of(ctx, d, g, q.Days); err != nil {
		return Meetings{}, err
	}
	out := m.answer()
	var missing string
	if out.Shift, missing, err = m.shift(ctx, d, g); missing != "" {
		out.Limits = append(out.Limits, missing)
	}
	return out, err
}

// of reconciles some days and keeps those that the calendar could see and on
// which the person was not away.
func (m *meetings) of(ctx context.Context, d Desk, g policy.Grant, days when.Days) (measure.Stretch, error) {
	s := measure.Stretch{Habits: m.q.Habits}
	if days.To > m.q.Now {
		days.To = m.q.Now
	}
	if days.Len() == 0 {
		return s, nil
	}
	account, err := d.account(ctx, g, m.q.Question, m.planned, days, m.q.Instant)
	if err != nil {
		return s, err
	}
	e := m.exposure(logbook.Plans, timeline.SphereAll)
	s.Hands = m.exposure(logbook.Commits, timeline.SphereAll).Covered
	account.Each(func(day timeline.Day) {
		if e.Seen(day.Day) {
			s.Days = append(s.Days, day)
		}
	})
	return s, nil
}

func (m *meetings) answer() Meetings {
	last := min(m.q.Days.To, m.q.Now) - 1
	out := Meetings{
		Version: 1, Synthetic: m.q.Synthetic, Person: m.person(),
		Period: Period{From: m.q.Days.From, To: last, Zone: m.look.q.zone()},
		Window: windowText(m.q.Habits.Window), Days: m.stretch.WorkingDays(),
		Figures: []Figure{}, Series: []Meeting{}, Kinds: []KindTotal{}, Partners: []Partner{},
	}
	if all := workingDays(m.q.Habits.Window, when.Days{From: m.q.Days.From, To: last + 1}); all > 0 {
		out.Seen = rounded(float64(out.Days)/float64(all), 3)
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
	zone := m.q.Habits.Zone(last)
	for _, p := range measure.Partners(m.planned.found, m.planned.topic, last-364, last+1, zone) {
		out.Partners = append(out.Partners, Partner(p))
	}
	out.Limits = m.limitsOf(out)
	return out
}

func figure(f measure.Figure, s measure.Stretch) Figure {
	out := Figure{Name: f.Name, Unit: f.Unit, Means: f.Means, Not: f.Not}
	v, some := f.Of(s)
	if !some {
		return out
	}
	put := func(to **float64, x float64) {
		x = rounded(x, 3)
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
		v := m.planned.sorter.Of(key)
		s.Kind, s.Source = v.Kind.Name, string(v.Source)
		s.PersonHours = inHours(s.time)
		s.Hours, s.Focus = rounded(s.Hours, 3), rounded(s.Focus, 3)
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

func inHours(t when.Instant) float64 { return rounded(float64(t)/float64(when.Hour), 3) }

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

// sorted adds up the planned time by kind, meetings or not.
func (m *meetings) sorted(series []Meeting) ([]KindTotal, Sorting) {
	sums := map[string]*KindTotal{}
	var all, known float64
	for _, day := range m.stretch.Days {
		for i := range day.Bookings {
			b := &day.Bookings[i]
			if sums[b.Topic.Name] == nil {
				sums[b.Topic.Name] = &KindTotal{Kind: b.Topic.Name, Work: string(b.Topic.Work)}
			}
			hours := float64(b.Span.Len()) / float64(when.Hour)
			sums[b.Topic.Name].Hours += hours
			all += hours
			if b.Topic.Name != "" {
				known += hours
			}
		}
	}
	totals := []KindTotal{}
	for _, t := range sums {
		t.Hours = rounded(t.Hours, 3)
		totals = append(totals, *t)
	}
	slices.SortFunc(totals, func(a, b KindTotal) int { return cmp.Or(-cmp.Compare(a.Hours, b.Hours), cmp.Compare(a.Kind, b.Kind)) })
	s := Sorting{Score: m.planned.sorter.Score}
	if all > 0 {
		s.Sorted = rounded(known/all, 3)
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
func (m *meetings) shift(ctx context.Context, d Desk, g policy.Grant) (shift *Shift, missing string, err error) {
	against, chosen := m.q.Against, "given"
	if against.Len() == 0 {
		m.chooseReference()
		if m.reference == nil {
			return nil, "There is no reference to compare with; `--against PERIOD` names another period.", nil
		}
		against, chosen = m.reference.Days(), m.reference.Chosen
	}
	then, err := m.of(ctx, d, g, against)
	if err != nil {
		return nil, "", err
	}
	s, some := measure.ShiftOf(then, m.stretch)
	if !some || 2*then.WorkingDays() < workingDays(m.q.Habits.Window, against) {
		return nil, fmt.Sprintf("The calendar covers less than half of %s: nothing is compared with it. `--against PERIOD` names another period.", against), nil
	}
	return &Shift{
		Against: Period{From: against.From, To: against.Last(), Zone: m.look.q.zone()}, Chosen: chosen,
		Then: rounded(s.Then, 3), Now: rounded(s.Now, 3), Load: rounded(s.Load, 3), Placed: rounded(s.Placed, 3),
	}, "", nil
}

// limitsOf says what the data cannot tell, only what holds for this data.
func (m *meetings) limitsOf(out Meetings) []string {
	limits := []string{
		"A calendar says what was planned, not what happened: gaps are potential focus, not building.",
		"Person-hours count everybody asked, and nobody's worth: a long list of people may be a courtesy.",
	}
	if out.Seen < 1 {
		limits = append(limits, fmt.Sprintf("%.0f%% of the period's working days count: the others were spent away, or the calendar does not cover them.", 100*out.Seen))
	}
	if out.Sorting.Sorted < 1 && out.Sorting.Open > 0 {
		limits = append(limits, fmt.Sprintf("%d of the %d series could not be sorted into a kind and stand as coordinating; `backsight sort` asks about them.", out.Sorting.Open, len(out.Series)))
	}
	nobody := 0.0
	for _, s := range out.Series {
		if s.People == 0 {
			nobody += s.Hours
		}
	}
	if nobody > 0 {
		limits = append(limits, fmt.Sprintf("%s meeting hours name nobody: they cost one person here, and may cost more.", number(nobody)))
	}
	return limits
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
