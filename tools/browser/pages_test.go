package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	gocmp "github.com/google/go-cmp/cmp"
)

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

// axe is the accessibility checker, an npm package that .ci/run fetches.
func axe(t *testing.T) string {
	t.Helper()
	file := os.Getenv("BACKSIGHT_AXE")
	text, err := os.ReadFile(file)
	if err != nil {
		if inCI() {
			t.Fatal("axe-core is missing: BACKSIGHT_AXE names no axe.min.js")
		}
		t.Skip("AXE-CORE IS MISSING: BACKSIGHT_AXE names no axe.min.js; accessibility is not tested")
	}
	return string(text)
}

// complaints gathers what the console and the policy of a page have to say.
func complaints(ctx context.Context) *[]string {
	var all []string
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			for _, arg := range e.Args {
				all = append(all, fmt.Sprintf("console.%s: %s", e.Type, arg.Value))
			}
		case *runtime.EventExceptionThrown:
			all = append(all, "exception: "+e.ExceptionDetails.Error())
		case *cdplog.EventEntryAdded:
			all = append(all, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	})
	return &all
}

// checked runs axe on the page and gives what it found broken.
const checked = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
	r.violations.map(v => v.id + ": " + v.help + " at " + v.nodes.map(n => n.target.join(" ") + " [" + n.failureSummary + "]").slice(0, 3).join(", ")))`

// TestEveryPageInABrowser looks at every page as people do: wide and narrow, by
// day and by night. Nothing complains, nothing runs over the edge, and axe finds
// nothing.
func TestEveryPageInABrowser(t *testing.T) {
	script := axe(t)
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			ctx, s := tab(t), served(t)
			said := complaints(ctx)
			do(t, ctx, cdplog.Enable(), l.set())
			for _, address := range s.lookedAt() {
				*said = nil
				do(t, ctx, chromedp.Navigate(s.At["working"]+address), chromedp.Evaluate(script, nil))
				for _, problem := range append(problems(t, ctx), *said...) {
					t.Errorf("%s: %s", address, problem)
				}
				if shots != "" {
					shoot(t, ctx, address, l)
				}
			}
		})
	}
}

// problems are what axe finds in the page that is open, and whether it runs over
// the edge.
func problems(t *testing.T, ctx context.Context) (found []string) {
	t.Helper()
	var over int
	err := chromedp.Run(
		ctx, chromedp.Evaluate(`document.documentElement.scrollWidth - innerWidth`, &over),
		chromedp.Evaluate(checked, &found, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }),
	)
	if err != nil {
		t.Fatal(err)
	}
	if over > 0 {
		found = append(found, fmt.Sprintf("it runs %d px over the edge", over))
	}
	return found
}

// lookedAt are the pages that are looked at: all, or those that BACKSIGHT_PAGES
// names.
func (s *site) lookedAt() []string {
	if some := strings.Fields(os.Getenv("BACKSIGHT_PAGES")); len(some) > 0 {
		return some
	}
	return s.Pages
}

// shoot keeps a picture of the page that is open.
func shoot(t *testing.T, ctx context.Context, address string, l look) {
	t.Helper()
	var png []byte
	if err := chromedp.Run(ctx, chromedp.FullScreenshot(&png, 100)); err != nil {
		t.Fatal(err)
	}
	name := strings.NewReplacer("/", "_", "?", "_", "#", "_", "&", "_", "=", "_").Replace(address) + "-" + l.name + ".png"
	if err := os.WriteFile(filepath.Join(shots, name), png, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestWithoutScripts: every page says the same with JavaScript off.
func TestWithoutScripts(t *testing.T) {
	t.Parallel()
	ctx, s := tab(t), served(t)
	for _, address := range s.Pages {
		var with, without string
		err := chromedp.Run(
			ctx, emulation.SetScriptExecutionDisabled(false), chromedp.Navigate(s.At["working"]+address), chromedp.Text("main", &with),
			emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(s.At["working"]+address), chromedp.Text("main", &without),
		)
		if err != nil {
			t.Fatal(err)
		}
		hint := "Point at the picture, or press ← and → in it, to read a week."
		with = strings.Join(strings.Fields(strings.ReplaceAll(with, hint, "")), " ")
		without = strings.Join(strings.Fields(without), " ")
		if with != without || len(without) < 100 {
			t.Errorf("%s says something else without scripts:\n%s", address, gocmp.Diff(with, without))
		}
	}
}

// TestNothingRuns: what others put into titles and messages is shown by every
// page and runs in none.
func TestNothingRuns(t *testing.T) {
	t.Parallel()
	ctx, s := tab(t), served(t)
	said := complaints(ctx)
	for _, address := range s.Planted {
		var hurt bool
		if err := chromedp.Run(ctx, chromedp.Navigate(s.At["planted"]+address), chromedp.Evaluate(`"hurt" in window`, &hurt)); err != nil {
			t.Fatal(err)
		}
		if hurt || len(*said) > 0 {
			t.Errorf("%s ran something: %v %v", address, hurt, *said)
		}
	}
}
