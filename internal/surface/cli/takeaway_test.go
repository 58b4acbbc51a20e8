package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is taken away can be brought back: the same heartbeats, as they came, from
// the same machines and at the same time.
func TestWhatIsTakenAwayComesBack(t *testing.T) {
	from, to := newHouse(t, "BACKSIGHT_NOW=2026-11-21T00:50:00Z"), newHouse(t, "BACKSIGHT_NOW=2026-11-21T00:50:00Z")
	from.start()
	from.send(append(minutely("ledger", 0, 9), minutely("site", 12, 20)...)...)
	from.send(`{"entity":"ünïcode \u0000.go","time":1795219200.123456,"plugin":"vim/9 vim-wakatime/1","odd":{"n":1.50},"dependencies":null}`,
		`{"entity":"tower.go","time":1795219300,"user_agent":"wakatime/v1 (darwin-25) go1.26 opus/5 claude-code/2.1 claude-code-wakatime/4","machine":"ignored"}`)
	before := from.totals()
	var dump json.RawMessage
	from.read("/users/current/data_dumps/all/download", &dump)
	file := filepath.Join(to.home, "dump.json")
	if err := os.WriteFile(file, dump, 0o600); err != nil {
		t.Fatal(err)
	}
	to.run("import", file)
	to.start()
	if after := to.totals(); after != before || after == 0 {
		t.Errorf("%v s were taken away, %v s came back", before, after)
	}
	for _, path := range []string{"/users/current/heartbeats?date=2026-11-21", "/users/current/user_agents", "/users/current/machine_names", "/users/current/data_dumps/all/download"} {
		var was, is json.RawMessage
		from.read(path, &was)
		to.read(path, &is)
		if diff := cmp.Diff(string(was), string(is)); diff != "" {
			t.Errorf("%s (-taken away +came back):\n%s", path, diff)
		}
	}
	from.stop()
	to.stop()
}
