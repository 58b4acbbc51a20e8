package draw

import (
	"slices"
	"time"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
)

// ByClock is a day to be drawn: what was done in git stands where its own clock stood,
// so that an act of a journey lies on the day that it counts for. In the day that is
// given it stays at its instant.
func ByClock(d reckon.Day, zone *time.Location) reckon.Day {
	d.Lanes = slices.Clone(d.Lanes)
	for i, lane := range d.Lanes {
		if lane.Name != logbook.LaneCommits {
			continue
		}
		d.Lanes[i].Pieces = slices.Clone(lane.Pieces)
		for j, p := range d.Lanes[i].Pieces {
			if len(p.Clock) <= len("15:04") { // home's own clock
				continue
			}
			at, err := time.Parse("15:04", p.Clock[:len("15:04")])
			if err != nil {
				continue
			}
			p.From = d.Day.At(zone, at.Hour()*60+at.Minute())
			p.To = p.From
			d.Lanes[i].Pieces[j] = p
		}
	}
	return d
}
