package text

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw"
)

// lifeNote is how many columns of the words of a life event its mark shows.
const lifeNote = 30

// marked is what happened in the person's life within the picture, in order, each by a
// letter from a on; the last ones where there are more than letters.
func marked(events []reckon.Event, series []reckon.Week) []reckon.Event {
	if len(series) == 0 {
		return nil
	}
	from, to := series[0].Week, series[len(series)-1].Week+7
	var out []reckon.Event
	for _, e := range events {
		if e.From < to && (e.From >= from || e.To != nil && *e.To >= from) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b reckon.Event) int { return int(a.From - b.From) })
	return out[max(0, len(out)-26):]
}

func letter(i int) string { return string(rune('a' + i)) }

// lifeLetters puts the letter of each event beneath the column in which it begins, or
// as near to its right as there is room, and nothing where there is none.
func lifeLetters(line []byte, cols []column, events []reckon.Event) {
	for i, e := range events {
		begins := max(0, at(cols, max(e.From, cols[0].from)))
		for x := begins; x < min(begins+3, len(line)); x++ {
			if line[x] == ' ' {
				put(line, x, letter(i))
				break
			}
		}
	}
}

// lifeLines is in how many lines the letters are explained, where there is room.
const lifeLines = 2

// life says in so many lines what the letters beneath the picture stand for, the latest
// where there is no room for all.
//
//	a Mar 2019 team lead, b Jun 2019 leave
func (p *page) life(head reckon.Reading, most int) {
	events := marked(p.r.Events, head.Series)
	if len(events) == 0 {
		return
	}
	notes := make([]string, len(events))
	for i, e := range events {
		notes[i] = p.lifeMark(i, e)
	}
	text := strings.Join(notes, ", ")
	for n := 1; n < len(notes) && len(p.s.wrap(text, p.s.Width-4)) > most; n++ {
		text = strings.Join(notes[n:], ", ") + "; earlier ones: look --full"
	}
	p.fit("  ", text, p.s.dim)
}

// lifeMark is a letter, since when, and what in a few words: of an event without words
// its kind.
func (p *page) lifeMark(i int, e reckon.Event) string {
	words := strings.Join(strings.Fields(p.s.Plain(cmp.Or(e.Text, e.Kind))), " ")
	return fmt.Sprintf("%s %s %s", letter(i), look.Month(e.From), runewidth.Truncate(words, lifeNote, p.s.glyphs().ellipsis))
}

// events are what happened in the person's life, with the letters of the picture.
func (p *page) events() {
	if len(p.r.Events) == 0 {
		return
	}
	p.line("")
	head, _ := draw.Headline(p.r)
	letters := map[reckon.Event]string{}
	for i, e := range marked(p.r.Events, head.Series) {
		letters[e] = letter(i)
	}
	for _, e := range p.r.Events {
		until := ""
		if e.To != nil {
			until = " to " + e.To.String()
		}
		p.fit("  ", fmt.Sprintf("%1s  %s%s  %s  %s", letters[e], e.From, until, e.Kind, e.Text), plain)
	}
}
