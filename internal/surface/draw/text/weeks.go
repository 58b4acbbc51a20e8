package text

import (
	"fmt"
	"io"

	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

// Weeks writes the numbers behind every reading, a week a line: the measure, the
// sphere, the week's Monday, its value (empty where nothing was seen), of how
// many days, and the part that was seen; tab-separated, with a heading.
func Weeks(w io.Writer, r reckon.Report) error {
	if _, err := fmt.Fprintln(w, "measure\tsphere\tweek\tvalue\tof\tseen"); err != nil {
		return err
	}
	for _, m := range r.Measures {
		for _, week := range m.Series {
			value := ""
			if week.Value != nil {
				value = draw.Short2(*week.Value)
			}
			if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%g\t%s\n", m.Name, m.Sphere, week.Week, value, week.Of, draw.Short2(week.Seen)); err != nil {
				return err
			}
		}
	}
	return nil
}
