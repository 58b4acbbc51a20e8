package stat

// The two scores of van den Burg & Williams (2020), "An evaluation of change
// point detection algorithms", arXiv 2003.06222, section 4: the judges of the
// Turing Change Point Dataset. A change point is the index of the first value
// of the new stretch; 0 is one by convention and need not be given.

// F1 is the harmonic mean of precision, over the change points that any
// annotator saw, and recall, averaged over annotators; a hit lies within the
// margin and every true point is hit once.
func F1(annotators [][]int, found []int, margin int) float64 {
	var all []int
	for _, a := range annotators {
		all = append(all, a...)
	}
	found = bounds(found)
	precision := float64(hits(bounds(all), found, margin)) / float64(len(found))
	recall := 0.0
	for _, a := range annotators {
		truth := bounds(a)
		recall += float64(hits(truth, found, margin)) / float64(len(truth))
	}
	recall /= float64(len(annotators))
	if precision+recall == 0 {
		return 0
	}
	return 2 * precision * recall / (precision + recall)
}

// Cover is the mean, over annotators, of the overlap (Jaccard) of each true
// stretch with the found stretch that fits it best, weighted by its length;
// n is the length of the series.
func Cover(annotators [][]int, found []int, n int) float64 {
	sum := 0.0
	found = bounds(found)
	for _, a := range annotators {
		sum += coverOf(bounds(a), found, n)
	}
	return sum / float64(len(annotators))
}
