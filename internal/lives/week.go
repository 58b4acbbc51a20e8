package lives

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
)

// The shape of chance is that of weekly series people really leave: weeks
// remember the week before a little, some are odd, the year and the quarter
// show, and who builds rarely has whole weeks without.
const (
	memory    = 0.3  // of one week's mood in the next (AR(1))
	spread    = 0.35 // of moods, on the logit scale
	yearly    = 0.15 // height of the yearly wave, logit
	quarterly = -0.3 // the first two weeks of thirteen, logit
	oddWeeks  = 0.04
)

// plan is what a week was drawn to be: on which days the hands were on, by the
// day's place in the week, Monday 0.
type plan struct {
	week    int
	monday  when.Day
	present [7]bool // working days the person was there
	work    [7]bool
	own     [7]bool
}

// plans draws every week that begins before a day.
func (l Life) plans(until when.Day, absences []Leave) []plan {
	var all []plan
	var mood [2]float64 // at work, of own
	wave := l.chance(ofWeeks, 0).Float64() * 2 * math.Pi
	for week := 0; l.monday(week) < until; week++ {
		r := l.chance(ofWeeks, 1+week)
		season := yearly*math.Sin(2*math.Pi*float64(week)/52+wave) + quarter(week)
		for i := range mood {
			mood[i] = memory*mood[i] + spread*math.Sqrt(1-memory*memory)*r.NormFloat64()
		}
		all = append(all, l.plan(r, week, [2]float64{season + mood[0]/2, mood[1]}, absences))
	}
	return all
}

func quarter(week int) float64 {
	if week%13 < 2 {
		return quarterly
	}
	return -quarterly * 2 / 11
}

// plan draws one week; lean is how much more than usual it leans to making, at
// work and of own, on the logit scale.
func (l Life) plan(r *rand.Rand, week int, lean [2]float64, absences []Leave) plan {
	p := plan{week: week, monday: l.monday(week)}
	now := l.traits(p.monday)
	usual := min(0.97, now.Work/5)
	work := oddly(r, usual, lean[0])
	for i := range 7 {
		d := p.monday + when.Day(i)
		away := awayOn(absences, d)
		p.present[i] = i < 5 && away == ""
		hit, evening := r.Float64(), r.Float64() // drawn always: one day says nothing of the next
		p.work[i] = p.present[i] && hit < work
		p.own[i] = evening < ownChance(now.Own, i, lean[1])*homeTime(away)
	}
	return p
}

// oddly is the chance of a hands-on day in a week that is usually p: with the
// week's lean, in some weeks nothing at all, in a few quite other than usual.
func oddly(r *rand.Rand, p, lean float64) float64 {
	none := 0.02 + 0.35*max(0, 1-p/0.46)
	nothing, odd, up := r.Float64() < none, r.Float64() < oddWeeks, r.Float64() < 0.5
	q := logistic(logit(min(0.985, p/(1-none))) + lean)
	switch {
	case nothing:
		return 0
	case odd && up:
		return min(0.95, q+0.35)
	case odd:
		return q * 0.1
	}
	return q
}

func ownChance(perWeek float64, day int, lean float64) float64 {
	weight := weekday
	if day >= 5 {
		weight = weekend
	}
	return logistic(logit(min(0.95, max(0.001, perWeek/7*weight))) + lean)
}

// homeTime is what an absence from work leaves of own projects.
func homeTime(away string) float64 {
	switch away {
	case "":
		return 1
	case "holiday":
		return 0.6
	}
	return 0.2
}

// Week is what there is to be found of a week: the hands-on days by the
// commits the life left, and the working days the person was there.
type Week struct {
	Monday          when.Day
	Present         int // 0 to 5
	Work, Own, Both int // hands-on days
}

// weeks counts the days of the commits. The last week may be cut.
func weeks(plans []plan, histories []history) []Week {
	found := map[when.Day]struct{ work, own bool }{}
	for _, h := range histories {
		for i := range h.commits {
			if d, ok := h.commits[i].handsOn(h.life); ok {
				f := found[d]
				f.work, f.own = f.work || !h.repo.Own, f.own || h.repo.Own
				found[d] = f
			}
		}
	}
	all := make([]Week, len(plans))
	for i, p := range plans {
		w := Week{Monday: p.monday}
		for d := range when.Day(7) {
			f := found[p.monday+d]
			w.Present += one(p.present[d])
			w.Work += one(f.work)
			w.Own += one(f.own)
			w.Both += one(f.work || f.own)
		}
		all[i] = w
	}
	return slices.Clip(all)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
