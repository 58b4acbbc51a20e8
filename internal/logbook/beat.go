package logbook

import (
	"crypto/sha256"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
)

// Lane names one stream of beats: one program on one machine. Beats of one lane
// follow one another; lanes lie beside each other.
type Lane struct {
	Source  string // "wakatime", "activitywatch", "assistant"
	Machine string // as its client names it, "" where it does not
	Program string // without its version: "vscode", "aw-watcher-window", "claude-code"
}

// Beat is one piece of the evidence that comes by the million: a heartbeat of an
// editor, an event of a desktop watcher, a turn of a coding assistant. It is kept
// compactly, and it is the same Fact to every reader.
//
// Key is what makes it this beat, in its source's own words; the same key always
// comes with the same At. Of two beats with one key the one with the greater
// More stays, then the one with the greater Raw: arrival never decides.
type Beat struct {
	Lane Lane
	Key  string
	More int64        // how complete it is: a length, a count of tokens
	At   when.Instant // when it began
	For  when.Instant // how long it lasted, 0 for a point
	Zone string       // "Europe/Berlin" or "+02:00"; "" where unknown

	Type     string // wakatime: file, app, domain, url; activitywatch: the bucket's; assistant: a Turn
	Entity   string // the file, page, application or record it speaks of
	Project  string
	Branch   string
	Language string
	Category string // as the client says it, unknown ones too
	Session  string // of a coding assistant
	Write    bool   // the file was saved

	Raw []byte // the item as it came, JSON; nil where it was not asked for
}

// The turns of a coding assistant: the Type of a beat of the source "assistant".
const (
	TurnPrompt   = "prompt"   // a person typed
	TurnRequest  = "request"  // somebody else asked: a program, another agent, a clock, the tool itself
	TurnAnswer   = "answer"   // the model spoke
	TurnTool     = "tool"     // the agent used a tool
	TurnPresence = "presence" // the tool was open; nothing tells who did what
	TurnUsage    = "usage"    // what the tool says some answers used together, when it wrote that down; nobody did anything then
	TurnCopy     = "copy"     // another record tells of the same, as a fork or a replay writes it again; it counts for nothing
)

// Fact is the beat as a fact, for those who take one piece of evidence like any
// other. Raw must be there.
func (b *Beat) Fact(p who.Person) Fact {
	f := Fact{
		Person: p, Kind: KindBeat, Key: b.Lane.Source + " " + b.Key, Version: Seq{N: b.More},
		Span: when.Span{From: b.At, To: b.At + b.For}, Zone: b.Zone, Day: when.NoDay, Body: b.Raw,
	}
	return f
}

// Hash is what an index holds of the key; the time of a beat stands beside it.
func (b *Beat) Hash() (h [8]byte) {
	sum := sha256.Sum256([]byte(b.Lane.Source + "\x00" + b.Key))
	copy(h[:], sum[:])
	return h
}

// Presence is an unbroken stretch at one thing: what a run of beats says. It is
// derived and can be rebuilt. Presences of one day part its time: no instant
// lies in two.
type Presence struct {
	Day      when.Day // the home day it lies in; it is cut at midnight
	Span     when.Span
	Lane     Lane
	Type     string
	Project  string
	Branch   string
	Language string
	Category string
	Session  string
	Zone     string
}
