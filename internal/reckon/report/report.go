// Package report holds what a reading found: a Report and its parts, the one value
// that every surface shows, and the words its dates and numbers are written in. It
// is values only; look fills it.
package report

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
)

// Report is everything a reading found: the one value that the terminal, the
// JSON, the picture and the page all show, so that they can never disagree. Its
// JSON is stable: keys are only ever added. Absent is null or missing, never 0.
type Report struct {
	Version   int      `json:"version"`
	Synthetic bool     `json:"synthetic"`
	Engine    Engine   `json:"engine"`
	Person    Person   `json:"person"`
	Period    Period   `json:"period"`
	Sources   []Source `json:"sources"`
	// Yours is how many works of the person's own the histories hold, by the kind of
	// source: one that is at several places counts once, and at each of them in Sources.
	Yours     map[string]int `json:"yours,omitempty"`
	Reference *RefRange      `json:"reference"`
	Measures  []Reading      `json:"measures"`
	Clocks    []Clock        `json:"clocks"`
	Events    []Event        `json:"events,omitempty"`
	Claims    []Claim        `json:"claims"`
	Limits    []say.Text     `json:"limits"`

	// Others is the same headline against each year that could have been the
	// reference, where that was asked for.
	Others []Sensitivity `json:"references,omitempty"`
}

// Engine says what reckoned the report and from what: the same version, seed
// and data give the same report.
type Engine struct {
	Version string `json:"version"`
	Seed    int    `json:"seed"`
	Data    string `json:"data"` // SHA-256 of the evidence in force; see logbook.Generations.Data
}

// Person is by what the person is known, and how that was found: "configured",
// "given" or "guessed".
type Person struct {
	Names  []string `json:"names"`
	Emails []string `json:"emails"`
	Chosen string   `json:"chosen"`

	// Uncounted are addresses in the histories that may be the person's and are not
	// counted, those with the most commits first.
	Uncounted []Uncounted `json:"uncounted,omitempty"`
}

// Uncounted is an address that may be the person's and is not counted: how many
// commits are written under it, between which two days and in which repositories, and
// what speaks for and against it. The days are missing where none of them is dated. Of a
// calendar that seems to be kept for it, Of is how many events name people and nobody of
// the person's, and Events in how many of those it stands: such events count half.
type Uncounted struct {
	Name    string   `json:"name"`
	Email   string   `json:"email"`
	Commits int      `json:"commits"`
	From    when.Day `json:"from,omitzero"`
	To      when.Day `json:"to,omitzero"`
	Events  int      `json:"events,omitzero"`
	Of      int      `json:"of,omitzero"`
	Where   []string `json:"where"`
	For     []string `json:"for"`
	Against []string `json:"against,omitempty"`

	// Named says that the reading is of who was named for it: what counts the address
	// there is to name it too.
	Named bool `json:"-"`

	// Passing says that what was read is in no store of the person's: no command but the
	// reading itself lists the address.
	Passing bool `json:"-"`
}

// Period is the days looked at, both inclusive, and the home zone.
type Period struct {
	From when.Day `json:"from"`
	To   when.Day `json:"to"`
	Zone string   `json:"zone"`
}

// Source is one place that was read. Facts counts what was read there, of
// anybody: commits, events. Yours is what is the person's own: commits as the measures
// count them (no merges, nothing that changes no file, the same work once); events kept.
type Source struct {
	Name    string   `json:"name"`
	Where   string   `json:"where"`
	Facts   int      `json:"facts"`
	Yours   int      `json:"yours"`
	From    when.Day `json:"from,omitzero"`
	To      when.Day `json:"to,omitzero"`
	BadRows int      `json:"bad_rows"`
	Undated int      `json:"undated,omitempty"`
	Shallow bool     `json:"shallow,omitempty"`
	Sphere  string   `json:"sphere"`

	Counts string `json:"-"` // what its facts are called: "commits"
	Hands  bool   `json:"-"` // it sees what hands do
}

// RefRange is the reference: both days inclusive, who chose it ("proposed",
// "fixed", "given", "own" where a measure has one of its own) and why.
type RefRange struct {
	From   when.Day `json:"from"`
	To     when.Day `json:"to"`
	Chosen string   `json:"chosen"`
	Why    string   `json:"why"`
}

// Days is the reference as a half-open period.
func (r *RefRange) Days() when.Days {
	if r == nil {
		return when.Days{}
	}
	return when.Days{From: r.From, To: r.To + 1}
}

