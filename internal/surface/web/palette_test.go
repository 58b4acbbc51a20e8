package web_test

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/surface/draw/svg"
)

// palettes are the colours of a sheet: by light, by night, on paper.
func palettes(t *testing.T, sheet, selector string) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	block := regexp.MustCompile(`(?s)` + regexp.QuoteMeta(selector) + `\s*\{([^}]*)\}`)
	for i, found := range block.FindAllStringSubmatchIndex(sheet, -1) {
		colours := map[string]string{}
		for _, c := range regexp.MustCompile(`--([a-z0-9]+):\s*(#[0-9a-f]{3,6})`).FindAllStringSubmatch(sheet[found[2]:found[3]], -1) {
			colours[c[1]] = c[2]
		}
		if i < 3 && len(colours) > 0 {
			out[[]string{"light", "dark", "print"}[i]] = colours
		}
	}
	if len(out) != 3 {
		t.Fatalf("%d palettes of %s", len(out), selector)
	}
	return out
}

// luminance is that of WCAG 2.2, of a colour like #a11f1f.
func luminance(colour string) (l float64) {
	if len(colour) == 4 {
		colour = fmt.Sprintf("#%c%c%c%c%c%c", colour[1], colour[1], colour[2], colour[2], colour[3], colour[3])
	}
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		var v int
		_, _ = fmt.Sscanf(colour[1+2*i:3+2*i], "%02x", &v)
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestTheColoursCanBeRead: words against what they stand on by 4.5 to 1, and what
// must be told apart in a picture from its ground by 3 to 1. axe cannot see the
// words of a picture.
func TestTheColoursCanBeRead(t *testing.T) {
	sheet, err := os.ReadFile("frame/static/app.css")
	if err != nil {
		t.Fatal(err)
	}
	for where, all := range map[string]map[string]map[string]string{
		"the sheet": palettes(t, string(sheet), ":root"), "the pictures": palettes(t, svg.Style, ".bs-plot"),
	} {
		for when, c := range all {
			grounds := []string{c["paper"]}
			if c["card"] != "" {
				grounds = append(grounds, c["card"])
			}
			for _, ground := range grounds {
				for _, word := range []string{"ink", "soft", "turn", "link", "level", "refink", "life"} {
					if c[word] != "" && contrast(c[word], ground) < 4.5 {
						t.Errorf("%s, %s: %s on %s is %.2f to 1", where, when, word, ground, contrast(c[word], ground))
					}
				}
				for _, mark := range []string{"lead", "h3", "h4"} {
					if c[mark] != "" && contrast(c[mark], ground) < 3 {
						t.Errorf("%s, %s: %s on %s is %.2f to 1", where, when, mark, ground, contrast(c[mark], ground))
					}
				}
			}
			if c["turn"] != "" && contrast(c["paper"], c["turn"]) < 4.5 {
				t.Errorf("%s, %s: the number in a turn's mark is %.2f to 1", where, when, contrast(c["paper"], c["turn"]))
			}
		}
	}
}

// TestOnePalette: the sheet and the pictures name the same colours.
func TestOnePalette(t *testing.T) {
	sheet, err := os.ReadFile("frame/static/app.css")
	if err != nil {
		t.Fatal(err)
	}
	a, b := palettes(t, string(sheet), ":root"), palettes(t, svg.Style, ".bs-plot")
	for when := range a {
		for name, colour := range b[when] {
			if a[when][name] != "" && !strings.EqualFold(a[when][name], colour) {
				t.Errorf("%s: %s is %s in the sheet and %s in pictures", when, name, a[when][name], colour)
			}
		}
	}
}

// TestTheScriptIsSmall: ten kilobytes, and nothing that makes markup of text.
func TestTheScriptIsSmall(t *testing.T) {
	script, err := os.ReadFile("frame/static/app.js")
	if err != nil {
		t.Fatal(err)
	}
	if len(script) > 10<<10 {
		t.Errorf("%d bytes", len(script))
	}
	for _, way := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser", "srcdoc"} {
		if strings.Contains(string(script), way) {
			t.Errorf("it uses %s", way)
		}
	}
}
