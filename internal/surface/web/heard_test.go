package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// heard lets an editor and an assistant be heard in the last three weeks of a
// life: an editor from 9 to 11:30 on every working day, prompts and answers after
// lunch, and an agent that worked on by itself.
func (h *home) heard(t testing.TB) *home {
	t.Helper()
	zone := h.zone(t)
	for d := today - 20; d <= today; d++ {
		if d.Weekday() > 4 {
			continue
		}
		h.put(t, "wakatime", typed(d, zone))
		h.put(t, "assistant", talked(d, zone))
	}
	return h
}

func (h *home) zone(t testing.TB) *time.Location {
	t.Helper()
	q, err := h.o.Question(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return q.Habits.Zone(today)
}

func (h *home) put(t testing.TB, source string, beats []logbook.Beat) {
	t.Helper()
	b := logbook.Batch{
		Person: h.person, Place: logbook.Place{Source: source, Machine: "laptop", Name: source, URI: "heard:" + source},
		At: today.Start(time.UTC) + 12*when.Hour, By: "test",
	}
	for i := range beats {
		b.Entries = append(b.Entries, logbook.Entry{Beat: &beats[i]})
	}
	if _, err := h.db.Put(context.Background(), b); err != nil {
		t.Fatal(err)
	}
}

// typed is a morning in an editor, a heartbeat every two minutes.
func typed(d when.Day, zone *time.Location) (out []logbook.Beat) {
	lane := logbook.Lane{Source: "wakatime", Machine: "laptop", Program: "vscode"}
	for m := 9 * 60; m < 11*60+30; m += 2 {
		at := d.At(zone, m)
		if at > today.At(zone, 12*60) {
			break
		}
		out = append(out, logbook.Beat{
			Lane: lane, Key: fmt.Sprint("typed ", at), At: at, Zone: zone.String(), Type: "file", Entity: "/src/ledger/main.go",
			Project: "ledger", Language: "Go", Category: "coding", Write: m%10 == 0, Raw: []byte(`{"type":"file","category":"coding"}`),
		})
	}
	return out
}

// talked is an afternoon with an assistant, and an agent that went on alone.
func talked(d when.Day, zone *time.Location) (out []logbook.Beat) {
	lane := logbook.Lane{Source: "assistant", Machine: "laptop", Program: "claude-code"}
	add := func(kind string, minute int, turn logbook.Turn) {
		at := d.At(zone, minute)
		if at > today.At(zone, 12*60) {
			return
		}
		raw, err := json.Marshal(turn)
		if err != nil {
			panic(err)
		}
		out = append(out, logbook.Beat{
			Lane: lane, Key: fmt.Sprintf("%s %d", kind, at), At: at, Zone: zone.String(), Type: kind, Entity: "record", Project: "ledger",
			Session: fmt.Sprint("session ", d), Raw: raw,
		})
	}
	for m := 13 * 60; m < 14*60+30; m += 6 {
		add(logbook.TurnPrompt, m, logbook.Turn{Cwd: "/src/ledger", Human: true, Length: 80})
		for n := 1; n <= 3; n++ {
			add(logbook.TurnAnswer, m+n, answered(d, m, n))
		}
	}
	for m := 15 * 60; m < 17*60; m += 3 {
		add(logbook.TurnAnswer, m, answered(d, m, 9))
	}
	return out
}

func answered(d when.Day, minute, n int) logbook.Turn {
	return logbook.Turn{
		Cwd: "/src/ledger", Model: "claude-sonnet-4-5-20250929", Message: fmt.Sprintf("m %d %d %d", d, minute, n), Request: fmt.Sprintf("r %d %d %d", d, minute, n),
		Tokens: &logbook.Tokens{In: 1200, Out: 800, Write5m: 4000, Read: 60000}, Length: 400,
	}
}
