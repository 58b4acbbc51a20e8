package browser

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// program is the whole program, built once, with a server of its own that runs.
type program struct {
	path string
	env  []string
	url  string // of the server
	link string // the file that its `open` gave to a browser
}

// running builds the program, starts its server, and has `backsight open` open the
// pages in a browser that only writes down what it was given.
func running(t *testing.T) program {
	t.Helper()
	dir := t.TempDir()
	p := program{path: filepath.Join(dir, "backsight")}
	if said, err := exec.Command("go", "-C", "../..", "build", "-o", p.path, ".").CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v: %s", err, said)
	}
	browser, given := filepath.Join(dir, "browser"), filepath.Join(dir, "given")
	script := fmt.Sprintf("#!/bin/sh\nprintf '%%s\\n' \"$@\" >%s.part\nmv %s.part %s\n", given, given, given)
	if err := os.WriteFile(browser, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	p.env = append(os.Environ(), "HOME="+dir, "BACKSIGHT_HOME="+dir, "BROWSER="+browser)
	serve := exec.Command(p.path, "serve", "--addr", "127.0.0.1:0")
	serve.Env, serve.Stderr = p.env, os.Stderr
	out, err := serve.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { serve.Process.Signal(os.Interrupt); serve.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	p.url = strings.TrimSpace(line)
	p.link = p.open(t, given)
	return p
}

// open runs `backsight open` and gives what it started the browser with.
func (p program) open(t *testing.T, given string) string {
	t.Helper()
	c := exec.Command(p.path, "open")
	c.Env = p.env
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("backsight open: %v: %s", err, said)
	}
	for range 100 {
		if text, err := os.ReadFile(given); err == nil {
			return strings.TrimSpace(string(text))
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("no browser was started")
	return ""
}

// lone is a browser of one's own, with these flags: what it holds is held by no other.
func lone(t *testing.T, flags ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	tab(t) // where there is no browser, this says so
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox)
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			options = append(options, chromedp.ExecPath(found))
			break
		}
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), append(options, flags...)...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(stop)
	return ctx
}

// arrived waits until a tab stands on the first page, and gives where that is.
func arrived(t *testing.T, ctx context.Context) *url.URL {
	t.Helper()
	var at, says string
	for range 100 {
		if err := chromedp.Run(ctx, chromedp.Location(&at), chromedp.Evaluate("document.title + document.body.innerText", &says)); err == nil {
			if u, err := url.Parse(at); err == nil && u.Path == "/" && strings.HasPrefix(u.Scheme, "http") && strings.Contains(says, "Settings") {
				return u
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("it never came to the pages; it stands at %s: %.200s", at, says)
	return nil
}

// thief listens at another port of this machine, as any account of it may, and writes
// down what browsers send it.
func thief(t *testing.T) (url string, stolen func() string) {
	t.Helper()
	var mu sync.Mutex
	var heard strings.Builder
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(&heard, "visit", r.Header["Cookie"], r.Header["Authorization"])
		if r.Header.Get("Authorization") == "" && r.URL.Path == "/ask" {
			w.Header().Set("WWW-Authenticate", `Basic realm="Backsight's pages"`)
			w.WriteHeader(http.StatusUnauthorized)
		}
		fmt.Fprint(w, "<!doctype html><p>nothing here")
	})}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return "http://" + l.Addr().String(), func() string { mu.Lock(); defer mu.Unlock(); return heard.String() }
}

// TestOpenLogsABrowserIn: what the browser is started with holds no code; the file
// leads to the host that the pages have for themselves, and where the browser does not
// find that host, to the address. Nobody at another port is sent anything either way.
func TestOpenLogsABrowserIn(t *testing.T) {
	for name, c := range map[string]struct {
		flags []chromedp.ExecAllocatorOption
		host  func(string) bool
	}{
		"by name": {nil, func(host string) bool { return strings.HasSuffix(host, ".localhost") }},
		"by address": {
			[]chromedp.ExecAllocatorOption{chromedp.Flag("host-resolver-rules", "MAP *.localhost ~NOTFOUND")},
			func(host string) bool { return host == "127.0.0.1" },
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := running(t)
			if strings.Contains(p.link, "code") || !strings.HasSuffix(p.link, ".html") {
				t.Fatalf("the browser is started with %q", p.link)
			}
			if is, err := os.Stat(p.link); err != nil || is.Mode().Perm() != 0o600 {
				t.Fatalf("%v, %v", is, err)
			}
			ctx := lone(t, c.flags...)
			if err := chromedp.Run(ctx, chromedp.Navigate("file://"+p.link)); err != nil {
				t.Fatal(err)
			}
			at := arrived(t, ctx)
			if !c.host(at.Hostname()) {
				t.Errorf("it stands at %s", at)
			}
			stays(t, ctx, at)
			other, stolen := thief(t)
			var lies string
			for _, path := range []string{"/", "/ask"} {
				_ = chromedp.Run(ctx, chromedp.Navigate(other+path)) // a login that nobody answers ends it
			}
			if lies = stolen(); strings.Count(lies, "visit [] []") < 2 || strings.Count(lies, "visit [] []") != strings.Count(lies, "visit") {
				t.Errorf("another port was sent %q", lies)
			}
		})
	}
}

// stays goes to another page by its link, asks for data as a script does, and back.
func stays(t *testing.T, ctx context.Context, at *url.URL) {
	t.Helper()
	var title, kind string
	err := chromedp.Run(ctx,
		chromedp.Click(`a[href="/settings"]`, chromedp.ByQuery), chromedp.WaitVisible("#where", chromedp.ByQuery), chromedp.Title(&title),
		chromedp.Evaluate(`fetch("/settings.json").then(function (r) { return r.status + " " + r.headers.get("content-type") })`, &kind,
			func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }),
	)
	if err != nil || !strings.Contains(title, "Everything is on this machine") || !strings.HasPrefix(kind, "200 application/json") {
		t.Errorf("on %s: %q, %q, %v", at, title, kind, err)
	}
}
