// Package terminal is the person's end of the command line: what they type, what
// they are shown, and whether anybody is there to be asked. It knows no command.
// Data goes to Out, everything else to Err.
package terminal

import (
	"bufio"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/backsight/backsight/internal/surface/draw/text"
)

// Terminal is what a run has at hand from the world.
type Terminal struct {
	In       io.Reader
	Out, Err io.Writer
	Env      func(string) string
	Now      func() time.Time
	// Columns is the terminal's width, 0 where Out is none.
	Columns func() int
	// Asks says whether a person sits there to answer.
	Asks bool
	// Shows says whether Err is a terminal that a line can be redrawn on.
	Shows bool
	// Plain says that no colour is wanted.
	Plain bool

	answers *bufio.Scanner // over In, once somebody was asked
	asked   int            // questions about what is to be read, and whose it is
}

// Standard is the terminal that the program was started on, without environment
// and clock.
func Standard() Terminal {
	return Terminal{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Columns: columnsOf(os.Stdout),
		Asks:  term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd())),
		Shows: term.IsTerminal(int(os.Stderr.Fd())),
	}
}

func columnsOf(f *os.File) func() int {
	return func() int {
		width, _, err := term.GetSize(int(f.Fd()))
		if err != nil {
			return 0
		}
		return width
	}
}

// widestPicture is the most columns a picture takes, however wide the terminal.
const widestPicture = 120

// Screen is what the terminal can show: text in at most 80 columns, pictures in more.
func (t *Terminal) Screen() text.Screen {
	s := text.Screen{Width: 80, ASCII: !t.utf8(), Color: t.Columns() > 0 && !t.plainColor()}
	if width := t.Columns(); width > 0 && width < 80 {
		s.Width = max(40, width)
	} else {
		s.Picture = min(width, widestPicture)
	}
	return s
}

func (t *Terminal) plainColor() bool {
	return t.Plain || t.Env("NO_COLOR") != "" || t.Env("BACKSIGHT_NO_COLOR") != "" || t.Env("TERM") == "dumb"
}

// utf8 reads the locale as the C library does: LC_ALL, then LC_CTYPE, then LANG.
// Windows' consoles and a machine that says nothing get UTF-8.
func (t *Terminal) utf8() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := t.Env(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return runtime.GOOS == "windows" || runtime.GOOS == "darwin"
}

// Answer reads one line the person typed; ok is false where none came.
func (t *Terminal) Answer() (text string, ok bool) {
	text, ok = t.Line()
	return strings.TrimSpace(text), ok
}

// Line reads one line as it was typed.
func (t *Terminal) Line() (text string, ok bool) {
	if t.answers == nil {
		t.answers = bufio.NewScanner(t.In)
	}
	if !t.answers.Scan() {
		return "", false
	}
	return t.answers.Text(), true
}
