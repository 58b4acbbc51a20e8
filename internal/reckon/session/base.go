package session

import (
	"context"
	"iter"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Version is the engine's: it changes whenever the same facts would give other
// numbers, and makes every remembered number be reckoned again.
const Version = "17"

// Book is the log as reckon reads it. Every reading takes a Grant.
type Book interface {
	// Facts yields the facts in force, by time; the zero Span means all,
	// those that cannot be placed included.
	Facts(context.Context, policy.Grant, when.Span, ...logbook.Kind) iter.Seq2[logbook.Fact, error]
	// Events yields the events in force in the order of their keys: those whose keys
	// begin so, or all.
	Events(ctx context.Context, g policy.Grant, beginnings ...string) iter.Seq2[logbook.Fact, error]
	// Unplaced lists the facts of a kind that lie on no day.
	Unplaced(context.Context, policy.Grant, logbook.Kind) ([]logbook.Unplaced, error)
	Sightings(context.Context, policy.Grant, when.Span) iter.Seq2[logbook.Sighting, error]
	Coverage(context.Context, policy.Grant) ([]logbook.Coverage, error)
	// Routines lists what a program seems to commit in the person's name.
	Routines(context.Context, policy.Grant) ([]logbook.Routine, error)
	// Beats yields the beats that begin in a span, in the order of
	// timeline.InOrder, of the sources named or of all; Items the same with
	// their Raw.
	Beats(context.Context, policy.Grant, when.Span, ...string) iter.Seq2[logbook.Beat, error]
	Items(context.Context, policy.Grant, when.Span, ...string) iter.Seq2[logbook.Beat, error]
}

// Memory holds what was derived, and what of it is out of date.
type Memory interface {
	Dirty(context.Context, policy.Grant) (logbook.Marks, error)
	// Derived says in which state the rows are.
	Derived(context.Context, policy.Grant) (logbook.Derived, error)
	// Generations say how often what is in force of each kind has changed.
	Generations(context.Context, policy.Grant) (logbook.Generations, error)
	// Changed hands over the rows of days that changed after a generation, in order.
	Changed(ctx context.Context, g policy.Grant, after int64, each func(*logbook.DayRow) error) (logbook.Derived, error)
	// AgentDays hands over what is remembered of assistants on the days of UTC of which
	// that changed after a generation, in order.
	AgentDays(ctx context.Context, g policy.Grant, after int64, each func(*logbook.AgentDay) error) (logbook.Derived, error)
	// Presences yields those that share time with a span, in order.
	Presences(context.Context, policy.Grant, when.Span) iter.Seq2[logbook.Presence, error]
	// Remember replaces what is remembered of some days, all where the days are empty,
	// takes those days out of the marks up to a generation, and gives the new generation of the rows.
	Remember(ctx context.Context, g policy.Grant, upTo int64, days when.Days, r logbook.Reckoned) (int64, error)
	// Months yields the months of the calendar that changed after a generation, in order.
	Months(ctx context.Context, g policy.Grant, days when.Days, after int64) iter.Seq2[logbook.Month, error]
	RememberMonths(context.Context, policy.Grant, logbook.Months) (int64, error)
	// Results yields what was remembered of questions whose names begin so.
	Results(ctx context.Context, g policy.Grant, beginning string) iter.Seq2[logbook.Result, error]
	RememberResults(context.Context, policy.Grant, ...logbook.Result) error
}

// Expand works out when the events of a calendar take place; the surface hands
// it in, since only a source can read its own raw text.
type Expand func(events []logbook.Fact, self who.Self, window when.Span, habits timeline.Habits) ([]logbook.Occurrence, []logbook.BadRow)

// Base is what reckoning needs at hand: the evidence, the memory, and how to
// read a calendar.
type Base struct {
	Book   Book
	Memory Memory
	Expand Expand
	Cache  *Cache // kept between questions; nil for none
}

// Question is what a person asks, and when.
type Question struct {
	Now         when.Day // the first day that is not over: weeks end before it
	Through     when.Day // the last day an act is believed on: today, or the day before Now
	Instant     when.Instant
	Habits      timeline.Habits
	Chosen      string // how the person was found: configured, given, guessed
	Names       []string
	Uncounted   []report.Uncounted // addresses that may be the person's too
	Spheres     []timeline.Sphere  // beside SphereAll
	Since       when.Day           // NoDay for the beginning
	Reference   when.Days          // given for this reading; empty for the stored or proposed one
	Measures    []string           // empty for all
	SphereRules string             // the patterns behind Habits.Sphere, for telling when they change
	Others      bool               // also against every year that could be the reference
	Kinds       []kinds.Kind       // the person's table of kinds; nil for kinds.Table
	Synthetic   bool

	pins     []kinds.Pin       // in force; read from the book
	Measured []measure.Measure // what is counted; nil for measure.All
}

// counted is what is counted of each day.
func (q Question) counted() []measure.Measure {
	if q.Measured == nil {
		return measure.All()
	}
	return q.Measured
}

// kinds is the table of kinds.
func (q Question) kinds() []kinds.Kind {
	if q.Kinds == nil {
		return kinds.Table()
	}
	return q.Kinds
}

// AllSpheres is all spheres to count, the whole first.
func (q Question) AllSpheres() []timeline.Sphere {
	return append([]timeline.Sphere{timeline.SphereAll}, q.Spheres...)
}

// Zone is the home zone now, by name.
func (q Question) Zone() string { return q.Habits.Zone(q.Now).String() }

// horizon is as far ahead as days are reckoned: to the end of next year.
func (q Question) horizon() when.Day {
	return when.Date(q.Instant.UTC().Year()+2, 1, 1)
}
