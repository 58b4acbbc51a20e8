package timeline

import (
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
)

// Act is something done at a point in time. It displaces nothing; inside a
// meeting it is both at once. Counts is false where a rule says that it makes
// no day: it is still shown, with the rule.
type Act struct {
	At       when.Instant
	Day      when.Day // its own local date; NoDay where it cannot be placed
	Role     logbook.Role
	Work     Work
	Sphere   Sphere
	Rule     Rule
	Counts   bool
	Assisted bool // bears a coding assistant's mark
	Merge    bool // of two parents or more
	Text     string
	Object   string       // the commit's id
	Zone     string       // in which it was done, as its fact has it; "" where it names none
	Facts    []logbook.ID // the fact, and its doubles
	Places   []string
}

// Stint is an unbroken stretch of one kind of work. Weight is how sure the
// person's presence is, 0 to 1; Also is what else went on in the same minutes. What
// happened rests on too many beats to name; Facts are what stands beside them.
type Stint struct {
	Span   when.Span
	Work   Work
	Weight float64
	Also   []Work
	Sphere Sphere
	Rule   Rule
	Text   string
	Facts  []logbook.ID

	Hands Hands  // of making that happened, how; "" of what was planned
	Signs string // of what happened: what it rests on, in the words of its source, "" for several

	Topic   string // of a planned block, its fine kind; "" where nobody could tell
	Meeting bool   // planned with others
	Halved  bool   // something was made in it: being there counts half
	Through bool   // hands-on evidence covers half of it or more: likewise
	Spread  bool   // of a planned event over days, of which not every hour counts
}

// Home is the zone a person lived in from a day on.
type Home struct {
	From when.Day
	Zone *time.Location
}

// Life is something that happened in a person's life; Away ones are absence.
type Life struct {
	Days when.Days
	Kind string
	Text string
	Away bool
}

// Window is when a person works, in minutes after midnight at home, on the
// weekdays marked (Monday first).
type Window struct {
	Weekdays [7]bool
	From, To int
}

// NineToFive is the window taken until a person says another.
var NineToFive = Window{[7]bool{true, true, true, true, true, false, false}, 9 * 60, 17 * 60}

// Habits is what is known about a person beside the evidence. With habits held
// fixed, evidence about one day changes no other day.
type Habits struct {
	Self   who.Self
	Homes  []Home // in order; the first one's From is not asked
	Window Window
	Lives  []Life
	Sphere func(logbook.Place) Sphere // nil: everything unknown
	// CalendarSphere is the sphere of a calendar by its name; nil: unknown.
	CalendarSphere func(name string) Sphere
	// ProjectSphere is the sphere of a project that an editor or an assistant
	// names; nil: unknown.
	ProjectSphere func(name string) Sphere
	// Sources are all there are, with what each says of itself: what a beat is
	// evidence of is told by its source. One that is not among them says nothing.
	Sources logbook.Sources
	// Categories is what activities are taken for; nil: the table of that name.
	Categories map[string]Work
	// Levels is the person's own table of levels; nil: UsualLevels.
	Levels Levels
	// Routines are what a program commits in the person's name.
	Routines []logbook.Routine
	// Others are the calendars, by name, of which the person said that they are kept for
	// somebody else: what names nobody of the person's there is not theirs.
	Others map[string]bool
	// Topic is what a planned block is about; nil: Unsorted, all of them.
	Topic func(logbook.Occurrence) Topic
}

// LevelTable is the level of each kind of work: the person's own table, else the
// usual one.
func (h Habits) LevelTable() Levels {
	if h.Levels != nil {
		return h.Levels
	}
	return UsualLevels()
}

// Zone is the home zone on a day.
func (h Habits) Zone(d when.Day) *time.Location {
	zone := time.UTC
	for i, home := range h.Homes {
		if i == 0 || home.From <= d {
			zone = home.Zone
		}
	}
	return zone
}

// Evidence is what is to be reconciled, in any order, for some days. Facts
// outside the days are let pass by; Now bounds what can be believed. Beats are of
// every source; those within Near of the days say something of them.
type Evidence struct {
	Days        when.Days
	Facts       []logbook.Fact
	Sightings   []logbook.Sighting
	Occurrences []logbook.Occurrence
	Beats       []logbook.Beat
	Now         when.Instant
}

