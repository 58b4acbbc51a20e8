package lives

import (
	"crypto/sha256"
	"encoding/json"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// typing sums up beats: a hash over all of them and their items, in order.
func typing(t *testing.T, y Typing, each func(logbook.Beat)) [32]byte {
	t.Helper()
	h := sha256.New()
	for b := range y.Beats() {
		each(b)
		h.Write([]byte(b.Key))
		h.Write(b.Raw)
	}
	return [32]byte(h.Sum(nil))
}

func TestTypingIsTheSameAgain(t *testing.T) {
	y := Typing{Seed: 7, Count: 10_000, From: when.Unix(1_700_000_000)}
	none := func(logbook.Beat) {}
	once := typing(t, y, none)
	if again := typing(t, y, none); again != once {
		t.Error("the same seed typed something else")
	}
	other := y
	other.Seed++
	if typing(t, other, none) == once {
		t.Error("another seed typed the same")
	}
}

// TestTypingIsAYear holds the beats against what clients send.
func TestTypingIsAYear(t *testing.T) {
	y := Typing{Seed: 1, Count: 50_000, From: when.Unix(1_700_000_000)}
	seen := map[string]map[string]bool{}
	last := y.From
	n, turns, lasting := 0, 0, ""
	typing(t, y, func(b logbook.Beat) {
		var item map[string]any
		if err := json.Unmarshal(b.Raw, &item); err != nil {
			t.Fatalf("%v: %s", err, b.Raw)
		}
		seconds, _ := item["time"].(float64)
		if when.Instant(seconds*1e6+0.5) != b.At || item["entity"] != b.Entity || item["project"] != b.Project || item["is_write"] != b.Write {
			t.Fatalf("the item is not the beat's: %s", b.Raw)
		}
		if b.At < last-when.Second/1000 || b.At >= y.From+366*24*when.Hour {
			t.Fatalf("a beat of %s after one of %s", b.At, last)
		}
		last = b.At
		for what, v := range map[string]string{"machine": b.Lane.Machine, "program": b.Lane.Program, "project": b.Project, "branch": b.Branch, "language": b.Language, "entity": b.Entity} {
			if seen[what] == nil {
				seen[what] = map[string]bool{}
			}
			seen[what][v] = true
		}
		if now := b.Lane.Machine + b.Lane.Program + b.Project + b.Branch + b.Language; now != lasting {
			turns, lasting = turns+1, now
		}
		n++
	})
	if n != y.Count {
		t.Errorf("%d beats", n)
	}
	if run := float64(n) / float64(turns); run < 10 || run > 40 {
		t.Errorf("a run has %.1f beats", run)
	}
	for what, least := range map[string]int{"machine": 2, "program": 3, "project": 8, "branch": 40, "language": 6, "entity": 1000} {
		if got := len(seen[what]); got < least {
			t.Errorf("%d of %s", got, what)
		}
	}
}
