package audit

import (
	"fmt"
	"iter"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/backsight/backsight/internal/base/when"
)

// Kept is one line as the store holds it: its body, nil where it was erased,
// and the hashes it added to the tree. Missing says that the hashes are there
// and the line is not.
type Kept struct {
	Seq     int64
	Missing bool
	Body    []byte
	Hashes  []tlog.Hash
}

// Break is where a tree does not hold. Seq is the line, or the number of lines
// where one is missing at the end.
type Break struct {
	Seq  int64
	What string
}

// Change is a kind of evidence, or a table at a place, that is not held as it was
// written: how many pieces of it whoever wrote them counted, and how many are there
// that say what they said. Where the two are equal, they are not the same pieces.
type Change struct {
	Kind    string `json:"kind,omitempty"`
	Table   string `json:"table,omitempty"` // where it is no kind
	Place   string `json:"place,omitempty"` // "git /src/acme"
	Written int64  `json:"written"`
	Held    int64  `json:"held"`
}

// Verdict is what became of a verification. Checkpoint is what the lines
// themselves amount to. Changes are for whoever keeps the evidence to find: Verify
// looks at the lines only.
type Verdict struct {
	Checkpoint
	Erased   int64
	Erasures []Erasure // of the erased lines those of which a line says so
	State    string    // what the last line says of all that is kept, "" for nothing
	Breaks   []Break
	Changes  []Change
	// Unreckoned says why what was worked out of the evidence could not be worked out
	// again; "" where it was, or was not asked for.
	Unreckoned string
}

// Erasure is that the body of a line was erased, when, and which line says so.
type Erasure struct {
	Seq int64        `json:"line"`
	By  int64        `json:"by"`
	At  when.Instant `json:"at"`
}

// Sound says whether nothing was found broken or changed, and nothing was left unreckoned.
func (v Verdict) Sound() bool {
	return len(v.Breaks) == 0 && len(v.Changes) == 0 && v.Unreckoned == ""
}

// Verify reckons the whole tree again from the lines, in order, and compares it
// with the hashes that were kept and with checkpoints kept elsewhere. What it
// finds broken is in the verdict; an error says that lines could not be read.
func Verify(lines iter.Seq2[Kept, error], against ...Checkpoint) (Verdict, error) {
	t := tree{edge: map[int]tlog.Hash{}, erased: map[int64]Erasure{}, against: against}
	for line, err := range lines {
		if err != nil {
			return t.verdict, err
		}
		if err := t.add(line); err != nil {
			return t.verdict, fmt.Errorf("audit line %d: %w", line.Seq, err)
		}
	}
	return t.finish()
}

// tree is the right edge of the tree reckoned so far: the last finished hash
// of every level is all that the next line can need. Once a line is missing it
// is torn: no hash over the gap can be reckoned, so the kept ones are taken.
type tree struct {
	edge    map[int]tlog.Hash
	blank   []int64 // lines without a body
	erased  map[int64]Erasure
	torn    bool
	against []Checkpoint
	verdict Verdict
}

func (t *tree) add(line Kept) error {
	if err := t.compare(); err != nil {
		return err
	}
	v := &t.verdict
	if line.Seq != v.Size {
		v.broken(v.Size, "lines are missing before line %d", line.Seq)
		v.Size, t.torn = line.Seq, true
	}
	hashes, err := tlog.StoredHashesForRecordHash(line.Seq, t.leaf(line), t.stored())
	if err != nil {
		return err
	}
	if len(line.Hashes) > 0 && len(line.Hashes) != len(hashes) {
		v.broken(line.Seq, "it has %d hashes and should have %d", len(line.Hashes), len(hashes))
	}
	for level, h := range hashes {
		t.edge[level] = h
		if level == 0 || level >= len(line.Hashes) || line.Hashes[level] == h {
			continue
		}
		if t.torn {
			t.edge[level] = line.Hashes[level]
			continue
		}
		v.broken(line.Seq, "the hash over it and the %d lines before it is another", 1<<level-1)
	}
	v.Size++
	return nil
}

// leaf is the hash a line enters the tree with: the kept one, so that a changed
// body is reported once and not again by every hash above it.
func (t *tree) leaf(line Kept) tlog.Hash {
	v := &t.verdict
	if len(line.Hashes) == 0 {
		v.broken(line.Seq, "its hash is missing")
		return tlog.RecordHash(line.Body)
	}
	switch {
	case line.Missing:
		v.broken(line.Seq, "the line is missing")
	case line.Body == nil:
		v.Erased++
		t.blank = append(t.blank, line.Seq)
	case tlog.RecordHash(line.Body) != line.Hashes[0]:
		v.broken(line.Seq, "what it says was changed")
	default:
		t.told(line)
	}
	return line.Hashes[0]
}

// told takes what a sound line says of others.
func (t *tree) told(line Kept) {
	e, err := Read(line.Body)
	if err != nil {
		return // what it says is nobody's matter here
	}
	if e.Act == Count && t.verdict.State != "" {
		t.verdict.broken(line.Seq, "all that is kept was counted anew, though account had been kept of it")
	}
	if e.State != "" {
		t.verdict.State = e.State
	}
	if e.Act == Erase {
		if seq, err := strconv.ParseInt(e.Object, 10, 64); err == nil {
			t.erased[seq] = Erasure{Seq: seq, By: line.Seq, At: e.At}
		}
	}
}

// blanks holds the lines without a body against those that say so.
func (t *tree) blanks() {
	for _, seq := range t.blank {
		if e, said := t.erased[seq]; said {
			t.verdict.Erasures = append(t.verdict.Erasures, e)
			continue
		}
		t.verdict.broken(seq, "what it said is gone, and no line says that it was erased")
	}
}

// compare holds the tree against the checkpoints of its present size.
func (t *tree) compare() error {
	for _, c := range t.against {
		if c.Size != t.verdict.Size {
			continue
		}
		now, err := At(t.verdict.Size, t.stored())
		if err != nil {
			return err
		}
		if c.Root != now.Root {
			t.verdict.broken(c.Size, "the checkpoint of %d lines has another root", c.Size)
		}
	}
	return nil
}

func (t *tree) finish() (Verdict, error) {
	if err := t.compare(); err != nil {
		return t.verdict, err
	}
	for _, c := range t.against {
		if c.Size > t.verdict.Size {
			t.verdict.broken(t.verdict.Size, "a checkpoint knows %d lines, here are %d", c.Size, t.verdict.Size)
		}
	}
	t.blanks()
	now, err := At(t.verdict.Size, t.stored())
	t.verdict.Checkpoint = now
	return t.verdict, err
}

// stored reads finished hashes of the right edge.
func (t *tree) stored() Stored {
	return func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			level, _ := tlog.SplitStoredHashIndex(index)
			hashes[i] = t.edge[level]
		}
		return hashes, nil
	}
}

func (v *Verdict) broken(seq int64, format string, args ...any) {
	v.Breaks = append(v.Breaks, Break{Seq: seq, What: fmt.Sprintf(format, args...)})
}
