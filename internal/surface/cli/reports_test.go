package cli_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// reports runs the command over inputs rebuilt from public reports of faults of
// other programs, each with its right value, in an empty home.
type reports struct {
	*testing.T
	dir, home string
}

func openReports(t *testing.T) reports {
	corpora := os.Getenv("BACKSIGHT_CORPORA")
	dir := filepath.Join(corpora, "reports")
	if _, err := os.Stat(dir); corpora == "" || err != nil {
		t.Skip("SKIPPED: the faults reported of other programs were NOT tried; set BACKSIGHT_CORPORA to a folder with reports in it")
	}
	return reports{t, dir, t.TempDir()}
}

func (r reports) run(program string, args ...string) string {
	r.Helper()
	c := exec.Command(program, args...)
	c.Dir = r.dir
	c.Env = append(os.Environ(), "HOME="+r.home, "BACKSIGHT_NOW=2026-11-30T12:00:00Z", "TZ=UTC", "GIT_CONFIG_NOSYSTEM=1", "BACKSIGHT_KEYRING=off",
		"XDG_CACHE_HOME=", "XDG_CONFIG_HOME=", "XDG_DATA_HOME=", "XDG_STATE_HOME=")
	out, err := c.CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		r.Fatal(err)
	}
	return string(out)
}

// TestReportedCalendars: what takes place, and what meetings come to.
func TestReportedCalendars(t *testing.T) {
	r := openReports(t)
	list := func(file string) string {
		return r.run("backsight", "occurrences", file, "--from", "2026-03-01", "--to", "2026-11-01", "--zone", "Europe/Vienna", "--me", "ann@example.org")
	}
	for _, c := range []struct {
		file string
		want []string // regular expressions
		not  string
	}{
		{"30-vtimezone-one-half.ics", []string{`03-27T08:00`, `03-30T07:00`, `03-31T07:00`}, `cannot|no table`},
		{"31-tzid-local.ics", []string{`08-17T09:00:00Z`, `08-18T14:00:00 `, `no table knows the time zone "Local"`}, `zone "local"`},
		{"32-outlook-custom-zones.ics", []string{`08-17T06:00:00Z`, `08-18T08:00:00Z`, `08-19T13:00:00Z`, `08-20T09:00:00Z`}, `no table`},
		{"33-cancelled-instance.ics", []string{`03-09T\S+ .*\(cancelled\)`, `03-16T\S+ .*\(declined\)`}, `03-2\S+ .*\(declined`},
		{"37-one-uid-two-starts.ics", []string{`08-17T16:30`, `08-18T16:30`, `08-19T16:30`, `same UID`}, ``},
		{"38-outlook-canceled.ics", []string{`08-17T\S+ .*\(cancelled\)`, `08-18T\S+ .*\(cancelled\)`, `08-19T\S+ .*\(cancelled\)`}, `08-20T\S+ .*\(cancelled`},
		{"39-all-day-from-helsinki.ics", []string{`(?m)^2026-08-18 +2026-08-19 +Out of office$`}, `08-17T2`},
		{"40-override-in-other-zone.ics", []string{`07-20T08:30:00Z`, `07-28T08:30:00Z`, `08-03T08:30:00Z`}, `07-27|08-10|08-17`},
		{"41-exdate-after-override.ics", []string{`2026-07-20`}, `2026-07-06`},
		{"43-override-without-title.ics", []string{`08-10T12:00:00Z +\S+ +Architecture council`}, ``},
		{"42-backwards.ics", []string{`08-17T10:00:00Z +2026-08-17T10:00:00Z`, `08-18T10:00:00Z +2026-08-18T10:00:00Z`, `08-19T10:00:00Z +2026-08-19T10:00:00Z`, `2026-08-20 +2026-08-21`, `(?s)ends before it starts.*ends before it starts`}, `(?s)(ends before it starts.*){3}`},
		{"44-instances-alone.ics", []string{`08-04T11:00:00Z +\S+ +Busy`, `08-11T11:00:00Z +\S+ +Busy`, `08-18T11:00:00Z +\S+ +Busy`}, ``},
		{"45-copied-in-outlook.ics", []string{`08-03T11:00:00Z +\S+ +First`, `08-03T11:30:00Z +\S+ +Second`, `08-10T11:00:00Z +\S+ +First`}, `(?s)Second.*Second`},
		{"48-all-day-moved.ics", []string{`(?m)^2026-08-05 +2026-08-06`, `(?m)^2026-08-10 +2026-08-11`, `(?m)^2026-08-14 +2026-08-15`, `(?m)^2026-08-17 +2026-08-18`}, `2026-08-12 `},
		{"49-zone-of-the-calendar.ics", []string{`2026-08-03T10:00:00 `, `2026-08-10T10:00:00 `, `2026-08-17T10:00:00 `}, `Z`},
	} {
		got := list(c.file)
		for _, want := range c.want {
			if !regexp.MustCompile(want).MatchString(got) {
				t.Errorf("%s lacks %s:\n%s", c.file, want, got)
			}
		}
		if c.not != "" && regexp.MustCompile(c.not).MatchString(got) {
			t.Errorf("%s has %s:\n%s", c.file, c.not, got)
		}
	}
	for _, c := range []struct {
		input, from, to string
		least, most     float64 // hours a week
	}{
		{"34-vdir-parted.d", "2026-08-17", "2026-08-30", 0.6, 0.65},
		{"35-two-calendars.d", "2026-08-17", "2026-08-28", 1.45, 1.55},
		{"36-last-changed-in-january.ics", "2026-06-01", "2026-11-29", 0.95, 1.05},
		{"36-last-changed-in-january.ics", "2026-11-02", "2026-11-29", 0.95, 1.05},
		{"38-outlook-canceled.ics", "2026-08-17", "2026-08-23", 0.95, 1.05},
		{"40-override-in-other-zone.ics", "2026-07-20", "2026-08-09", 0.49, 0.51},
		{"45-copied-in-outlook.ics", "2026-08-03", "2026-08-16", 0.74, 0.76},
		{"46-partly-accepted.ics", "2026-08-03", "2026-08-09", 3.4, 3.6},
		{"50-on-call.ics", "2026-08-17", "2026-08-30", 0, 0},
		{"51-offsite.ics", "2026-08-17", "2026-08-21", 24.9, 25.1},
		{"52-blocks.ics", "2026-08-17", "2026-08-23", 0, 0},
		{"55-vdir.d", "2026-06-01", "2026-11-29", 0.95, 1.15},
	} {
		out := r.run("backsight", "meetings", c.input, "--me", "ann@example.org", "--since", c.from, "--until", c.to, "--zone", "Europe/Vienna", "--json")
		var found struct {
			Figures []struct {
				Name  string  `json:"name"`
				Value float64 `json:"value"`
			} `json:"figures"`
		}
		_, body, _ := strings.Cut(out, "{")
		if err := json.Unmarshal([]byte("{"+body), &found); err != nil || len(found.Figures) == 0 {
			t.Errorf("%s: %v\n%s", c.input, err, out)
			continue
		}
		if hours := found.Figures[0].Value; hours < c.least || hours > c.most {
			t.Errorf("%s from %s to %s: %g hours a week, want %g to %g", c.input, c.from, c.to, hours, c.least, c.most)
		}
	}
}

