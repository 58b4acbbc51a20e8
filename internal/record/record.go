// Package record is the kinds of things a person says: a check-in, a win, who they
// are, what a stretch of time was. A kind declares its fields, where it stands in
// time and what makes two of it one thing; from that the surfaces make its command,
// its page, its interface for programs and its line of JSONL, and measure makes
// what is counted of it.
//
//	text, JSON, a form ──► Entry ──► logbook.Fact ──► store
//	                         ▲            │
//	                         └── Read ◄───┘
//
// To add a kind, write its file and put it into All. What lies on disk of a kind
// never changes: a kind with a body of its own brings Decode and Encode.
//
// It keeps nothing and asks no time: whoever keeps an entry says when it was said.
package record

import (
	"slices"

	"github.com/backsight/backsight/internal/logbook"
)

// Scope is what a key must open to say something of a kind.
type Scope string

// The scopes: what one tells of oneself, and what changes how evidence is found
// and read.
const (
	Say   Scope = "say"
	Write Scope = "write"
)

// Placed is where a kind stands in time.
type Placed int8

// The places in time.
const (
	AtMoment Placed = iota // at an instant, on the local date there
	OverSpan               // over days or a stretch of time that its fields hold
	Nowhere                // it is so from when it was said
)

// Keyed is what makes two entries of a kind one thing with two versions.
type Keyed int8

// The rules. An entry of a kind that is keyed by its name, or that there is only
// one of, takes the place of the one before.
const (
	PerMoment Keyed = iota // each is a thing of its own
	PerName                // one for each name: see Kind.Names
	Only                   // one at all
)

// Kind is one kind of thing a person says.
type Kind struct {
	Name  string       // public: of the command, the page and the API; never changes
	Fact  logbook.Kind // on disk; never changes
	Title string       // "Energy", as a heading
	One   string       // "check-in"
	Many  string       // "check-ins"
	Means string       // what it says
	Not   string       // what it does not say
	Scope Scope

	Fields []Field // the first Args of them may stand without their names on a command line
	Args   int
	Short  string // a command of its own, such as "feel"; "" for none

	Placed Placed
	Keyed  Keyed
	// Names gives what an entry of a kind PerName is called; nil takes the first
	// field.
	Names func(Entry) string
	// Check says what no single field can, nil for nothing; it gives a *Wrong.
	Check func(Entry) error
	// Decode and Encode read and write a body of its own; nil for the common one.
	// Encode also gives the fact its span, where it has one.
	Decode func(*logbook.Fact, *Entry) error
	Encode func(Entry, *logbook.Fact)
	// Foreign kinds are kept for other programs: nobody says them by hand, so they
	// have no command, page or form.
	Foreign bool
	// Program kinds are kept by Backsight itself beside what the person says: nobody
	// says them by hand either.
	Program bool
	// Reading is what is counted of it, nil for nothing.
	Reading *Reading
}

// Counted is how entries become a number of a week.
type Counted int8

// A level is the mean of what was said, and seen on days when it was said. A count
// is how many there were, and seen in weeks in which anything was said at all.
const (
	Level Counted = iota
	Count
)

// Reading is what is counted of a kind: measure makes a measure of it.
type Reading struct {
	Name       string // of the measure
	As         Counted
	Field      string // whose mean a level is
	Unit       string // of a level: "points"
	Noun       string // in a sentence: of a level in the singular, of a count in the plural
	Means, Not string
}

// All is every kind, in the order of menus and manuals; what another names, as a win an
// aim, stands before it, so that all that was said can be said again in this order. To add one, write its file
// and put it here.
func All() []*Kind {
	return []*Kind{
		Energy, Give, Aim, Win, Learned, Paper, Prototype, Role,
		Life, Reference, Set, WorkLevel, Identity, Stranger, ByHand, Apart, Pin, Calendar, Server,
		Setting, Bucket, Prompt,
	}
}

// Sayable is the kinds that a person says by hand.
func Sayable() []*Kind {
	return slices.DeleteFunc(All(), func(k *Kind) bool { return k.Foreign || k.Program })
}

// Named finds a kind that can be said by its public name.
func Named(name string) (*Kind, bool) {
	for _, k := range Sayable() {
		if k.Name == name {
			return k, true
		}
	}
	return nil, false
}

// Of finds the kind of a fact.
func Of(fact logbook.Kind) (*Kind, bool) {
	for _, k := range All() {
		if k.Fact == fact {
			return k, true
		}
	}
	return nil, false
}

// Daily is the kinds of fact that stand at a moment, and so on a day.
func Daily() (out []logbook.Kind) {
	for _, k := range All() {
		if k.Placed == AtMoment {
			out = append(out, k.Fact)
		}
	}
	return out
}

// Field is one thing that a kind asks for.
type Field struct {
	Name    string // of the flag, the form field and the JSON member
	Label   string // on a form: "How much energy do you have?"
	Help    string // a line beside it, "" for none
	As      Type
	From    float64 // of a Number or Percent, where From < To
	To      float64
	Whole   bool     // a Number without decimals
	Choices []string // of a Choice
	Must    bool
	Default string // taken where nothing is given
	Own     bool   // the program fills it in: it stands on no form and has no flag
	Most    int    // characters of a Text or Link; 0 for the usual
}

// Type is what a field holds.
type Type int8

// The types.
const (
	Number  Type = iota
	Percent      // a number of hundred
	Choice       // one of Choices
	Text
	Date   // "2026-03-02"
	Period // days: "2017", "2022-01..2024-06"
	Moment // an instant: RFC 3339
	Money  // "95.50 EUR"
	Link   // an address on the web
	Flag   // yes or no
)

// Asks are the fields that a person fills in, in order.
func (k *Kind) Asks() (out []Field) {
	for _, f := range k.Fields {
		if !f.Own {
			out = append(out, f)
		}
	}
	return out
}

// Choices are what a field lets one choose from, in order; nil where it is free.
func (k *Kind) Choices(field string) []string {
	f, _ := k.field(field)
	return slices.Clone(f.Choices)
}

// field finds a field of the kind.
func (k *Kind) field(name string) (Field, bool) {
	i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return k.Fields[i], true
}
