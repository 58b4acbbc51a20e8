// Package wins tells what a person is glad of, by year and by how far it was from the
// work itself; and what speaks for each of their aims: what they linked to it by hand,
// and, apart from it, what shares a word with it.
//
// A win is a win: no level is better than another, and none is weighed. It knows only
// entries, which whoever asks hands in: it reads nothing and asks no clock.
package wins

import (
	"slices"
	"strconv"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/record"
)

// Version is of the JSON.
const Version = 1

// enough is how many wins with a level a year needs for its middle level to be told.
const enough = 3

// Means is what each level says, from 0 on.
func Means() []string { return record.Levels() }

// Wins are all that were said.
type Wins struct {
	Version int        `json:"version"`
	Count   int        `json:"count"`
	Years   []Year     `json:"years"` // in order, from the first win to now
	Wins    []Win      `json:"wins"`  // the newest first
	Limits  []say.Text `json:"limits"`
}

// Year is how many wins a year holds: at each level from 0 on, and without one. Middle
// is the median of the levels, nil where fewer than three wins have one.
type Year struct {
	Year    int      `json:"year"`
	Count   int      `json:"count"`
	Levels  []int    `json:"levels"`
	Without int      `json:"without"`
	Middle  *float64 `json:"middle"`
}

// Win is one of them. Level is nil where the person said none; Proposed is then what its
// words propose, nil for nothing.
type Win struct {
	ID       string   `json:"id"`
	Day      when.Day `json:"day"`
	Text     string   `json:"text"`
	Level    *int     `json:"level"`
	Proposed *int     `json:"proposed,omitempty"`
	Aim      string   `json:"aim,omitempty"`
	Link     string   `json:"link,omitempty"`
}

// Of puts wins together that were said until now, in any order.
func Of(said []record.Entry, now when.Day) Wins {
	out := Wins{Version: Version, Years: []Year{}, Wins: []Win{}, Limits: limits()}
	for _, e := range said {
		if e.Day <= now {
			out.Wins = append(out.Wins, newWin(e))
		}
	}
	slices.SortStableFunc(out.Wins, func(a, b Win) int { return int(b.Day) - int(a.Day) })
	if out.Count = len(out.Wins); out.Count == 0 {
		return out
	}
	for y := out.Wins[out.Count-1].Day.Year(); y <= now.Year(); y++ {
		out.Years = append(out.Years, yearOf(y, out.Wins))
	}
	return out
}

func newWin(e record.Entry) Win {
	w := Win{ID: e.ID, Day: e.Day, Text: e.Text("text"), Aim: e.Text("aim"), Link: e.Text("link")}
	if v, some := e.Values["level"]; some {
		level := int(v.Number)
		w.Level = &level
	} else if level, _, some := record.ProposeLevel(w.Text); some {
		w.Proposed = &level
	}
	return w
}

func yearOf(year int, all []Win) Year {
	y := Year{Year: year, Levels: make([]int, len(Means()))}
	var said []int
	for _, w := range all {
		if w.Day.Year() != year {
			continue
		}
		y.Count++
		if w.Level == nil {
			y.Without++
			continue
		}
		y.Levels[*w.Level]++
		said = append(said, *w.Level)
	}
	if n := len(said); n >= enough {
		slices.Sort(said)
		middle := float64(said[n/2]+said[(n-1)/2]) / 2
		y.Middle = &middle
	}
	return y
}

// Finding is how many there are, and how the middle level moved between the first and
// the last year of which it can be told.
func (w Wins) Finding() say.Text {
	if w.Count == 0 {
		return say.Plain("You have said no win yet.")
	}
	said := say.F("You said %s since %s", say.Counted(w.Count, "win", "wins"), say.Day(w.Wins[w.Count-1].Day))
	var told []Year
	for _, y := range w.Years {
		if y.Middle != nil {
			told = append(told, y)
		}
	}
	switch len(told) {
	case 0:
		return say.F("%s; no year has the %d with a level that its middle level needs.", said, enough)
	case 1:
		return say.F("%s; the middle one of %s was at level %s from the work.", said, told[0].name(), say.Short(*told[0].Middle))
	}
	first, last := told[0], told[len(told)-1]
	return say.F("%s; the middle one of %s was at level %s from the work, that of %s at level %s.", said, first.name(), say.Short(*first.Middle), last.name(), say.Short(*last.Middle))
}

// name is the year as words: a number would be grouped, "2,024".
func (y Year) name() string { return strconv.Itoa(y.Year) }

func limits() []say.Text {
	return []say.Text{
		say.Plain("These are the wins that you wrote down: what you did not, and what others would call one, is not here."),
		say.Plain("A level says how far a win was from the work itself. It is no score, and no level is better than another."),
	}
}
