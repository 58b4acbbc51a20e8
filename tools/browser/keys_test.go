package browser

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press types keys into the page, one after the other.
func press(keys ...string) chromedp.Action {
	var all chromedp.Tasks
	for _, key := range keys {
		all = append(all, chromedp.KeyEvent(key))
	}
	return all
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// TestByKeyboard walks the pages without a pointer: the skip link, the keys, the
// cursor through the weeks, and switching single keys off.
func TestByKeyboard(t *testing.T) {
	t.Parallel()
	ctx, home := tab(t), served(t).At["living"]
	var focused, at, says string
	var open bool
	const focus = `document.activeElement.id || document.activeElement.className || document.activeElement.tagName`
	do(t, ctx, looks[0].set(), chromedp.Navigate(home+"/"), press(kb.Tab), chromedp.Evaluate(focus, &focused))
	if focused != "skip" {
		t.Errorf("the first stop is %q, not the skip link", focused)
	}
	do(t, ctx, press(kb.Enter), chromedp.Evaluate(focus, &focused))
	if focused != "main" {
		t.Errorf("the skip link leads to %q", focused)
	}
	do(t, ctx, press("?"), chromedp.Evaluate(`document.getElementById("keys").matches(":popover-open")`, &open))
	if !open {
		t.Error("? shows no keys")
	}
	do(t, ctx, press(kb.Escape), press("g", "d"), chromedp.WaitVisible("#turns"), chromedp.Location(&at))
	if !strings.HasSuffix(at, "/drift") {
		t.Errorf("g d leads to %s", at)
	}
	do(t, ctx, chromedp.Focus("[data-steps]"), press(kb.End, kb.ArrowLeft), chromedp.Text(".step", &says))
	if !strings.HasPrefix(says, "Week of Nov 9, 2026: ") {
		t.Errorf("the cursor says %q", says)
	}
	do(t, ctx, press(kb.PageUp), chromedp.Text(".step", &says))
	if !strings.HasPrefix(says, "Week of Nov 10, 2025: ") {
		t.Errorf("a year back the cursor says %q", says)
	}
	do(t, ctx, press("?"), chromedp.Click("#keys-on"), press(kb.Escape), chromedp.Evaluate(`document.activeElement.blur()`, nil), press("g", "y"), chromedp.Location(&at))
	if !strings.HasSuffix(at, "/drift") {
		t.Errorf("switched off, keys lead to %s", at)
	}
	do(t, ctx, looks[2].set(), chromedp.Focus(".menu"), press(kb.Enter), chromedp.WaitVisible("#pages"), chromedp.Focus(`#pages a[href="/reference"]`), press(kb.Enter), chromedp.WaitVisible("#period"), chromedp.Location(&at))
	if !strings.HasSuffix(at, "/reference") {
		t.Errorf("the menu of a telephone leads to %s", at)
	}
}

// TestAFormInABrowser: what is said is kept, and the page says so; the policy of
// the page lets the form through.
func TestAFormInABrowser(t *testing.T) {
	t.Parallel()
	ctx, home := tab(t), served(t).At["living"]
	var finding string
	do(t, ctx, chromedp.Navigate(home+"/reference"), chromedp.SetValue("#period", "2018"), chromedp.SendKeys("#why", "because"), press(kb.Enter), chromedp.WaitVisible(`form[action="/reference/release"]`), chromedp.Text("h1", &finding))
	if finding != "Your reference is 2018, fixed by you. It does not move." {
		t.Errorf("it says %q", finding)
	}
	var row string
	do(t, ctx, chromedp.Navigate(home+"/day/2026-11-19"), chromedp.Click(`td a[href*="from=13:30"]`), chromedp.WaitVisible("#correct"),
		chromedp.SetValue("#work", "reviewing"), chromedp.Click(`form[action="/day/set"] button`), chromedp.WaitVisible(`form[action="/day/unset"]`), chromedp.Text("tr:has(form)", &row))
	if !strings.Contains(row, "13:30 to 14:30") || !strings.Contains(row, "Reviewing") {
		t.Errorf("it says %q", row)
	}
}
