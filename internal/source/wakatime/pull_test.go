package wakatime_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
	"github.com/backsight/backsight/internal/source/wakatime"
)

// dump writes a dump as WakaTime does, with the names beside it.
func dump(t *testing.T, heartbeats int) string {
	t.Helper()
	folder := t.TempDir()
	var days strings.Builder
	for i := range heartbeats {
		switch {
		case i == 0:
			days.WriteString(`{"date":"2021-02-06","heartbeats":[`)
		case i%1000 == 0:
			days.WriteString(`]},{"date":"2021-02-07","heartbeats":[`)
		default:
			days.WriteString(",")
		}
		fmt.Fprintf(&days, `{"entity":"/src/f%d.go","type":"file","time":%d.5,"project":"ledger","is_write":true,"user_agent_id":"ua-1","machine_name_id":"m-1","created_at":"x"}`, i, 1612569600+i)
	}
	write(t, folder, "wakatime-ann.json", `{"user":{"id":"1","timezone":"Europe/Berlin"},"range":{"start":1612569600,"end":1612742399},"days":[`+days.String()+`]}]}`)
	write(t, folder, "user_agents.json", `{"data":[{"id":"ua-1","value":"`+agent+`"},{"id":"ua-2","value":"x"}]}`)
	write(t, folder, "machine_names-1.json", `[{"id":"m-1","name":"laptop"}]`)
	return folder
}

func write(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestADumpIsASource(t *testing.T) {
	sourcetest.Run(t, sourcetest.Case{
		Source: wakatime.Source{Machine: "tower"}, Declared: wakatime.Declared(), Root: dump(t, 3500), Self: who.Self{Person: 7}, Now: when.Unix(1_795_000_000),
		Strangers: []string{"Europe/Berlin"},
	})
}

// pull reads what is at a path into a book.
func pull(t *testing.T, path string) (*sourcetest.Book, error) {
	t.Helper()
	var book sourcetest.Book
	s := wakatime.Source{Machine: "tower"}
	for place, err := range s.Find(t.Context(), path) {
		if err != nil {
			t.Fatal(err)
		}
		ask := source.Ask{Self: who.Self{Person: 7}, Place: place, Position: book.Position(place.URI), Sink: &book, Now: when.Unix(1_795_000_000), By: "import"}
		return &book, s.Pull(t.Context(), ask)
	}
	return nil, nil
}

// What is in a dump is the same heartbeat as the one that was heard then.
func TestADumpHoldsTheSameHeartbeats(t *testing.T) {
	folder := dump(t, 1)
	path := filepath.Join(folder, "wakatime-ann.json")
	book, err := pull(t, path)
	if err != nil {
		t.Fatal(err)
	}
	got := book.Beats(path)[0]
	var l log
	results(t, send(&l, bulk, `[{"entity":"/src/f0.go","type":"file","time":1612569600.5,"project":"ledger","is_write":true,"branch":"later"}]`))
	if heard := l.beats()[0]; got.Key != heard.Key || got.Lane != heard.Lane || got.At != heard.At {
		t.Errorf("read %+v, heard %+v", got, heard)
	}
	var item struct {
		UserAgent string `json:"user_agent"`
		CreatedAt string `json:"created_at"`
	}
	if err := json.Unmarshal(got.Raw, &item); err != nil || item.UserAgent != agent || item.CreatedAt != "x" {
		t.Errorf("%v: %s", err, got.Raw)
	}
}

// Names may be in the dump itself, after the days; ids that nobody explains
// still tell machines apart.
func TestWhatIdsStandFor(t *testing.T) {
	days := `"days":[{"date":"2021-02-06","heartbeats":[{"entity":"a","time":1,"user_agent_id":"u","machine_name_id":"m"},{"entity":"b","time":1,"machine_name_id":null}]}]`
	for text, want := range map[string]logbook.Lane{
		`{` + days + `,"user_agents":[{"id":"u","value":"vim/9 vim-wakatime/1"}],"machine_names":{"data":[{"id":"m","value":"tower"}]}}`: {Source: "wakatime", Machine: "tower", Program: "vim"},
		`{` + days + `}`: {Source: "wakatime", Machine: "m"},
	} {
		path := write(t, t.TempDir(), "d.json", text)
		book, err := pull(t, path)
		if err != nil {
			t.Fatal(err)
		}
		beats := book.Beats(path)
		if len(beats) != 2 {
			t.Fatalf("%d beats", len(beats))
		}
		lanes := map[string]logbook.Lane{beats[0].Entity: beats[0].Lane, beats[1].Entity: beats[1].Lane}
		if diff := cmp.Diff(map[string]logbook.Lane{"a": want, "b": {Source: "wakatime"}}, lanes); diff != "" {
			t.Error(diff)
		}
	}
}

// A dump that Backsight wrote gives back the items as they once came.
func TestOurOwnDump(t *testing.T) {
	came := `{"entity":"a","time":1612569600,"odd":[1,{"backsight":3}]}`
	head := `{"id":"k","machine_name_id":"tower","plugin":"vim","timezone":"Asia/Tokyo","backsight":4,`
	path := write(t, t.TempDir(), "d.json", `{"user":{},"days":[{"date":"2021-02-06","heartbeats":[`+head+came[1:]+`]}]}`)
	book, err := pull(t, path)
	if err != nil {
		t.Fatal(err)
	}
	b := book.Beats(path)[0]
	if string(b.Raw) != came || b.Zone != "Asia/Tokyo" || b.Lane != (logbook.Lane{Source: "wakatime", Machine: "tower", Program: "vim"}) {
		t.Errorf("%+v %s", b, b.Raw)
	}
}

// A dump that breaks off is read as far as it goes, says so, and is read again
// once it is whole.
func TestADumpThatBreaksOff(t *testing.T) {
	folder := dump(t, 2500)
	path := filepath.Join(folder, "wakatime-ann.json")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cut := write(t, t.TempDir(), "cut.json", string(text[:len(text)-len(text)/10]))
	book, err := pull(t, cut)
	if fault.KindOf(err) != fault.Incomplete || book.Position(cut) != nil {
		t.Errorf("%v", err)
	}
	if n := len(book.Beats(cut)); n < 2000 || n >= 2500 {
		t.Errorf("kept %d", n)
	}
}

func TestBadRowsOfADump(t *testing.T) {
	path := write(t, t.TempDir(), "d.json", "\uFEFF"+`{"days":[{"heartbeats":[{"entity":"a","time":1},17,{"entity":"b"},{"entity":"c","time":2}]}]}`)
	book, err := pull(t, path)
	if err != nil || len(book.Beats(path)) != 2 || len(book.Bad(path)) != 2 {
		t.Errorf("%v, %d beats, bad %+v", err, len(book.Beats(path)), book.Bad(path))
	}
}

func TestWhatIsNoDump(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"wakatime-1.json": "", "wakatime-2.json": "[]", "wakatime-3.json": `{"days":17}`, "wakatime-4.json": `{"days":[17]}`,
		"wakatime-5.json": `{"buckets":{}}`, "wakatime-6.json": `{"days":[{"date":"x"`, "wakatime-7.json": "\x00\xff",
	} {
		write(t, folder, name, text)
	}
	for place, err := range (wakatime.Source{}).Find(context.Background(), folder) {
		t.Errorf("found %v, %v", place, err)
	}
	write(t, folder, "WakaTime.json", "\uFEFF"+`{"user":{},"days":[]}`)
	n := 0
	for range (wakatime.Source{}).Find(context.Background(), folder) {
		n++
	}
	if n != 1 {
		t.Errorf("an empty dump was found %d times", n)
	}
}
