package assistants_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/assistants"
	"github.com/backsight/backsight/internal/reckon/price"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// nearMidnight is a time of some days of November 2026, most of them near a
// midnight of one of the zones, and now and then one that no clock should show.
func nearMidnight(t *rapid.T) when.Instant {
	switch rapid.IntRange(0, 40).Draw(t, "clock") {
	case 0:
		return when.At(time.Date(1971, 3, rapid.IntRange(1, 2).Draw(t, "day of 1971"), 23, 59, 0, 0, time.UTC))
	case 1:
		return when.At(time.Date(2027, 8, 1, 0, 0, 0, 0, time.UTC))
	}
	day := when.Date(2026, 11, rapid.IntRange(2, 5).Draw(t, "day")).Start(time.UTC)
	hour := when.Instant(rapid.SampledFrom([]int{0, 15, 23, 12}).Draw(t, "hour"))
	return day + hour*when.Hour + when.Instant(rapid.IntRange(-12, 12).Draw(t, "minute"))*when.Minute
}

// anyTurn draws a record of an assistant's log. What timeline.Distinct does not
// choose by hangs on what it does choose by.
func anyTurn(t *rapid.T, n int) logbook.Beat {
	at := nearMidnight(t)
	one := logbook.Turn{
		Message: rapid.SampledFrom([]string{"", "", "m1", "m2", "m3", "m4"}).Draw(t, "message"),
		Request: rapid.SampledFrom([]string{"", "r1", "r2"}).Draw(t, "request"),
		Model:   rapid.SampledFrom([]string{"claude-opus-4-8", "gpt-5.4", "model-test"}).Draw(t, "model"),
		Length:  n,
	}
	one.Fast = one.Model == "claude-opus-4-8"
	kind := rapid.SampledFrom([]string{logbook.TurnAnswer, logbook.TurnAnswer, logbook.TurnTool, logbook.TurnPrompt, logbook.TurnRequest, logbook.TurnPresence}).Draw(t, "kind")
	session := rapid.SampledFrom([]string{"", "s", "u", "5b1e0000-0000-4000-8000-000000000001"}).Draw(t, "session")
	one.Headless = session == "u"
	if agent := rapid.SampledFrom([]string{"-", "-", "", "x", "y"}).Draw(t, "agent"); agent != "-" {
		one.Side, one.Agent = true, agent
	}
	switch kind {
	case logbook.TurnPrompt:
		one.Human = true
		if one.Message == "" {
			one.Command, one.History = rapid.Bool().Draw(t, "command"), rapid.Bool().Draw(t, "history")
		}
	case logbook.TurnAnswer:
		if some := rapid.Int64Range(-1, 4).Draw(t, "tokens"); some >= 0 {
			one.Tokens = &logbook.Tokens{In: some * 99_999, Read: some / 2 * 70_001, Out: some / 3}
		}
	}
	program := rapid.SampledFrom([]string{"claude-code", "codex"}).Draw(t, "program")
	return logbook.Beat{
		Lane: logbook.Lane{Source: "assistant", Machine: "m", Program: program}, Type: kind, Session: session,
		Key: fmt.Sprint("turn", n), At: at, For: at % 7 / 6 * 90 * when.Minute, Raw: logbook.Body(one),
	}
}

// anyPlugin draws what an editor tells of a session.
func anyPlugin(t *rapid.T, n int) logbook.Beat {
	b := logbook.Beat{
		Lane: logbook.Lane{Source: "wakatime", Machine: "m", Program: rapid.SampledFrom([]string{"claude-code", "vscode"}).Draw(t, "editor")},
		Type: "app", Category: rapid.SampledFrom([]string{"ai coding", "coding"}).Draw(t, "category"), Key: fmt.Sprint("plugin", n), At: nearMidnight(t), Raw: []byte("{}"),
	}
	switch rapid.IntRange(0, 3).Draw(t, "names") {
	case 0:
		b.Entity = "Claude 5b1e0000-0000-4000-8000-000000000001"
	case 1:
		b.Type, b.Entity = "file", "/a.go"
	default:
		b.Session = rapid.SampledFrom([]string{"s", "u", "v"}).Draw(t, "heard session")
	}
	return b
}

// anyPeriod draws a question of some days, asked from one of the homes.
func anyPeriod(t *rapid.T) assistants.AssistantsQuestion {
	q := assistants.AssistantsQuestion{Days: when.Days{From: when.NoDay, To: when.NoDay}, Prices: price.Listed()}
	q.Instant = when.Date(2026, 11, rapid.IntRange(3, 9).Draw(t, "asked on")).Start(time.UTC) + when.Instant(rapid.IntRange(0, 23).Draw(t, "at"))*when.Hour
	q.Habits.Homes = []timeline.Home{{From: when.NoDay, Zone: location("Europe/Berlin")}, {From: when.Date(2026, 11, 5), Zone: location("Asia/Tokyo")}}
	q.Habits.Sources = all.Declared()
	q.Now = q.Instant.Day(time.UTC)
	q.Through = q.Now
	if from := rapid.IntRange(1, 6).Draw(t, "from"); from > 1 {
		q.Days.From = when.Date(2026, 11, from)
	}
	if to := rapid.IntRange(2, 9).Draw(t, "to"); to < 9 && (q.Days.From == when.NoDay || when.Date(2026, 11, to) > q.Days.From) {
		q.Days.To = when.Date(2026, 11, to)
	}
	return q
}

// What the rows of days say of any period is what all logs say, read from the
// beginning: of answers that repeat on other days, sessions over midnight,
// sub-agents, lists of what was typed and editors, in whatever order all of it
// came, and with what was asked on the way.
func TestTheRowsOfAssistantsSayWhatTheLogsSay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk(t)
		defer d.db.Close()
		n := rapid.IntRange(1, 40).Draw(t, "beats")
		for i := 0; i < n; {
			var some []logbook.Beat
			for range rapid.IntRange(1, 20).Draw(t, "at once") {
				i++
				if rapid.IntRange(0, 3).Draw(t, "editor") == 0 {
					some = append(some, anyPlugin(t, i))
				} else {
					some = append(some, anyTurn(t, i))
				}
			}
			d.hearAll(t, some)
			for range rapid.IntRange(0, 2).Draw(t, "questions") {
				d.sameAsAnew(t, anyPeriod(t))
			}
		}
		d.sameAsAnew(t, anyPeriod(t))
	})
}

func (d *desk) hearAll(t fatal, beats []logbook.Beat) {
	t.Helper()
	by := map[string][]logbook.Entry{}
	for i := range beats {
		by[beats[i].Lane.Source] = append(by[beats[i].Lane.Source], logbook.Entry{Beat: &beats[i]})
	}
	for source, entries := range by {
		d.put(t, logbook.Batch{Place: logbook.Place{Source: source, Machine: "m", Name: "x", URI: "/x"}, Entries: entries, At: 1, By: "test"})
	}
}

func (d *desk) sameAsAnew(t *rapid.T, q assistants.AssistantsQuestion) {
	t.Helper()
	got, err := assistants.Of(ctx, d.Base, d.grant, q)
	if err != nil {
		t.Fatal(err)
	}
	want, err := assistants.Anew(ctx, d.Base, d.grant, q, got.You.Minutes)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s until %s: (-the logs +the rows)\n%s", q.Days, time.UnixMicro(int64(q.Instant)).UTC(), diff)
	}
}
