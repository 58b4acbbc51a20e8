package terminal_test

import (
	"encoding/json"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw"
)

// printed is what comes out of a text that is written in pieces.
func printed(t interface{ Fatal(...any) }, pieces ...string) string {
	var out strings.Builder
	p := terminal.NewPlain(&out)
	for _, piece := range pieces {
		if n, err := p.Write([]byte(piece)); n != len(piece) || err != nil {
			t.Fatal(n, err)
		}
	}
	if err := p.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWhatIsPrintedIsPlain(t *testing.T) {
	for text, want := range map[string]string{
		"a line\n\tanother\n":           "a line\n\tanother\n",
		"Grüße, 漢字, \U0001f600":         "Grüße, 漢字, \U0001f600",
		"\r\x1b[K  \x1b[31mred\x1b[0m":  "\r\x1b[K  \x1b[31mred\x1b[0m",
		"name\r\x1b[K another":          "name\\u000d\\u001b[K another",
		"\x1b]0;title\a":                "\\u001b]0;title\\u0007",
		"\x1b[2J\x1b[8mhidden":          "\\u001b[2J\\u001b[8mhidden",
		"over\rwritten":                 "over\\u000dwritten",
		"\u009b31m \u202egnp.exe\u2066": "\\u009b31m \\u202egnp.exe\\u2066",
		"\xff half \xc3":                "\ufffd half \ufffd",
		"\x9b31m":                       "\ufffd31m",
		"{\"a\": \"\u009b\"}":           "{\"a\": \"\\u009b\"}",
	} {
		if got := printed(t, text); got != want {
			t.Errorf("%q is printed as %q, not %q", text, got, want)
		}
	}
}

// However a text is cut into writes it comes out the same; nothing in it moves, and JSON
// means what it meant.
func TestPlainnessKnowsNoPieces(t *testing.T) {
	odd := rapid.StringOf(rapid.RuneFrom([]rune("ab\n\x00\x1b\r\u0085\u009b\u200f\u202e\u2028漢\U0001f600[31mK")))
	rapid.Check(t, func(t *rapid.T) {
		text := odd.Draw(t, "text")
		encoded, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal([]byte(printed(t, string(encoded))), &back); err != nil || back != text {
			t.Fatalf("%q comes back as %q, %v", text, back, err)
		}
		whole := printed(t, string(encoded))
		cut := rapid.IntRange(0, len(encoded)).Draw(t, "cut")
		if got := printed(t, string(encoded[:cut]), string(encoded[cut:])); got != whole {
			t.Fatalf("in two pieces it is %q, whole %q", got, whole)
		}
		for _, r := range whole {
			if draw.Moves(r) {
				t.Fatalf("%q holds %q", whole, r)
			}
		}
		if !utf8.ValidString(printed(t, text)) {
			t.Fatalf("%q is printed as no text", text)
		}
	})
}

// alone is a writer that tells when two write to it at once.
type alone struct {
	inside atomic.Int32
	met    atomic.Bool
	all    atomic.Int64
}

func (a *alone) Write(text []byte) (int, error) {
	if a.inside.Add(1) > 1 {
		a.met.Store(true)
	}
	time.Sleep(time.Millisecond)
	a.all.Add(int64(len(text)))
	a.inside.Add(-1)
	return len(text), nil
}

// Several may write at once: each text goes out by itself, and all of it.
func TestSeveralWriteAtOnce(t *testing.T) {
	var to alone
	p := terminal.NewPlain(&to)
	const writers, each, text = 8, 5, "a line\n"
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for range each {
				if _, err := p.Write([]byte(text)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if to.met.Load() || to.all.Load() != int64(writers*each*len(text)) {
		t.Errorf("two wrote at once: %v; %d bytes", to.met.Load(), to.all.Load())
	}
}
