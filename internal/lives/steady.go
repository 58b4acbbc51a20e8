package lives

import (
	"fmt"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Steady is a life that is the same each week: on each working day one commit, one
// meeting, four heartbeats, and a prompt to an assistant with its answer, in UTC. It is for tests that count steps.
type Steady struct {
	Until when.Day
	Years int
}

// The places of a steady life.
var (
	SteadyMill     = logbook.Place{Source: "git", Machine: "m", Name: "mill", URI: "/mill/.git"}
	SteadyCalendar = logbook.Place{Source: "calendar", Machine: "m", Name: "work", URI: "/work.ics"}
	SteadyEditor   = logbook.Place{Source: "wakatime", Machine: "m", Name: "editors", URI: "live"}
	SteadyLogs     = logbook.Place{Source: "assistant", Machine: "m", Name: "logs", URI: "/logs"}
)

// Batches are all of it, a batch a place; whose they are is left open.
func (s Steady) Batches() []logbook.Batch {
	git := logbook.Batch{Place: SteadyMill, At: 1, By: "test", Position: logbook.Position("1")}
	calendar := logbook.Batch{Place: SteadyCalendar, At: 1, By: "test", Position: logbook.Position("1")}
	editor := logbook.Batch{Place: SteadyEditor, At: 1, By: "test"}
	logs := logbook.Batch{Place: SteadyLogs, At: 1, By: "test"}
	from := s.Until - when.Day(364*s.Years)
	for day := from; day < s.Until; day++ {
		if day.Weekday() > 4 {
			continue
		}
		at := day.Start(time.UTC) + 9*when.Hour
		git.Entries = append(git.Entries, logbook.Entry{Fact: SteadyCommit(at, fmt.Sprint("c", day))})
		calendar.Entries = append(calendar.Entries, logbook.Entry{Fact: SteadyEvent(at+4*when.Hour, fmt.Sprint("e", day))})
		for i := range 4 {
			editor.Entries = append(editor.Entries, logbook.Entry{Beat: SteadyBeat(at + when.Instant(i)*2*when.Minute)})
		}
		for _, kind := range []string{logbook.TurnPrompt, logbook.TurnAnswer} {
			logs.Entries = append(logs.Entries, logbook.Entry{Beat: SteadyTurn(at+2*when.Hour, kind)})
		}
	}
	days := int(s.Until - from)
	git.Entries = append(git.Entries, logbook.Entry{Counts: &logbook.Coverage{From: from, To: s.Until, Open: true, Facts: days, Yours: days}})
	calendar.Entries = append(calendar.Entries, logbook.Entry{Counts: &logbook.Coverage{From: from, To: s.Until, Facts: days, Yours: days}})
	return []logbook.Batch{git, calendar, editor, logs}
}

// SteadyCommit is a commit at an instant.
func SteadyCommit(at when.Instant, object string) *logbook.Fact {
	c := logbook.Commit{Object: object, Role: logbook.Authored, As: "ann@e.x", Subject: "Turn " + object, Authored: at, Committed: at}
	return &logbook.Fact{Kind: logbook.KindCommit, Key: object, Span: when.Span{From: at, To: at}, Zone: "+00:00", Day: at.Day(time.UTC), Body: logbook.Body(c)}
}

// SteadyEvent is a meeting of an hour.
func SteadyEvent(at when.Instant, uid string) *logbook.Fact {
	raw := fmt.Sprintf("BEGIN:VEVENT\nUID:%s\nSUMMARY:Round\nDTSTART:%s\nDTEND:%s\nEND:VEVENT", uid, stampOf(at), stampOf(at+when.Hour))
	return &logbook.Fact{
		Kind: logbook.KindEvent, Key: uid, Span: when.Span{From: at, To: at + when.Hour}, Day: when.NoDay,
		Body: logbook.Body(logbook.Event{UID: uid, Calendar: "Work", Raw: raw}),
	}
}

// SteadyBeat is a heartbeat of an editor.
func SteadyBeat(at when.Instant) *logbook.Beat {
	return &logbook.Beat{
		Lane: logbook.Lane{Source: "wakatime", Machine: "m", Program: "vim"}, Key: fmt.Sprint(int64(at)), At: at, Zone: "UTC",
		Type: "file", Entity: "/mill/main.go", Project: "mill", Language: "Go", Category: "coding", Raw: []byte("{}"),
	}
}

// SteadyTurn is what a person typed to an assistant, or what it answered in the next
// minute, in a conversation of the hour.
func SteadyTurn(at when.Instant, kind string) *logbook.Beat {
	turn := logbook.Turn{Human: kind == logbook.TurnPrompt}
	if kind == logbook.TurnAnswer {
		at += when.Minute
		turn.Message, turn.Request, turn.Model = fmt.Sprint("m", at), fmt.Sprint("r", at), "claude-sonnet-4-5"
		turn.Tokens = &logbook.Tokens{In: 100, Out: 10}
	}
	return &logbook.Beat{
		Lane: logbook.Lane{Source: SteadyLogs.Source, Machine: "m", Program: "claude-code"}, Key: fmt.Sprint(kind, int64(at)), At: at, Zone: "UTC",
		Type: kind, Session: fmt.Sprint("s", at/when.Hour), Project: "mill", Raw: logbook.Body(turn),
	}
}
