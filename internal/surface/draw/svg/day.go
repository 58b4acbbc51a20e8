package svg

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

// Day is one day: the evidence in lanes above, the reckoned line below them, and
// agents dotted beneath. Now is where the day has come to; what is planned later
// is only outlined.
func Day(d reckon.Day, zone *time.Location, now when.Instant, small bool, id string) string {
	d = draw.ByClock(d, zone)
	p := newDayPlot(d, zone, now, small, id)
	rows := len(d.Lanes)
	if len(d.Runs) > 0 {
		rows++
	}
	bottom := p.top + p.row*float64(rows) + 18
	high := bottom + 44 + 26
	p.open("bs-plot bs-day", p.right+12, high, "The day in lanes: evidence above, the result below", p.describe(d))
	p.hours(bottom + 50)
	y := p.top
	for _, lane := range d.Lanes {
		p.lane(lane, y)
		y += p.row
	}
	if len(d.Runs) > 0 {
		p.runs(d.Runs, y)
	}
	p.reckoned(d, bottom)
	p.now(now, bottom+50)
	return p.close()
}

// dayPlot is the picture of one day.
type dayPlot struct {
	svg
	zone             *time.Location
	left, right, top float64
	row              float64
	from, to         when.Instant // whole hours
	at               when.Instant // now
	small            bool
}

func newDayPlot(d reckon.Day, zone *time.Location, now when.Instant, small bool, id string) *dayPlot {
	p := &dayPlot{zone: zone, left: 104, right: 1028, top: 34, row: 28, at: now, small: small}
	if small {
		p.left, p.right, p.row = 80, 364, 26
	}
	p.id = id
	p.from, p.to = draw.DayHours(d, zone, now)
	return p
}

func (p *dayPlot) x(i when.Instant) float64 {
	i = min(max(i, p.from), p.to)
	return p.left + (p.right-p.left)*float64(i-p.from)/float64(p.to-p.from)
}

func (p *dayPlot) clock(i when.Instant) string { return i.In(p.zone).Format("15:04") }

func (p *dayPlot) describe(d reckon.Day) string {
	var lanes []string
	for _, lane := range d.Lanes {
		lanes = append(lanes, fmt.Sprintf("%s: %d", lane.Words(), len(lane.Pieces)))
	}
	return fmt.Sprintf("%s. %s.", strings.Join(lanes, ", "), say.Count(len(d.Stints), "stretch", "stretches"))
}

func (p *dayPlot) hours(bottom float64) {
	every := when.Hour
	for (p.right-p.left)*float64(every)/float64(p.to-p.from) < 26 {
		every += when.Hour
	}
	for i := p.from; i <= p.to; i += every {
		p.out(`<line class="bs-year" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, p.x(i), p.top-8, p.x(i), bottom)
		p.out(`<text class="bs-label" x="%.1f" y="16" text-anchor="middle">%s</text>`, p.x(i), i.In(p.zone).Format("15"))
	}
}

func (p *dayPlot) name(text string, y float64, class string) {
	p.out(`<text class="%s" x="%.0f" y="%.1f" text-anchor="end">%s</text>`, class, p.left-10, y, esc(runewidth.Truncate(text, 14, "…")))
}

func (p *dayPlot) lane(lane reckon.Lane, y float64) {
	p.name(lane.Words(), y+15, "bs-label")
	p.out(`<line class="bs-grid" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, p.left, y+p.row-3, p.right, y+p.row-3)
	for _, piece := range lane.Pieces {
		says := cmp.Or(piece.Clock, p.clock(piece.From))
		width := 3.0
		if piece.Len() > 0 {
			says += " to " + p.clock(piece.To)
			width = max(3, p.x(piece.To)-p.x(piece.From)-1)
		}
		p.out(`<rect class="bs-trace" x="%.1f" y="%.1f" width="%.1f" height="16" rx="2"><title>%s</title></rect>`,
			p.x(piece.From), y+3, width, esc(strings.TrimSuffix(says+" "+piece.Text, " ")))
	}
}

func (p *dayPlot) runs(runs []reckon.Piece, y float64) {
	p.name("agent runs", y+15, "bs-label")
	for _, r := range runs {
		p.out(`<rect class="bs-run" x="%.1f" y="%.1f" width="%.1f" height="15" rx="3"><title>%s to %s %s</title></rect>`,
			p.x(r.From), y+3, max(3, p.x(r.To)-p.x(r.From)), p.clock(r.From), p.clock(r.To), esc(r.Text))
	}
}

// reckoned is the one line that the lanes amount to, with its names.
func (p *dayPlot) reckoned(d reckon.Day, y float64) {
	p.name("you", y+25, "bs-strong")
	if len(d.Runs) > 0 {
		p.name("agents ran", y+55, "bs-label")
	}
	p.line(d, y)
}

// line is the reckoned line itself: hatched where nothing is known, later plans
// outlined, agents dotted beneath.
func (p *dayPlot) line(d reckon.Day, y float64) {
	p.out(`<rect fill="url(#%s-h)" x="%.1f" y="%.1f" width="%.1f" height="40"/>`, p.id, p.left, y, p.x(min(max(p.at, p.from), p.to))-p.left)
	for _, s := range d.Stints {
		class := WorkClass(s)
		if s.From >= p.at {
			class = "bs-planned"
		}
		says := fmt.Sprintf("%s to %s: %s", p.clock(s.From), p.clock(s.To), s.Words())
		if s.Text != "" {
			says += ", " + s.Text
		}
		p.out(`<rect class="bs-gap" x="%.1f" y="%.1f" width="%.1f" height="40"/>`, p.x(s.From), y, max(1, p.x(s.To)-p.x(s.From)))
		p.out(`<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="40" rx="2"><title>%s</title></rect>`,
			class, p.x(s.From)+.5, y, max(1.5, p.x(s.To)-p.x(s.From)-1), esc(says))
	}
	for _, r := range d.Runs {
		p.out(`<line class="bs-ran" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, p.x(r.From), y+51, max(p.x(r.To), p.x(r.From)+2), y+51)
	}
}

func (p *dayPlot) now(now when.Instant, bottom float64) {
	if now < p.from || now >= p.to {
		return
	}
	p.out(`<line class="bs-turnline" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, p.x(now), p.top-8, p.x(now), bottom)
	p.out(`<text class="bs-turnlabel" x="%.1f" y="%.1f" text-anchor="middle">now</text>`, p.x(now), bottom+13)
}

// WorkClass is the colour of a stint.
func WorkClass(s reckon.DayStint) string {
	if s.Work == "making" && s.Hands != "" {
		return "bs-w-" + s.Hands
	}
	return "bs-w-" + esc(s.Work)
}

// SumClass is the colour of a day's sum; "" for what has none, where no evidence
// is.
func SumClass(what string) string {
	switch what {
	case "none":
		return ""
	case "leading":
		return "bs-w-coordinating"
	case "planned":
		return "bs-w-making"
	case "here":
		return "bs-w-unknown"
	}
	return "bs-w-" + what
}
