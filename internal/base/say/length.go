package say

import (
	"fmt"
	"math"

	"github.com/backsight/backsight/internal/base/when"
)

// Minutes is a length in minutes as a sentence says it: "51 minutes", "3 h 20".
func Minutes(minutes float64) string {
	n := int(minutes + 0.5)
	if n < 60 {
		return Count(n, "minute", "minutes")
	}
	return fmt.Sprintf("%d h %02d", n/60, n%60)
}

// Length is a length of time as a table says it, to the minute: "51 min", "3 h",
// "3 h 20".
func Length(t when.Instant) string {
	minutes := int((t + 30*when.Second) / when.Minute)
	switch {
	case minutes < 60:
		return fmt.Sprintf("%d min", minutes)
	case minutes%60 == 0:
		return fmt.Sprintf("%d h", minutes/60)
	}
	return fmt.Sprintf("%d h %02d", minutes/60, minutes%60)
}

// About is a length in minutes, the longer the rougher: "50 min", "7.5 h", "41 h".
func About(minutes float64) string {
	switch {
	case minutes < 1 && minutes > 0:
		return "1 min"
	case minutes < 90:
		return fmt.Sprintf("%.0f min", math.Floor(minutes+0.5)) // as the others round it
	case minutes < 600:
		return fmt.Sprintf("%.1f h", minutes/60)
	}
	return fmt.Sprintf("%.0f h", minutes/60)
}
