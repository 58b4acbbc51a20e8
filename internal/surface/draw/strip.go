package draw

import (
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/reckon"
)

// Strip is one day on one line: its stints as bars, its acts as ticks, the hours
// beneath. Now is the minute up to which the day has come, 1440 for a whole day.
func Strip(e reckon.Explanation, now int, small bool, id string) string {
	s := &strip{left: 16, right: 1024}
	s.id = id
	if small {
		s.right = 358
	}
	s.from, s.to = s.hours(e, now)
	s.open("bs-plot bs-strip", s.right+16, 84, "The day so far", fmt.Sprintf("%d stretches and %d acts.", len(e.Stints), len(e.Acts)))
	s.scale(small)
	for _, stint := range e.Stints {
		s.stint(stint)
	}
	for _, act := range e.Acts {
		s.act(act)
	}
	if now < s.to {
		s.out(`<line class="bs-turnline" x1="%.1f" y1="14" x2="%.1f" y2="56"/><text class="bs-turnlabel" x="%.1f" y="11" text-anchor="middle">now</text>`, s.x(now), s.x(now), s.x(now))
	}
	return s.close()
}

// strip is the line of a Strip; its times are minutes of the day.
type strip struct {
	svg
	left, right float64
	from, to    int
}

// hours are the whole hours the line goes over: the working day, and whatever
// lies outside it.
func (s *strip) hours(e reckon.Explanation, now int) (from, to int) {
	from, to = 8*60, 18*60
	hold := func(a, z int) { from, to = min(from, a/60*60), max(to, min(1440, (z+59)/60*60)) }
	for _, stint := range e.Stints {
		a, z := clockMinutes(stint.From), clockMinutes(stint.To)
		if z <= a {
			z = 1440
		}
		hold(a, z)
	}
	for _, act := range e.Acts {
		hold(clockMinutes(act.Time), clockMinutes(act.Time))
	}
	if now < 1440 {
		hold(now, now)
	}
	return from, to
}

// clockMinutes reads "14:05".
func clockMinutes(text string) (minutes int) {
	var h, m int
	if _, err := fmt.Sscanf(text, "%d:%d", &h, &m); err != nil {
		return 0
	}
	return 60*h + m
}

func (s *strip) x(minute int) float64 {
	return s.left + (s.right-s.left)*float64(minute-s.from)/float64(s.to-s.from)
}

func (s *strip) scale(small bool) {
	every := 60
	if small {
		every = 120
	}
	for m := s.from; m <= s.to; m += every {
		s.out(`<line class="bs-year" x1="%.1f" y1="16" x2="%.1f" y2="58"/>`, s.x(m), s.x(m))
		s.out(`<text class="bs-label" x="%.1f" y="74" text-anchor="middle">%02d</text>`, s.x(m), m/60%24)
	}
	s.out(`<line class="bs-axis" x1="%.1f" y1="56" x2="%.1f" y2="56"/>`, s.left, s.right)
}

func (s *strip) stint(w reckon.WhyStint) {
	a, z := clockMinutes(w.From), clockMinutes(w.To)
	if z <= a {
		z = 1440
	}
	says := fmt.Sprintf("%s to %s: %s", w.From, w.To, w.Work)
	if w.Text != "" {
		says += ", " + w.Text
	}
	s.out(`<rect class="bs-w-%s" x="%.1f" y="24" width="%.1f" height="30" rx="2"><title>%s</title></rect>`,
		esc(w.Work), s.x(a)+.5, max(1.5, s.x(z)-s.x(a)-1), esc(says))
}

func (s *strip) act(a reckon.WhyAct) {
	x := s.x(clockMinutes(a.Time))
	s.out(`<rect class="bs-act" x="%.1f" y="18" width="3" height="38"><title>%s</title></rect>`, x-1.5,
		esc(strings.TrimSpace(a.Time+" "+a.What+": "+a.Text)))
}
