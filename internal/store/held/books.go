package held

import (
	"maps"
	"sync"

	"github.com/backsight/backsight/internal/base/who"
)

// Books remember the accounts of places between the transactions of one program, by
// what was committed. They hold as long as nobody else has written: then the account of
// everything is another one.
type Books struct {
	mu   sync.Mutex
	last map[who.Person]*Total
}

// mostPlaces bounds of how many places the accounts are remembered.
const mostPlaces = 64

// Committed remembers the accounts that a transaction left, and which has committed.
func (b *Books) Committed(p who.Person, t *Total) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.last == nil {
		b.last = map[who.Person]*Total{}
	}
	if was := b.last[p]; was != nil && was.Writes+1 == t.Writes && len(was.kept) < mostPlaces {
		for place, a := range was.kept { // nobody else has written between the two
			if t.kept[place] == nil {
				t.kept[place] = a
			}
		}
	}
	b.last[p] = t
}

// find is a copy of the account of a place, where all that is kept is as it was left;
// nil where that is not known.
func (b *Books) find(p who.Person, place int64, now *Total) account {
	b.mu.Lock()
	defer b.mu.Unlock()
	was := b.last[p]
	if was == nil || was.Writes != now.Writes || was.sum != now.sum || was.kept[place] == nil {
		return nil
	}
	out := maps.Clone(was.kept[place])
	for t, p := range out {
		same := *p
		out[t] = &same
	}
	return out
}
