//go:build linux

package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/store/foreign/foreigntest"
)

// series is a calendar of so many events of these lines.
func series(n int, lines ...string) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
	for i := range n {
		fmt.Fprintf(&b, "BEGIN:VEVENT\r\nUID:u%d\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:m%d\r\nATTENDEE:mailto:x@y\r\n%s\r\nEND:VEVENT\r\n", i, i, strings.Join(lines, "\r\n"))
	}
	return b.String() + "END:VCALENDAR\r\n"
}

func calendarOf(n int, lines ...string) func(*testing.T, string) {
	return func(t *testing.T, dir string) { put(t, filepath.Join(dir, "x.ics"), series(n, lines...)) }
}

// besideCalendar lays something in the place of the name that lies beside a calendar.
func besideCalendar(lay func(*testing.T, string)) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		put(t, filepath.Join(dir, "x.ics"), sound)
		lay(t, filepath.Join(dir, "displayname"))
	}
}

// inRepository lays something into the git directory of a clone.
func inRepository(name string, lay func(*testing.T, string)) func(*testing.T, string) {
	return func(t *testing.T, dir string) { lay(t, filepath.Join(cloned(t, dir), name)) }
}

func toward(target string) func(*testing.T, string) {
	return func(t *testing.T, at string) { linked(t, target, at) }
}

const (
	selves  = `with recursive c(x) as (select 1 union all select x + 1 from c) select `
	message = `create table message (id text, session_id text, time_created integer, time_updated integer, data text);
create table session (id text, parent_id text, project_id text, time_created integer); create table project (id text, worktree text)`
	bucket = `{"buckets":{"aw-watcher-window_x":{"id":"aw-watcher-window_x","type":"currentwindow","client":"aw-watcher-window","hostname":"x","events":[
{"timestamp":"2026-11-01T08:00:00Z","duration":60,"data":{"app":"x"}},`
)

