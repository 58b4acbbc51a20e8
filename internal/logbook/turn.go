package logbook

import "encoding/json"

// Turn is the Raw of a beat of the source "assistant": what one record of a
// coding assistant's log says, its structure only. No word that a person typed
// or a model answered is in it; Length says how long the words were.
//
// One answer may lie in several records (it grew while it came, and sub-agents
// repeat their parent's): Message and Request say which records speak of one
// answer. Whoever sums tokens must take each answer once.
type Turn struct {
	Cwd      string   `json:"cwd,omitempty"`      // the whole folder it was held in
	Model    string   `json:"model,omitempty"`    // as the tool names it
	Message  string   `json:"message,omitempty"`  // the provider's id of the answer
	Request  string   `json:"request,omitempty"`  // its id of the request
	Agent    string   `json:"agent,omitempty"`    // which sub-agent; "" where none is named
	Side     bool     `json:"side,omitempty"`     // a sub-agent's, whether named or not
	Headless bool     `json:"headless,omitempty"` // run by a program: nobody sat there
	Human    bool     `json:"human,omitempty"`    // a person typed it, or changed what the tool proposed
	Command  bool     `json:"command,omitempty"`  // typed, a command to the tool and not to the model
	Fork     bool     `json:"fork,omitempty"`     // may be written again from another session: of two that say the same, the other's stays
	History  bool     `json:"history,omitempty"`  // from the tool's list of what was typed, not from a session's log
	Calls    []string `json:"calls,omitempty"`    // the names of the tools the answer asked for
	Length   int      `json:"length,omitempty"`   // bytes of what was typed or answered
	Added    int      `json:"added,omitempty"`    // lines a tool added
	Removed  int      `json:"removed,omitempty"`  // lines a tool took away
	Fast     bool     `json:"fast,omitempty"`     // answered in the provider's dearer, faster mode
	Tokens   *Tokens  `json:"tokens,omitempty"`   // nil where the log holds no figure
	Cost     string   `json:"cost,omitempty"`     // what the tool itself reckoned, a decimal number; no charge
	Currency string   `json:"currency,omitempty"` // of Cost, ISO 4217
}

// Tokens are counts as the tool recorded them, in buckets that do not overlap,
// whatever the provider's own counts include: their sum is all that passed.
type Tokens struct {
	In        int64 `json:"in,omitempty"`        // read anew
	Out       int64 `json:"out,omitempty"`       // written, reasoning apart
	Reasoning int64 `json:"reasoning,omitempty"` // written before the answer, where told apart
	Write5m   int64 `json:"write_5m,omitempty"`  // put into a cache for five minutes, or for a time not told
	Write1h   int64 `json:"write_1h,omitempty"`  // put into a cache for an hour
	Read      int64 `json:"read,omitempty"`      // read from a cache
}

// Sum is all tokens that passed.
func (t Tokens) Sum() int64 {
	return t.In + t.Out + t.Reasoning + t.Write5m + t.Write1h + t.Read
}

// Prompt is what the model was given: all but what it wrote.
func (t Tokens) Prompt() int64 { return t.In + t.Write5m + t.Write1h + t.Read }

// Add is the sum of both, bucket by bucket.
func (t Tokens) Add(o Tokens) Tokens {
	return Tokens{
		In: t.In + o.In, Out: t.Out + o.Out, Reasoning: t.Reasoning + o.Reasoning,
		Write5m: t.Write5m + o.Write5m, Write1h: t.Write1h + o.Write1h, Read: t.Read + o.Read,
	}
}

// ReadTurn takes the Raw of a beat apart; ok is false where it is no Turn.
func ReadTurn(raw []byte) (t Turn, ok bool) {
	return t, json.Unmarshal(raw, &t) == nil
}
