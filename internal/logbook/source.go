package logbook

import (
	"fmt"
	"slices"
	"strings"
)

// Class is a kind of evidence: what a source can see of a person.
type Class string

// The classes. A measure rests on one of them; a source sees one or several.
const (
	Commits    Class = "commits"    // what was committed, each act on a day
	Plans      Class = "plans"      // what a calendar holds
	Hands      Class = "hands"      // what hands do, minute by minute
	Heartbeats Class = "heartbeats" // signs without a length: the gaps between them make presences
	Turns      Class = "turns"      // records of coding assistants: the Raw of each is a Turn
	Words      Class = "words"      // what a person says in files of their own
)

// The lanes of a day that are there whatever sources are: a source may name one of
// these for what it shows, or a lane of its own.
const (
	LanePlans   = "calendar"
	LaneCommits = "git"
	LaneEditor  = "editor"
	LanePrompt  = "prompt"
	LaneDesk    = "desk"
)

// Source is what a source says of itself to those who read its evidence: nobody
// downstream knows a source by its name. The list of all of them is made where
// sources are listed, and handed into reckoning.
type Source struct {
	Name      string // of its places and of the lanes of its beats: "git"; kept on disk, so it never changes
	One, Many string // what its places are called: "git repository", "git repositories"
	Facts     string // what is counted at a place, in the plural, one in s: "commits"
	Sees      []Class

	// What follows is for sources with beats.

	Version int    // raised when the same beat would be another sign
	Lane    string // where its signs are shown in a day
	Reason  string // what a sign of a person is, for `why`: "signs of a person in an editor"
	// Agents are the programs, in small letters, that are nobody's hands, wherever a
	// sign names one as its Program.
	Agents []string
	// Sign says what a beat is evidence of. It is pure. nil: it has no beats.
	Sign func(*Beat) Sign
}

// Check says what the source leaves out, nil for nothing.
func (s Source) Check() error {
	heard := slices.Contains(s.Sees, Hands)
	switch {
	case s.Name == "" || s.One == "" || s.Many == "" || s.Facts == "":
		return fmt.Errorf("the source %q does not say what it, its places or its facts are called", s.Name)
	case len(s.Sees) == 0:
		return fmt.Errorf("the source %q sees nothing", s.Name)
	case heard && (s.Sign == nil || s.Version < 1):
		return fmt.Errorf("the source %q sees what hands do and does not say what a beat is a sign of, or in which version", s.Name)
	case heard && (s.Lane == "" || s.Reason == ""):
		return fmt.Errorf("the source %q has signs and does not say where they are shown, or what they are", s.Name)
	case !heard && s.Sign != nil:
		return fmt.Errorf("the source %q has signs of what hands do, and does not say that it sees it", s.Name)
	}
	return nil
}

// Sign is what one beat is evidence of. The zero Sign takes no part.
type Sign struct {
	Of SignOf
	// Name is that of an activity or a program, as the client writes it: which work
	// it is say the tables of the person. "" for making.
	Name string
	// Named says that Name is an activity. One that no table knows is being there,
	// at nothing that can be told.
	Named   bool
	Turn    bool   // an assistant took part
	Soft    bool   // of a hand: only unless the machine was left alone
	Program string // who sent it, where that may have been an agent by itself
	Lane    string // where it is shown, "" for the lane of its source
	Unclear bool   // only the Raw of the beat tells whether a person was there, and it is not at hand or says nothing
}

// SignOf is the kind of a sign.
type SignOf int8

// The kinds of signs.
const (
	OfNothing SignOf = iota
	OfHand           // a person's hand on the work: a file in an editor
	OfPrompt         // a person typed to an assistant
	OfRequest        // something that is no person asked an assistant: of nobody's hands, and no work of an agent yet
	OfAgent          // an assistant's own doing
	OfEither         // a person or an agent
	OfWindow         // the window of the program Name is in front
	OfHere           // keyboard and mouse moved
	OfGone           // they did not
)

// Sources are all there are, in the order in which they are spoken of.
type Sources []Source

// Named finds a source; the zero Source sees nothing.
func (all Sources) Named(name string) Source {
	for i := range all {
		if all[i].Name == name {
			return all[i]
		}
	}
	return Source{Name: name}
}

// See says whether the source of that name sees a class of evidence.
func (all Sources) See(name string, c Class) bool {
	for i := range all {
		if all[i].Name == name {
			return slices.Contains(all[i].Sees, c)
		}
	}
	return false
}

// Seeing are the names of those that see a class, in order.
func (all Sources) Seeing(c Class) (names []string) {
	for i := range all {
		if slices.Contains(all[i].Sees, c) {
			names = append(names, all[i].Name)
		}
	}
	return names
}

// Agents are the programs that any source names as nobody's hands.
func (all Sources) Agents() map[string]bool {
	out := map[string]bool{}
	for i := range all {
		for _, name := range all[i].Agents {
			out[name] = true
		}
	}
	return out
}

// Sign is what a beat is evidence of, as its source says.
func (all Sources) Sign(b *Beat) Sign {
	for i := range all {
		if all[i].Name == b.Lane.Source && all[i].Sign != nil {
			return all[i].Sign(b)
		}
	}
	return Sign{}
}

// Versions names all that decides what a beat is taken for, one source a line:
// what remembered numbers depend on beside the evidence.
func (all Sources) Versions() string {
	var b strings.Builder
	for _, s := range all {
		fmt.Fprintf(&b, "%s:%d %q %q\n", s.Name, s.Version, s.Sees, s.Agents)
	}
	return b.String()
}