var traps = []trap{
	// 3.1 of what was tried: calendars.
	{"fifty endless series", calendarOf(50, "DTSTART:19700101T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY"), 3},
	{"two hundred endless series", calendarOf(200, "DTSTART:19700101T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY"), 3},
	{"every minute", calendarOf(2000, "DTSTART:20250101T090000Z", "RRULE:FREQ=MINUTELY"), 3},
	{"ten years every hour", calendarOf(300, "DTSTART:20250101T090000Z", "DURATION:P3650D", "RRULE:FREQ=HOURLY"), 3},
	{"every second", calendarOf(1, "DTSTART:19700101T090000Z", "RRULE:FREQ=SECONDLY"), 3},
	{"from the year 1", calendarOf(1, "DTSTART:00010101T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY"), 0},
	{"every ten minutes", calendarOf(500, "DTSTART:19700101T090000Z", "DURATION:PT5M", "RRULE:FREQ=MINUTELY;INTERVAL=10"), 3},
	{"six times an hour of one day", calendarOf(30000, "DTSTART:20250101T090000Z", "DURATION:PT8H"), 3},
	{"each for fifty years", calendarOf(3000, "DTSTART:19700101T090000Z", "DURATION:P18000D"), 3},
	{"many periods", calendarOf(200, append([]string{"DTSTART:20250101T090000Z"}, strings.Fields(strings.Repeat("RDATE;VALUE=PERIOD:20250201T000000Z/P3650D RDATE;VALUE=PERIOD:20250301T000000Z/P3650D ", 20))...)...), 3},
	{"what takes every second out", calendarOf(500, "DTSTART:20200101T090000Z", "DURATION:PT5M", "RRULE:FREQ=DAILY", "EXRULE:FREQ=SECONDLY"), 3},
	{"a line without an end", func(t *testing.T, dir string) {
		stream(t, filepath.Join(dir, "x.ics"), "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20250101T090000Z\r\nSUMMARY:", "x", 200<<20, "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
	}, asItMayBe},

	// 3.5: what lies beside a file, and links.
	{"a name that is /dev/zero", besideCalendar(toward("/dev/zero")), 0},
	{"a name that is a pipe", besideCalendar(piped), 0},
	{"a name that is a secret", besideCalendar(func(t *testing.T, at string) {
		put(t, filepath.Join(filepath.Dir(filepath.Dir(at)), "token"), "ghp_secret")
		linked(t, "../token", at)
	}), 0},
	{"a name that is very long", besideCalendar(func(t *testing.T, at string) { stream(t, at, "", "x", 200<<20, "") }), 0},
	{"a calendar that is a pipe", func(t *testing.T, dir string) { piped(t, filepath.Join(dir, "x.ics")) }, 0},
	{"a calendar that is a device", func(t *testing.T, dir string) { linked(t, "/dev/zero", filepath.Join(dir, "x.ics")) }, 0},
	{"a folder that leads to itself", func(t *testing.T, dir string) { linked(t, ".", filepath.Join(dir, "again")) }, 0},
	{"names of a dump that are /dev/zero", func(t *testing.T, dir string) {
		put(t, filepath.Join(dir, "wakatime.json"), `{"days":[{"date":"2026-02-06","heartbeats":[{"entity":"/f.go","type":"file","time":1770336000.5}]}]}`)
		linked(t, "/dev/zero", filepath.Join(dir, "user_agents.json"))
	}, 3},
	{"names of a dump that are a pipe", func(t *testing.T, dir string) {
		put(t, filepath.Join(dir, "wakatime.json"), `{"days":[{"date":"2026-02-06","heartbeats":[{"entity":"/f.go","type":"file","time":1770336000.5}]}]}`)
		piped(t, filepath.Join(dir, "machine_names.json"))
	}, 3},

	// 3.5: values.
	{"an event of 300 MB", func(t *testing.T, dir string) {
		stream(t, filepath.Join(dir, "aw-buckets-export.json"), bucket+`{"timestamp":"2026-11-01T09:00:00Z","duration":60,"data":{"app":"`, "x", 300<<20, `"}}]}}}`)
	}, 3},
	{"200 MB of blank lines", func(t *testing.T, dir string) {
		stream(t, filepath.Join(dir, "aw-buckets-export.json"), bucket, "\n", 200<<20, `{"timestamp":"2026-11-01T09:00:00Z","duration":60,"data":{"app":"x"}}]}}}`)
	}, 3},
	{"a heartbeat of 300 MB", func(t *testing.T, dir string) {
		stream(t, filepath.Join(dir, "wakatime.json"), `{"days":[{"date":"2026-02-06","heartbeats":[{"entity":"`, "x", 300<<20, `","type":"file","time":1770336000.5}]}]}`)
	}, 3},
	{"a session of 300 MB of numbers", func(t *testing.T, dir string) {
		stream(t, filepath.Join(dir, ".gemini", "tmp", "h", "chats", "session-1.json"), `{"sessionId":"s","messages":[{"id":"1","timestamp":"2026-11-02T08:00:00Z","type":"user","content":"x","more":[`, "1,\n", 100<<20, `1]}]}`)
	}, 3},
	{"a turn of 300 MB of brackets", func(t *testing.T, dir string) {
		stream(t, filepath.Join(dir, ".claude", "projects", "p", "s.jsonl"), `{"type":"user","more":`, "[", 300<<20, "\n")
	}, 3},
	{"an archive that unpacks to gigabytes", func(t *testing.T, dir string) {
		zipped(t, filepath.Join(dir, "takeout-1.zip"), 1, bytes.Repeat([]byte("X-A:b\r\n"), 1<<17), 3000)
	}, 3},
	{"an archive of five thousand calendars", func(t *testing.T, dir string) {
		zipped(t, filepath.Join(dir, "takeout-1.zip"), 5000, []byte(series(1, "DTSTART:20250101T090000Z", "DURATION:PT1H")), 1)
	}, 3},

	// 3.5: databases of tools.
	{"a view without an end", func(t *testing.T, dir string) {
		foreigntest.Database(t, filepath.Join(dir, ".opencode", "opencode.db"), `create view message as `+selves+`x as id, x as session_id, x as time_created, x as time_updated, '{}' as data from c`,
			`create table session (id, parent_id, project_id)`, `create table project (id, worktree)`)
	}, 3},
	{"buckets without an end", func(t *testing.T, dir string) {
		foreigntest.Database(t, filepath.Join(dir, "peewee-sqlite.v2.db"), `create view bucketmodel as `+selves+`x as key, x as id, x as type, x as client, x as hostname from c`,
			`create table eventmodel (bucket_id, timestamp, duration, datastr)`)
	}, asItMayBe},
	{"a value of 60 MB", func(t *testing.T, dir string) {
		foreigntest.Database(t, filepath.Join(dir, ".opencode", "opencode.db"), message, `insert into message values ('a', 's', 1, 1, cast(zeroblob(60000000) as text))`)
	}, 3},
	{"sessions that multiply", func(t *testing.T, dir string) {
		foreigntest.Database(t, filepath.Join(dir, ".opencode", "opencode.db"), message,
			`with recursive c(x) as (select 1 union all select x + 1 from c limit 3000) insert into message select x, 's', x, x, '{}' from c`,
			`with recursive c(x) as (select 1 union all select x + 1 from c limit 3000) insert into session select 's', 's', 'p', 1 from c`)
	}, 3},
	{"a log of a database that is a pipe", func(t *testing.T, dir string) {
		foreigntest.Database(t, filepath.Join(dir, ".opencode", "opencode.db"), message)
		piped(t, filepath.Join(dir, ".opencode", "opencode.db-wal"))
	}, 3},

	// 3.5: repositories.
	{"a tree of ten to the tenth files", func(t *testing.T, dir string) {
		cloned(t, dir)
		entry := "100644 blob " + gitIn(t, dir, "x", "hash-object", "-w", "--stdin")
		for range 10 {
			var list strings.Builder
			for i := range 10 {
				fmt.Fprintf(&list, "%s\t%d\n", entry, i)
			}
			entry = "040000 tree " + gitIn(t, dir, list.String(), "mktree")
		}
		wide := git(t, dir, "commit-tree", strings.Fields(entry)[2], "-p", "HEAD", "-m", "wide")
		git(t, dir, "update-ref", "refs/heads/wide", wide)
	}, 3},
	{"a commit of 300 MB", func(t *testing.T, dir string) {
		cloned(t, dir)
		long := gitIn(t, dir, strings.Repeat("all work and no play\n", 300<<20/21), "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-F", "-")
		git(t, dir, "update-ref", "refs/heads/long", long)
	}, 3},
	{"configurations that include one another", func(t *testing.T, dir string) {
		at := cloned(t, dir)
		for depth := range 9 {
			for i := range 10 {
				var text strings.Builder
				for j := range 10 {
					fmt.Fprintf(&text, "[include]\n\tpath = c%d-%d\n", depth+1, j)
				}
				put(t, filepath.Join(at, fmt.Sprintf("c%d-%d", depth, i)), text.String())
			}
		}
		config, _ := os.ReadFile(filepath.Join(at, "config"))
		put(t, filepath.Join(at, "config"), string(config)+"[include]\n\tpath = c0-0\n")
	}, 3},
	{"a damaged commit-graph", func(t *testing.T, dir string) {
		at := cloned(t, dir)
		git(t, dir, "commit-graph", "write", "--reachable")
		file := filepath.Join(at, "objects", "info", "commit-graph")
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := len(b) / 3; i < len(b)-40; i++ {
			b[i] ^= 0xff
		}
		_ = os.Remove(file)
		put(t, file, string(b))
	}, 0},
	{"packed-refs that are pagemap", inRepository("packed-refs", toward("/proc/self/pagemap")), 3},
	{"a ref that is /dev/zero", inRepository("refs/heads/z", toward("/dev/zero")), 3},
	{"a HEAD that is a pipe", inRepository("HEAD", piped), 3},
	{"a config that is a pipe", inRepository("config", piped), 3},
	{"an index that is a pipe", func(t *testing.T, dir string) {
		piped(t, filepath.Join(cloned(t, dir), "index"))
		put(t, filepath.Join(dir, "mine.ics"), sound)
	}, asItMayBe},
	{"alternates that are a pipe", inRepository("objects/info/alternates", piped), 3},
	{"a pack index that is a pipe", inRepository("objects/pack/pack-00.idx", piped), 3},
	{"a shallow file that is a pipe", inRepository("shallow", piped), 3},
	{"a commondir that is a pipe", inRepository("commondir", piped), 3},
	{"a bare repository that was cloned", func(t *testing.T, dir string) {
		cloned(t, dir)
		bare := filepath.Join(dir, "data", "history")
		git(t, "", "init", "-q", "--bare", bare)
		put(t, filepath.Join(bare, "refs", "heads", "keep"), "")
		put(t, filepath.Join(bare, "objects", "keep"), "")
		linked(t, "/proc/self/pagemap", filepath.Join(bare, "packed-refs"))
		git(t, dir, "add", "data")
		git(t, dir, "commit", "-q", "-m", "data")
	}, 0},
}
