package svg

import (
	"fmt"
	"slices"
	"strings"
)

// svg is a picture being drawn. Its colours come from the page, by class.
type svg struct {
	id string // makes ids inside one page unique
	b  strings.Builder
}

func (s *svg) out(format string, args ...any) { fmt.Fprintf(&s.b, format+"\n", args...) }

// open begins a picture that names itself to screen readers, with the hatch of
// what was not seen.
func (s *svg) open(class string, width, height float64, title, about string) {
	s.out(`<svg class="%s" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" role="img" aria-labelledby="%s-t %s-d">`, class, width, height, s.id, s.id)
	s.out(`<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, s.id, esc(title), s.id, esc(about))
	s.out(`<defs><pattern id="%s-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="bs-hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>`, s.id)
}

func (s *svg) close() string {
	s.b.WriteString("</svg>")
	return s.b.String()
}

// quantile is the value below which a part of the values lies.
func quantile(values []float64, part float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)-1, int(part*float64(len(sorted))))]
}
