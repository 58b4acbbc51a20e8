package lives

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
)

// calendar is what was in the person's calendar on a day, in order of what was
// put in when.
type calendar struct {
	name, zone string
	components []component
}

// component is one VEVENT: a meeting, a series, an exception from one, or days
// out of office.
type component struct {
	uid        string
	recurrence string // of an exception, as written
	modified   when.Instant
	sequence   int
	span       when.Span // of the first time it takes place
	days       when.Days // of a whole-day event, which has no span
	zone       string    // the zone it is written in, "" for UTC and whole days
	lines      []string  // its properties, unfolded, BEGIN and END included
}

// diary gathers the components.
type diary struct {
	life     Life
	until    when.Day
	absences []Leave
	plans    []plan
	all      []component
}

// calendar is the calendar as it stood before a day.
func (l Life) calendar(until when.Day, plans []plan, absences []Leave) calendar {
	d := diary{life: l, until: until, absences: absences, plans: plans}
	for i, m := range meetings {
		for _, s := range l.stretches(i, plans) {
			d.series(i, m, s)
		}
	}
	for _, p := range plans {
		d.once(p)
	}
	for _, a := range absences {
		d.outOfOffice(a)
	}
	return calendar{name: "Work", zone: l.zone(until).String(), components: d.all}
}

// series is one meeting over a stretch of weeks, with its exceptions.
func (d *diary) series(index int, m meeting, s stretch) {
	zone := location(s.zone)
	first := m.meetsOn(d.plans[s.from].monday, 0)[0]
	c := component{
		uid:  fmt.Sprintf("%s-%d-%d@example.org", d.life.Name, index, s.from),
		zone: s.zone, modified: clock(d.plans[s.from].monday, 8*60, zone),
	}
	c.span.From = clock(first, m.at, zone)
	c.span.To = c.span.From + when.Instant(m.long)*when.Minute
	rule := fmt.Sprintf("RRULE:FREQ=WEEKLY;INTERVAL=%d;BYDAY=%s", m.every, m.days)
	if !s.open {
		end := d.plans[s.from].monday + when.Day(7*(s.to-s.from))
		c.modified = end.Start(zone)
		rule += ";UNTIL=" + utc(end.Start(zone)-when.Second)
	}
	exdates, exceptions := d.exceptions(&c, index, m, s)
	c.sequence = len(exdates)
	c.lines = vevent(&c, m.summary, append([]string{
		local("DTSTART", c.span.From, s.zone), local("DTEND", c.span.To, s.zone), rule,
	}, append(exdates, people(d.life, m.people, m.called, "ACCEPTED")...)...))
	d.all = append(append(d.all, c), exceptions...)
}

// exceptions goes through the times the series took place: days away are taken
// out or declined, and now and then one is moved, dropped or declined.
func (d *diary) exceptions(c *component, index int, m meeting, s stretch) (exdates []string, moved []component) {
	zone := location(s.zone)
	for week := s.from; week < s.to; week++ {
		r := d.life.chance(ofAnswers, week*len(meetings)+index)
		told := clock(d.plans[week].monday, 8*60, zone)
		for _, day := range m.meetsOn(d.plans[week].monday, week-s.from) {
			at := clock(day, m.at, zone)
			what := answer(r, awayOn(d.absences, day))
			if day >= d.until || what == stays {
				continue
			}
			c.modified = max(c.modified, told)
			if what == dropped {
				exdates = append(exdates, local("EXDATE", at, s.zone))
				continue
			}
			moved = append(moved, d.exception(*c, m, at, told, what))
		}
	}
	return exdates, moved
}

func (d *diary) exception(series component, m meeting, at, told when.Instant, what change) component {
	e := series
	e.recurrence = localTime(at, series.zone)
	e.modified, e.sequence = told, 1
	status := "ACCEPTED"
	start := at
	if what == declined {
		status = "DECLINED"
	} else {
		start += when.Hour
	}
	e.span = when.Span{From: start, To: start + when.Instant(m.long)*when.Minute}
	e.lines = vevent(&e, m.summary, append([]string{
		local("RECURRENCE-ID", at, series.zone), local("DTSTART", e.span.From, series.zone), local("DTEND", e.span.To, series.zone),
	}, people(d.life, m.people, m.called, status)...))
	return e
}

type change int8

const (
	stays change = iota
	dropped
	movedOn
	declined
)

// answer is what became of one time of a series.
func answer(r *rand.Rand, away string) change {
	chance := r.Float64()
	switch {
	case away == "family" || away != "" && chance < 0.3:
		return dropped
	case away != "" && chance < 0.7:
		return declined
	case away != "":
		return stays
	case chance < 0.03:
		return dropped
	case chance < 0.06:
		return movedOn
	case chance < 0.08:
		return declined
	}
	return stays
}

