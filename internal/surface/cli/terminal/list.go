package terminal

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// LeaveOut says what was found. On a terminal it shows the list of it, and asks which
// lines are not to be read; Enter is none.
func (t Talk) LeaveOut(found []find.Found, where string, list func() []find.Line) (left []find.Found, ok bool) {
	fmt.Fprintf(t.Err, "backsight: found %s in %s\n", find.Words(found), where)
	if !t.Asks {
		return nil, true
	}
	t.asked++
	lines := list()
	t.lines(lines)
	for {
		fmt.Fprint(t.Err, "Leave out which? [none; or numbers, such as 2,5-7] ")
		answer, some := t.Answer()
		if !some {
			return nil, false
		}
		out, understood := numbers(strings.ToLower(answer), len(lines))
		if !understood {
			fmt.Fprintf(t.Err, "Please answer with numbers from 1 to %d, such as \"2,5-7\", or all, or none.\n", len(lines))
			continue
		}
		for i, l := range lines {
			if out[i+1] {
				left = append(left, l.Places...)
			}
		}
		if len(left) > 0 {
			t.Tell("left out, now and later: %s; `backsight sources remove --undo WHERE` brings one back", find.Words(left))
		}
		return left, true
	}
}

// widestPlace is the most columns that the place of a line takes, and widestSpan what
// its months do.
const (
	widestPlace = 30
	widestSpan  = 18
)

// lines writes the list, numbered, each kind under its name.
func (t Talk) lines(lines []find.Line) {
	s, width := t.Screen(), 0
	for _, l := range lines {
		if len(l.Places) == 1 {
			width = min(widestPlace, max(width, runewidth.StringWidth(draw.PlainText(l.What))))
		}
	}
	for i, l := range lines {
		if i == 0 || l.Kind != lines[i-1].Kind {
			fmt.Fprintf(t.Err, "%s\n", say.Upper(l.Kind))
		}
		t.line(i+1, l, width, s)
	}
}

// line writes one line of the list: whose it seems to be beside it, or below where there
// is no room for it.
func (t Talk) line(n int, l find.Line, width int, s text.Screen) {
	what, whose := draw.PlainText(l.What), draw.PlainText(l.Whose().String())
	if len(l.Places) == 1 {
		what = fitted(what, width)
	}
	lead := strings.TrimRight(fmt.Sprintf("%4d  %s  %s", n, what, runewidth.FillRight(l.Span(), widestSpan)), " ")
	switch {
	case whose == "":
		fmt.Fprintln(t.Err, s.Plain(lead))
	case runewidth.StringWidth(lead)+2+runewidth.StringWidth(whose) <= s.Width:
		lead = runewidth.FillRight(lead, 4+2+width+2+widestSpan)
		fmt.Fprintln(t.Err, s.Plain(lead+"  "+whose))
	default:
		fmt.Fprintln(t.Err, s.Plain(lead))
		_ = text.Wrapped(t.Err, "      ", whose, s) // who asks has nobody to tell
	}
}

// fitted is a text in so many columns: the end of a longer one, which tells more than its
// beginning.
func fitted(text string, width int) string {
	if over := runewidth.StringWidth(text) - width; over > 0 {
		text = runewidth.TruncateLeft(text, over+1, "…")
	}
	return runewidth.FillRight(text, width)
}

// numbers are those that an answer names, from 1 to most: "2,5-7", "2 5", "all"; none
// for "" and "none". understood is false where it names anything else.
func numbers(answer string, most int) (named map[int]bool, understood bool) {
	named = map[int]bool{}
	switch answer {
	case "", "none", "no", "n":
		return named, true
	case "all":
		answer = fmt.Sprintf("1-%d", most)
	}
	for _, word := range strings.FieldsFunc(answer, func(r rune) bool { return r == ' ' || r == ',' }) {
		first, last, isRange := strings.Cut(word, "-")
		if !isRange {
			last = first
		}
		from, err := strconv.Atoi(first)
		to, err2 := strconv.Atoi(last)
		if err != nil || err2 != nil || from < 1 || to > most || from > to {
			return nil, false
		}
		for n := from; n <= to; n++ {
			named[n] = true
		}
	}
	return named, len(named) > 0
}
