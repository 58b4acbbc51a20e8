package session

import (
	"sync"

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
// date holds fresh, so that two who ask at once do not do it twice; each of the
// values below is of the state it names and is replaced as a whole.
type remembered struct {
	fresh sync.Mutex

	mu       sync.Mutex
	progress Progress
	numbers  *Numbers
	calendar *calendar
	backs    *Backsights
	sorters  []sorted    // the one used last first
	accounts []accounted // the one used last first

	reading sync.Mutex // of what follows
	agents  *agentDays
}

// of is what is kept of a person. A nil cache keeps it for one question.
func (c *Cache) of(p who.Person) *remembered {
	if c == nil {
		return &remembered{}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.people[p] == nil {
		c.people[p] = &remembered{}
	}
	return c.people[p]
}
