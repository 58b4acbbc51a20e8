package svg

import (
	"fmt"
	"time"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/when"
)

// Coverage is what some sources could see, week by week, a row each.
type Coverage struct {
	Weeks when.Days // from a Monday to a Monday
	Rows  []CoverageRow
}

// CoverageRow is one source or place. Seen is the part of each week it covers,
// 0 for none, by the week's place in Weeks. Head is a row that sums up others.
type CoverageRow struct {
	Name string
	Seen []float64
	Head bool
}

// SVG draws the matrix: runs of seen weeks as bars, paler where a week is seen in
// part, hatched where a source has begun and sees nothing.
func (c Coverage) SVG(small bool, id string) string {
	if len(c.Rows) == 0 || c.Weeks.Len() == 0 {
		return ""
	}
	s := &coverage{svg: svg{id: id}, of: c, left: 30 + 7*float64(c.widest()), right: 1030, high: 26, top: 24}
	if small {
		s.left, s.right, s.high = 8, 366, 38
	}
	s.open("bs-plot bs-cover", s.right+8, s.top+s.high*float64(len(c.Rows))+6, "What each place covers, over the years", fmt.Sprintf("%d rows over %d weeks.", len(c.Rows), c.Weeks.Len()/7))
	s.years()
	for i, row := range c.Rows {
		s.row(row, s.top+s.high*float64(i), small)
	}
	return s.close()
}

// widest is how many columns the longest name takes, as far as it is shown.
func (c Coverage) widest() (columns int) {
	for _, row := range c.Rows {
		columns = max(columns, min(32, runewidth.StringWidth(row.Name)))
	}
	return columns
}

type coverage struct {
	svg
	of                     Coverage
	left, right, high, top float64
}

func (s *coverage) x(d when.Day) float64 {
	return s.left + (s.right-s.left)*float64(d-s.of.Weeks.From)/float64(s.of.Weeks.Len())
}

func (s *coverage) years() {
	room := (s.right - s.left) / (float64(s.of.Weeks.Len()) / 365.25)
	every := 1
	for room*float64(every) < 40 {
		every++
	}
	bottom := s.top + s.high*float64(len(s.of.Rows))
	for year := s.of.Weeks.From.Year() + 1; when.Date(year, time.January, 1) < s.of.Weeks.To; year++ {
		x := s.x(when.Date(year, time.January, 1))
		s.out(`<line class="bs-year" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, x, s.top-6, x, bottom)
		if year%every == 0 && x < s.right-26 {
			s.out(`<text class="bs-label" x="%.1f" y="13">%d</text>`, x+3, year)
		}
	}
}

func (s *coverage) row(row CoverageRow, y float64, small bool) {
	class := "bs-label"
	if row.Head {
		class = "bs-ink"
	}
	deep, high := "bs-h3", s.high-10
	if row.Head {
		deep = "bs-w-making"
	}
	if small {
		s.out(`<text class="%s" x="%.0f" y="%.1f">%s</text>`, class, s.left, y+11, esc(runewidth.Truncate(row.Name, 44, "…")))
		y, high = y+16, 12
	} else {
		s.out(`<text class="%s" x="%.0f" y="%.1f" text-anchor="end">%s</text>`, class, s.left-12, y+13, esc(runewidth.Truncate(row.Name, 32, "…")))
	}
	begun := false
	s.runs(row.Seen, func(from, to int, depth int) {
		begun = begun || depth > 0
		if !begun {
			return
		}
		fill := ""
		name := []string{"bs-unseen", "bs-h2", deep}[depth]
		if depth == 0 {
			fill = fmt.Sprintf(` fill="url(#%s-h)"`, s.id)
		}
		a, z := s.x(s.of.Weeks.From+when.Day(7*from)), s.x(s.of.Weeks.From+when.Day(7*to))
		s.out(`<rect class="%s"%s x="%.1f" y="%.1f" width="%.1f" height="%.0f"/>`, name, fill, a, y+2, max(0.6, z-a), high)
	})
}

// runs visits the stretches of weeks that are seen alike: 0 not, 1 in part, 2
// whole.
func (s *coverage) runs(seen []float64, visit func(from, to, depth int)) {
	depth := func(v float64) int {
		switch {
		case v <= 0:
			return 0
		case v < 0.99:
			return 1
		}
		return 2
	}
	first := 0
	for i := 1; i <= len(seen); i++ {
		if i == len(seen) || depth(seen[i]) != depth(seen[first]) {
			visit(first, i, depth(seen[first]))
			first = i
		}
	}
}
