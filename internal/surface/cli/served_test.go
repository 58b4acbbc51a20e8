package cli_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// house is a store with a server that can be started, stopped and killed.
type house struct {
	t      testing.TB
	home   string
	env    []string
	addr   string // of the first start, kept by the later ones
	key    string // opens ingest and read
	server *exec.Cmd
	said   *bytes.Buffer // on stderr
}

// newHouse has a store of its own, lives in UTC, and has made a key. Set is what
// else its environment holds.
func newHouse(t testing.TB, set ...string) *house {
	t.Helper()
	home := t.TempDir()
	env := []string{"HOME=" + home, "BACKSIGHT_HOME=" + filepath.Join(home, "backsight"), "BACKSIGHT_KEYRING=off", "TZ=UTC", "PATH=" + os.Getenv("PATH")}
	h := &house{t: t, home: home, env: append(env, set...), addr: "127.0.0.1:0"}
	var made struct{ Token string }
	if err := json.Unmarshal([]byte(h.run("token", "new", "test", "--scope", "ingest,read", "--json")), &made); err != nil {
		t.Fatal(err)
	}
	h.key = made.Token
	return h
}

// run is one command of Backsight, which must go well.
func (h *house) run(args ...string) string {
	h.t.Helper()
	c := exec.Command("backsight", args...)
	c.Env = h.env
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		h.t.Fatalf("backsight %s: %v\n%s", strings.Join(args, " "), err, &errs)
	}
	return string(out)
}

// start starts the server, with more arguments where there are any, and waits
// for its address.
func (h *house) start(more ...string) {
	h.t.Helper()
	c := exec.Command("backsight", append([]string{"serve", "--addr", h.addr}, more...)...)
	h.said = &bytes.Buffer{}
	c.Env, c.Stderr = h.env, h.said
	out, err := c.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.server = c
	h.t.Cleanup(h.kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	url, found := strings.CutPrefix(strings.TrimSpace(line), "http://")
	if err != nil || !found {
		h.t.Fatalf("the server says %q, %v: %s", line, err, h.said)
	}
	h.addr = url
}

// stop ends the server as a machine that shuts down does.
func (h *house) stop() {
	h.t.Helper()
	if h.server == nil {
		return
	}
	c := h.server
	h.server = nil
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		h.t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		h.t.Fatalf("the server does not end well: %v\n%s", err, h.said)
	}
	if strings.Contains(h.said.String(), "ERROR") {
		h.t.Errorf("the server complains: %s", h.said)
	}
}

// kill ends it as a power cut does.
func (h *house) kill() {
	if h.server == nil {
		return
	}
	_ = h.server.Process.Kill() // it may be gone
	_ = h.server.Wait()
	h.server = nil
}

func (h *house) url(path string) string { return "http://" + h.addr + "/api/v1" + path }

// send posts heartbeats and is told that each was kept.
func (h *house) send(heartbeats ...string) {
	h.t.Helper()
	r, err := http.NewRequest(http.MethodPost, h.url("/users/current/heartbeats.bulk"), strings.NewReader("["+strings.Join(heartbeats, ",")+"]"))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("X-Machine-Name", "laptop")
	r.Header.Set("Timezone", "UTC")
	var answer struct{ Responses []json.RawMessage }
	if code := h.ask(r, &answer); code != 202 || len(answer.Responses) != len(heartbeats) {
		h.t.Fatalf("%d, %d results for %d heartbeats", code, len(answer.Responses), len(heartbeats))
	}
}

// read asks for a path.
func (h *house) read(path string, v any) {
	h.t.Helper()
	r, err := http.NewRequest(http.MethodGet, h.url(path), nil)
	if err != nil {
		h.t.Fatal(err)
	}
	if code := h.ask(r, v); code != 200 {
		h.t.Fatalf("%s: %d", path, code)
	}
}

func (h *house) ask(r *http.Request, v any) int {
	h.t.Helper()
	r.SetBasicAuth(h.key, "")
	client := http.Client{Timeout: 30 * time.Second}
	w, err := client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer w.Body.Close()
	text, err := io.ReadAll(w.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := json.Unmarshal(text, v); err != nil {
		h.t.Fatalf("%s %s: %v in %s", r.Method, r.URL, err, text)
	}
	return w.StatusCode
}

// kept are the entities of a day's heartbeats, each as often as it is there.
func (h *house) kept(day string) map[string]int {
	h.t.Helper()
	var answer struct{ Data []struct{ Entity string } }
	h.read("/users/current/heartbeats?date="+day, &answer)
	all := map[string]int{}
	for _, d := range answer.Data {
		all[d.Entity]++
	}
	return all
}

// minutely are heartbeats of a project, one a minute on that day in UTC.
func minutely(project string, from, to int) (list []string) {
	midnight := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC).Unix()
	for minute := from; minute <= to; minute++ {
		list = append(list, fmt.Sprintf(`{"entity":"/src/%s/a.go","type":"file","time":%d,"project":%q,"language":"Go"}`, project, midnight+int64(60*minute), project))
	}
	return list
}

// Whatever came in is shown by `sources`: of today too, what a script says, what
// was all bad, and what bears a time that cannot be.
func TestSourcesShowWhateverCame(t *testing.T) {
	h := newHouse(t, "BACKSIGHT_NOW=2026-11-21T12:00:00Z")
	h.start()
	h.send(append(minutely("today", 0, 9), `{"entity":"/a","time":-62135596800}`, `{"entity":"/a","time":32503680000}`)...)
	for path, body := range map[string]string{
		"/users/current/external_durations": `{"external_id":"m","entity":"Planning","start_time":1795219200,"end_time":1795222800}`,
		"/users/current/heartbeats":         `{"time":1}`,
	} {
		r, err := http.NewRequest(http.MethodPost, h.url(path), strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		var answer any
		h.ask(r, &answer)
	}
	h.stop()
	var got []struct {
		Where, From, To string
		Facts, Bad      int
	}
	if err := json.Unmarshal([]byte(h.run("sources", "--json")), &got); err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for _, s := range got {
		told[s.Where] = fmt.Sprintf("%d read, %d bad, %s to %s", s.Facts, s.Bad, s.From, s.To)
	}
	want := map[string]string{
		"wakatime:laptop":   "12 read, 0 bad, 2026-11-21 to 2026-11-21",
		"wakatime:external": "1 read, 0 bad,  to ",
		"wakatime:":         "0 read, 1 bad,  to ",
	}
	if !maps.Equal(told, want) {
		t.Errorf("it shows %v, want %v", told, want)
	}
	first := exec.Command("backsight", "look")
	first.Env = h.env
	if text, err := first.CombinedOutput(); err == nil || !strings.Contains(string(text), "wakatime:laptop has no entries before today") {
		t.Errorf("on the first day a look says %v:\n%s", err, text)
	}
	h.env = append(h.env, "BACKSIGHT_NOW=2026-11-22T12:00:00Z")
	if text := h.run("look", "--full"); !strings.Contains(text, "2 records from editors") || strings.Contains(text, "own commits had no") {
		t.Errorf("what bears a time that cannot be is told of as:\n%s", text)
	}
}
