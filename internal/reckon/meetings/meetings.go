package meetings

import (
	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/report"
)

// Meetings is what the meetings of a period do to its days. Its JSON is stable:
// keys are only ever added, and absent is null or missing, never 0. Times are
// hours a working week where a unit says so, else hours in all.
type Meetings struct {
	Version   int           `json:"version"`
	Synthetic bool          `json:"synthetic"`
	Person    report.Person `json:"person"`
	Period    report.Period `json:"period"`
	Window    string        `json:"window"` // the working window, as people say it
	Days      int           `json:"working_days"`
	Seen      float64       `json:"seen"` // the part of the period's working days that the calendar covers, absence left out
	Figures   []Figure      `json:"figures"`
	Cost      *CostOf       `json:"cost"`  // null where no rate is set
	Shift     *Shift        `json:"shift"` // null where there is nothing to compare with
	Kinds     []KindTotal   `json:"kinds"`
	Series    []Meeting     `json:"series"`
	Move      *Meeting      `json:"move"` // the series whose going elsewhere would give most focus time
	Partners  []Partner     `json:"one_on_ones"`
	Others    Others        `json:"not_meetings"`
	Ends      *when.Day     `json:"calendar_ends"` // the last day the calendar knows, where it ends before the period or today; else null
	Halved    *Halved       `json:"halved"`        // null where the calendar says how the person stands to most meetings
	Sorting   Sorting       `json:"sorting"`
	Limits    []say.Text    `json:"limits"`
}

// Nothing says that no time of the period is known to be taken by the calendar: no
// meeting, no block and no shift.
func (m Meetings) Nothing() bool { return len(m.Series) == 0 && len(m.Kinds) == 0 }

// Figure is one number of the period. Low and High are null where the definition
// leaves no band open.
type Figure struct {
	Name  string   `json:"name"`
	Unit  string   `json:"unit"`
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	Means string   `json:"means"`
	Not   string   `json:"not"`
}

// CostOf is the person-hours of the period in money.
type CostOf struct {
	Rate  money.Amount `json:"rate_per_hour"`
	Total money.Amount `json:"total"`
}

// Shift is what became of the focus time since another period, in hours a week:
// what more or fewer meetings did, and what their lying worse or better did.
type Shift struct {
	Against report.Period `json:"against"`
	Chosen  string        `json:"chosen"` // how that period was chosen: given, fixed, proposed
	Then    float64       `json:"then"`
	Now     float64       `json:"now"`
	Load    float64       `json:"load"`
	Placed  float64       `json:"placement"`
}

// KindTotal is the planned time of a kind: "" for meetings that are not sorted,
// "solo" for blocks that nobody else is in and that are not sorted either.
type KindTotal struct {
	Kind  string  `json:"kind"`
	Work  string  `json:"work"`
	Hours float64 `json:"hours"`
}

// Meeting is a series in the period. Focus is the focus time, in hours, that
// there would be more if it alone had not been there.
type Meeting struct {
	ID          string        `json:"id"`
	Title       string        `json:"title"`
	Kind        string        `json:"kind"`   // "" where it is not sorted
	Source      string        `json:"source"` // pin, rule, learnt, none
	Caller      string        `json:"caller"` // an address, "you", or "" where nobody is named
	With        string        `json:"with,omitempty"`
	People      int           `json:"people"`
	Times       int           `json:"times"`
	Hours       float64       `json:"hours"`
	PersonHours float64       `json:"person_hours"`
	Money       *money.Amount `json:"money"`
	Focus       float64       `json:"focus_cost"`
	Endless     bool          `json:"endless"`
	Recurs      bool          `json:"recurs"`
	Outside     int           `json:"outside"`
	Facts       []string      `json:"facts"` // of the period's events, the latest first, at most ten
	Last        when.Day      `json:"last"`  // it took place

	time when.Instant // person-time
}

// Others is what stands in the calendar, takes time, and is no meeting and of no
// kind that says so: hours of the period, each minute once.
type Others struct {
	Solo   float64 `json:"solo_hours"`    // blocks that nobody else is in
	OnCall float64 `json:"on_call_hours"` // shifts on call
}

// Partner is somebody met one to one again and again in the year before the end
// of the period.
type Partner struct {
	With  string   `json:"with"`
	Times int      `json:"times"`
	Last  when.Day `json:"last"`
	Days  int      `json:"days"`  // since then
	Usual int      `json:"usual"` // the middle gap, days
}

// Sorting says how much of the period's planned time is of a known kind, and how
// often the person's corrections were foretold.
type Sorting struct {
	Sorted float64     `json:"sorted"` // part of the planned time
	Open   int         `json:"open"`   // series of the period nobody could sort
	Score  kinds.Score `json:"score"`
}

// Halved is how many meetings with people named count half, since no address of the
// person's is among those people or none has answered, of how many in all.
type Halved struct {
	Meetings int `json:"meetings"`
	Of       int `json:"of"`
}
