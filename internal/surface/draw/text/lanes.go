package text

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/surface/draw"
)

// laneColumns is the room for the names of lanes.
const laneColumns = 20

// cellMinutes is what a column may stand for: the first that the screen has room
// for.
var cellMinutes = []int{12, 15, 20, 30, 60, 120, 240}

// letters stand for the kinds of a day's time in the reckoned line.
var letters = map[string]string{
	"hand": "H", "assisted": "A", "reviewing": "R", "leading": "L", "operating": "O", "learning": "S",
	"delegated": "D", "unclear": "?", "here": "m", "planned": "b", "away": "-", "none": "░",
}

// DayLanes writes a day for a terminal: the finding, evidence in lanes, what was
// reckoned of it in letters, agents dotted, and what it comes to.
func DayLanes(w io.Writer, d reckon.Day, zone *time.Location, s Screen) error {
	p := &lanePage{page: &page{w: w, s: s}, d: draw.ByClock(d, zone), zone: zone}
	p.stretch()
	if d.Finding != "" {
		p.say("  ", d.Finding, s.bold)
	}
	if d.Beside != "" {
		p.say("  ", d.Beside, plain)
	}
	p.fit("  ", p.clocks(), s.dim)
	p.line("")
	p.hours(p.d.Day.Time().Format("Mon 2 Jan 2006"))
	for _, lane := range p.d.Lanes { // by its own clock
		p.lane(lane.Words(), p.cells(lane.Pieces, p.bar))
	}
	if len(d.Runs) > 0 {
		p.lane("agents", p.cells(d.Runs, func(float64, bool) string { return p.one("┄", ".") }))
	}
	p.lane("you", p.reckoned())
	p.acts()
	p.sums()
	return p.err
}

// clocks names the zone of the hours, and says where an act has a clock of its own.
func (p *lanePage) clocks() string {
	text := "Times are those of " + p.zone.String()
	for _, lane := range p.d.Lanes {
		for _, act := range lane.Pieces {
			if lane.Name == logbook.LaneCommits && len(act.Clock) > len("15:04") {
				return text + "; what was done in git stands at the time of its own clock."
			}
		}
	}
	return text + "."
}

// mostActs is how many acts of a day are listed.
const mostActs = 8

// acts are what was done in git, each by its own clock.
func (p *lanePage) acts() {
	for _, lane := range p.d.Lanes {
		if lane.Name != logbook.LaneCommits {
			continue
		}
		p.line("")
		for _, act := range lane.Pieces[:min(mostActs, len(lane.Pieces))] {
			p.say("  "+p.s.Plain(act.Clock)+"  ", act.Text, plain)
		}
		if n := len(lane.Pieces) - mostActs; n > 0 {
			p.say("  ", fmt.Sprintf("and %d more: backsight why %s", n, p.d.Day), p.s.dim)
		}
	}
}

// lanePage is a day being written.
type lanePage struct {
	*page
	d    reckon.Day
	zone *time.Location
	from when.Instant
	cell when.Instant // what one column stands for
	n    int          // columns
}

func (p *lanePage) one(unicode, ascii string) string {
	if p.s.ASCII {
		return ascii
	}
	return unicode
}

// stretch chooses the hours that are shown, and what a column stands for.
func (p *lanePage) stretch() {
	p.stretchOver(draw.DayHours(p.d, p.zone, 0))
}

// stretchOver chooses what a column stands for where some hours are shown.
func (p *lanePage) stretchOver(from, to when.Instant) {
	p.from = from
	hours := (to - p.from + when.Hour - 1) / when.Hour
	for _, minutes := range cellMinutes {
		p.cell = when.Instant(minutes) * when.Minute
		if p.n = int((hours*when.Hour + p.cell - 1) / p.cell); p.n <= p.s.Width-laneColumns-2 {
			return
		}
	}
}

// hours is the head: what the lanes are of, and each hour that has the room for it.
func (p *lanePage) hours(name string) {
	const room = 3
	every := max(when.Hour, (room*p.cell+when.Hour-1)/when.Hour*when.Hour)
	var b strings.Builder
	for at := when.Instant(0); int(at/p.cell)+2 <= p.n; at += every {
		b.WriteString(strings.Repeat(" ", max(0, int(at/p.cell)-b.Len())))
		b.WriteString((p.from + at).In(p.zone).Format("15"))
	}
	p.line("  %s%s", p.s.pad(name, laneColumns-2), p.s.dim(b.String()))
}

