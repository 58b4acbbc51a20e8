package svg

import (
	"time"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

// Strip is one day on one line: what was reckoned of it, with a tick for each act
// in git and agents dotted beneath. It is Day without the lanes.
func Strip(d reckon.Day, zone *time.Location, now when.Instant, small bool, id string) string {
	d = draw.ByClock(d, zone)
	p := newDayPlot(d, zone, now, small, id)
	p.left = 14
	const y = 32
	p.open("bs-plot bs-strip", p.right+12, y+72, "The day so far", say.Count(len(d.Stints), "stretch.", "stretches."))
	p.hours(y + 50)
	p.line(d, y)
	for _, lane := range d.Lanes {
		for _, act := range lane.Pieces {
			if lane.Name == logbook.LaneCommits {
				p.out(`<rect class="bs-act" x="%.1f" y="%d" width="3" height="46"><title>%s %s</title></rect>`, p.x(act.From)-1.5, y-4, esc(act.Clock), esc(act.Text))
			}
		}
	}
	p.now(now, y+50)
	return p.close()
}
