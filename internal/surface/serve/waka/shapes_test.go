package waka_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// at is a time of the 20th of November in Berlin.
func at(hour, minute int) when.Instant {
	return when.At(time.Date(2026, 11, 20, hour-1, minute, 0, 0, time.UTC))
}

func beat(at when.Instant, project, branch, entity, category string, write bool) logbook.Beat {
	return logbook.Beat{
		Lane: logbook.Lane{Source: "wakatime", Machine: "tower", Program: "vscode"}, Key: fmt.Sprint(at), At: at, Type: "file",
		Entity: entity, Project: project, Branch: branch, Language: "Go", Category: category, Write: write,
		Raw: []byte(`{"user_agent":"vscode on Linux","dependencies":["` + entity + `"]}`),
	}
}

// friday is: ledger 9:00 to 9:20, the site to 9:30, an hour's break, ledger
// 10:30 to 10:40 and a heartbeat across midnight.
func friday() book {
	return book{
		beat(at(9, 0), "ledger", "main", "a.go", "", false), beat(at(9, 10), "ledger", "fix", "b.go", "", true),
		beat(at(9, 20), "site", "", "i.html", "code reviewing", false), beat(at(9, 30), "ledger", "main", "a.go", "", true),
		beat(at(10, 30), "ledger", "main", "a.go", "", true), beat(at(10, 40), "ledger", "main", "a.go", "", false),
		beat(at(23, 55), "ledger", "main", "a.go", "", false), beat(at(24, 5), "ledger", "main", "a.go", "", false),
	}
}

// strict is the status bar as wakatime-cli's own types read it: a fraction where
// it wants a whole number, or null for a list, breaks it.
type strict struct {
	Cached string `json:"cached_at"`
	Data   struct {
		GrandTotal       counter   `json:"grand_total"`
		Categories       []counter `json:"categories"`
		Projects         []counter `json:"projects"`
		Languages        []counter `json:"languages"`
		Editors          []counter `json:"editors"`
		OperatingSystems []counter `json:"operating_systems"`
		Machines         []counter `json:"machines"`
		Dependencies     []counter `json:"dependencies"`
		Branches         []counter `json:"branches"`
		Entities         []counter `json:"entities"`
		Range            struct{ Date, Start, End, Text, Timezone string }
	}
}

type counter struct {
	Name, Text, Digital, Decimal string
	Hours, Minutes, Seconds      int
	Percent                      float64
	TotalSeconds                 float64 `json:"total_seconds"`
	Machine                      string  `json:"machine_name_id"`
}

func (c counter) String() string { return fmt.Sprintf("%s %s %.0f%%", c.Name, c.Text, c.Percent) }

type days struct {
	Data       []json.RawMessage
	Cumulative struct {
		Seconds float64
		Text    string
	} `json:"cumulative_total"`
	Average struct {
		Holidays, DaysMinusHolidays int
		Worked                      int `json:"days_minus_holidays"`
		Text                        string
	} `json:"daily_average"`
}

// the day of a summary, by the strict types.
func (d days) day(t *testing.T, i int) (s strict) {
	t.Helper()
	if err := json.Unmarshal(d.Data[i], &s.Data); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSummaries(t *testing.T) {
	var got days
	read(t, friday(), "/users/current/summaries?start=2026-11-19&end=2026-11-21", &got)
	if len(got.Data) != 3 || got.Cumulative.Text != "50 mins" || got.Average.Holidays != 1 || got.Average.Worked != 2 || got.Average.Text != "25 mins" {
		t.Fatalf("%+v", got)
	}
	s := got.day(t, 1).Data
	for what, c := range map[string]struct {
		got  fmt.Stringer
		want string
	}{
		"total": {s.GrandTotal, " 45 mins 0%"}, "first category": {s.Categories[0], "Coding 35 mins 78%"},
		"other category": {s.Categories[1], "Code Reviewing 10 mins 22%"}, "first project": {s.Projects[0], "ledger 35 mins 78%"},
		"other project": {s.Projects[1], "site 10 mins 22%"}, "editor": {s.Editors[0], "vscode 45 mins 100%"},
		"system": {s.OperatingSystems[0], "Linux 45 mins 100%"}, "machine": {s.Machines[0], "tower 45 mins 100%"},
		"language": {s.Languages[0], "Go 45 mins 100%"},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s: %q, want %q", what, c.got, c.want)
		}
	}
	if s.Machines[0].Machine != "tower" || s.Range.Date != "2026-11-20" || s.Range.Text != "Yesterday" || s.Branches != nil {
		t.Errorf("%+v", s)
	}
	if s := got.day(t, 2).Data; s.GrandTotal.Minutes != 5 || s.Range.Text != "Today" {
		t.Errorf("after midnight: %+v", s.GrandTotal)
	}
	if s := got.day(t, 0).Data; s.Projects == nil || s.Categories == nil || s.Dependencies == nil || s.GrandTotal.Text != "0 secs" {
		t.Errorf("of nothing: %+v", s)
	}
}

