package reckon_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/price"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// morning is when the made-up sessions begin.
var morning = when.At(time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC))

// said is a turn of Claude Code so many seconds after nine; more says what else.
func said(seconds int, kind, session string, more logbook.Turn) logbook.Beat {
	if kind == logbook.TurnPrompt {
		more.Human = true
	}
	return logbook.Beat{
		Lane: logbook.Lane{Source: "assistant", Machine: "m", Program: "claude-code"}, Type: kind, Session: session,
		Key: fmt.Sprint(session, kind, seconds, more.Agent, more.Request, more.History), At: morning + when.Unix(int64(seconds)),
		Raw: logbook.Body(more),
	}
}

// answered is an answer whose tokens were recorded.
func answered(seconds int, session, message, request, model string, tokens logbook.Tokens) logbook.Beat {
	return said(seconds, logbook.TurnAnswer, session, logbook.Turn{Message: message, Request: request, Model: model, Tokens: &tokens})
}

// plugin is a heartbeat of an editor's that names a session.
func plugin(seconds int, session string) logbook.Beat {
	return logbook.Beat{
		Lane: logbook.Lane{Source: "wakatime", Machine: "m", Program: "claude-code"}, Type: "app", Category: "ai coding",
		Key: fmt.Sprint(session, seconds), At: morning + when.Unix(int64(seconds)), Session: session, Raw: []byte("{}"),
	}
}

func (d *desk) hear(t fatal, beats ...logbook.Beat) {
	t.Helper()
	for i := range beats {
		d.put(t, logbook.Batch{
			Place:   logbook.Place{Source: beats[i].Lane.Source, Machine: "m", Name: "x", URI: "/x"},
			Entries: []logbook.Entry{{Beat: &beats[i]}}, At: 1, By: "test",
		})
	}
}

