package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// tooWide names the tables of a page that are wider than the room they have, with
// how far and the cell that does it.
const tooWide = `Array.from(document.querySelectorAll(".scroll")).filter(s => s.scrollWidth > s.clientWidth).map(s => {
	const edge = s.getBoundingClientRect().left + s.clientWidth;
	const over = Array.from(s.querySelectorAll("*")).filter(e => e.getBoundingClientRect().right > edge + .5);
	return (s.getAttribute("aria-labelledby") || s.getAttribute("aria-label")) + " by " + (s.scrollWidth - s.clientWidth) + " px: " + over.slice(-3).map(e => e.outerHTML.slice(0, 160)).join(" | ");
})`

// TestTablesFitTheirWidth: the tables of a day and of meetings are read without
// scrolling sideways, wide and narrow.
func TestTablesFitTheirWidth(t *testing.T) {
	t.Parallel()
	ctx, s := tab(t), served(t)
	days := 0
	for _, l := range []look{looks[0], looks[2]} {
		for _, address := range s.Pages {
			if !strings.HasPrefix(address, "/day") && !strings.HasPrefix(address, "/meetings") {
				continue
			}
			days++
			var found []string
			do(t, ctx, l.set(), chromedp.Navigate(s.At["working"]+address), chromedp.Evaluate(tooWide, &found))
			for _, one := range found {
				t.Errorf("%s at %s: %s", address, l.name, one)
			}
			if shots != "" {
				shoot(t, ctx, address, l)
			}
		}
	}
	if days == 0 {
		t.Error("no day was looked at")
	}
}