// Reading is one measure in one sphere: its weeks and the look back over them.
type Reading struct {
	Name      string     `json:"name"`
	Unit      string     `json:"unit"`
	Sphere    string     `json:"sphere"`
	Means     string     `json:"means"`
	Not       string     `json:"not"`
	Series    []Week     `json:"series"`
	Backsight *Backsight `json:"backsight"`

	// Reference is what this measure is compared with where the person's own reference
	// did not see it: its first good year. Nil where it is the report's.
	Reference *RefRange `json:"reference,omitempty"`

	Last when.Day `json:"-"` // the last day of which anything is known, where a day is known
}

// RefOf is the reference with which a reading is compared; nil for none.
func (r Report) RefOf(m Reading) *RefRange {
	if m.Reference != nil {
		return m.Reference
	}
	return r.Reference
}

// RefOfClock is the reference with which a clock is compared; nil for none.
func (r Report) RefOfClock(c Clock) *RefRange {
	if c.Reference != nil {
		return c.Reference
	}
	return r.Reference
}

// Week is one ISO week, named by its Monday. Value is null where nothing was
// seen; Of is the days it could have been seen on, Seen their part of all.
type Week struct {
	Week  when.Day `json:"week"`
	Value *float64 `json:"value"`
	Of    float64  `json:"of"`
	Seen  float64  `json:"seen"`

	Level *Range `json:"-"` // what the level probably was; nil in a hole
}

// Range is an estimate with the interval that should hold it 9 times of 10.
type Range struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Rate is a Range per year.
type Rate struct {
	Range
	Per string `json:"per"`
}

// Backsight is the look back in the report's words.
type Backsight struct {
	Then    *Range `json:"then"`
	Now     *Range `json:"now"`
	Moved   *Range `json:"moved"`
	Rate    *Rate  `json:"rate"`
	State   string `json:"state"`
	Missing string `json:"missing,omitempty"`
	Alarm   Alarm  `json:"alarm"`
	Turns   []Turn `json:"turns"`

	// Beginning is a change of level so near to the first week with evidence that it
	// may be how the evidence begins: it is none of the turns.
	Beginning *Turn `json:"beginning,omitempty"`

	Seen   int    `json:"seen_weeks"`
	Method string `json:"method"`
	Note   string `json:"note,omitempty"`
}

// TurnsOrNone are the turns, none where there is no backsight.
func (b *Backsight) TurnsOrNone() []Turn {
	if b == nil {
		return nil
	}
	return b.Turns
}

// Alarm rings when the level has left the reference.
type Alarm struct {
	Ringing bool      `json:"ringing"`
	Since   *when.Day `json:"since"`
}

// Turn is a change of level; days are Mondays. End is null for a step and for a
// slide that goes on.
type Turn struct {
	At     when.Day  `json:"at"`
	Low    when.Day  `json:"low"`
	High   when.Day  `json:"high"`
	End    *when.Day `json:"end"`
	Kind   string    `json:"kind"`
	P      float64   `json:"p"`
	PSlide float64   `json:"p_slide"`
	From   float64   `json:"from"`
	To     float64   `json:"to"`

	// Carried is what changed about then: proposed, never a cause.
	Carried []Carried `json:"carried,omitempty"`
}

// Carried is something that changed about a turn. What is "repository", "language",
// "series", "event" or "role"; Change is "begins", "ends", "rose" or "fell". From and
// To are what it came to before and after: own commits a week of a repository, the
// percent of the touched files of a language, hours a week of a series of meetings;
// both nought of what happened in life.
type Carried struct {
	What   string  `json:"what"`
	Name   string  `json:"name"`
	Change string  `json:"change"`
	From   float64 `json:"from"`
	To     float64 `json:"to"`
}

// Clock says how long ago something last happened, against how long it usually
// was in the reference period. Days are calendar days, SeenDays those that the
// evidence covers; a null Last was never seen, a null Usual or Threshold has too
// little evidence behind it. Where the calendar that sets it ended before, Ends is its
// last day, and the clock stops there.
type Clock struct {
	Name      string    `json:"name"`
	Last      *when.Day `json:"last"`
	Ends      *when.Day `json:"ends,omitempty"`
	Days      *int      `json:"days"`
	SeenDays  *int      `json:"seen_days"`
	Usual     *Usual    `json:"usual"`
	Threshold *int      `json:"threshold"`
	Alarm     bool      `json:"alarm"`

	// Reference is what this clock is compared with where its measure has a reference
	// of its own. Nil where it is the report's.
	Reference *RefRange `json:"reference,omitempty"`
}