func (p *lanePage) lane(name, cells string) {
	p.line("%s", strings.TrimRight("  "+p.s.pad(name, laneColumns-2)+cells, " "))
}

// bar is how a lane's cell looks, of which a part is covered, or in which a point
// lies.
func (p *lanePage) bar(part float64, point bool) string {
	switch {
	case part >= 0.75:
		return p.one("█", "#")
	case part >= 0.25:
		return p.one("▌", "#")
	case point:
		return p.one("╵", "|")
	default:
		return p.one("▏", "|")
	}
}

// cells draws pieces, a column a cell.
func (p *lanePage) cells(pieces []reckon.Piece, look func(part float64, point bool) string) string {
	part, point := make([]float64, p.n), make([]bool, p.n)
	for _, piece := range pieces {
		for i := range p.n {
			cell := p.at(i)
			if cut, some := cell.Cut(when.Span{From: piece.From, To: piece.To}); some {
				part[i] += float64(cut.Len()) / float64(p.cell)
			}
			if piece.From == piece.To && cell.From <= piece.From && piece.From < cell.To {
				point[i] = true
			}
		}
	}
	var b strings.Builder
	for i := range p.n {
		if part[i] == 0 && !point[i] {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(look(part[i], point[i]))
	}
	return b.String()
}

func (p *lanePage) at(i int) when.Span {
	from := p.from + when.Instant(i)*p.cell
	return when.Span{From: from, To: from + p.cell}
}

// reckoned is the line the lanes amount to: in each cell the letter of what has
// most of it; of what has no evidence only between the first and the last.
func (p *lanePage) reckoned() string {
	seen := p.seen()
	var b strings.Builder
	for i := range p.n {
		cell := p.at(i)
		switch kind := p.kindOf(cell); {
		case kind != "":
			b.WriteString(p.letter(kind))
		case seen.Overlaps(cell):
			b.WriteString(p.letter("none"))
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// seen is from the first evidence of the person to the last, as the sums have it:
// what is too short for a letter of its own is evidence all the same, what an
// agent did alone is none.
func (p *lanePage) seen() (s when.Span) {
	for _, l := range p.d.Stints {
		switch kind := l.Kind(); {
		case kind == "away" || kind == "none" || l.Rule == timeline.RuleDelegated.ID:
		case s.Len() == 0:
			s = when.Span{From: l.From, To: l.To}
		default:
			s.From, s.To = min(s.From, l.From), max(s.To, l.To)
		}
	}
	return s
}

func (p *lanePage) letter(kind string) string {
	if p.s.ASCII && kind == "none" {
		return ":"
	}
	return letters[kind]
}

// kindOf is what has most of a cell, "" for no evidence.
func (p *lanePage) kindOf(cell when.Span) (kind string) {
	took := map[string]when.Instant{}
	left := cell.Len()
	for _, s := range p.d.Stints {
		cut, some := cell.Cut(when.Span{From: s.From, To: s.To})
		if !some {
			continue
		}
		left -= cut.Len()
		k := s.Kind()
		if took[k] += cut.Len(); kind == "" || took[k] > took[kind] {
			kind = k
		}
	}
	if kind == "" || took[kind] < left/2 {
		return ""
	}
	return kind
}

// sums is the key to the letters, and how long each took.
func (p *lanePage) sums() {
	var parts []string
	for _, s := range p.d.Sums {
		parts = append(parts, fmt.Sprintf("%s %s %s", p.letter(s.What), s.Words, say.Minutes(s.Minutes)))
	}
	if len(parts) == 0 {
		return
	}
	p.line("")
	line := ""
	for _, part := range parts {
		if line != "" && runewidth.StringWidth(line+"   "+part) > p.s.Width-4 {
			p.line("  %s", line)
			line = ""
		}
		if line != "" {
			line += "   "
		}
		line += part
	}
	p.line("  %s", line)
	p.say("  ", "Rule: "+p.d.Rule+".", p.s.dim)
	if len(p.d.Stints) > 0 {
		at := p.d.Stints[0].From.In(p.zone).Format("15:04")
		p.say("  ", fmt.Sprintf("Why?    backsight why %s %s", p.d.Day, at), p.s.dim)
		p.say("  ", fmt.Sprintf("Wrong?  backsight set %s reviewing --on %s", at, p.d.Day), p.s.dim)
	}
}
