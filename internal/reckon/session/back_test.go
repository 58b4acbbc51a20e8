package session

import (
	"context"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// goingBack is a memory of one day, written in generation 2, whose generation a test
// moves about.
type goingBack struct {
	Memory
	now logbook.Derived
	day when.Day
}

func (m *goingBack) Changed(_ context.Context, _ policy.Grant, after int64, each func(*logbook.DayRow) error) (logbook.Derived, error) {
	if after >= 2 {
		return m.now, nil
	}
	return m.now, each(&logbook.DayRow{Day: m.day, Tallies: []logbook.Tally{{Day: m.day, Measure: "wins", Sphere: "all", Value: 3}}})
}

func (m *goingBack) AgentDays(_ context.Context, _ policy.Grant, after int64, each func(*logbook.AgentDay) error) (logbook.Derived, error) {
	if after >= 2 {
		return m.now, nil
	}
	return m.now, each(&logbook.AgentDay{Day: m.day, Turns: []logbook.AgentTurn{{At: m.day.Start(time.UTC) + when.Hour, Program: "claude-code", Session: "a", Type: logbook.TurnPrompt}}})
}

// TestAStoreThatWasPutBack: one that is put back from a copy under a running program
// lies at an earlier generation, and is read anew, once.
func TestAStoreThatWasPutBack(t *testing.T) {
	m := &goingBack{now: logbook.Derived{Epoch: 1}, day: when.Date(2020, 1, 1)}
	s := &Session{Base: Base{Memory: m, Book: struct{ Book }{}}, Ctx: context.Background(), kept: newRemembered()}
	for _, generation := range []int64{9, 5, 5, 6} {
		m.now.Generation = generation
		n, err := s.Numbers()
		if err != nil {
			t.Fatal(err)
		}
		if wins := n.By(SeriesKey{"wins", timeline.SphereAll}); len(wins) != 1 || n.state != m.now {
			t.Errorf("generation %d: %v are kept, of %v", generation, wins, n.state)
		}
		found, err := s.Assistants(time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		if all := found.Of(when.Span{To: 1 << 62}); len(all.Sessions) != 1 {
			t.Errorf("generation %d: %d conversations are kept", generation, len(all.Sessions))
		}
	}
}
