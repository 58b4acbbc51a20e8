package logbook

import "github.com/backsight/backsight/internal/base/when"

// Occurrence is one time that a calendar event takes place. It is worked out
// from an Event when needed and never kept as evidence.
type Occurrence struct {
	Event    ID     // the fact it comes from
	UID      string // of the series
	Summary  string
	Calendar string
	Span     when.Span // in UTC; of an all-day event, its days in the home zone
	Zone     string    // the zone it was written in, "" for floating or all-day
	Days     when.Days // the local dates an all-day event covers; empty otherwise
	AllDay   bool
	Floating bool // written without a zone: the home zone was taken
	Weight   float64
	Answer   Answer
	Away     bool // out of office: the time is not working time
	People   int  // human attendees, this person included; 0 where none are named
	Series   bool // one of a recurring series
	Unruled  bool // the start of a series whose rule does not name it: programs differ on whether it takes place
	Endless  bool // one of a series whose rule names no end

	// Who else is in it. It is the person's own calendar: the addresses stand
	// as they stand there, in lower case, and are kept nowhere else.
	Caller  string // who called it; "" where nobody is named
	Mine    bool   // the person called it
	With    string // of a meeting of this person and one other, the other
	Outside int    // people of another mail domain than the person's; 0 where the person is not named

	Created    when.Instant // when it was put into the calendar, 0 where that is unknown
	Categories string       // CATEGORIES in lower case, commas between
}

// Answer is how the person stands to a meeting; Weight follows from it.
type Answer string

// The answers and their weights: how sure it is that the person was there.
const (
	Called    Answer = "called"     // organised it, or sits in the own calendar with nobody named: 1
	Accepted  Answer = "accepted"   // 1
	Tentative Answer = "tentative"  // 0.5
	Silent    Answer = "unanswered" // 0.5
	Declined  Answer = "declined"   // 0
	Cancelled Answer = "cancelled"  // 0
	Free      Answer = "free"       // shown as free or transparent: context, 0
)
