package timeline_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// turn is one of session s at so many seconds.
func turn(seconds int, kind string) timeline.AgentTurn {
	at := when.Unix(int64(seconds))
	return timeline.AgentTurn{At: at, Until: at, Program: "claude-code", Session: "s", Type: kind}
}

func by(agent string, t timeline.AgentTurn) timeline.AgentTurn {
	t.Side, t.Agent = true, agent
	return t
}

// anyTurns draws turns of some sessions and agents.
func anyTurns(t *rapid.T) (turns []timeline.AgentTurn) {
	for i := range rapid.IntRange(0, 40).Draw(t, "turns") {
		one := turn(rapid.IntRange(0, 4000).Draw(t, "at"), rapid.SampledFrom([]string{logbook.TurnPrompt, logbook.TurnAnswer, logbook.TurnTool}).Draw(t, "kind"))
		one.Until += when.Unix(int64(rapid.IntRange(0, 100).Draw(t, "for")))
		one.Session = rapid.SampledFrom([]string{"s", "t"}).Draw(t, "session")
		if agent := rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "agent"); agent != "" {
			one = by(agent, one)
		}
		one.Message = rapid.SampledFrom([]string{"", "m1", "m2", "m3"}).Draw(t, "message")
		one.Request = rapid.SampledFrom([]string{"r1", "r2"}).Draw(t, "request")
		if one.Message != "" {
			one.Type, one.Tokens = logbook.TurnAnswer, &logbook.Tokens{Out: int64(i)}
		}
		turns = append(turns, one)
	}
	return turns
}

// TestDistinctLaws: neither the order of the records nor their coming twice
// changes what stays.
func TestDistinctLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := anyTurns(t)
		turns := timeline.Distinct(slices.Clone(given))
		mixed := rapid.Permutation(append(given[:len(given):len(given)], answersOf(given)...)).Draw(t, "order")
		if again := timeline.Distinct(mixed); total(again) != total(turns) || len(again) != len(turns) {
			t.Errorf("%d turns of %+v, mixed and repeated %d of %+v", len(turns), total(turns), len(again), total(again))
		}
		if !slices.IsSortedFunc(turns, func(a, b timeline.AgentTurn) int { return cmp.Compare(a.At, b.At) }) {
			t.Error("the turns are in no order of time")
		}
	})
}

// answersOf are the turns that name their message: those that may be repeated.
func answersOf(turns []timeline.AgentTurn) (out []timeline.AgentTurn) {
	for _, t := range turns {
		if t.Message != "" {
			out = append(out, t)
		}
	}
	return out
}

func total(turns []timeline.AgentTurn) (sum logbook.Tokens) {
	for _, t := range turns {
		if t.Tokens != nil {
			sum = sum.Add(*t.Tokens)
		}
	}
	return sum
}

// TestDistinct: which of the records of an answer stays.
func TestDistinct(t *testing.T) {
	answer := func(message, request string, out int64) timeline.AgentTurn {
		a := turn(int(out), logbook.TurnAnswer)
		a.Message, a.Request, a.Tokens = message, request, &logbook.Tokens{Out: out}
		return a
	}
	for _, c := range []struct {
		name  string
		turns []timeline.AgentTurn
		want  int64
	}{
		{"it grew", []timeline.AgentTurn{answer("m", "r", 3), answer("m", "r", 159)}, 159},
		{"two requests of one message are two", []timeline.AgentTurn{answer("m", "r", 3), answer("m", "q", 5)}, 8},
		{"a sub-agent repeats it, and says more", []timeline.AgentTurn{answer("m", "r", 3), by("x", answer("m", "q", 50))}, 3},
		{"two sub-agents repeat what no main thread holds", []timeline.AgentTurn{by("x", answer("m", "r", 3)), by("y", answer("m", "q", 5))}, 5},
		{"no message is named", []timeline.AgentTurn{answer("", "", 3), answer("", "", 3)}, 6},
	} {
		if got := total(timeline.Distinct(c.turns)).Out; got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestDistinctForks: what a fork wrote again under other names is one with what it
// was written after, and stays in the session that said it first; what merely lies
// near is not.
func TestDistinctForks(t *testing.T) {
	in := func(session string, fork bool, seconds int, kind string, length int) timeline.AgentTurn {
		one := turn(seconds, kind)
		one.Session, one.Fork, one.Length = session, fork, length
		return one
	}
	answered := func(session string, after when.Instant) timeline.AgentTurn {
		one := in(session, false, 1, logbook.TurnAnswer, 0)
		one.At, one.Tokens = one.At+after, &logbook.Tokens{Out: 70}
		return one
	}
	for _, c := range []struct {
		name  string
		turns []timeline.AgentTurn
		want  string // the sessions of what stays
	}{
		{"a fork, marked", []timeline.AgentTurn{in("a", true, 1, "prompt", 5), in("b", false, 1, "prompt", 5)}, "b"},
		{"two forks of what is gone", []timeline.AgentTurn{in("a", true, 1, "prompt", 5), in("b", true, 1, "prompt", 5)}, "a"},
		{"two forks beside it", []timeline.AgentTurn{in("a", true, 1, "tool", 0), in("b", true, 1, "tool", 0), in("c", false, 1, "tool", 0)}, "c"},
		{"a prompt that nothing marks", []timeline.AgentTurn{in("b", false, 1, "prompt", 5), in("a", false, 1, "prompt", 5)}, "a"},
		{"two agents at work in one instant", []timeline.AgentTurn{in("a", false, 1, "tool", 0), in("b", false, 1, "tool", 0)}, "ab"},
		{"two uses of a tool in one fork", []timeline.AgentTurn{in("a", true, 1, "tool", 0), in("a", true, 1, "tool", 0)}, "aa"},
		{"another length", []timeline.AgentTurn{in("a", true, 1, "prompt", 5), in("b", false, 1, "prompt", 6)}, "ab"},
		{"another instant", []timeline.AgentTurn{in("a", true, 1, "prompt", 5), in("b", false, 2, "prompt", 5)}, "ab"},
		{"two answers by a clock of seconds", []timeline.AgentTurn{answered("a", 0), answered("b", 0)}, "ab"},
		{"an answer at an instant of its own", []timeline.AgentTurn{answered("a", when.Second/2), answered("b", when.Second/2)}, "a"},
		{"of unknown length", []timeline.AgentTurn{in("a", false, 1, "prompt", 0), in("b", false, 1, "prompt", 0)}, "ab"},
	} {
		var got strings.Builder
		for _, one := range timeline.Distinct(c.turns) {
			got.WriteString(one.Session)
		}
		if got.String() != c.want {
			t.Errorf("%s: %q stay, want %q", c.name, got.String(), c.want)
		}
	}
}

// TestSessionOf: the session stands in a field of its own or, of older plugins,
// in the entity.
func TestSessionOf(t *testing.T) {
	const session = "5b1e0000-0000-4000-8000-000000000001"
	for _, c := range []struct {
		beat logbook.Beat
		want string
	}{
		{logbook.Beat{Type: "file", Session: "s"}, "s"},
		{logbook.Beat{Type: "app", Entity: "Claude " + session}, session},
		{logbook.Beat{Type: "app", Entity: "Claude " + session, Session: "s"}, "s"},
		{logbook.Beat{Type: "app", Entity: "Claude Code"}, ""},
		{logbook.Beat{Type: "file", Entity: "Claude " + session}, ""},
	} {
		if got := timeline.SessionOf(&c.beat); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.beat.Entity, c.beat.Session, got, c.want)
		}
	}
}
