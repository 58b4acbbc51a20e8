package stat

import "slices"

// bounds are the points sorted, once each, with the 0 that starts the series.
func bounds(points []int) []int {
	all := append([]int{0}, points...)
	slices.Sort(all)
	return slices.Compact(all)
}

// hits counts the true points that have a found point within the margin, each
// found point serving once; both are sorted.
func hits(truth, found []int, margin int) int {
	n, j := 0, 0
	for _, t := range truth {
		for j < len(found) && found[j] < t-margin {
			j++
		}
		if j < len(found) && found[j] <= t+margin {
			n++
			j++
		}
	}
	return n
}

// coverOf is the length-weighted best overlap of the stretches that two sorted
// sets of bounds cut 0..n into. It walks both at once.
func coverOf(truth, found []int, n int) float64 {
	if n == 0 {
		return 0
	}
	sum, first := 0.0, 0
	for i, from := range truth {
		to := after(truth, i, n)
		for after(found, first, n) <= from && first < len(found)-1 {
			first++
		}
		best := 0.0
		for j := first; j < len(found) && found[j] < to; j++ {
			end := after(found, j, n)
			best = max(best, float64(min(to, end)-max(from, found[j]))/
				float64(max(to, end)-min(from, found[j])))
		}
		sum += best * float64(to-from)
	}
	return sum / float64(n)
}

func after(bounds []int, i, n int) int {
	if i+1 < len(bounds) {
		return bounds[i+1]
	}
	return n
}
