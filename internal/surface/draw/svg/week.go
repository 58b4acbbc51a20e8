package svg

import (
	"fmt"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

// long is from when on a stretch is one in which something can be made.
const long = 2 * when.Hour

// Week is seven days beside one another, the hours downward. A solid outline is
// a stretch of two hours and more in the work, a broken one a gap of two hours
// and more that meetings leave of the working window. A line is what
// was done in git, by its own clock. Of days to come it shows what is planned.
func Week(days []reckon.Day, zone func(when.Day) *time.Location, now when.Instant, small bool, id string) string {
	if len(days) == 0 {
		return ""
	}
	days = slices.Clone(days)
	for i, d := range days {
		days[i] = draw.ByClock(d, zone(d.Day))
	}
	w := &week{zone: zone, at: now, left: 46, top: 44, column: 140, hour: 24}
	if small {
		w.left, w.column, w.hour = 26, 49, 22
	}
	w.id = id
	w.from, w.to = w.hours(days)
	bottom := w.top + w.hour*float64(w.to-w.from)/60
	w.open("bs-plot bs-week", w.left+w.column*7+6, bottom+10, "The week, a column a day", fmt.Sprintf("%d days from %s.", len(days), days[0].Day))
	w.grid(bottom)
	for i, day := range days {
		w.day(day, w.left+w.column*float64(i), small)
	}
	return w.close()
}

type week struct {
	svg
	zone              func(when.Day) *time.Location
	at                when.Instant
	left, top, column float64
	hour              float64
	from, to          int // minutes of a day
}

// minute is where the clock on the wall stands at an instant of a day.
func (w *week) minute(d when.Day, i when.Instant) int {
	at := i.In(w.zone(d))
	if when.DayOf(at) > d {
		return 24 * 60
	}
	return at.Hour()*60 + at.Minute()
}

// hours are the whole hours the week is drawn over.
func (w *week) hours(days []reckon.Day) (from, to int) {
	from, to = 8*60, 18*60
	for _, d := range days {
		for _, s := range d.Stints {
			from, to = min(from, w.minute(d.Day, s.From)/60*60), max(to, (w.minute(d.Day, s.To)+59)/60*60)
		}
		for _, act := range gitActs(d) {
			at := w.minute(d.Day, act.From)
			from, to = min(from, at/60*60), max(to, at/60*60+60)
		}
	}
	return from, to
}

func (w *week) y(minute int) float64 {
	minute = min(max(minute, w.from), w.to)
	return w.top + w.hour*float64(minute-w.from)/60
}

func (w *week) grid(bottom float64) {
	for m := w.from; m <= w.to; m += 60 {
		w.out(`<line class="bs-grid" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, w.left, w.y(m), w.left+7*w.column, w.y(m))
		if m%120 == 0 {
			w.out(`<text class="bs-label" x="%.1f" y="%.1f" text-anchor="end">%02d</text>`, w.left-6, w.y(m)+4, m/60)
		}
	}
	for i := range 8 {
		x := w.left + w.column*float64(i)
		w.out(`<line class="bs-grid" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, x, w.top-6, x, bottom)
	}
}

func (w *week) day(d reckon.Day, x float64, small bool) {
	form := "Mon 2"
	if small {
		form = "Mon"
	}
	w.out(`<text class="bs-strong" x="%.1f" y="26" text-anchor="middle">%s</text>`, x+w.column/2, d.Day.Time().Format(form))
	for _, p := range d.Free {
		if p.Len() >= long {
			w.box("bs-free", d.Day, p, x, "free of meetings, in the working window")
		}
	}
	for _, s := range d.Stints {
		class := WorkClass(s)
		if s.From >= w.at {
			class = "bs-planned"
		}
		text := s.Words()
		if s.Text != "" {
			text += ", " + s.Text
		}
		w.box(class, d.Day, s.Piece, x, text)
	}
	for _, act := range gitActs(d) {
		w.out(`<rect class="bs-act" x="%.1f" y="%.1f" width="%.1f" height="3"><title>%s %s</title></rect>`,
			x+3, w.y(w.minute(d.Day, act.From))-1.5, w.column-6, esc(act.Clock), esc(act.Text))
	}
	for _, p := range d.Unbroken() {
		if p.Len() >= long {
			w.box("bs-long", d.Day, p, x, "in the work, unbroken")
		}
	}
}

// gitActs are what was done in git on a day.
func gitActs(d reckon.Day) []reckon.Piece {
	for _, lane := range d.Lanes {
		if lane.Name == logbook.LaneCommits {
			return lane.Pieces
		}
	}
	return nil
}

func (w *week) box(class string, d when.Day, p reckon.Piece, x float64, text string) {
	zone := w.zone(d)
	says := fmt.Sprintf("%s to %s: %s", p.From.In(zone).Format("15:04"), p.To.In(zone).Format("15:04"), text)
	a, z := w.y(w.minute(d, p.From)), w.y(w.minute(d, p.To))
	w.out(`<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="2"><title>%s</title></rect>`,
		class, x+3, a+.5, w.column-6, max(1.5, z-a-1), esc(says))
}
