package stat

// The headline: of the sampled paths the one that agrees best with all others,
// the Bayes estimator under the loss by which change points are judged. The
// likeliest single path is worse.
const (
	headlinePaths  = 80 // candidates
	headlineJury   = 120
	headlineMargin = 8
)

// headline is the index of the path whose bounds have the greatest sum of F1
// and Cover over the jury; bounds holds those of every path, sorted, without 0.
func headline(bounds [][]int, n, margin int) int {
	whole := make([][]int, len(bounds))
	for i, b := range bounds {
		whole[i] = append([]int{0}, b...)
	}
	best, at := -1.0, 0
	for i := range min(headlinePaths, len(whole)) {
		sum := 0.0
		for _, other := range whole[:min(headlineJury, len(whole))] {
			sum += agreement(other, whole[i], n, margin)
		}
		if sum > best {
			best, at = sum, i
		}
	}
	return at
}

// agreement is F1 plus Cover of one set of bounds, judged by another.
func agreement(truth, found []int, n, margin int) float64 {
	hit := float64(2*hits(truth, found, margin)) / float64(len(truth)+len(found))
	return hit + coverOf(truth, found, n)
}
