package session

import (
	"sync"

	"github.com/backsight/backsight/internal/base/turn"
	"github.com/backsight/backsight/internal/base/who"
)

// Cache keeps, between the questions of one running program, what it has read of
// the derived rows, and what it has worked out of them. What lies in it never
// changes: a newer state is another value, so several may ask at once. All of it
// can be read or worked out again.
type Cache struct {
	mu     sync.Mutex
	people map[who.Person]*remembered
}

// NewCache is a cache with nothing in it.
func NewCache() *Cache { return &Cache{people: map[who.Person]*remembered{}} }

// remembered is what is kept of one person. Whoever brings the derived rows up to
// date has the turn of fresh, so that two who ask at once do not do it twice; who
// waits for it leaves with their context. Each of the values below is of the state it
// names and is replaced as a whole. Nothing is worked out under mu.
type remembered struct {
	fresh   turn.Line
	sorting turn.Line // whoever makes a sorter, which is kept below

	mu       sync.Mutex
	progress Progress
	numbers  *Numbers
	calendar *calendar
	backs    *Backsights
	sorters  []sorted    // the one used last first
	accounts []accounted // the one used last first

	reading turn.Line // of what follows
	agents  *agentDays
}

func newRemembered() *remembered {
	return &remembered{fresh: turn.New(), sorting: turn.New(), reading: turn.New()}
}

// of is what is kept of a person. A nil cache keeps it for one question.
func (c *Cache) of(p who.Person) *remembered {
	if c == nil {
		return newRemembered()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.people[p] == nil {
		c.people[p] = newRemembered()
	}
	return c.people[p]
}
