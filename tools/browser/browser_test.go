// Package browser looks at the pages as people do, in a real Chromium. It is a
// module of its own so that the product's go.mod names no browser driver, and it
// imports nothing of the product: the test binary of internal/surface/web serves
// the pages (TestServedToABrowser), and what a browser sees of them is all that
// is known here.
//
//	go -C tools/browser test ./...
package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// pages is the package that serves them, seen from this folder.
const pages = "../../internal/surface/web"

// site is what TestServedToABrowser says of itself.
type site struct {
	At      map[string]string // the servers: "working", "living", "planted"
	Pages   []string          // every page, from its slash
	Planted []string          // those on which hostile words stand
}

// started are the servers and the browser, both started once and shared: every
// test has a tab of its own.
var started = struct {
	site    func() (*site, error)
	browser func() (context.Context, error)
	stops   []func()
	sync.Mutex
}{}

func TestMain(m *testing.M) {
	started.site, started.browser = sync.OnceValues(serve), sync.OnceValues(open)
	code := m.Run()
	for _, stop := range started.stops {
		stop()
	}
	os.Exit(code)
}

// later remembers what ends something that was started.
func later(stop func()) {
	started.Lock()
	defer started.Unlock()
	started.stops = append(started.stops, stop)
}

// served are the pages, which the first test that asks starts.
func served(t *testing.T) *site {
	t.Helper()
	s, err := started.site()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// serve builds the tests of the pages, and runs the one that serves them.
func serve() (*site, error) {
	dir, err := os.MkdirTemp("", "backsight-browser-")
	if err != nil {
		return nil, err
	}
	later(func() { os.RemoveAll(dir) })
	program := filepath.Join(dir, "web.test")
	if said, err := exec.Command("go", "-C", pages, "test", "-c", "-o", program, ".").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building what serves the pages: %w: %s", err, said)
	}
	c := exec.Command(program, "-test.run=^TestServedToABrowser$", "-test.timeout=0")
	c.Dir, c.Stderr, c.Env = pages, os.Stderr, append(os.Environ(), "BACKSIGHT_SERVES_BROWSER=1")
	end, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	later(func() { end.Close(); c.Wait() })
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("reading where the pages are: %w", err)
	}
	s := &site{}
	if err := json.Unmarshal(line, s); err != nil {
		return nil, fmt.Errorf("what serves the pages says %q: %w", line, err)
	}
	return s, nil
}

// errNoBrowser says that no Chromium is installed.
var errNoBrowser = errors.New("no chromium was found")

// open starts a headless Chromium.
func open() (context.Context, error) {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil, errNoBrowser
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("hide-scrollbars", true))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // root may not have one
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	later(stop)
	ctx, stop = chromedp.NewContext(ctx)
	later(stop)
	return ctx, chromedp.Run(ctx)
}

// tab opens a page in the browser; where there is none, the test is skipped
// loudly, and fails in CI.
func tab(t *testing.T) context.Context {
	t.Helper()
	ctx, err := started.browser()
	if errors.Is(err, errNoBrowser) && !inCI() {
		t.Skip("NO CHROMIUM WAS FOUND: the pages are not tested in a browser; install chromium")
	}
	if err != nil {
		t.Fatalf("the pages are not tested in a browser: %v", err)
	}
	ctx, stop := chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(stop)
	return ctx
}

// inCI says whether a missing component is a failure.
func inCI() bool { return os.Getenv("CI") != "" }