// TestReportedHistories: commits and hands-on days.
func TestReportedHistories(t *testing.T) {
	r := openReports(t)
	for name, want := range map[string]string{
		"60-stash":                "hands_on_days 3 authored_commits 3",
		"61-rewritten":            "hands_on_days 4 authored_commits 4",
		"62-worktree":             "hands_on_days 2 authored_commits 2",
		"63-offsets":              "hands_on_days 2 authored_commits 3",
		"64-own-coauthor":         "hands_on_days 1 authored_commits 1",
		"66-one-second":           "hands_on_days 2 authored_commits 2",
		"67-year":                 "hands_on_days 4 authored_commits 4",
		"68-submodule":            "hands_on_days 4 authored_commits 4",
		"70-mailmap-file":         "hands_on_days 2 authored_commits 2",
		"71-daily-machine":        "hands_on_days 1 authored_commits 1",
		"72-squash-beside-branch": "hands_on_days 5 authored_commits 5",
		"73-subtree":              "hands_on_days 1 authored_commits 1",
		"74-since":                "hands_on_days 4",
		"76-stripped-clones":      "hands_on_days 5 authored_commits 5",
	} {
		at := filepath.Join(t.TempDir(), name)
		r.run("sh", name+".sh", at)
		home := r
		if _, err := os.Stat(filepath.Join(at, "home")); err == nil {
			home.home = filepath.Join(at, "home")
		}
		repository := filepath.Join(at, "repo")
		if _, err := os.Stat(repository); err != nil {
			repository = at // of several
		}
		args := []string{"look", repository, "--me", "ann@e.x", "--json"}
		if name == "74-since" {
			args = append(args, "--since", "2021")
		}
		out := home.run("backsight", args...)
		var found struct {
			Measures []struct {
				Name   string `json:"name"`
				Series []struct {
					Value float64 `json:"value"`
				} `json:"series"`
			} `json:"measures"`
		}
		_, body, _ := strings.Cut(out, "{")
		if err := json.Unmarshal([]byte("{"+body), &found); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
			continue
		}
		var said []string
		for _, m := range found.Measures {
			sum := 0.0
			for _, w := range m.Series {
				sum += w.Value
			}
			said = append(said, fmt.Sprintf("%s %g", m.Name, sum))
		}
		if got := strings.Join(said, " "); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// TestReportedTurns: the day of an evening, and a price for every spelling of a model.
func TestReportedTurns(t *testing.T) {
	r := openReports(t)
	for file, want := range map[string][]string{
		"10-winter-evening.assistant.jsonl": {"2026-01-31 to ", "5.70 USD"},
		"11-prices.assistant.jsonl":         {"~11.15 USD"},
	} {
		got := r.run("backsight", "assistants", file, "--zone", "Europe/Vienna")
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s lacks %q:\n%s", file, w, got)
			}
		}
		if strings.Contains(got, "price unknown") {
			t.Errorf("%s: a model has no price:\n%s", file, got)
		}
	}
}