// once are the meetings of a week that are met once.
func (d *diary) once(p plan) {
	if p.monday < d.life.Diary {
		return
	}
	r := d.life.chance(ofMeetings, p.week)
	const usual = 0.8 // hours, on average, of the lengths below
	for i := range poisson(r, d.life.traits(p.monday).Meet*(1-seriesPart)/usual) {
		place := r.IntN(5)
		day := p.monday + when.Day(place)
		at := clock(day, 9*60+30*r.IntN(16), d.life.zone(day))
		long := pick(r, []when.Instant{30, 30, 45, 60, 60, 90}) * when.Minute
		summary, people := pick(r, onceSummaries), 2+r.IntN(5)
		called, chance := r.Float64() < 0.35, r.Float64()
		if p.present[place] && day < d.until {
			c := component{
				uid:  fmt.Sprintf("%s-once-%d-%d@example.org", d.life.Name, p.week, i),
				span: when.Span{From: at, To: at + long}, zone: d.life.zone(day).String(),
				modified: clock(p.monday, 8*60, d.life.zone(day)),
			}
			d.single(c, summary, people, called, chance)
		}
	}
}

// single writes one meeting met once: half in the zone lived in, half in UTC,
// as calendars do.
func (d *diary) single(c component, summary string, asked int, called bool, chance float64) {
	answer, status := "ACCEPTED", "STATUS:CONFIRMED"
	switch {
	case chance < 0.06:
		answer = "DECLINED"
	case chance < 0.14:
		answer, status = "TENTATIVE", "STATUS:TENTATIVE"
	case chance < 0.20:
		answer = "NEEDS-ACTION"
	case chance < 0.22:
		status = "STATUS:CANCELLED"
	}
	times := []string{"DTSTART:" + utc(c.span.From), "DTEND:" + utc(c.span.To), status}
	if chance < 0.5 {
		times = []string{local("DTSTART", c.span.From, c.zone), local("DTEND", c.span.To, c.zone), status}
	} else {
		c.zone = ""
	}
	c.lines = vevent(&c, summary, append(times, people(d.life, asked, called, answer)...))
	d.all = append(d.all, c)
}

// outOfOffice is an absence as whole days.
func (d *diary) outOfOffice(a Leave) {
	if a.Days.From < d.life.Diary {
		return
	}
	zone := d.life.zone(a.Days.From)
	c := component{
		uid:  fmt.Sprintf("%s-%s-%v@example.org", d.life.Name, a.What, a.Days.From),
		days: a.Days, modified: clock(a.Days.From, 7*60, zone),
	}
	date := func(day when.Day) string { return strings.ReplaceAll(day.String(), "-", "") }
	c.lines = vevent(&c, a.Text, []string{
		"DTSTART;VALUE=DATE:" + date(a.Days.From), "DTEND;VALUE=DATE:" + date(a.Days.To),
		"TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
	})
	d.all = append(d.all, c)
}

// vevent is a component's lines.
func vevent(c *component, summary string, rest []string) []string {
	lines := []string{"BEGIN:VEVENT", "UID:" + c.uid, "SUMMARY:" + summary}
	lines = append(lines, rest...)
	return append(lines,
		fmt.Sprintf("SEQUENCE:%d", c.sequence), "LAST-MODIFIED:"+utc(c.modified), "END:VEVENT")
}

// people are the lines that say who called a meeting and who was asked; none
// where nobody is named.
func people(l Life, asked int, called bool, answer string) []string {
	if asked == 0 {
		return nil
	}
	who := func(a Author) string { return "CN=" + a.Name + ";ROLE=REQ-PARTICIPANT;PARTSTAT=" }
	self := Author{l.Person.Name, cmp.Or(l.Invited, l.Person.Email)}
	organiser := colleagues[asked%len(colleagues)]
	if called {
		organiser, answer = self, "ACCEPTED"
	}
	lines := []string{
		"ORGANIZER;CN=" + organiser.Name + ":mailto:" + organiser.Email,
		"ATTENDEE;" + who(self) + answer + ":mailto:" + self.Email,
	}
	for i := range asked - 1 {
		a := Author{fmt.Sprintf("Guest %d", i), fmt.Sprintf("guest%d@work.example.org", i)}
		if i < len(colleagues) {
			a = colleagues[(asked+i)%len(colleagues)]
		}
		lines = append(lines, "ATTENDEE;"+who(a)+"ACCEPTED:mailto:"+a.Email)
	}
	return lines
}

func utc(at when.Instant) string { return at.UTC().Format("20060102T150405Z") }

func local(property string, at when.Instant, zone string) string {
	return property + ";TZID=" + zone + ":" + localTime(at, zone)
}

func localTime(at when.Instant, zone string) string {
	return at.In(location(zone)).Format("20060102T150405")
}

func split(list string) []string { return strings.Split(list, ",") }
