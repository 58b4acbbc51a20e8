package audit_test

import (
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/govern/audit"
)

// log is an audit in memory.
type log struct {
	bodies [][]byte
	hashes []tlog.Hash
}

func (l *log) stored(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, l.hashes[i])
	}
	return out, nil
}

func (l *log) add(t fatal, body string) {
	seq := int64(len(l.bodies))
	hashes, err := audit.Append(seq, []byte(body), l.stored)
	if err != nil || audit.First(seq) != int64(len(l.hashes)) {
		t.Fatal(err, audit.First(seq), len(l.hashes))
	}
	for i := range hashes {
		if at := audit.LineOf(audit.First(seq) + int64(i)); at != seq {
			t.Fatal("hash", i, "of line", seq, "is said to be of", at)
		}
	}
	l.bodies, l.hashes = append(l.bodies, []byte(body)), append(l.hashes, hashes...)
}

type fatal interface{ Fatal(...any) }

// kept yields the log's lines, but those that without names.
func (l *log) kept(without ...int64) iter.Seq2[audit.Kept, error] {
	return func(yield func(audit.Kept, error) bool) {
		for i, body := range l.bodies {
			seq := int64(i)
			end := int64(len(l.hashes))
			if i+1 < len(l.bodies) {
				end = audit.First(seq + 1)
			}
			if len(without) > 0 && without[0] == seq {
				continue
			}
			if !yield(audit.Kept{Seq: seq, Body: body, Hashes: l.hashes[audit.First(seq):end]}, nil) {
				return
			}
		}
	}
}

func (l *log) verify(t fatal, against ...audit.Checkpoint) audit.Verdict {
	v, err := audit.Verify(l.kept(), against...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestVerify is a law: a tree of any size verifies, against each checkpoint it
// ever had; whichever body or hash is changed, the change is found in the line
// it belongs to, and no line before it is blamed.
func TestVerify(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l log
		var were []audit.Checkpoint
		for i := range rapid.IntRange(1, 40).Draw(t, "lines") {
			c, err := audit.At(int64(len(l.bodies)), l.stored)
			if err != nil {
				t.Fatal(err)
			}
			were = append(were, c)
			l.add(t, fmt.Sprint("line ", i))
		}
		v := l.verify(t, were...)
		now, err := audit.At(int64(len(l.bodies)), l.stored)
		if !v.Sound() || v.Checkpoint != now || err != nil {
			t.Fatalf("%+v, %v", v, err)
		}
		at := rapid.Int64Range(0, now.Size-1).Draw(t, "at")
		if rapid.Bool().Draw(t, "a hash") {
			i := rapid.IntRange(0, len(l.hashes)-1).Draw(t, "index")
			l.hashes[i][rapid.IntRange(0, 31).Draw(t, "byte")] ^= 1
			at = audit.LineOf(int64(i))
		} else {
			l.bodies[at] = []byte("another line")
		}
		v = l.verify(t)
		if v.Sound() || v.Breaks[0].Seq != at {
			t.Fatalf("line %d was changed, %+v was found", at, v.Breaks)
		}
	})
}

// A line whose body was erased verifies where another says so, and tells when; where
// none does, somebody else took it away.
func TestErased(t *testing.T) {
	var l log
	for i := range 5 {
		l.add(t, fmt.Sprint(i))
	}
	l.bodies[3] = nil
	before := l.verify(t)
	if before.Sound() || before.Breaks[0].Seq != 3 || before.Erased != 1 {
		t.Errorf("it was taken away: %+v", before)
	}
	l.add(t, string(audit.Entry{At: 7, Act: audit.Erase, Object: "3"}.Body()))
	after := l.verify(t, before.Checkpoint)
	if !after.Sound() || after.Erased != 1 || len(after.Erasures) != 1 || after.Erasures[0] != (audit.Erasure{Seq: 3, By: 5, At: 7}) {
		t.Errorf("%+v", after)
	}
}

// TestCounted: that all was counted anew is believed once, of a store that had no
// account; afterwards it would make good whatever was changed.
func TestCounted(t *testing.T) {
	var l log
	count := string(audit.Entry{Act: audit.Count, State: "a"}.Body())
	l.add(t, "{}")
	l.add(t, count)
	l.add(t, string(audit.Entry{Act: "import", State: "b"}.Body()))
	if v := l.verify(t); !v.Sound() || v.State != "b" {
		t.Errorf("%+v", v)
	}
	l.add(t, count)
	if v := l.verify(t); v.Sound() || v.Breaks[0].Seq != 3 {
		t.Errorf("counted twice: %+v", v)
	}
}

