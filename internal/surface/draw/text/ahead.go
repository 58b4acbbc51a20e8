package text

import (
	"io"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

// long is from when on a stretch left free is drawn.
const long = 2 * when.Hour

// Ahead writes which days to come are free, and where anything is planned on them a
// line a day; nothing where no calendar tells of them.
//
//	                  08   09   10   11
//	Tue 1 Dec              ▒▒▒▒▒╌╌╌╌╌╌╌╌
func Ahead(w io.Writer, days []reckon.Day, free string, zone func(when.Day) *time.Location, s Screen) error {
	some := slices.ContainsFunc(days, func(d reckon.Day) bool { return len(d.Stints) > 0 })
	if free == "" && !some {
		return nil
	}
	p := &page{w: w, s: s}
	p.line("")
	if free != "" {
		p.fit("  ", free, plain)
	}
	if !some {
		return p.err
	}
	head := aheadPage(p, days, zone)
	head.hours("Planned ahead")
	for _, d := range days {
		l := *head
		l.d, l.zone = d, zone(d.Day)
		l.from = d.Day.At(l.zone, head.from.In(head.zone).Hour()*60)
		l.lane(d.Day.Time().Format("Mon 2 Jan"), l.planned())
	}
	p.line("  %s", s.dim(head.one("▒", "#")+" planned   "+head.one("╌", "-")+" two hours or more left free"))
	return p.err
}

// aheadPage is a page whose hours hold those of all days.
func aheadPage(p *page, days []reckon.Day, zone func(when.Day) *time.Location) *lanePage {
	first := &lanePage{page: p, d: days[0], zone: zone(days[0].Day)}
	opens, closes := 24*60, 0
	for _, d := range days {
		at := zone(d.Day)
		from, to := draw.DayHours(d, at, 0)
		opens = min(opens, from.In(at).Hour()*60)
		closes = max(closes, int((to-d.Day.At(at, 0))/when.Minute))
	}
	first.stretchOver(first.d.Day.At(first.zone, opens), first.d.Day.At(first.zone, closes))
	return first
}

// planned is a line of a day to come: what is planned, and over what no meeting takes.
func (p *lanePage) planned() string {
	var free, planned []reckon.Piece
	for _, f := range p.d.Free {
		if f.Len() >= long {
			free = append(free, f)
		}
	}
	for _, s := range p.d.Stints {
		planned = append(planned, s.Piece)
	}
	line := []rune(p.cells(free, func(float64, bool) string { return p.one("╌", "-") }))
	for i, r := range []rune(p.cells(planned, func(float64, bool) string { return p.one("▒", "#") })) {
		if r != ' ' {
			line[i] = r
		}
	}
	return string(line)
}
