package assistants_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/assistants"
	"github.com/backsight/backsight/internal/reckon/price"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// BenchmarkAssistants asks about assistants over a hundred thousand records of two
// years: at once after the first time, by a program that has just begun, and after
// one more record.
func BenchmarkAssistants(b *testing.B) {
	d := newDesk(b)
	defer d.db.Close()
	const records = 100_000
	from := when.Date(2025, 1, 1).Start(time.UTC)
	record := func(n int) logbook.Beat {
		one := logbook.Turn{Model: "claude-opus-4-8"}
		kind := []string{logbook.TurnPrompt, logbook.TurnAnswer, logbook.TurnTool, logbook.TurnAnswer}[n%4]
		if kind == logbook.TurnAnswer {
			one.Message, one.Request, one.Tokens = fmt.Sprint("m", n/3), "r", &logbook.Tokens{In: int64(n % 1000), Out: 5, Read: 100_000}
		}
		return logbook.Beat{
			Lane: logbook.Lane{Source: "assistant", Machine: "m", Program: "claude-code"}, Type: kind, Session: fmt.Sprint("session-", n/120),
			Key: fmt.Sprint("record", n), At: from + when.Instant(n)*700*when.Day(1).Span(time.UTC).Len()/records, Raw: logbook.Body(one),
		}
	}
	for n := 0; n < records; n += 5000 {
		var some []logbook.Beat
		for i := range 5000 {
			some = append(some, record(n+i))
		}
		d.hearAll(b, some)
	}
	q := assistants.AssistantsQuestion{Days: when.Days{From: when.NoDay, To: when.NoDay}, Prices: price.Listed()}
	q.Instant = from + 700*24*when.Hour
	q.Now = q.Instant.Day(time.UTC)
	q.Through, q.Habits.Homes, q.Habits.Sources = q.Now, []timeline.Home{{From: when.NoDay, Zone: location("Europe/Berlin")}}, all.Declared()
	ask := func(b *testing.B) {
		if got, err := assistants.Of(ctx, d.Base, d.grant, q); err != nil || got.Sessions != (records+119)/120 {
			b.Fatalf("%d sessions, %v", got.Sessions, err)
		}
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			if err := d.db.Forget(ctx, d.grant); err != nil {
				b.Fatal(err)
			}
			ask(b)
		}
	})
	b.Run("nothing new", func(b *testing.B) {
		for b.Loop() {
			ask(b)
		}
	})
	b.Run("begun", func(b *testing.B) {
		for b.Loop() {
			d.Cache = session.NewCache()
			ask(b)
		}
	})
	more := 0
	b.Run("one more", func(b *testing.B) {
		for b.Loop() {
			one := record(records - 1)
			more++
			one.Key = fmt.Sprint("more", more)
			d.hear(b, one)
			ask(b)
		}
	})
}