// TestACheckpointOfOneLineMore, and hashes that are missing, are noticed.
func TestACheckpointOfOneLineMore(t *testing.T) {
	var l log
	for i := range 4 {
		l.add(t, fmt.Sprint(i))
	}
	whole := l.verify(t).Checkpoint
	l.bodies, l.hashes = l.bodies[:3], l.hashes[:audit.First(3)]
	if v := l.verify(t, whole); v.Sound() || v.Breaks[0].Seq != 3 {
		t.Errorf("a checkpoint of 4 lines and a log of 3: %+v", v)
	}
	v, err := audit.Verify(func(yield func(audit.Kept, error) bool) {
		for line := range l.kept() {
			line.Hashes = line.Hashes[:1]
			yield(line, nil)
		}
	})
	if err != nil || v.Sound() || v.Breaks[0].Seq != 1 {
		t.Errorf("line 1 without its inner hash: %+v, %v", v, err)
	}
}

// TestRewritten: a log that was made anew, or cut at its end, is sound in
// itself; only a checkpoint kept elsewhere tells.
func TestRewritten(t *testing.T) {
	var l, again, shorter log
	for i := range 7 {
		l.add(t, fmt.Sprint(i))
		again.add(t, fmt.Sprint(max(i, 1)))
		if i < 5 {
			shorter.add(t, fmt.Sprint(i))
		}
	}
	c := l.verify(t).Checkpoint
	for what, other := range map[string]log{"rewritten": again, "cut": shorter} {
		if v := other.verify(t); !v.Sound() {
			t.Errorf("%s, in itself: %v", what, v.Breaks)
		}
		if v := other.verify(t, c); len(v.Breaks) != 1 || v.Breaks[0].Seq != int64(len(other.bodies)) {
			t.Errorf("%s, against a checkpoint: %v", what, v.Breaks)
		}
	}
}

func TestMissing(t *testing.T) {
	var l log
	for i := range 9 {
		l.add(t, fmt.Sprint(i))
	}
	v, err := audit.Verify(l.kept(4))
	if err != nil || len(v.Breaks) != 1 || v.Breaks[0].Seq != 4 || !strings.Contains(v.Breaks[0].What, "missing") {
		t.Errorf("without a line and its hashes: %+v, %v", v, err)
	}
	for what, spoil := range map[string]func(*audit.Kept){
		"hash is missing": func(k *audit.Kept) { k.Hashes = nil }, "line is missing": func(k *audit.Kept) { k.Missing, k.Body = true, nil },
	} {
		v, err := audit.Verify(func(yield func(audit.Kept, error) bool) {
			for k := range l.kept() {
				if k.Seq == 4 {
					spoil(&k)
				}
				if !yield(k, nil) {
					return
				}
			}
		})
		if err != nil || len(v.Breaks) != 1 || v.Breaks[0].Seq != 4 || !strings.Contains(v.Breaks[0].What, what) {
			t.Errorf("%s: %+v, %v", what, v, err)
		}
	}
	_, err = audit.Verify(func(yield func(audit.Kept, error) bool) { yield(audit.Kept{}, fmt.Errorf("disk")) })
	if err == nil {
		t.Error("lines that cannot be read were verified")
	}
}

func TestBodyIsCanonical(t *testing.T) {
	e := audit.Entry{
		At: 5, Actor: 1<<63 - 1, Act: "import", Object: "git /ü", Policy: audit.Own, Decision: audit.Allowed,
		Region: "eu", Counts: map[string]int64{"z": 1, "a": 2}, Salt: "00",
	}
	const want = `{"at":5,"actor":"9223372036854775807","act":"import","object":"git /ü","policy":"owner",` +
		`"decision":"allowed","region":"eu","counts":{"a":2,"z":1},"salt":"00"}`
	if diff := cmp.Diff(want, string(e.Body())); diff != "" {
		t.Errorf("the body (-want +got):\n%s", diff)
	}
	back, err := audit.Read(e.Body())
	if diff := cmp.Diff(e, back); diff != "" || err != nil {
		t.Errorf("read again: %v\n%s", err, diff)
	}
}

// FuzzRead: whatever a line holds, reading it neither panics nor gives an entry
// that is written differently from then on.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"at":5,"actor":"1","act":"import"}`))
	f.Add([]byte(`{"actor":1}`))
	f.Add([]byte(`{"counts":{"":-1}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		e, err := audit.Read(body)
		if err != nil {
			return
		}
		again, err := audit.Read(e.Body())
		if err != nil || string(again.Body()) != string(e.Body()) {
			t.Errorf("%q became %q, %v", e.Body(), again.Body(), err)
		}
	})
}
