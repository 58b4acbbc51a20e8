package storetest

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// agentDays follows what is remembered of assistants: only a day of which it
// changed is read again.
func agentDays(t *testing.T, b *book) {
	d := noon.Day(timeUTC)
	day := func(on when.Day, session string) logbook.AgentDay {
		return logbook.AgentDay{
			Day: on, Turns: []logbook.AgentTurn{{At: noon, Program: "claude-code", Session: session, Type: logbook.TurnAnswer, Message: 7, Request: 8, Tokens: &logbook.Tokens{In: 5}, Sign: logbook.AgentWorks}},
			Heard: []logbook.AgentHeard{{At: noon + 1, For: 2, Session: session, Sign: logbook.AgentTyped}},
		}
	}
	remember := func(days when.Days, told ...logbook.AgentDay) int64 {
		t.Helper()
		r := logbook.Reckoned{Agents: map[when.Day]logbook.AgentDay{}}
		for _, one := range told {
			r.Agents[one.Day] = one
		}
		generation, err := b.Remember(ctx, b.own, 0, days, r)
		return must(t, generation, err)
	}
	read := func(after int64) (out []logbook.AgentDay) {
		t.Helper()
		_, err := b.AgentDays(ctx, b.own, after, func(one *logbook.AgentDay) error {
			out = append(out, *one)
			return nil
		})
		must(t, 0, err)
		return out
	}
	days := when.Days{From: d, To: d + 3}
	first := remember(days, day(d, "ä"), day(d+1, "s"))
	same(t, "the days", read(0), []logbook.AgentDay{day(d, "ä"), day(d+1, "s")})
	same(t, "what changed since then", read(first), []logbook.AgentDay(nil))
	second := remember(days, day(d, "ä"), day(d+1, "t"), day(d+2, "u"))
	same(t, "a day that changed and a new one", read(first), []logbook.AgentDay{day(d+1, "t"), day(d+2, "u")})
	third := remember(when.Days{From: d + 1, To: d + 3}, day(d+1, "t"))
	same(t, "a day that holds nothing any more", read(second), []logbook.AgentDay{{Day: d + 2}})
	remember(when.Days{}, day(d, "ä"))
	same(t, "all that is left once everything was reckoned anew", read(third), []logbook.AgentDay{day(d, "ä")})
	if _, err := b.Remember(ctx, b.own, 0, days, logbook.Reckoned{Agents: map[when.Day]logbook.AgentDay{d - 1: day(d-1, "s")}}); err == nil {
		t.Error("a day outside the days was remembered")
	}
	if err := b.Forget(ctx, b.own); err != nil {
		t.Fatal(err)
	}
	same(t, "nothing once it is forgotten", read(0), []logbook.AgentDay(nil))
}
