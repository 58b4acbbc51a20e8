package logbook

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
)

// Role is what the person had to do with a commit.
type Role string

// The roles. One commit can be several facts: authored and reviewed, say.
const (
	Authored   Role = "authored"   // wrote it
	Integrated Role = "integrated" // committed what somebody else wrote
	Reviewed   Role = "reviewed"   // named in Reviewed-, Acked- or Tested-by
	Shared     Role = "shared"     // named in Co-authored-by
)

// Commit is the body of a KindCommit fact: one commit in one role under one of
// the person's own identities. No colleague is in it.
type Commit struct {
	Object    string       `json:"object"`
	Role      Role         `json:"role"`
	As        string       `json:"as"`                  // the own identity that matched
	Subject   string       `json:"subject"`             // first line of the message
	Authored  when.Instant `json:"authored"`            // when the work was done
	Committed when.Instant `json:"committed"`           // when it was integrated
	Undated   bool         `json:"undated,omitempty"`   // its author time cannot be believed
	Merge     bool         `json:"merge,omitempty"`     // two parents or more
	Root      bool         `json:"root,omitempty"`      // no parent
	Revert    bool         `json:"revert,omitempty"`    // takes back another commit
	Squash    bool         `json:"squash,omitempty"`    // subject ends in "(#12)": days before may be gone
	Subtree   bool         `json:"subtree,omitempty"`   // a program brought another history in
	Bot       bool         `json:"bot,omitempty"`       // the author is a program
	Assistant string       `json:"assistant,omitempty"` // the coding assistant whose mark it bears
	Directed  bool         `json:"directed,omitempty"`  // the assistant is its author: directing, not making
}

// Imported says whether a commit brings in what was made elsewhere: another history, a
// first commit of over 300 files, or files more than nine in ten of which are vendored or
// generated. p is what it touched, nil where that is not known.
func (c Commit) Imported(p *Paths) bool {
	if c.Subtree || p == nil {
		return c.Subtree
	}
	return c.Root && p.Files > 300 || p.Files > 0 && 10*(p.Vendored+p.Generated) > 9*p.Files
}

// Changes says whether a commit that is no merge changes something that was made with
// it: it is no import, and it touches a file. p is what it touched, nil where that is
// not known.
func (c Commit) Changes(p *Paths) bool { return !c.Imported(p) && (p == nil || p.Files > 0) }

// Paths is the body of a KindPaths fact: what an own commit touched. List holds
// at most MaxPaths of the paths; the counts cover all of them.
type Paths struct {
	Object     string         `json:"object"`
	Files      int            `json:"files"`
	Vendored   int            `json:"vendored,omitempty"`  // someone else's code kept here
	Generated  int            `json:"generated,omitempty"` // written by a program
	Mechanical bool           `json:"mechanical,omitempty"`
	Languages  map[string]int `json:"languages,omitempty"` // of the files that are neither
	List       []string       `json:"list,omitempty"`
}

// MaxPaths bounds Paths.List.
const MaxPaths = 300

// Event is the body of a KindEvent fact: one calendar component as its file
// held it. A recurring series is one event; its occurrences are worked out when
// they are needed, from Raw.
type Event struct {
	UID        string `json:"uid"`
	Recurrence string `json:"recurrence,omitempty"` // RECURRENCE-ID of an exception, as written
	Calendar   string `json:"calendar,omitempty"`   // X-WR-CALNAME or the file's name
	Zone       string `json:"zone,omitempty"`       // X-WR-TIMEZONE of the calendar
	Zones      string `json:"zones,omitempty"`      // the VTIMEZONEs it needs that no table knows, as written
	Raw        string `json:"raw"`                  // the component, unfolded, one property a line
}

// Origin is what the body of everything a person says holds beside what it says:
// By is the name of the key that it came with, "" where the person said it on this
// machine; ID is what its client called it, where its key has no room for that.
type Origin struct {
	By string `json:"by,omitempty"`
	ID string `json:"id,omitempty"`
}

// Said is the body of what a person says of themselves: an identity, the
// reference, something that happened in life.
type Said struct {
	Text string       `json:"text,omitempty"` // the identity, the why, the name of the event
	What string       `json:"what,omitempty"` // leave, illness, family, health, move, role
	From when.Day     `json:"from,omitempty"`
	To   when.Day     `json:"to,omitempty"` // the first day after
	At   when.Instant `json:"at"`           // when it was said
	Origin
}

// LifeKinds are the kinds of life event; those of Absence come first.
func LifeKinds() []string {
	return append(absences(), "family", "health", "move", "role")
}

// Absence says whether a kind of life event means that the person was away.
func Absence(kind string) bool { return slices.Contains(absences(), kind) }

func absences() []string { return []string{"leave", "illness"} }

// Pin is the body of a KindPin fact: what the person said a series of their
// calendar is about. The fact's key is the series'.
type Pin struct {
	Kind  string       `json:"kind"`            // "" where it is taken back
	Title string       `json:"title,omitempty"` // the series' own, when it was said
	At    when.Instant `json:"at"`              // when it was said
	Origin
}

// Calendar is the body of a KindCalendar fact, whose key is the URI of a place:
// a calendar at an address that the person wants read. No password and no
// address that is its own key is in it.
type Calendar struct {
	Name   string       `json:"name"`
	User   string       `json:"user,omitempty"`   // as whom the server is asked
	Login  bool         `json:"login,omitempty"`  // with a password, or without a User a token
	Served bool         `json:"served,omitempty"` // by CalDAV; else it is a file
	At     when.Instant `json:"at"`               // when it was said
	Origin
}

// Set is the body of a KindSet fact: what the person says they did in a stretch
// of time, against or beside the evidence.
type Set struct {
	From  when.Instant `json:"from"`
	To    when.Instant `json:"to"`
	Work  string       `json:"work"`            // a kind of work; "" where it is taken back
	Hands string       `json:"hands,omitempty"` // hand, assisted, delegated
	Text  string       `json:"text,omitempty"`
	At    when.Instant `json:"at"` // when it was said
	Origin
}

// Bucket is the body of a KindBucket fact, whose key is the bucket's id: where a
// watcher of ActivityWatch puts its events.
type Bucket struct {
	Type     string          `json:"type"`
	Client   string          `json:"client"`
	Hostname string          `json:"hostname"`
	Name     string          `json:"name,omitempty"`
	Data     json.RawMessage `json:"data,omitempty"` // an object, as the client gave it
	Created  when.Instant    `json:"created"`
}

// Server is the body of a KindServer fact, whose key is the URI of a place: a
// server that the person wants read. No key of it is in it.
type Server struct {
	Source string       `json:"source"` // "activitywatch"
	Name   string       `json:"name"`
	Login  bool         `json:"login,omitempty"` // with a key
	At     when.Instant `json:"at"`              // when it was said
	Origin
}

// Body writes a body in its canonical form: the keys in the order of the type,
// no white space, text made safe.
func Body(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("logbook: a body that JSON cannot hold: %v", err)) // only a programming error can
	}
	return b
}

// Read takes a fact's body apart as T.
func Read[T any](f *Fact) (T, error) {
	var v T
	if err := json.Unmarshal(f.Body, &v); err != nil {
		return v, fmt.Errorf("the body of %s %q: %w", f.Kind, f.Key, err)
	}
	return v, nil
}
