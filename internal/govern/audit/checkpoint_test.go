package audit_test

import (
	"fmt"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/govern/audit"
)

func TestACheckpointIsWrittenAndRead(t *testing.T) {
	var l log
	for i := range 5 {
		l.add(t, fmt.Sprint(i))
	}
	c := l.verify(t).Checkpoint
	back, err := audit.ReadCheckpoint(c.Text() + "\n- somebody signed it\n")
	if back != c || err != nil {
		t.Errorf("%+v became %+v, %v", c, back, err)
	}
	for _, text := range []string{"", "another\n5\n", "another" + c.Text()[len("backsight audit"):], c.Text()[:30], "backsight audit\n-1\n" + c.Text()[18:], "backsight audit\nx\ny\n"} {
		if _, err := audit.ReadCheckpoint(text); fault.KindOf(err) != fault.Usage {
			t.Errorf("%q was read: %v", text, err)
		}
	}
}

// TestProve: each line of trees of several sizes is proved, and no other in its place.
func TestProve(t *testing.T) {
	var l log
	for size := int64(1); size < 20; size++ {
		l.add(t, fmt.Sprint(size))
		for seq := range size {
			p, err := audit.Prove(size, seq, l.stored)
			if err != nil || p.Check() != nil || p.Leaf != l.hashes[audit.First(seq)] {
				t.Fatalf("line %d of %d: %v, %v", seq, size, err, p.Check())
			}
			p.Leaf[0] ^= 1
			if p.Check() == nil {
				t.Errorf("another line was proved to be line %d of %d", seq, size)
			}
		}
		if _, err := audit.Prove(size, size, l.stored); fault.KindOf(err) != fault.Nothing {
			t.Errorf("a line that is not there: %v", err)
		}
	}
}