// A filter never changes to whom a gap belongs.
func TestFilters(t *testing.T) {
	for query, want := range map[string]string{
		"":                                 "45 mins",
		"&project=ledger":                  "35 mins",
		"&project=site":                    "10 mins",
		"&project=ledger&branches=fix":     "10 mins",
		"&project=ledger&branches=fix,x":   "10 mins",
		"&timeout=10":                      "0 secs", // every gap is ten minutes, which is not shorter
		"&timeout=11":                      "45 mins",
		"&timeout=60":                      "45 mins",
		"&writes_only=true":                "0 secs", // the gaps between what was saved are 20 and 60 minutes
		"&writes_only=true&timeout=21":     "20 mins",
		"&timezone=America/New_York":       "50 mins",
		"&project=ledger&timeout=1":        "0 secs",
		"&project=nothing":                 "0 secs",
		"&language=Go&machine=tower":       "45 mins",
		"&language=Rust":                   "0 secs",
		"&machine=laptop":                  "0 secs",
		"&writes_only=false&timeout=15":    "45 mins",
		"&slice_by=entity&project=ledger":  "35 mins",
		"&timezone=Europe/Berlin&branches": "45 mins",
	} {
		var got days
		read(t, friday(), "/users/current/summaries?start=2026-11-20&end=2026-11-20"+query, &got)
		if got.Cumulative.Text != want {
			t.Errorf("%q: %s, want %s", query, got.Cumulative.Text, want)
		}
	}
	var got days
	read(t, friday(), "/users/current/summaries?start=2026-11-20&end=2026-11-20&project=ledger", &got)
	s := got.day(t, 0).Data
	if fmt.Sprint(s.Branches) != "[main 25 mins 71% fix 10 mins 29%]" || fmt.Sprint(s.Entities) != "[a.go 25 mins 71% b.go 10 mins 29%]" {
		t.Errorf("%v %v", s.Branches, s.Entities)
	}
}

// What is remembered and what is worked out from the beats are told the same.
func TestRememberedOrNot(t *testing.T) {
	worked, remembered := desk(t, friday()), desk(t, friday())
	fresh := 0
	remembered.Fresh = func(context.Context) error { fresh++; return nil }
	for _, path := range []string{
		"/users/current/summaries?range=last_7_days", "/users/current/durations?date=2026-11-20&slice_by=branch",
		"/users/current/summaries?range=Last+7+Days&project=ledger", "/users/current/all_time_since_today",
	} {
		var a, b any
		ask(t, worked, "GET", path, &a)
		ask(t, remembered, "GET", path, &b)
		if x, y := fmt.Sprint(a), fmt.Sprint(b); x != y {
			t.Errorf("%s:\n%s\n%s", path, x, y)
		}
	}
	if fresh < 4 {
		t.Errorf("brought up to date %d times", fresh)
	}
}

// The status bar shows the sentence it is given; editors show it only where
// there are not several categories.
func TestStatusBar(t *testing.T) {
	var got strict
	d := desk(t, book{
		beat(at(25, 0), "ledger", "main", "a.go", "", false), beat(at(25, 12), "ledger", "main", "a.go", "debugging", false), beat(at(25, 20), "", "", "a.go", "", false),
	})
	ask(t, d, "GET", "/users/current/statusbar/today", &got)
	if got.Data.GrandTotal.Text != "20 mins" || len(got.Data.Categories) != 2 || got.Data.Range.Date != "2026-11-21" {
		t.Errorf("%+v", got.Data)
	}
	d.Say = func(context.Context) (string, error) { return "hands on for 20 minutes", nil }
	ask(t, d, "GET", "/users/current/statusbar/today", &got)
	if got.Data.GrandTotal.Text != "hands on for 20 minutes" || got.Data.Categories == nil || len(got.Data.Categories) != 0 || got.Data.GrandTotal.TotalSeconds != 1200 {
		t.Errorf("%+v", got.Data)
	}
	d.Say = func(context.Context) (string, error) { return "", errEnough }
	if ask(t, d, "GET", "/users/current/statusbar/today", &got); got.Data.GrandTotal.Text != "20 mins" {
		t.Errorf("where there is no sentence: %+v", got.Data.GrandTotal)
	}
}

