package logbook

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
)

// Tally is a remembered number: one measure on one day in one sphere.
type Tally struct {
	Day             when.Day
	Measure, Sphere string
	Value           float64
}

// Unplaced is a fact that lies on no day, and where it was seen.
type Unplaced struct {
	Fact   Fact
	Places []Place
}

// Survey is what the own authored commits of one day say of themselves, for
// telling what the sources hold without reading every fact.
type Survey struct {
	Commits int // all of them
	Squash  int // whose subject ends in "(#12)"
	UTC     int // written at offset +0000, away from where that is home
	Marked  int // that bear an assistant's mark
	Places  []PlaceSurvey
	Shared  []SharedWorks
	Met     []Met
}

// None says whether the survey holds nothing.
func (s *Survey) None() bool { return s.Commits == 0 && len(s.Places) == 0 && len(s.Met) == 0 }

// PlaceSurvey is the part of a survey that was seen at one place. Works counts
// what is no merge, the same work once, whatever ids it bears; Made those of them
// that make a hands-on day. Squashed says of each commit, in the order of time,
// whether it looks like a squash merge.
type PlaceSurvey struct {
	Place    Place
	Works    int
	Made     int
	Squashed []bool
}

// SharedWorks is how many works of a day one place holds as another does: the
// places by their positions in the survey. Of a work at several places the first
// is paired with each of the others.
type SharedWorks struct{ First, Other, Works int }

// What one can meet.
const (
	MetLanguage = "language"
	MetTool     = "tool" // an editor, or a coding assistant
)

// Met is one thing that was at hand on a day. Source and Machine are what shows it;
// Machine is "" of what a history says, wherever that lies. Count is of files in works,
// or of beats.
type Met struct {
	What, Name      string
	Source, Machine string
	Count           int
}

// ErrMoved says that somebody else has remembered something meanwhile.
var ErrMoved = errors.New("what is remembered has changed meanwhile")

// Reckoned is what reckoning remembers of some days. All of it is derived and
// can be rebuilt. Was is the generation of what was remembered when it was
// reckoned; nil where that does not matter.
type Reckoned struct {
	Was       *int64
	Stamp     string    // with what all days were reckoned; "" leaves what is remembered
	Days      when.Days // those of which a row is written, however empty
	Tallies   []Tally
	Surveys   map[when.Day]Survey
	Presences []Presence            // in order of time
	Agents    map[when.Day]AgentDay // by day of UTC, in place of what was remembered of it
}

// DayRow is what is remembered of one day: the tallies that differ from an empty
// day, in no order, and the survey. Both are empty where the day has been
// emptied since it was read last.
type DayRow struct {
	Day     when.Day
	Tallies []Tally
	Survey  Survey
}

// Derived names a state of what is remembered. Generation grows with every
// change, Epoch is the generation in which all of it was thrown away last. Stamp
// says with what the days were reckoned, Calendar with what the months of the
// calendar were worked out; "" for nothing yet.
type Derived struct {
	Stamp, Calendar   string
	Generation, Epoch int64
}

// Month is when the events of a calendar take place: the occurrences that share
// time with one month of UTC, in order of time, those that began before it too.
type Month struct {
	First       when.Day
	Occurrences []Occurrence
}

// Months is what working out months remembers.
type Months struct {
	Was      *int64      // as in Reckoned
	Calendar string      // with what they were worked out; "" leaves what is remembered
	Months   []Month     // one without occurrences is forgotten
	Changed  []when.Span // the time of what takes place now and did not, or the other way round
	UpTo     int64       // the generation of the log they were worked out from
}

// Marks are the spans that must be reckoned again, up to a generation of the
// log, the keys of events that must be worked out again before, and what is
// remembered so far.
type Marks struct {
	Spans   []when.Span
	Events  []string
	UpTo    int64
	Derived Derived
}

// Result is what one question gave, remembered under its name. Hash is of the
// question: with another hash it is the result of another question.
type Result struct {
	Name string
	Hash [sha256.Size]byte
	Body []byte
}

// Digest is a commutative sum, modulo 2^256, of SHA-256 hashes: the same things
// give the same digest in whatever order they came.
type Digest [sha256.Size]byte

// Add adds the hash of a text.
func (d *Digest) Add(text []byte) { d.sum(sha256.Sum256(text), false) }

// Subtract takes the hash of a text away again.
func (d *Digest) Subtract(text []byte) { d.sum(sha256.Sum256(text), true) }

// Plus adds another digest.
func (d *Digest) Plus(o Digest) { d.sum(o, false) }

// sum adds or subtracts, the last byte being the lowest.
func (d *Digest) sum(o [sha256.Size]byte, minus bool) {
	carry := 0
	for i := len(d) - 1; i >= 0; i-- {
		n := int(d[i]) + carry
		if minus {
			n -= int(o[i])
		} else {
			n += int(o[i])
		}
		d[i], carry = byte(n), n>>8
	}
}

// Generation is how often what is in force of one kind has changed, how much of
// it there is, and its digest. Of facts the ids are digested, of beats their
// hash, time and content.
type Generation struct {
	N      int64
	Count  int64
	Digest Digest
}

// Generations are those of every kind that was ever put. Beside the kinds of fact
// there are KindSighting, where facts were seen, and KindCoverage, what places
// cover; of those two nothing is counted or digested.
type Generations map[Kind]Generation

// The kinds of change that are no facts.
const (
	KindSighting Kind = "sighting"
	KindCoverage Kind = "coverage"
)

// EvidenceKinds are the kinds that count as evidence: what a source read. What a
// person says is none.
func EvidenceKinds() []Kind { return []Kind{KindCommit, KindPaths, KindEvent, KindBeat} }

// Data is the SHA-256 of the evidence in force, in hexadecimal: the same evidence
// gives the same, in whatever order and from wherever it came.
func (g Generations) Data() string {
	h := sha256.New()
	for _, k := range EvidenceKinds() {
		if v := g[k]; v.Count > 0 {
			fmt.Fprintf(h, "%s %d %x\n", k, v.Count, v.Digest)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Of names the state of some kinds, for telling whether anything of them changed.
func (g Generations) Of(kinds ...Kind) string {
	var out []byte
	for _, k := range kinds {
		out = fmt.Appendf(out, "%d.", g[k].N)
	}
	return string(out)
}
