//go:build linux

package cli_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestFixturesOfOthersCountForNothing: a cloned repository with a calendar, prompts and
// an editor's export among its tests. Each alone, named, gives what its author likes:
// a meeting of twelve hours every day, a thousand prompts, a fortune at list price.
// Below the folder that is looked through none of it is anybody's life.
func TestFixturesOfOthersCountForNothing(t *testing.T) {
	root := t.TempDir()
	clone := filepath.Join(root, "src", "tool")
	cloned(t, clone)
	put(t, filepath.Join(clone, "data", "team.ics"), strings.Replace(series(1, "DTSTART:20250101T080000Z", "DURATION:PT12H", "RRULE:FREQ=DAILY"), "ATTENDEE:mailto:x@y", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@example.org\r\nATTENDEE:mailto:x@y", 1))
	var prompts, heartbeats []string
	for day := 1; day <= 28; day++ {
		for n := range 36 {
			at := fmt.Sprintf("2026-11-%02dT%02d:%02d:00Z", day, 6+n/3, n%3*20)
			prompts = append(prompts, fmt.Sprintf(`{"ts":%q,"tool":"claude-code","session":"s%d","kind":"prompt"}`, at, day),
				fmt.Sprintf(`{"ts":%q,"tool":"claude-code","session":"s%d","kind":"answer","id":"a%d-%d","model":"claude-opus-4","input_tokens":6000000000}`, at, day, day, n))
			heartbeats = append(heartbeats, fmt.Sprintf(`{"entity":"/f.go","type":"file","time":%d}`, 1793491200+(day-1)*86400+n*1200+6*3600))
		}
	}
	put(t, filepath.Join(clone, "data", "ann.assistant.jsonl"), strings.Join(prompts, "\n")+"\n")
	put(t, filepath.Join(clone, "data", "wakatime.json"), `{"days":[{"date":"2026-11-01","heartbeats":[`+strings.Join(heartbeats, ",")+`]}]}`)
	git(t, clone, "add", "data")
	git(t, clone, "commit", "-q", "-m", "data for tests")

	sources := func(path string) (names []string, out string) {
		l := looked(t, path)
		var report struct {
			Sources []struct{ Name, Where string }
		}
		if err := json.Unmarshal([]byte(l.out), &report); err != nil {
			t.Fatalf("%s: %v: %s", path, err, l.errs)
		}
		for _, s := range report.Sources {
			names = append(names, s.Name)
		}
		return names, l.out + l.errs
	}
	for file, want := range map[string]string{"team.ics": `"meeting_hours"`, "ann.assistant.jsonl": `"assistant"`, "wakatime.json": `"wakatime"`} {
		if _, out := sources(filepath.Join(clone, "data", file)); !strings.Contains(out, want) {
			t.Errorf("%s, named, gives nothing: the test proves nothing", file)
		}
	}
	names, out := sources(root)
	if len(names) != 1 || names[0] != "git" || !strings.Contains(out, "left out as probably not yours") {
		t.Errorf("below the folder %q is read: %s", names, out[max(0, len(out)-600):])
	}
	for _, figure := range []string{"83.9", "84.0", "90720000", "90,720,000", "prompts"} {
		if strings.Contains(out, figure) {
			t.Errorf("%s is told of them", figure)
		}
	}
}
