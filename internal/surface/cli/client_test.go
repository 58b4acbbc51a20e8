package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// client is the real wakatime-cli, with a home of its own.
type client struct {
	*house
	path, wakatime string
}

// newClient finds the program that every plugin of WakaTime runs. Without it
// nothing is known of whether they work: in CI that is a failure.
func newClient(t *testing.T) *client {
	t.Helper()
	path, err := exec.LookPath("wakatime-cli")
	if err != nil {
		if os.Getenv("CI") != "" && os.Getenv("BACKSIGHT_WITHOUT") != "wakatime-cli" {
			t.Fatal("wakatime-cli is missing: .ci/run builds it")
		}
		t.Skip("SKIPPED: the real client is not tried: put wakatime-cli on PATH (.ci/run builds it)")
	}
	h := newHouse(t)
	c := &client{house: h, path: path, wakatime: filepath.Join(h.home, "wakatime")}
	if err := os.MkdirAll(filepath.Join(h.home, "src"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(c.wakatime, 0o755); err != nil {
		t.Fatal(err)
	}
	return c
}

// file is a source file that the client can look at.
func (c *client) file(name string) string {
	path := filepath.Join(c.home, "src", name)
	if err := os.WriteFile(path, []byte("package main\n"), 0o644); err != nil {
		c.t.Fatal(err)
	}
	return path
}

// wakatimeCLI runs it; it must end by itself: some answers make it loop for
// ever.
func (c *client) wakatimeCLI(stdin string, args ...string) (out string, code int) {
	c.t.Helper()
	// The clock decides when a client that could not send tries again.
	if err := os.RemoveAll(filepath.Join(c.wakatime, "wakatime-internal.cfg")); err != nil {
		c.t.Fatal(err)
	}
	args = append([]string{"--api-url", "http://" + c.addr + "/api/v1", "--key", c.key, "--timeout", "10"}, args...)
	r := exec.CommandContext(c.t.Context(), c.path, args...)
	r.Env = append(c.env, "WAKATIME_HOME="+c.wakatime)
	r.Stdin = strings.NewReader(stdin)
	r.WaitDelay = time.Second
	timer := time.AfterFunc(time.Minute, func() { _ = r.Process.Kill() })
	defer timer.Stop()
	text, err := r.CombinedOutput()
	if err != nil && r.ProcessState == nil {
		c.t.Fatal(err)
	}
	return strings.TrimSpace(string(text)), r.ProcessState.ExitCode()
}

// beat sends one heartbeat as an editor's plugin does, with more on stdin.
func (c *client) beat(entity string, more ...string) int {
	c.t.Helper()
	args := []string{"--entity", entity, "--plugin", "vscode/1.95.3 vscode-wakatime/24.9.1", "--write", "--lineno", "5", "--category", "code reviewing"}
	stdin := ""
	if len(more) > 0 {
		args, stdin = append(args, "--extra-heartbeats"), "["+strings.Join(more, ",")+"]\n"
	}
	out, code := c.wakatimeCLI(stdin, args...)
	if code != 0 {
		c.t.Logf("wakatime-cli: %d %s", code, out)
	}
	return code
}

func today() string { return time.Now().UTC().Format(time.DateOnly) }

// queued is how many heartbeats the client has not got rid of.
func (c *client) queued() string {
	out, _ := c.wakatimeCLI("", "--offline-count")
	return out
}

// extra is a heartbeat as plugins hand over several at once, so many seconds
// ago.
func (c *client) extra(name string, ago int) string {
	text, err := json.Marshal(map[string]any{
		"entity": c.file(name), "timestamp": float64(time.Now().UnixMilli())/1000 - float64(ago), "is_write": true, "type": "file",
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return string(text)
}

// What the plugins do all day: one heartbeat, several at once, the status bar.
func TestTheRealClientIsServed(t *testing.T) {
	c := newClient(t)
	c.start()
	if code := c.beat(c.file("main.go"), c.extra("one.go", 60), c.extra("two.go", 30)); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	if n := c.queued(); n != "0" {
		t.Errorf("%s are still queued", n)
	}
	var answer struct {
		Data []struct {
			Entity, Category, Language string
			UserAgent                  string `json:"user_agent"`
			Machine                    string `json:"machine_name_id"`
		}
	}
	c.read("/users/current/heartbeats?date="+today(), &answer)
	if len(answer.Data) != 3 {
		t.Fatalf("%d heartbeats: %+v", len(answer.Data), answer.Data)
	}
	last := answer.Data[2]
	if last.Category != "code reviewing" || last.Language != "Go" || !strings.Contains(last.UserAgent, "vscode-wakatime") || last.Machine == "" {
		t.Errorf("%+v", last)
	}
	out, code := c.wakatimeCLI("", "--today")
	if code != 0 || !strings.Contains(out, "hands-on") { // the sentence is ours
		t.Errorf("--today: %d %q", code, out)
	}
	if out, code := c.wakatimeCLI("", "--today", "--output", "json"); code != 0 || !strings.Contains(out, "has_team_features") {
		t.Errorf("--today --output json: %d %q", code, out)
	}
	if out, code := c.wakatimeCLI("", "--file-experts", "--entity", c.file("main.go")); code != 0 {
		t.Errorf("--file-experts: %d %q", code, out)
	}
	c.stop()
}

// While the server is away the client queues; when it is back, everything
// arrives, and once. What had arrived already is sent again and is not doubled.
func TestTheRealClientsQueueArrives(t *testing.T) {
	c := newClient(t)
	c.start()
	first := c.extra("first.go", 600)
	if code := c.beat(c.file("main.go"), first); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	c.stop()
	for i := range 3 {
		if code := c.beat(c.file(fmt.Sprintf("away%d.go", i)), c.extra(fmt.Sprintf("more%d.go", i), 300+i), first); code == 0 {
			t.Error("the client believes that a server that is away took something")
		}
	}
	if n := c.queued(); n == "0" {
		t.Error("the client queued nothing")
	}
	c.start()
	if out, code := c.wakatimeCLI("", "--sync-offline-activity", "0"); code != 0 {
		t.Errorf("sending the queue: %d %s", code, out)
	}
	if n := c.queued(); n != "0" {
		t.Errorf("%s are still queued", n)
	}
	kept := c.kept(today())
	if len(kept) != 8 {
		t.Errorf("%d files: %v", len(kept), kept)
	}
	for entity, n := range kept {
		if n != 1 {
			t.Errorf("%s is there %d times", entity, n)
		}
	}
	c.stop()
}

// What connect writes is all that a client needs.
func TestTheRealClientIsConnected(t *testing.T) {
	c := newClient(t)
	c.start()
	c.env = append(c.env, "WAKATIME_HOME="+c.wakatime)
	c.run("connect", "editor", "--url", "http://"+c.addr)
	r := exec.Command(c.path, "--entity", c.file("main.go"), "--write")
	r.Env = c.env
	if out, err := r.CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	if kept := c.kept(today()); len(kept) != 1 {
		t.Errorf("kept %v", kept)
	}
	c.stop()
}

// A wrong key is said to be one, and the client keeps what it has.
func TestTheRealClientKeepsWhatAWrongKeyRefuses(t *testing.T) {
	c := newClient(t)
	c.start()
	right := c.key
	c.key = "waka_00000000-0000-4000-8000-000000000000"
	if code := c.beat(c.file("main.go")); code != 104 {
		t.Errorf("exit code %d, want 104", code)
	}
	if n := c.queued(); n == "0" { // it may queue one twice, which is ours to see through
		t.Error("the client threw away what it could not send")
	}
	c.key = right
	if _, code := c.wakatimeCLI("", "--sync-offline-activity", "0"); code != 0 || len(c.kept(today())) != 1 {
		t.Errorf("exit code %d, kept %v", code, c.kept(today()))
	}
	c.stop()
}
