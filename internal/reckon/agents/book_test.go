package agents_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/agents"
)

var noon = when.Date(2026, 11, 2).Start(time.UTC) + 12*when.Hour

// row is one of the day of its first turn.
func row(turns ...logbook.AgentTurn) logbook.AgentDay {
	return logbook.AgentDay{Day: turns[0].At.Day(time.UTC), Turns: turns}
}

func turn(minutes int, kind string, sign logbook.AgentSign) logbook.AgentTurn {
	return logbook.AgentTurn{At: noon + when.Instant(minutes)*when.Minute, Program: "claude-code", Session: "s", Type: kind, Sign: sign}
}

// A prompt that is repeated on another day parts the work around it where it
// counts, and does not where it does not.
func TestAPromptOfSeveralDaysPartsWorkWhereItCounts(t *testing.T) {
	again := func(minutes int) logbook.AgentTurn {
		p := turn(minutes, logbook.TurnPrompt, logbook.AgentTyped)
		p.Message = 7
		return p
	}
	const day = 24 * 60
	work := func(minutes int) logbook.AgentTurn { return turn(minutes, logbook.TurnTool, logbook.AgentWorks) }
	b := agents.NewBook(time.UTC)
	ask := func(from int) agents.Sum {
		return b.Now().Of(when.Span{From: noon + when.Instant(from*day-12*60)*when.Minute, To: noon + 9*day*when.Minute})
	}
	b.Put(row(work(0), again(2), work(4)), row(work(day), again(day+2), work(day+4)))
	for from, want := range []when.Instant{2 + 4, 4} {
		if got := ask(from); got.Union != want*when.Minute || got.Each != want*when.Minute {
			t.Errorf("from day %d: %d and %d minutes, want %d", from, got.Union/when.Minute, got.Each/when.Minute, want)
		}
	}
	b.Put(row(work(0), work(4))) // the first day names it no more
	if got := ask(0); got.Union != (4+2)*when.Minute || got.Sessions[0].Prompts != 1 {
		t.Errorf("once only the second day names it: %d minutes, %+v", got.Union/when.Minute, got.Sessions)
	}
}

// What was given out stays as it was, whatever is put later.
func TestASnapshotStaysAsItWas(t *testing.T) {
	answer := func(minutes int) logbook.AgentTurn {
		a := turn(minutes, logbook.TurnAnswer, logbook.AgentWorks)
		a.Message, a.Tokens = 9, &logbook.Tokens{Out: int64(minutes + 1)}
		return a
	}
	all := when.Span{From: 1, To: noon + 90*24*when.Hour}
	b := agents.NewBook(time.UTC)
	b.Put(row(answer(0)))
	before := b.Now()
	was := before.Of(all)
	b.Put(row(answer(24*60)), row(answer(1)))
	if diff := cmp.Diff(was, before.Of(all)); diff != "" {
		t.Errorf("it changed:\n%s", diff)
	}
	if uses := b.Now().Of(all).Uses; len(uses) != 1 || uses[0].Tokens.Out != 24*60+1 {
		t.Errorf("an answer that grew on the next day is %+v", uses)
	}
}
