package logbook

import "github.com/backsight/backsight/internal/base/when"

// AgentSign is how the agents' clock takes a beat.
type AgentSign uint8

// The signs: none at all, work of an agent, what it was asked, by a person or not.
const (
	AgentNone AgentSign = iota
	AgentWorks
	AgentTyped
)

// AgentDay is what one day of UTC holds of coding assistants: what is remembered
// so that their logs are not read again for each question. Both lists are in order
// of time.
type AgentDay struct {
	Day   when.Day
	Turns []AgentTurn
	Heard []AgentHeard
}

// AgentTurn is one record of an assistant's log, without what no answer of the
// assistants needs. Message and Request are hashes: of the program and the message,
// 0 where none is named, and of the request.
type AgentTurn struct {
	At, For          when.Instant
	Program, Session string
	Type             string // Turn*
	Model, Agent     string
	Message, Request uint64
	Tokens           *Tokens
	Sign             AgentSign
	Side, Headless   bool
	Command, History bool
	Fast             bool
}

// AgentHeard is one heartbeat of an editor that names a session.
type AgentHeard struct {
	At, For when.Instant
	Session string
	Sign    AgentSign
}
