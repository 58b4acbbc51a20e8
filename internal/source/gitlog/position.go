package gitlog

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
	"github.com/backsight/backsight/internal/source/gitlog/routine"
)

// rules is raised when the same history would give other facts; histories read
// under older rules are then read again.
const rules = 8

// position is how far a repository has been read and under what assumptions.
// When anything but the refs and tips differs, the whole history is read again.
type position struct {
	Rules      int            `json:"rules"`
	Refs       string         `json:"refs"`                  // hash of the ref files
	Shallow    string         `json:"shallow"`               // hash of the file shallow
	Mailmap    string         `json:"mailmap"`               // id of the blob
	OwnMailmap string         `json:"own_mailmap,omitempty"` // hash of the person's own
	Ignored    string         `json:"ignored"`               // id of .git-blame-ignore-revs
	Identities []who.Identity `json:"identities"`
	Called     []string       `json:"called"` // what the person is called, and what was said not to be theirs
	Tips       []string       `json:"tips"`
	Tally      tally          `json:"tally"`

	Names []logbook.Namesake `json:"names"`
	Works [][]byte           `json:"works"` // of each of Names, packed
	Alike []string           `json:"alike"` // by what Names were found
	// Led are the addresses to which the mailmap leads from the person's own.
	Led []who.Identity `json:"led,omitempty"`

	Routines []routine.Group `json:"routines"`
}

// readPosition reads what position.write wrote; what cannot be read is no position.
func readPosition(p logbook.Position) *position {
	var pos position
	if len(p) == 0 || json.Unmarshal(p, &pos) != nil || pos.Rules != rules {
		return nil
	}
	return &pos
}

// Stale says whether a history must be read again for a person, since it was read
// for somebody of other identities. A history that was never read is not stale.
func (Source) Stale(at logbook.Position, self who.Self) bool {
	p := readPosition(at)
	return p != nil && !slices.Equal(p.Identities, self.Identities)
}

// Here says whether a place is still a repository.
func (Source) Here(p logbook.Place) bool { return gitdir.Is(p.URI) }

func (p *position) write() (logbook.Position, error) { return json.Marshal(p) }

// unchanged says whether nothing can be new since the position was taken.
func (p *position) unchanged(now *position) bool {
	return p != nil && p.counted() && now.Refs != "" && p.Refs == now.Refs && p.Shallow == now.Shallow && p.OwnMailmap == now.OwnMailmap &&
		slices.Equal(p.Identities, now.Identities) && slices.Equal(p.Called, now.Called)
}

// continues says whether reading may go on from p: whether the facts read before
// are those that a whole reading would give now.
func (p *position) continues(now *position) bool {
	return p != nil && p.counted() && len(p.Tips) > 0 && p.Shallow == now.Shallow && p.Mailmap == now.Mailmap && p.OwnMailmap == now.OwnMailmap &&
		p.Ignored == now.Ignored && slices.Equal(p.Identities, now.Identities)
}

// counted says whether the works under each name are known: older programs counted
// commits alone.
func (p *position) counted() bool { return len(p.Works) == len(p.Names) }

// shallowFile reads the ids at which a shallow clone ends, and their hash; both
// are empty for a whole one.
func shallowFile(common string) (ids map[string]bool, hash string) {
	text, err := gitdir.File(common, "shallow", maxRefs)
	if err != nil || len(text) == 0 {
		return nil, ""
	}
	ids = map[string]bool{}
	for id := range strings.FieldsSeq(string(text)) {
		ids[id] = true
	}
	sum := sha256.Sum256(text)
	return ids, hex.EncodeToString(sum[:16])
}
