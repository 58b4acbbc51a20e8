package desk

import (
	"fmt"
	"sync"

	"github.com/backsight/backsight/internal/base/when"
)

// Progress is how far an import is.
type Progress struct {
	Done  int    `json:"done"`
	Total int    `json:"total"`
	Place string `json:"place"`
	What  string `json:"what"` // "300 of 1200 commits"
	Error string `json:"error,omitempty"`
	Over  bool   `json:"over"`
}

// telling is a Meter that tells how far a reading is, a few times a second.
type telling struct {
	mu    sync.Mutex
	tell  func(Progress)
	now   func() when.Instant
	last  when.Instant
	state Progress
}

// Start tells of how many places there are.
func (m *telling) Start(total int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state.Total = total
	m.tell(m.state)
}

// At tells how far one place is, if it is time to tell again.
func (m *telling) At(place string, done, total int, of string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state.Place, m.state.What = place, fmt.Sprintf("%d %s", done, of)
	if total > 0 {
		m.state.What = fmt.Sprintf("%d of %d %s", done, total, of)
	}
	const pause = when.Second / 5
	if now := m.now(); now-m.last >= pause {
		m.last = now
		m.tell(m.state)
	}
}

// Done tells that one place has been read.
func (m *telling) Done(string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state.Done = min(m.state.Done+1, m.state.Total)
	m.tell(m.state)
}

// End has nothing to take away.
func (m *telling) End() {}

// problem tells of what could not be read.
func (m *telling) problem(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.state
	p.Error = err.Error()
	m.tell(p)
}
