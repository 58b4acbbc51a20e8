package terminal

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/surface/draw"
)

// Plain is the last wall before a screen or a pipe: whatever text is printed, from
// whomever it comes, steers no terminal and turns no text around. What would is written
// as JSON escapes it, "\u009b", so that JSON stays what it was. Of the sequences that
// terminals obey only the program's own pass: a colour, and the line that is redrawn.
//
// Call Flush at the end: half a letter is held back until its other half comes. Several
// may write at once; each text goes out whole.
type Plain struct {
	to   io.Writer
	mu   sync.Mutex
	half []byte
}

// NewPlain is a plain writer over another.
func NewPlain(to io.Writer) *Plain { return &Plain{to: to} }

// own are the sequences that the program itself writes: its colours, and the end of a
// line in CSV.
var own = []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\r\n"}

// redraw begins a line anew. The program writes it first, nothing else is let do that.
const redraw = "\r\x1b[K"

// Write writes a text, all of it or an error.
func (p *Plain) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	whole := slices.Concat(p.half, text)
	end := len(whole)
	for back := 1; back < utf8.UTFMax && back <= len(whole); back++ {
		if start := len(whole) - back; utf8.RuneStart(whole[start]) {
			if !utf8.FullRune(whole[start:]) {
				end = start
			}
			break
		}
	}
	p.half = slices.Clone(whole[end:])
	return len(text), p.write(whole[:end])
}

// Flush writes what was held back.
func (p *Plain) Flush() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	half := p.half
	p.half = nil
	return p.write(half)
}

func (p *Plain) write(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	if slices.IndexFunc(text, odd) >= 0 {
		rest, anew := strings.CutPrefix(string(text), redraw)
		if text = []byte(plain(rest)); anew {
			text = append([]byte(redraw), text...)
		}
	}
	_, err := p.to.Write(text)
	return err
}

// odd says whether a byte is none of a plain English text.
func odd(b byte) bool { return b != '\n' && b != '\t' && (b < ' ' || b > '~') }

// plain is a text in which nothing moves but what is the program's own.
func plain(text string) string {
	var out strings.Builder
	for text != "" {
		if i := slices.IndexFunc(own, func(s string) bool { return strings.HasPrefix(text, s) }); i >= 0 {
			out.WriteString(own[i])
			text = text[len(own[i]):]
			continue
		}
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			out.WriteRune(utf8.RuneError)
		case moves(r):
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
		text = text[size:]
	}
	return out.String()
}

// moves says whether a letter moves what stands around it; the end of a line and a tab
// may.
func moves(r rune) bool { return r != '\n' && r != '\t' && draw.Moves(r) }
