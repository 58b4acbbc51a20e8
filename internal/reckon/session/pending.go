package session

import (
	"context"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
)

// Pending is what must be reckoned before an answer is right.
type Pending struct {
	Days  int  // days to be reckoned, 0 for none
	Whole bool // all of them: the evidence is new, or the settings it was reckoned with changed
}

// Long says whether that takes longer than a person waits without being told.
func (p Pending) Long() bool {
	const few = 100 // days
	return p.Days > few
}

// Pending says what would have to be reckoned for an answer now. It reads no
// evidence.
func (b Base) Pending(ctx context.Context, g policy.Grant, q Question) (Pending, error) {
	s, err := b.begin(ctx, g, q)
	if err != nil {
		return Pending{}, err
	}
	marks, err := s.Memory.Dirty(ctx, g)
	if err != nil || fresh(marks, s.Q) {
		return Pending{}, err
	}
	days, err := s.evidenceDays()
	if err != nil || baseOf(marks.Derived.Stamp) != s.Q.stamp() || marks.Derived.Calendar != s.calendarStamp(days) {
		return Pending{Days: days.Len(), Whole: true}, err
	}
	out := Pending{}
	for _, dirty := range stretches(marks.Spans, s.Q.Habits) {
		if inside, ok := dirty.Cut(days); ok {
			out.Days += inside.Len()
		}
	}
	return out, nil
}

// Progress is how far a reckoning is that runs now: Done of All days.
type Progress struct {
	Running   bool
	Done, All int
}

// Progress is how far what is reckoned for a person is, by whatever question.
func (b Base) Progress(g policy.Grant) Progress {
	kept := b.Cache.of(g.Owner())
	kept.mu.Lock()
	defer kept.mu.Unlock()
	return kept.progress
}

// begins, reckoned and ended keep how far a reckoning is.
func (r *remembered) begins(days int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress = Progress{Running: true, All: days}
}

func (r *remembered) reckoned(days when.Days) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Done += days.Len()
}

func (r *remembered) ended() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress = Progress{}
}