// TestReportedInputsAreAllTried: no input is left that no test names.
func TestReportedInputsAreAllTried(t *testing.T) {
	r := openReports(t)
	var tests strings.Builder
	for _, file := range []string{"reports_test.go", filepath.Join("..", "..", "reckon", "assistants_reports_test.go")} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tests.Write(b)
	}
	inputs, err := os.ReadDir(r.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range inputs {
		name := strings.TrimSuffix(in.Name(), filepath.Ext(in.Name()))
		if strings.HasPrefix(name, "00-") || name == "18-two-weeks" { // read by those that are named
			continue
		}
		if !strings.Contains(tests.String(), `"`+name) {
			t.Errorf("no test tries %s", in.Name())
		}
	}
}

// TestReportedFiles: a cause is named, and a long event is not a day's work.
func TestReportedFiles(t *testing.T) {
	r := openReports(t)
	for file, want := range map[string]string{
		"19-wakatime-daily.json": "totals of days",
		"20-wakapi-download.csv": "csv",
	} {
		if got := r.run("backsight", "import", file); !strings.Contains(got, want) {
			t.Errorf("%s: %s", file, got)
		}
	}
	at := t.TempDir()
	r.run("sh", "69-reftable.sh", at)
	if got := r.run("backsight", "look", filepath.Join(at, "repo"), "--me", "ann@e.x"); !strings.Contains(got, "refstorage\n") || !strings.Contains(got, "too old") {
		t.Errorf("69-reftable: %s", got)
	}
	for _, c := range []struct{ file, day, want string }{
		{"23-aw-same-start.json", "2026-11-20", "50 minutes in the work, in one piece"},
		{"26-aw-afk-cluster.json", "2026-11-20", "2 h 00 in the work, in one piece"},
		{"27-aw-endless.json", "2026-11-16", "5 minutes in the work, in one piece"},
		{"27-aw-endless.json", "2026-11-17", "no sign of work"},
	} {
		one := r
		one.home = t.TempDir()
		one.run("backsight", "import", c.file)
		if got := one.run("backsight", "day", c.day); !strings.Contains(got, c.want) {
			t.Errorf("%s on %s lacks %q:\n%s", c.file, c.day, c.want, got)
		}
	}
}

// TestReportedServers: the servers, spoken to by the reports' own scripts.
func TestReportedServers(t *testing.T) {
	r := openReports(t)
	program, err := exec.LookPath("backsight")
	if _, missing := exec.LookPath("python3"); err != nil || missing != nil {
		t.Skip("SKIPPED: python3 is needed to speak to the servers")
	}
	out := r.run("python3", "21-activitywatch.py", program)
	for _, want := range []string{
		"21 [1]", "895, 'afk'), ('2026-11-20T09:00:00Z', 600, 'not-afk')]", "23 short first [3000]", "23 long first [3000]", "23 one second later [2997]",
		"24 without sound [600] with [1200]", "25 by hour [0, 2400, 3600, 3000, 0]", "28 imported three times {'aw-watcher-afk_vm': 3, 'aw-watcher-window_vm': 1}",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the desktop's server does not say %s:\n%s", want, out)
		}
	}
	out = r.run("python3", "13-heartbeats.py", program)
	days := 0
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "75 ") {
			if days++; !strings.HasSuffix(strings.TrimSpace(line), "28800)") {
				t.Errorf("eight hours are not: %s", line)
			}
		}
	}
	if days != 10 || !strings.Contains(out, "18105 18105") {
		t.Errorf("%d answers, want 10:\n%s", days, out)
	}
}
