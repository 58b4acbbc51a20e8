package web_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// browser starts a headless Chromium; where there is none, a test is skipped
// loudly, and fails in CI.
func browser(t testing.TB) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if inCI() {
			t.Fatal("no chromium was found: the pages are not tested")
		}
		t.Skip("NO CHROMIUM WAS FOUND: the pages are not tested in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("hide-scrollbars", true))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // root may not have one
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(stop)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// look is how a page is looked at.
type look struct {
	name string
	wide int64
	dark bool
}

var looks = []look{{"1280-light", 1280, false}, {"1280-dark", 1280, true}, {"390-light", 390, false}, {"390-dark", 390, true}}

func (l look) set() chromedp.Action {
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	return chromedp.Tasks{
		emulation.SetDeviceMetricsOverride(l.wide, 900, 1, false),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
	}
}

// shots is where pictures of every page go, "" for nowhere: they are for looking
// at.
var shots = os.Getenv("BACKSIGHT_SHOTS")

func TestShots(t *testing.T) {
	if shots == "" {
		t.Skip("BACKSIGHT_SHOTS names no folder for pictures of the pages")
	}
	h := living(t, life(t, "drifting-director")).served(t)
	ctx := browser(t)
	for _, address := range strings.Fields(os.Getenv("BACKSIGHT_PAGES")) {
		for _, l := range looks {
			var png []byte
			if err := chromedp.Run(ctx, l.set(), chromedp.Navigate(h.url+address), chromedp.FullScreenshot(&png, 100)); err != nil {
				t.Fatal(err)
			}
			name := strings.NewReplacer("/", "_", "?", "_", "#", "_", "&", "_", "=", "_").Replace(address) + "-" + l.name + ".png"
			if err := os.WriteFile(filepath.Join(shots, name), png, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