// agents asks what assistants did in some days of November 2026, 0 for no bound.
func (d *desk) agents(t fatal, from, to int) reckon.Assistants {
	t.Helper()
	q := reckon.AssistantsQuestion{Days: when.Days{From: when.NoDay, To: when.NoDay}, Prices: price.Listed()}
	q.Instant = morning + 20*24*when.Hour
	q.Now = q.Instant.Day(time.UTC)
	q.Habits.Homes, q.Habits.Sources = []timeline.Home{{From: when.NoDay, Zone: time.UTC}}, all.Declared()
	if from > 0 {
		q.Days.From = when.Date(2026, 11, from)
	}
	if to > 0 {
		q.Days.To = when.Date(2026, 11, to)
	}
	a, err := d.Assistants(ctx, d.grant, q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const (
	prompt = logbook.TurnPrompt
	tool   = logbook.TurnTool
)

// TestAssistants: one session with a sub-agent, told with all that tells of it
// twice.
func TestAssistants(t *testing.T) {
	d := newDesk(t)
	defer d.db.Close()
	side := func(b logbook.Beat, agent string) logbook.Beat {
		turn, _ := logbook.ReadTurn(b.Raw)
		turn.Side, turn.Agent = true, agent
		b.Key, b.Raw = b.Key+agent, logbook.Body(turn)
		return b
	}
	d.hear(t,
		said(0, prompt, "s", logbook.Turn{}),
		said(0, prompt, "s", logbook.Turn{History: true}),
		answered(60, "s", "m1", "r1", "claude-opus-4-8", logbook.Tokens{In: 10, Out: 1}),
		answered(90, "s", "m1", "r1", "claude-opus-4-8", logbook.Tokens{In: 10, Out: 100_000, Read: 1_000_000}),
		side(answered(95, "s", "m1", "r2", "claude-opus-4-8", logbook.Tokens{In: 10, Out: 100_000}), "x"),
		side(said(90, tool, "s", logbook.Turn{}), "x"),
		side(answered(150, "s", "m2", "r3", "model-test", logbook.Tokens{In: 7}), "x"),
		said(150, tool, "s", logbook.Turn{}),
		said(700, prompt, "s", logbook.Turn{Command: true}),
		plugin(30, "s"), plugin(5000, "s"), plugin(6000, "other"), plugin(6060, "other"),
		said(-86_400*40, prompt, "gone", logbook.Turn{History: true}),
		said(9000, tool, "machine", logbook.Turn{Headless: true}),
	)
	got := d.agents(t, 0, 0)
	dollars := money.Amount{Minor: 300, Currency: "USD"} // 2.50 for what was written, 0.50 for what was read from the cache
	all := 1.0                                           // seven tokens of a million are none in ten thousand
	want := reckon.Assistants{
		Version: 1, Period: reckon.Period{From: when.Date(2026, 9, 23), To: when.Date(2026, 11, 22), Zone: "UTC"},
		You:      reckon.You{Prompts: 2, Commands: 1, Days: 2},
		Agents:   reckon.AgentClock{Sum: 4.5, Union: 3.5, Gap: 5},
		Sessions: 3, SubAgents: 1, Headless: 1, Swept: 1,
		Tools: []reckon.ToolUse{{Tool: "claude-code", Sessions: 3, SubAgents: 1, Prompts: 2, Answers: 2, Tokens: &reckon.Tokens{In: 17, Out: 100_000, Read: 1_000_000}}},
		Models: []reckon.ModelUse{
			{Tool: "claude-code", Model: "claude-opus-4-8", Answers: 1, Tokens: reckon.Tokens{In: 10, Out: 100_000, Read: 1_000_000}, List: &dollars},
			{Tool: "claude-code", Model: "model-test", Answers: 1, Tokens: reckon.Tokens{In: 7}, Unpriced: 7},
		},
		Prices: reckon.Prices{List: []money.Amount{dollars}, Priced: &all, Unpriced: []string{"model-test"}, Plans: []reckon.Plan{}},
	}
	got.Limits = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestAssistantsByPeriod: what a period holds is told of it, and an answer that
// is repeated later belongs to when it was given.
func TestAssistantsByPeriod(t *testing.T) {
	d := newDesk(t)
	defer d.db.Close()
	const day = 86_400
	d.hear(t,
		said(0, prompt, "s", logbook.Turn{}), answered(5, "s", "m1", "r1", "x", logbook.Tokens{In: 10}),
		said(3*day, prompt, "t", logbook.Turn{}), answered(3*day+5, "t", "m1", "r1", "x", logbook.Tokens{In: 10}),
		answered(3*day+9, "t", "m2", "r2", "x", logbook.Tokens{In: 5}),
	)
	for _, c := range []struct {
		from, to, prompts int
		in                int64
	}{{0, 0, 2, 15}, {2, 3, 1, 10}, {3, 5, 0, 0}, {5, 6, 1, 5}, {5, 0, 1, 5}} {
		got := d.agents(t, c.from, c.to)
		var in int64
		for _, m := range got.Models {
			in += m.Tokens.In
		}
		if got.You.Prompts != c.prompts || in != c.in {
			t.Errorf("%d to %d November: %d prompts, %d tokens, want %d and %d", c.from, c.to, got.You.Prompts, in, c.prompts, c.in)
		}
	}
}

// TestAssistantsJSON: what is unknown is null, and what is nothing is 0 or empty.
func TestAssistantsJSON(t *testing.T) {
	d := newDesk(t)
	defer d.db.Close()
	d.hear(t, answered(5, "s", "m1", "r1", "model-test", logbook.Tokens{In: 10}))
	text, err := json.Marshal(d.agents(t, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		You    map[string]any
		Models []map[string]any
		Prices map[string]any
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	for what, v := range map[string]any{"charged": got.Prices["charged"], "list price": got.Models[0]["list_price"], "minutes": got.You["minutes"]} {
		if v != nil {
			t.Errorf("%s is %v, and nobody knows it", what, v)
		}
	}
	if list, is := got.Prices["list_price"].([]any); !is || len(list) != 0 || got.You["prompts"] != 0.0 {
		t.Errorf("list price %v, prompts %v", got.Prices["list_price"], got.You["prompts"])
	}
}

// TestHeardTwice: whatever an editor's plugin says of a session whose log is
// there, tokens and prompts are the same; what it says of the same minutes adds
// none to the clock.
func TestHeardTwice(t *testing.T) {
	t.Parallel()
	log := []logbook.Beat{
		said(0, prompt, "s", logbook.Turn{}), said(40, tool, "s", logbook.Turn{}), said(60, tool, "s", logbook.Turn{Side: true, Agent: "x"}),
		said(100, tool, "s", logbook.Turn{Side: true, Agent: "x"}),
	}
	d := newDesk(t)
	defer d.db.Close()
	d.hear(t, log...)
	want := d.agents(t, 0, 0)
	rapid.Check(t, func(t *rapid.T) {
		d.hear(t, plugin(rapid.IntRange(0, 100).Draw(t, "at"), "s"))
		if diff := cmp.Diff(want, d.agents(t, 0, 0)); diff != "" {
			t.Error(diff)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		d.hear(t, plugin(rapid.IntRange(-1000, 1000).Draw(t, "at"), "s"))
		got := d.agents(t, 0, 0)
		got.Agents = want.Agents
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// TestYourOwnTime: agents may work all night beside one another; a person's time
// is that between the signs of them, with an assistant where one was near.
func TestYourOwnTime(t *testing.T) {
	d := newDesk(t)
	defer d.db.Close()
	d.hear(t, said(0, prompt, "s", logbook.Turn{}), said(60, tool, "s", logbook.Turn{}), said(120, prompt, "s", logbook.Turn{}))
	for i := range 200 { // two agents, ten hours each
		d.hear(t, said(200+180*i, tool, "s", logbook.Turn{Headless: true}), said(200+180*i, tool, "t", logbook.Turn{Headless: true}))
	}
	const later = 50_000 // long after the agents ended
	for i := range 5 {
		d.hear(t, logbook.Beat{
			Lane: logbook.Lane{Source: "wakatime", Machine: "m", Program: "vscode"}, Type: "file", Category: "coding", Write: true,
			Key: fmt.Sprint("file", i), At: morning + when.Unix(int64(later+60*i)), Raw: []byte("{}"),
		})
	}
	got := d.agents(t, 0, 0)
	if diff := cmp.Diff(&reckon.HandsMinutes{Assisted: 2, ByHand: 4}, got.You.Minutes); diff != "" {
		t.Error(diff)
	}
	if got.Agents.Union < 590 || got.Agents.Sum < 2*590 {
		t.Errorf("agents worked %+v", got.Agents)
	}
}

// TestFast: what was answered in the dearer mode is priced as that.
func TestFast(t *testing.T) {
	d := newDesk(t)
	defer d.db.Close()
	d.hear(t, said(5, logbook.TurnAnswer, "s", logbook.Turn{
		Message: "m", Model: "claude-opus-4-8", Fast: true, Tokens: &logbook.Tokens{In: 1_000_000},
	}))
	if diff := cmp.Diff([]money.Amount{{Minor: 1000, Currency: "USD"}}, d.agents(t, 0, 0).Prices.List); diff != "" {
		t.Error(diff)
	}
}

// The day and the assistants' own reading tell of one clock: whatever is heard of
// a session from its log and from a plugin, in whatever order and number.
func TestTheDayAndTheAssistantsAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		d := newDesk(r)
		defer d.db.Close()
		session := rapid.SampledFrom([]string{"a", "b"})
		for i := range rapid.IntRange(1, 12).Draw(r, "beats") {
			at := rapid.IntRange(0, 3000).Draw(r, "at")
			switch rapid.IntRange(0, 3).Draw(r, "kind") {
			case 0:
				d.hear(r, said(at, logbook.TurnPrompt, session.Draw(r, "session"), logbook.Turn{}))
			case 1:
				d.hear(r, answered(at, session.Draw(r, "session"), fmt.Sprint("m", i), "r", "x", logbook.Tokens{Out: 1}))
			case 2:
				d.hear(r, said(at, logbook.TurnTool, session.Draw(r, "session"), logbook.Turn{}))
			case 3:
				d.hear(r, plugin(at, session.Draw(r, "session")))
			}
		}
		told := d.agents(r, 2, 3)
		q := reckon.Question{Instant: morning + 12*when.Hour, Now: when.Date(2026, 11, 2)}
		q.Habits.Sources = all.Declared()
		q.Through, q.Habits.Homes = q.Now, []timeline.Home{{From: when.NoDay, Zone: time.UTC}}
		day, err := d.OnDay(ctx, d.grant, q, q.Now)
		if err != nil {
			r.Fatal(err)
		}
		if union := float64(day.Agents.Union) / float64(when.Minute); told.Agents.Union-union > 0.006 || union-told.Agents.Union > 0.006 {
			r.Errorf("the day says %g minutes, the assistants %g", union, told.Agents.Union)
		}
	})
}
