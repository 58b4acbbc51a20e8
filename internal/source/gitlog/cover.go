package gitlog

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// tally counts what was read at a place over all its readings; it is part of
// the position.
type tally struct {
	Read    int      `json:"read"`    // commits by anybody
	Yours   int      `json:"yours"`   // own ones
	Undated int      `json:"undated"` // own ones that cannot be placed
	Bad     int      `json:"bad"`
	First   when.Day `json:"first"`  // of the own ones
	Newest  when.Day `json:"newest"` // of anybody's
}

func newTally() tally { return tally{First: when.NoDay, Newest: when.NoDay} }

// latest is the last second that is believed at now: clocks may be a day wrong.
func latest(now when.Instant) int64 { return int64((now + 24*when.Hour) / when.Second) }

// count adds one commit that was looked at. What is later than latest is not
// believed.
func (t *tally) count(r *personCommit, latest int64) {
	t.Read++
	c := &r.record
	t.reach(c.author, latest)
	t.reach(c.committer, latest)
	if !r.mine() {
		return
	}
	t.Yours++
	if !c.believable() || c.author.seconds > latest {
		t.Undated++
		return
	}
	if day := c.author.day(); t.First == when.NoDay || day < t.First {
		t.First = day
	}
}

func (t *tally) reach(s signature, latest int64) {
	if s.believable() && s.seconds <= latest {
		t.Newest = max(t.Newest, s.day())
	}
}

// coverage is the tally as the log keeps it.
func (t *tally) coverage(place logbook.Place, shallow, open bool) *logbook.Coverage {
	c := &logbook.Coverage{
		Place: place, From: t.First, To: when.NoDay, Open: open, Shallow: shallow,
		Facts: t.Read, Yours: t.Yours, Undated: t.Undated, Bad: t.Bad,
	}
	if t.Newest != when.NoDay {
		c.To = t.Newest + 1
	}
	return c
}
