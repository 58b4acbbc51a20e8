package logbook

import (
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
)

// Place is somewhere evidence is read from: a repository, a calendar file. A
// source and a URI name it on one machine.
type Place struct {
	Source  string // name of the source: "git", "calendar"
	Machine string // the machine it was read on
	Name    string // what a person calls it: the folder's or calendar's name
	URI     string // where it is: an absolute path or an address
}

// Position is how far a place has been read, in its source's own words.
type Position []byte

// Where is the place as a person would name it: of a repository its own
// folder, not the one git keeps inside.
func (p Place) Where() string {
	for _, inside := range []string{"/.git", `\.git`} {
		if folder, ok := strings.CutSuffix(p.URI, inside); ok && folder != "" {
			return folder
		}
	}
	return p.URI
}

// Batch is what a source puts into the log at once: all of it or nothing.
// Position is nil in every batch of a place but its last, so that a reading cut
// short starts again where the last whole one ended.
type Batch struct {
	Person   who.Person
	Place    Place
	Entries  []Entry
	Position Position
	At       when.Instant // when it was read
	By       string       // who put it: "look", "import"
	// Live says that a program tells it as it happens, a little every second: the
	// batches of an hour are one reading to the audit. Only beats are told so.
	Live bool
	// Twins says that two of its beats with one key need not contain each other: the
	// one that does not stay is kept beside the one that does.
	Twins bool
}

// Entry is one thing in a batch: exactly one of its fields is set.
type Entry struct {
	Fact   *Fact     // seen here
	Gone   *ID       // was seen here and is no longer
	Beat   *Beat     // heard here; a batch with beats holds nothing else but Bad
	Bad    *BadRow   // could not be read
	Counts *Coverage // what the place was found to cover

	// Names are the person's own names and addresses met at the place, and those
	// that may be theirs: all of the place, instead of those put before. They are no
	// evidence. Empty and not nil where there are none.
	Names []Namesake
	// Routines are what a program seems to commit at the place in the person's name, in
	// the same way as Names.
	Routines []Routine
}

// Routine is a group of the person's commits that look like a program's: one subject,
// the same one or two files, one minute of the day (UTC) on many days.
type Routine struct {
	Subject string
	Files   string // their paths, a line each, in order
	Minute  int    // of the day in UTC, give or take two
	Commits int
	From    when.Day
	To      when.Day
}

// Made says whether a commit written at an instant is one of the routine's; p is what it
// touched, nil where that is not known.
func (r Routine) Made(c Commit, p *Paths, at when.Instant) bool {
	const near = 2 // minutes
	return p != nil && r.Subject == c.Subject && NearMinute(int(at/when.Minute)%(24*60), r.Minute, near) &&
		r.Files == strings.Join(slices.Sorted(slices.Values(p.List)), "\n")
}

// AddTo adds a routine to a list in order, to the same one met elsewhere where that is
// its last.
func (r Routine) AddTo(all []Routine) []Routine {
	if i := len(all) - 1; i >= 0 && all[i].Subject == r.Subject && all[i].Files == r.Files && all[i].Minute == r.Minute {
		all[i].Commits += r.Commits
		all[i].From, all[i].To = min(all[i].From, r.From), max(all[i].To, r.To)
		return all
	}
	return append(all, r)
}

// NearMinute says whether two minutes of the day are at most so many apart, round the
// clock.
func NearMinute(a, b, most int) bool {
	const day = 24 * 60
	apart := ((a-b)%day + day) % day
	return min(apart, day-apart) <= most
}

// Namesake is a name with an address under which a history's commits are written:
// one of the person's own, or one that may be theirs. Nobody else has one.
type Namesake struct {
	Name, Email string   // after the mailmap
	Own         bool     // the person is known by it
	Commits     int      // written; merges are not among them
	From, To    when.Day // the first and the last of them, in their own offsets; NoDay where none is dated
}

// Named is a namesake at one place.
type Named struct {
	Namesake
	Place Place
}

// And is the namesake with what was found of it elsewhere.
func (n Namesake) And(o Namesake) Namesake {
	n.Commits += o.Commits
	if n.From == when.NoDay || o.From != when.NoDay && o.From < n.From {
		n.From = o.From
	}
	if n.To == when.NoDay || o.To != when.NoDay && o.To > n.To {
		n.To = o.To
	}
	return n
}

// BadRow is something that could not be read: kept, counted and shown.
type BadRow struct {
	Line int    // in the file at the place, 0 where lines mean nothing
	What string // what is wrong, for the person
	Row  string // the text itself; the store keeps at most 64 KiB of it
}

// Coverage is what one place can speak of. Days outside [From, To) are unseen:
// absent, never zero. Open says that the place speaks until now (a repository
// without a remote: nobody else can be ahead of it).
type Coverage struct {
	Place    Place
	From, To when.Day // NoDay where nothing could be placed
	Open     bool
	Facts    int  // read, of anybody: commits, events
	Yours    int  // kept
	Undated  int  // kept but not placed
	Bad      int  // bad rows
	Shallow  bool // what came before From exists but is not here
}

// Sighting is where a fact was seen.
type Sighting struct {
	Fact  ID
	Place Place
	Seen  when.Instant // first
	Gone  when.Instant // zero while it is still there
}

// Kept says what became of a batch.
type Kept struct {
	New, Same int // facts
	Bad       int
}
