package text

import (
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/surface/draw"
)

// Screen is what a terminal can show.
type Screen struct {
	Width   int  // columns; 80 where unknown
	Picture int  // columns that a picture may take, where they are more than Width
	ASCII   bool // the locale is not UTF-8
	Color   bool
}

// picture is how many columns a picture takes.
func (s Screen) picture() int { return max(s.Width, s.Picture) }

// glyphs are the signs of one kind of terminal.
type glyphs struct {
	blocks   []string // an eighth to eight eighths of a cell
	line     string   // the reference
	hole     string   // no evidence
	axis     string
	turn     string
	band     string // the reference period, on the axis
	corner   string
	tick     string
	arrow    string
	ellipsis string
}

var (
	utf8Glyphs = glyphs{
		blocks: []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}, line: "╌", hole: "·", axis: "─",
		turn: "┴", band: "═", corner: "┼", tick: "┤", arrow: "→", ellipsis: "…",
	}
	asciiGlyphs = glyphs{
		blocks: []string{"", "", "", ".", ".", "#", "#", "#"}, line: "-", hole: ":", axis: "_",
		turn: "|", band: "=", corner: "+", tick: "|", arrow: "->", ellipsis: "...",
	}
)

func (s Screen) glyphs() glyphs {
	if s.ASCII {
		return asciiGlyphs
	}
	return utf8Glyphs
}

// Plain makes a text safe for the screen: control characters out (a calendar
// title must not move the cursor), and those that turn the direction of writing
// or break lines; pure ASCII where that is all there is.
func (s Screen) Plain(text string) string {
	text = draw.PlainText(text)
	if !s.ASCII {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r > '~' {
			return '?'
		}
		return r
	}, text)
}

// bold and dim mark text where colour is wanted.
func (s Screen) bold(text string) string { return s.mark("1", text) }
func (s Screen) dim(text string) string  { return s.mark("2", text) }
func (s Screen) red(text string) string  { return s.mark("31", text) }

func (s Screen) mark(code, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// pad fills a text to a width in columns, or cuts it there.
func (s Screen) pad(text string, width int) string {
	text = s.Plain(text)
	if runewidth.StringWidth(text) > width {
		text = runewidth.Truncate(text, width, s.glyphs().ellipsis)
	}
	return runewidth.FillRight(text, width)
}

// Lines is a text behind a head, broken at the width of the screen; its further
// lines begin below the text.
func (s Screen) Lines(head, text string) []string {
	lines := s.wrap(text, s.Width-runewidth.StringWidth(head))
	for i := range lines {
		if lines[i] = head + lines[i]; i == 0 {
			head = strings.Repeat(" ", runewidth.StringWidth(head))
		}
	}
	return lines
}

// wrap breaks a text into lines of at most width columns, at spaces; a word that
// is longer is cut.
func (s Screen) wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s.Plain(text)) {
		for runewidth.StringWidth(word) > width {
			if line != "" {
				lines, line = append(lines, line), ""
			}
			head := runewidth.Truncate(word, width, "")
			if head == "" {
				break
			}
			lines, word = append(lines, head), word[len(head):]
		}
		switch {
		case line == "":
			line = word
		case runewidth.StringWidth(line)+1+runewidth.StringWidth(word) > width:
			lines, line = append(lines, line), word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}
