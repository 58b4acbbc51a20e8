package terminal

import (
	"os"
	"unicode/utf8"

	"golang.org/x/term"
)

// Keys of a terminal in raw mode that end a sitting.
const (
	ctrlC = 3
	ctrlD = 4
)

// Key reads one key: at once on a terminal, elsewhere the first character of a
// line, where an empty line is Enter. ok is false where nothing more comes.
func (t *Terminal) Key() (key rune, ok bool) {
	if in, is := t.In.(*os.File); is && term.IsTerminal(int(in.Fd())) {
		return rawKey(in)
	}
	text, ok := t.Line()
	if !ok {
		return 0, false
	}
	if text == "" {
		return '\n', true
	}
	key, _ = utf8.DecodeRuneInString(text)
	return key, true
}

func rawKey(in *os.File) (rune, bool) {
	was, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return 0, false
	}
	defer func() { _ = term.Restore(int(in.Fd()), was) }() // there is nobody to tell
	var b [utf8.UTFMax]byte
	for n := 1; n <= len(b); n++ {
		if _, err := in.Read(b[n-1 : n]); err != nil {
			return 0, false
		}
		if utf8.FullRune(b[:n]) {
			key, _ := utf8.DecodeRune(b[:n])
			return key, key != ctrlC && key != ctrlD
		}
	}
	return 0, false
}
