package desk

import (
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// Talk is how a desk speaks with the person while it finds and reads: a terminal
// asks, a page and a tool are Silent.
type Talk interface {
	// LeaveOut is told what was found and where, before it is read for the first time,
	// and says what of it is never to be read; ok is false where nothing is. list makes
	// the list of it, which takes a while.
	LeaveOut(found []find.Found, where string, list func() []find.Line) (left []find.Found, ok bool)
	// LeftOut is told what was met and is not the person's own.
	LeftOut(find.Left)
	// Nothing is told that there is no store at an address, and nothing to read in
	// the folder that was looked through.
	Nothing(address, where string)
	// Which chooses who the person is among authors, the likeliest first, at least
	// one; tried is who is not among them, without identities where nobody was. Who is
	// none of them is a person without identities.
	Which(tried person.Person, authors []gitlog.Author) (person.Person, error)
	// Yours is asked which of the addresses that may be the person's are; of those in
	// neither list nothing is known.
	Yours(candidates []person.Candidate) (yes, no []person.Candidate, err error)
	// Warn is told what went wrong and stopped nothing.
	Warn(error)
	// Meter is told how far a reading is.
	Meter() Meter
}

// Silent says nothing, reads what is found, and takes the likeliest author for
// the person: every reading says that it is a guess.
type Silent struct{}

// LeaveOut lets all be read.
func (Silent) LeaveOut([]find.Found, string, func() []find.Line) (left []find.Found, ok bool) {
	return nil, true
}

// LeftOut says nothing.
func (Silent) LeftOut(find.Left) {}

// Nothing says nothing.
func (Silent) Nothing(string, string) {}

// Which guesses the likeliest.
func (Silent) Which(_ person.Person, authors []gitlog.Author) (person.Person, error) {
	return person.Author(authors[0], person.IsGuessed), nil
}

// Yours leaves all open: every reading says what is not counted.
func (Silent) Yours([]person.Candidate) (yes, no []person.Candidate, err error) { return nil, nil, nil }

// Warn says nothing.
func (Silent) Warn(error) {}

// Meter is one that nobody looks at.
func (Silent) Meter() Meter { return unseen{} }

type unseen struct{}

func (unseen) Start(int)                   {}
func (unseen) At(string, int, int, string) {}
func (unseen) Done(string)                 {}
func (unseen) End()                        {}
