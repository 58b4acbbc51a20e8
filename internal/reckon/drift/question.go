// Package drift looks back from now to a reference that never moves: how high
// the level was then, how high it is now, where it turned, how fast it goes and
// whether to be told. It is pure: a Question in, a Backsight out, the same for
// the same question. It knows nothing of calendars, git or people, and it never
// says whether a change is good.
package drift

import "github.com/backsight/backsight/internal/base/when"

// Kind says what a week's value counts, and so how it may vary by chance.
type Kind string

// The kinds of series.
const (
	Share  Kind = "share"  // value of `of`, in minutes
	Days   Kind = "days"   // value of `of`, in days; 0 to 7
	Count  Kind = "count"  // whole numbers; the mean is proportional to seen
	Hours  Kind = "hours"  // hours; the mean is proportional to seen
	Number Kind = "number" // plain numbers at equal distances
)

// Week is one week's observation. Where Known is false there was no evidence:
// that is not zero. Of is the exposure of share and days (7 days seen of the
// week), Seen the part of the week that the evidence covers, 0 to 1.
type Week struct {
	Monday          when.Day
	Value, Of, Seen float64
	Known           bool
}

// Series is one measure of one person, a week an entry, in order of time.
type Series struct {
	ID    string // seeds the sampling: the same id and data give the same answer
	Kind  Kind
	Weeks []Week
}

// Instrument is a source of evidence with the days it started and stopped. A
// turn at either is a change of instrument, never drift. NoDay where it has no
// such day inside the series.
type Instrument struct {
	ID         string
	Start, End when.Day
}

// Question is everything a backsight depends on.
type Question struct {
	Series      Series
	Reference   when.Days // empty for none
	Instruments []Instrument
	Now         when.Day
}

// Range is an estimate with the interval that holds it 9 times of 10.
type Range struct{ Value, Low, High float64 }

// State is where the level is going.
type State string

// The states. CannotTell says which half is missing in Backsight.Missing.
const (
	Steady     State = "steady"
	Stepped    State = "stepped"
	Sliding    State = "sliding"
	Returning  State = "returning"
	CannotTell State = "cannot_tell"
)

// TurnKind says what a turn is.
type TurnKind string

// The kinds of turn.
const (
	Step         TurnKind = "step"
	Slide        TurnKind = "slide"
	StepOrSlide  TurnKind = "step_or_slide"
	InstrumentOn TurnKind = "instrument" // coincides with a change of source: not drift
)

// Turn is a change of level: the first week of the new stretch, between which
// weeks it may lie, from what level to what. Index, LowIndex and HighIndex count
// the weeks given, from 0. End is the week a slide ended, NoDay (and EndIndex
// -1) where it is a step or still going on.
type Turn struct {
	Index, LowIndex, HighIndex, EndIndex int
	At, Low, High, End                   when.Day
	Kind                                 TurnKind
	P, PSlide                            float64 // how much of the weight says so
	From, To                             float64
}

// Alarm rings when the level has left the reference for longer than chance
// would allow about once in ten years.
type Alarm struct {
	Ringing bool
	Since   when.Day // NoDay while silent
}

// Level is what the level probably was in one week, for drawing it.
type Level struct {
	Range
	Known bool // false in a hole: nothing may be drawn there
}

// Backsight is the look back. A nil Range was not claimed: too little evidence.
// Levels are a share (0 to 1), days per week of the usual exposure, counts or
// hours per fully seen week, plain numbers; Rate is per year. Levels has one
// entry for each week given.
type Backsight struct {
	Then, Now, Moved, Rate *Range
	State                  State
	Missing                string // what a cannot_tell lacks, a clause for a sentence
	Alarm                  Alarm
	Turns                  []Turn
	Levels                 []Level
	Seen                   int    // weeks with evidence
	Method                 string // one line: what reckoned it, with its source
	Note                   string // what was thinned or left out, "" for nothing
}
