package wakatime_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
	"github.com/backsight/backsight/internal/source/wakatime"
)

// FuzzHeartbeats: whatever comes is answered 202 with one result for each thing
// kept, which the store can keep, and which says the same when it is sent again.
func FuzzHeartbeats(f *testing.F) {
	for _, body := range []string{
		"[" + one + "]", one, "", "[]", `"[{}]"`, `[{"entity":"a","time":NaN},{"entity":"a","time":1}]`, "[" + one, `[1,2`, `{"entity":"a","time":1`,
		"[{\"entity\":\"a\xff\",\"time\":\"1795222976.5\"}]", `[{"entity":"a","time":1e18,"user_agent":"() x/1 y/2"}]`, "\x1f\x8b", `[{"entity":"a" "time":1}]`,
		`[{"entity":"a","time":1,}]`, "[\"\\", `[{"":{"]":"}"}}]`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var l log
		w := send(&l, bulk, string(body))
		ids := results(t, w)
		beats := l.beats()
		if w.Code != 202 || len(ids) != len(beats)+len(l.bad()) {
			t.Fatalf("%d: %d results, %d beats, %d bad", w.Code, len(ids), len(beats), len(l.bad()))
		}
		for _, b := range beats {
			if !json.Valid(b.Raw) || !utf8.Valid(b.Raw) || b.Entity == "" || b.Entity != logbook.Text(b.Entity) || b.Project != logbook.Text(b.Project) ||
				b.Lane.Program != logbook.Text(b.Lane.Program) || b.Zone != logbook.Text(b.Zone) || b.At.UTC().Year() < 1 || b.At.UTC().Year() > 9999 {
				t.Fatalf("%+v %s", b, b.Raw)
			}
			var again log
			send(&again, bulk, "["+string(b.Raw)+"]")
			if got := again.beats(); len(got) != 1 || got[0].Key != b.Key || got[0].Lane != b.Lane {
				t.Fatalf("%s is sent again as %+v", b.Raw, got)
			}
		}
	})
}

// FuzzDump: whatever a file holds, reading it ends, and what is kept of it can
// be kept.
func FuzzDump(f *testing.F) {
	for _, text := range []string{
		`{"user":{},"days":[{"date":"x","heartbeats":[` + one + `]}]}`, `{"days":[{"heartbeats":[{"id":"k","backsight":1,"entity":"a","time":1}]}]}`,
		`{"days":[{"heartbeats":[{"backsight":0}]}]}`, `{"days":[]}`, `{"days":[{"heartbeats":[`, `{"user_agents":[{"id":"a","value":"b"}],"days":[{"heartbeats":[{"entity":"a","time":1,"user_agent_id":"a"}]}]}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "dump.json")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		var book sourcetest.Book
		_ = wakatime.Source{}.Pull(t.Context(), source.Ask{
			Self: who.Self{Person: 7}, Place: logbook.Place{Source: "wakatime", URI: path}, Sink: &book, Now: when.Unix(1_795_000_000),
		})
		for _, b := range book.Beats(path) {
			if !json.Valid(b.Raw) || b.Entity == "" {
				t.Fatalf("%+v", b)
			}
		}
	})
}