// Account is the reconciled account of some days. Acts are in order of time and
// include those that cannot be placed, at the end. Stints are the partition of
// every minute, each with its rule; Planned is the partition that the calendar
// alone would make, and the same where nothing else is known. Bookings are what
// was planned, as it lies over one another; Runs, on a clock of their own, are
// when agents worked.
type Account struct {
	Days     when.Days
	Acts     []Act
	Stints   []Stint
	Planned  []Stint
	Bookings []Booking
	Whole    []WholeDay // in order of their days
	Traces   []Trace
	Runs     []Run
	Said     []record.Entry // what the person said that stands at a moment, in order
	Habits   Habits
}

// Reconcile makes one account of overlapping evidence. An act on the date of
// another day, as it was lived elsewhere, still marks the stint it lies in.
func Reconcile(ev Evidence, habits Habits) Account {
	a := Account{Days: ev.Days, Habits: habits}
	a.Acts = acts(ev, habits)
	done := heard(ev, habits)
	a.Bookings = bookings(ev, a.Acts, done.hands, habits)
	a.Whole = wholeDays(ev)
	a.Planned, a.Stints = stints(ev, a.Bookings, done.claims, habits)
	a.Traces, a.Runs = done.traces, done.runs
	a.Said = said(ev)
	a.Planned = bothAtOnce(a.Planned, a.Acts, habits)
	a.Stints = bothAtOnce(a.Stints, a.Acts, habits)
	a.Acts = slices.DeleteFunc(a.Acts, func(x Act) bool { return x.Day != when.NoDay && !ev.Days.Has(x.Day) })
	return a
}

// Day is the part of an account that is one day: acts by their own local date,
// stints and bookings cut at the home zone's midnights.
type Day struct {
	Day      when.Day
	Span     when.Span
	Acts     []Act
	Stints   []Stint
	Planned  []Stint
	Bookings []Booking
	Whole    []WholeDay
	Traces   []Trace
	Runs     []Run
	Said     []record.Entry // by its own local date, as acts are
}

// Each calls visit for every day of the account, in order.
func (a Account) Each(visit func(Day)) {
	byDay := map[when.Day][]Act{}
	for _, act := range a.Acts {
		byDay[act.Day] = append(byDay[act.Day], act)
	}
	saidOn := map[when.Day][]record.Entry{}
	for _, e := range a.Said {
		saidOn[e.Day] = append(saidOn[e.Day], e)
	}
	stints, planned, booked := cutter{all: a.Stints}, cutter{all: a.Planned}, 0
	for d := a.Days.From; d < a.Days.To; d++ {
		first := booked
		for booked < len(a.Bookings) && a.Bookings[booked].Day == d {
			booked++
		}
		day := Day{Day: d, Span: daySpan(a.Habits, d), Acts: byDay[d], Said: saidOn[d], Bookings: a.Bookings[first:booked]}
		day.Stints, day.Planned = stints.day(day.Span), planned.day(day.Span)
		for _, w := range a.Whole {
			if w.Day == d {
				day.Whole = append(day.Whole, w)
			}
		}
		day.Traces, day.Runs = tracesOf(a.Traces, day.Span), runsOf(a.Runs, day.Span)
		visit(day)
	}
}

// cutter gives the stints of one day after another.
type cutter struct {
	all  []Stint
	next int
}

func (c *cutter) day(span when.Span) (out []Stint) {
	for c.next < len(c.all) && c.all[c.next].Span.To <= span.From {
		c.next++
	}
	for i := c.next; i < len(c.all) && c.all[i].Span.From < span.To; i++ {
		s := c.all[i]
		s.Span, _ = s.Span.Cut(span)
		out = append(out, s)
	}
	return out
}

// daySpan is a home day. Where the home zone changes, the day ends where the
// next one begins, so that no minute is in two days or in none.
func daySpan(h Habits, d when.Day) when.Span {
	return when.Span{From: d.Start(h.Zone(d)), To: (d + 1).Start(h.Zone(d + 1))}
}