func TestDurations(t *testing.T) {
	type answer struct {
		Data []struct {
			Time, Duration                                                    float64
			Project, Branch, Language, Category, Editor, Machine, Entity, Sys string
			OS                                                                string `json:"operating_system"`
			Dependencies                                                      []string
		}
		Branches []string
	}
	for slice, want := range map[string]string{
		"":             "[ledger 1200] [site 600] [ledger 600] [ledger 300]",
		"branch":       "[ledger main 600] [ledger fix 600] [site 600] [ledger main 600] [ledger main 300]",
		"entity":       "[ledger a.go 600] [ledger b.go 600] [site i.html 600] [ledger a.go 600] [ledger a.go 300]",
		"dependencies": "[ledger a.go 600] [ledger b.go 600] [site i.html 600] [ledger a.go 600] [ledger a.go 300]",
		"category":     "[ledger Coding 1200] [site Code Reviewing 600] [ledger Coding 600] [ledger Coding 300]",
		"os":           "[ledger Linux 1200] [site Linux 600] [ledger Linux 600] [ledger Linux 300]",
		"editor":       "[ledger vscode 1200] [site vscode 600] [ledger vscode 600] [ledger vscode 300]",
		"machine":      "[ledger tower 1200] [site tower 600] [ledger tower 600] [ledger tower 300]",
		"language":     "[ledger Go 1200] [site Go 600] [ledger Go 600] [ledger Go 300]",
	} {
		var got answer
		read(t, friday(), "/users/current/durations?date=2026-11-20&slice_by="+slice, &got)
		var texts []string
		for _, u := range got.Data {
			parts := []string{}
			for _, part := range append([]string{u.Project, u.Branch, u.Entity, u.Language, u.Category, u.Editor, u.Machine, u.OS}, u.Dependencies...) {
				if part != "" {
					parts = append(parts, part)
				}
			}
			texts = append(texts, fmt.Sprintf("[%s %.0f]", strings.Join(parts, " "), u.Duration))
		}
		if got := strings.Join(texts, " "); got != want {
			t.Errorf("by %q:\n%s\n%s", slice, got, want)
		}
		if fmt.Sprint(got.Branches) != "[fix main]" {
			t.Errorf("branches %v", got.Branches)
		}
	}
	var complaint struct{ Error string }
	if code := read(t, friday(), "/users/current/durations?slice_by=mood", &complaint); code != 400 {
		t.Errorf("%d %s", code, complaint.Error)
	}
}

// However a range is split, its parts add up to it; so do its projects; and a
// longer timeout never counts less.
func TestTotalsAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var b book
		now := at(16, 0)
		for range rapid.IntRange(0, 60).Draw(rt, "beats") {
			now += when.Instant(rapid.Int64Range(0, 40*60).Draw(rt, "gap")) * when.Second
			b = append(b, beat(now, rapid.SampledFrom([]string{"a", "b", "<<LAST_PROJECT>>", ""}).Draw(rt, "project"), "", "e", "", rapid.Bool().Draw(rt, "write")))
		}
		total := func(query string) float64 {
			var got days
			read(t, b, "/users/current/summaries?"+query, &got)
			return got.Cumulative.Seconds
		}
		whole := total("start=2026-11-19&end=2026-11-23")
		parts := total("start=2026-11-19&end=2026-11-20") + total("start=2026-11-21&end=2026-11-23")
		if whole != parts {
			rt.Fatalf("%v in one, %v in two", whole, parts)
		}
		var got days
		read(t, b, "/users/current/summaries?start=2026-11-19&end=2026-11-23", &got)
		byProject, alone := 0.0, days{}
		for i := range got.Data {
			for _, p := range got.day(t, i).Data.Projects {
				byProject += p.TotalSeconds
			}
			day := got.day(t, i)
			read(t, b, "/users/current/summaries?start="+day.Data.Range.Date+"&end="+day.Data.Range.Date, &alone)
			if x, y := fmt.Sprint(day.Data.Projects), fmt.Sprint(alone.day(t, 0).Data.Projects); x != y {
				rt.Fatalf("%s among others: %s, alone: %s", day.Data.Range.Date, x, y)
			}
		}
		if whole != byProject {
			rt.Fatalf("%v in all, %v by project", whole, byProject)
		}
		last := 0.0
		for _, minutes := range []string{"2", "5", "10", "15", "60"} {
			is := total("start=2026-11-19&end=2026-11-23&timeout=" + minutes)
			if is < last {
				rt.Fatalf("%v at a timeout of %s minutes, %v at a shorter one", is, minutes, last)
			}
			last = is
		}
	})
}

