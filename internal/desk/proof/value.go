package proof

import (
	"encoding/hex"

	"github.com/backsight/backsight/internal/govern/audit"
)

// AuditValue is an audit as JSON: how many lines it has, the hash over all, some of
// the lines, and, where it was verified, what came of that.
type AuditValue struct {
	Size     int64         `json:"size"`
	Root     string        `json:"root"` // hexadecimal
	Verified *AuditVerdict `json:"verified"`
	Lines    []AuditLine   `json:"lines"`
}

// AuditVerdict is what came of a verification, as JSON.
type AuditVerdict struct {
	Sound    bool            `json:"sound"`
	Erased   int64           `json:"erased"`
	Erasures []audit.Erasure `json:"erasures,omitempty"`
	Breaks   []audit.Break   `json:"breaks"`
	Changes  []audit.Change  `json:"changes"`
	// Unreckoned says why not everything could be worked out from nothing.
	Unreckoned string `json:"unreckoned,omitempty"`
}

// AuditLine is a line as JSON; Entry is nil where it was erased.
type AuditLine struct {
	Seq    int64        `json:"seq"`
	Erased bool         `json:"erased,omitempty"`
	Entry  *audit.Entry `json:"entry"`
}

// NewAuditValue is an audit at a checkpoint, without lines.
func NewAuditValue(c audit.Checkpoint) AuditValue {
	return AuditValue{Size: c.Size, Root: hex.EncodeToString(c.Root[:]), Lines: []AuditLine{}}
}

// NewAuditVerdict is a verdict as JSON.
func NewAuditVerdict(v audit.Verdict) *AuditVerdict {
	return &AuditVerdict{Sound: v.Sound(), Erased: v.Erased, Erasures: v.Erasures, Breaks: v.Breaks, Changes: v.Changes, Unreckoned: v.Unreckoned}
}

// NewAuditLine is a line as JSON.
func NewAuditLine(l audit.Line) AuditLine {
	if l.Erased {
		return AuditLine{Seq: l.Seq, Erased: true}
	}
	return AuditLine{Seq: l.Seq, Entry: &l.Entry}
}
