package audit

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/backsight/backsight/internal/base/fault"
)

// origin begins the text of a checkpoint.
const origin = "backsight audit"

// Text is the checkpoint to be kept somewhere else: what it is of, how many lines, and
// the root in base64, a line each (C2SP tlog-checkpoint, without signatures).
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// ReadCheckpoint takes the text of one apart; what follows its third line is passed
// over.
func ReadCheckpoint(text string) (c Checkpoint, err error) {
	parts := strings.SplitN(text, "\n", 4)
	if len(parts) < 3 || strings.TrimSpace(parts[0]) != origin {
		return c, fault.New(fault.Usage, "that is no checkpoint of an audit: it does not begin with %q", origin)
	}
	size, err := strconv.ParseInt(strings.TrimSpace(parts[1]), 10, 64)
	root, err2 := base64.StdEncoding.DecodeString(strings.TrimSpace(parts[2]))
	if err != nil || err2 != nil || size < 0 || len(root) != tlog.HashSize {
		return c, fault.New(fault.Usage, "the checkpoint does not say how many lines it is of, and their root")
	}
	return Checkpoint{Size: size, Root: tlog.Hash(root)}, nil
}

// Proof shows that a line is one of a tree, to somebody who has only the line and a
// checkpoint of the tree.
type Proof struct {
	Seq  int64       `json:"line"`
	Leaf tlog.Hash   `json:"hash"` // of the line: SHA-256 of a zero byte and its body
	Size int64       `json:"size"` // of the tree
	Root tlog.Hash   `json:"root"`
	Path []tlog.Hash `json:"path"` // from the line up to the root (RFC 6962 2.1.1)
}

// Prove makes the proof of a line in a tree of so many.
func Prove(size, seq int64, stored Stored) (p Proof, err error) {
	if seq < 0 || seq >= size {
		return p, fault.New(fault.Nothing, "the audit has no line %d", seq)
	}
	p = Proof{Seq: seq, Size: size}
	if p.Root, err = tlog.TreeHash(size, stored); err != nil {
		return p, err
	}
	leaf, err := stored([]int64{First(seq)})
	if err != nil {
		return p, err
	}
	p.Leaf = leaf[0]
	p.Path, err = tlog.ProveRecord(size, seq, stored)
	return p, err
}

// Check says why a proof does not hold, nil where it does.
func (p Proof) Check() error { return tlog.CheckRecord(p.Path, p.Size, p.Root, p.Seq, p.Leaf) }