func TestWhoSentWhat(t *testing.T) {
	var agents struct {
		Data []struct{ ID, Value, Editor, OS, FirstSeen, LastSeen string }
	}
	read(t, friday(), "/users/current/user_agents", &agents)
	if len(agents.Data) != 1 || agents.Data[0].Value != "vscode on Linux" || agents.Data[0].Editor != "vscode" || agents.Data[0].OS != "Linux" || agents.Data[0].ID == "" {
		t.Errorf("%+v", agents)
	}
	var machines struct {
		Data []struct {
			ID, Name string
			First    string `json:"first_seen"`
			Last     string `json:"last_seen_at"`
		}
	}
	read(t, friday(), "/users/current/machine_names", &machines)
	if len(machines.Data) != 1 || machines.Data[0].Name != "tower" || machines.Data[0].First != "2026-11-20T08:00:00Z" || machines.Data[0].Last != "2026-11-20T23:05:00Z" {
		t.Errorf("%+v", machines)
	}
}

func TestADumpIsWhole(t *testing.T) {
	var wish struct {
		Data struct{ Status, DownloadURL, ID string }
	}
	if code := ask(t, desk(t, friday()), http.MethodPost, "/users/current/data_dumps", &wish); code != 201 || wish.Data.Status != "Completed" {
		t.Fatalf("%d %+v", code, wish)
	}
	var dump struct {
		Days []struct {
			Date       string
			Heartbeats []json.RawMessage
		}
	}
	read(t, friday(), "/users/current/data_dumps/"+wish.Data.ID+"/download", &dump)
	if len(dump.Days) != 2 || len(dump.Days[0].Heartbeats) != 7 || len(dump.Days[1].Heartbeats) != 1 || dump.Days[1].Date != "2026-11-21" {
		t.Fatalf("%+v", dump)
	}
	if first := dump.Days[0].Heartbeats[0]; !bytes.Contains(first, []byte(`"machine_name_id":"tower"`)) || !bytes.HasSuffix(first, friday()[0].Raw[1:]) {
		t.Errorf("%s", first)
	}
	for _, none := range []book{nil, {}} {
		if read(t, none, "/users/current/data_dumps/all/download", &dump); len(dump.Days) != 0 && none == nil {
			t.Errorf("%+v", dump)
		}
	}
	var complaint struct{ Error string }
	if code := read(t, nil, "/users/current/data_dumps/other/download", &complaint); code != 404 {
		t.Errorf("%d", code)
	}
}

func TestWhatBacksightDoesNotDo(t *testing.T) {
	for path, method := range map[string]string{"/users/current/goals": "GET", "/users/current/file_experts": "POST"} {
		var got struct{ Data []any }
		if code := ask(t, desk(t, nil), method, path, &got); code != 200 || got.Data == nil || len(got.Data) != 0 {
			t.Errorf("%s: %d %+v", path, code, got)
		}
	}
}

func TestRanges(t *testing.T) {
	for name, want := range map[string]int{
		"Today": 1, "yesterday": 1, "Last 7 Days": 7, "last_14_days": 14, "Last 30 Days": 30, "This Week": 6, "Last Week": 7, "This Month": 21,
		"Last Month": 31, "last_12_months": 365, "last_7_days_from_yesterday": 7,
	} {
		var got days
		if read(t, nil, "/users/current/summaries?range="+strings.ReplaceAll(name, " ", "+"), &got); len(got.Data) != want {
			t.Errorf("%s has %d days, want %d", name, len(got.Data), want)
		}
	}
	for _, query := range []string{"range=ever", "start=2026-11-21&end=2026-11-20", "start=0001-01-01&end=2026-11-21", "timeout=0", "timeout=61", "timeout=x"} {
		var got struct{ Error string }
		if code := read(t, nil, "/users/current/summaries?"+query, &got); code != 400 {
			t.Errorf("%s: %d %+v", query, code, got)
		}
	}
}

// Whoever asks is not told why the store cannot be read; whoever runs the server
// is.
func TestAStoreThatIsAway(t *testing.T) {
	d := desk(t, nil)
	d.Part = func(iter.Seq2[logbook.Beat, error], when.Instant, *time.Location, func(logbook.Presence) error) error {
		return errors.New("a broken disk")
	}
	var told error
	d.Complain = func(err error) { told = err }
	var got struct{ Error string }
	if code := ask(t, d, "GET", "/users/current/summaries?range=today", &got); code != 503 || got.Error == "" || strings.Contains(got.Error, "disk") {
		t.Errorf("%d %q", code, got.Error)
	}
	if told == nil || !strings.Contains(told.Error(), "a broken disk") {
		t.Errorf("told %v", told)
	}
	told = nil
	if ask(t, d, "GET", "/users/current/summaries?range=ever", &got); told != nil {
		t.Errorf("of a wrong question: %v", told)
	}
}
