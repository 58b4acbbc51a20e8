package kinds

import (
	"fmt"
	"testing"
)

// What sorting two thousand series takes, as a ratio to reading their titles once:
// compare the two lines.
func BenchmarkSort(b *testing.B) {
	var titles []string
	for i := range 2000 {
		titles = append(titles, fmt.Sprintf("%s %c%c of the %c team", []string{"Design review", "Zephyr numbers", "Customer visit", "Orbit"}[i%4], 'a'+i%26, 'a'+i/26%26, 'a'+i/676))
	}
	series := titled(titles...)
	pins := []Pin{pin(series[1], "learning", 1), pin(series[3], "planning", 2)}
	b.Run("words", func(b *testing.B) {
		for b.Loop() {
			for i := range series {
				words(series[i].Title)
			}
		}
	})
	b.Run("sort", func(b *testing.B) {
		for b.Loop() {
			New(Table(), series, pins)
		}
	})
}