// Usual is the gap between two times in the reference period, in seen days.
type Usual struct {
	Median  float64 `json:"median"`
	Longest int     `json:"longest"`
}

// Event is something that happened in the person's life; To is null for a
// single day, else its last day.
type Event struct {
	From when.Day  `json:"from"`
	To   *when.Day `json:"to"`
	Kind string    `json:"kind"`
	Text string    `json:"text"`
}

// Claim is a sentence with all that it rests on. Seen is the part of the weeks
// it speaks of that the evidence covers.
type Claim struct {
	Text   say.Text `json:"text"`
	Value  *float64 `json:"value"`
	Low    *float64 `json:"low"`
	High   *float64 `json:"high"`
	Unit   string   `json:"unit"`
	Seen   *float64 `json:"seen"`
	Facts  int      `json:"facts"`
	Method string   `json:"method"`
	Limits []string `json:"limits"`

	About  string `json:"about"`           // the measure or clock, or "pause"
	Kind   string `json:"kind,omitempty"`  // what it says of it: one of the kinds below
	Sphere string `json:"sphere"`          // "all", "work", "own"
	Turn   int    `json:"turn,omitempty"`  // the number of the turn it speaks of, from 1
	Rings  bool   `json:"rings,omitempty"` // an alarm or a clock past the habit

	// From and To are the days it speaks of, both inclusive, where it speaks of some;
	// To is missing where they go on.
	From *when.Day `json:"from,omitempty"`
	To   *when.Day `json:"to,omitempty"`

	// Months are the sums that a claim of the kind Summed tells.
	Months []MonthSum `json:"months,omitempty"`
}

// The kinds of claims.
const (
	Story    = "story"    // the headline: the last change that matters, and now
	Distance = "distance" // how far now is from the reference
	Slow     = "slow"     // what of the distance no turn accounts for
	Levels   = "levels"   // the two levels between which it moved
	Pace     = "pace"     // how fast it goes now
	Turned   = "turn"     // a turn
	Began    = "began"    // the level with which the evidence begins
	Alarmed  = "alarm"    // the weeks have left the reference
	Year     = "year"     // the plain count of this year
	Pause    = "pause"    // a stretch without
	Ticks    = "clock"    // a clock past the habit
	Summed   = "sum"      // sums by month, before there is enough for a level
	Warning  = "warning"  // what makes the rest doubtful
)

// ClaimsOf are what is claimed of a reading, the finding first; of the headline with
// the pauses and the sums by month of other measures. Warnings are none of them.
func (r Report) ClaimsOf(m Reading) (out []Claim) {
	head := len(r.Measures) > 0 && r.Measures[0].Name == m.Name
	for _, c := range r.Claims {
		beside := head && (c.Kind == Pause || c.Kind == Summed)
		if (c.About == m.Name || beside) && c.Sphere == m.Sphere && c.Kind != Warning {
			out = append(out, c)
		}
	}
	return out
}

// Knows says whether a measure has a value in a week that shares a day with some days.
func (r Report) Knows(days when.Days) bool {
	for _, m := range r.Measures {
		for _, w := range m.Series {
			if w.Value != nil && w.Week+6 >= days.From && w.Week < days.To {
				return true
			}
		}
	}
	return false
}

// UnknownReference is what to say where the person named a reference of which nothing is
// known; what is compared is compared with something else then.
func (r Report) UnknownReference() (say.Text, bool) {
	ref := r.Reference
	if ref == nil || ref.Chosen == "proposed" || r.Knows(ref.Days()) {
		return say.Text{}, false
	}
	who, with := "you fixed as the reference (`backsight fix` changes it)", "nothing is compared"
	if ref.Chosen == "given" {
		who = "you asked to compare with"
	}
	for _, m := range r.Measures {
		if m.Reference != nil {
			with = "each measure is compared with its own first good year"
		}
	}
	return say.F("Nothing is known of %s, which %s, so %s.", say.Plain(ref.Days().String()), say.Plain(who), say.Plain(with)), true
}

// Warnings are what makes the rest doubtful: they come before every finding.
func (r Report) Warnings() (out []Claim) {
	for _, c := range r.Claims {
		if c.Kind == Warning {
			out = append(out, c)
		}
	}
	return out
}

// Sensitivity is the headline against another reference.
type Sensitivity struct {
	From  when.Day `json:"from"`
	To    when.Day `json:"to"`
	Then  *Range   `json:"then"`
	Moved *Range   `json:"moved"`
}
