package reckon

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
)

// told is what the facts say of themselves, read once.
type told struct {
	data    string // SHA-256 over the ids in force, in their order
	commits int    // own, authored
	events  int
	undated int
	squash  int // subject ends in "(#12)"
	utc     int // written at offset +0000
	marked  int // bear an assistant's mark
}

// tell reads every fact in force once.
func (d Desk) tell(ctx context.Context, g policy.Grant) (told, error) {
	var t told
	h := sha256.New()
	for f, err := range d.Book.Facts(ctx, g, when.Span{}) {
		if err != nil {
			return t, fmt.Errorf("reading the facts: %w", err)
		}
		id := f.ID()
		h.Write(id[:])
		t.count(&f)
	}
	t.data = hex.EncodeToString(h.Sum(nil))
	return t, nil
}

func (t *told) count(f *logbook.Fact) {
	if f.Kind == logbook.KindEvent {
		t.events++
	}
	if f.Kind != logbook.KindCommit {
		return
	}
	c, err := logbook.Read[logbook.Commit](f)
	if err != nil || c.Role != logbook.Authored {
		return
	}
	t.commits++
	add := func(to *int, is bool) {
		if is {
			*to++
		}
	}
	add(&t.undated, c.Undated)
	add(&t.squash, c.Squash)
	add(&t.utc, f.Zone == "+00:00")
	add(&t.marked, c.Assistant != "")
}
