package cli_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/cli"
)

// run is a command that is running, with the first line it said.
type run struct {
	said string
	stop func() int
}

// started runs a command of somebody with a home until it is stopped.
func started(t *testing.T, home string, args ...string) run {
	t.Helper()
	out, in := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	go func() {
		code := cli.Run(ctx, program(home, in), args)
		in.Close()
		ended <- code
	}()
	said, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		cancel()
		t.Fatalf("backsight %v said nothing, exit code %d", args, <-ended)
	}
	go io.Copy(io.Discard, out)
	r := run{said: strings.TrimSpace(said), stop: func() int { cancel(); code := <-ended; ended <- code; return code }}
	t.Cleanup(func() { r.stop() })
	return r
}

func program(home string, out io.Writer) cli.Program {
	env := map[string]string{"BACKSIGHT_HOME": home, "HOME": home, "TZ": "Europe/Berlin", "LANG": "C.UTF-8", "BACKSIGHT_KEYRING": "off"}
	return cli.Program{
		In: strings.NewReader(""), Out: out, Err: io.Discard, Env: func(name string) string { return env[name] },
		Now: func() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC) }, Columns: func() int { return 0 },
	}
}

// dialHere finds every name of this machine, as browsers do.
func dialHere(ctx context.Context, network, addr string) (net.Conn, error) {
	name, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(name, ".localhost") {
		name = "127.0.0.1"
	}
	return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort(name, port))
}

// browserOf is a browser that has followed a link.
func browserOf(t *testing.T, link string) (*http.Client, *url.URL) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Transport: &http.Transport{DialContext: dialHere}}
	t.Cleanup(client.CloseIdleConnections)
	at, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	if status, body := get(t, client, link); status != http.StatusOK {
		t.Fatalf("the link answers %d: %s", status, body)
	}
	return client, at
}

func get(t *testing.T, client *http.Client, address string) (status int, body string) {
	t.Helper()
	answer, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// TestTheDemoShowsALife, and leaves nothing behind.
func TestTheDemoShowsALife(t *testing.T) {
	home := t.TempDir()
	demo := started(t, home, "demo", "returning-builder", "--print")
	client, at := browserOf(t, demo.said)
	for page, says := range map[string]string{
		"/": "the returning builder", "/drift": "Where it turned", "/settings": "in memory", "/reference": "Your reference is",
	} {
		if status, body := get(t, client, at.ResolveReference(&url.URL{Path: page}).String()); status != http.StatusOK || !strings.Contains(body, says) || !strings.Contains(body, "made-up life") {
			t.Errorf("%s: %d, without %q", page, status, says)
		}
	}
	if status, _ := get(t, http.DefaultClient, "http://127.0.0.1:"+at.Port()+"/drift"); status != http.StatusUnauthorized {
		t.Errorf("without the link it answers %d", status)
	}
	if code := demo.stop(); code != 0 && code != 130 {
		t.Errorf("it ends with %d", code)
	}
	err := filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			t.Errorf("it left %s", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestOpenFindsTheServer: the server that runs gives a link to who holds the store;
// where none runs, open is one.
func TestOpenFindsTheServer(t *testing.T) {
	home := t.TempDir()
	server := started(t, home, "serve", "--addr", "127.0.0.1:0")
	var out strings.Builder
	if code := cli.Run(context.Background(), program(home, &out), []string{"open", "--print"}); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	link := strings.TrimSpace(out.String())
	port := server.said[strings.LastIndex(server.said, ":"):]
	if !strings.HasPrefix(link, "http://b") || !strings.Contains(link, ".localhost"+port+"/login?code=") {
		t.Fatalf("%q is no link to the pages of %s", link, server.said)
	}
	client, at := browserOf(t, link)
	if status, body := get(t, client, at.ResolveReference(&url.URL{Path: "/settings"}).String()); status != http.StatusOK || !strings.Contains(body, "Everything is on this machine") {
		t.Errorf("%d %.300s", status, body)
	}
	out.Reset()
	if code := cli.Run(context.Background(), program(home, &out), []string{"token", "list"}); code != 0 || strings.Contains(out.String(), "open") {
		t.Errorf("a key is left over: %d %s", code, out.String())
	}
	server.stop()
	if _, err := os.Stat(filepath.Join(home, "state", "server")); err == nil {
		t.Error("a server that ended left its address behind")
	}
	alone := started(t, home, "open", "--print", "--addr", "127.0.0.1:0")
	browserOf(t, alone.said)
}

// TestTheFirstRun: an empty store offers what lies at home, reads it while the
// page looks on, and then says where one stands.
func TestTheFirstRun(t *testing.T) {
	home := t.TempDir()
	l, err := lives.Named("steady-hand")
	if err != nil {
		t.Fatal(err)
	}
	if err := lives.Write(context.Background(), l, filepath.Join(home, "src"), when.Date(2026, 11, 21)); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "git", "init", "-q", filepath.Join(home, "src", "other")).CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	if err := os.WriteFile(filepath.Join(home, ".wakatime.cfg"), []byte("[settings]\napi_key = waka_x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	client, at := browserOf(t, started(t, home, "open", "--print", "--addr", "127.0.0.1:0").said)
	page := func(path string) string {
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
			status, body := get(t, client, at.ResolveReference(&url.URL{Path: path}).String())
			if status != http.StatusOK {
				t.Fatalf("%s: %d %s", path, status, body)
			}
			if !strings.Contains(body, "days are being worked out") || time.Now().After(deadline) {
				return body
			}
		}
	}
	if body := page("/"); !strings.Contains(body, "tidepool") || !strings.Contains(body, "plugins that send to api.wakatime.com") || !strings.Contains(body, "Import it now") {
		t.Fatalf("the first page does not offer what was found: %s", body)
	}
	boxes := regexp.MustCompile(`name="take" value="([0-9a-f]+)" checked> <b>([^<]*)</b>`).FindAllStringSubmatch(page("/"), -1)
	form := url.Values{}
	for _, box := range boxes {
		if form.Add("listed", box[1]); box[2] != "src/other" {
			form.Add("take", box[1])
		}
	}
	if len(form["listed"]) < 3 || len(form["take"]) != len(form["listed"])-1 {
		t.Fatalf("the boxes: %q", boxes)
	}
	start := at.ResolveReference(&url.URL{Path: "/import/start"}).String()
	for _, wrong := range []url.Values{{"listed": form["listed"]}, {"listed": {"0123", "4567"}, "take": {"4567"}}} {
		answer, err := client.PostForm(start, wrong)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%v: %v", wrong, answer)
		}
	}
	answer, err := client.PostForm(start, form)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(answer, err)
	}
	answer.Body.Close()
	stream, err := client.Get(at.ResolveReference(&url.URL{Path: "/import/events"}).String())
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	told, err := io.ReadAll(stream.Body) // it ends when the reading does
	if err != nil || !strings.Contains(string(told), `"over":true`) || strings.Count(string(told), "data: ") < 2 {
		t.Errorf("%v: %.500s", err, told)
	}
	if body := page("/import"); !strings.Contains(body, "The evidence found has been imported") {
		t.Errorf("%.2000s", body)
	}
	if body := page("/said/apart"); !strings.Contains(body, filepath.Join("src", "other")) {
		t.Errorf("what was left out is not said: %.2000s", body)
	}
	if body := page("/evidence"); strings.Contains(body, filepath.Join("src", "other")) || !strings.Contains(body, "tidepool") {
		t.Errorf("what was left out is read: %.2000s", body)
	}
	if body := page("/"); !strings.Contains(body, "You are hands-on") {
		t.Errorf("%.2000s", body)
	}
}
