package reckon

import "github.com/backsight/backsight/internal/reckon/measure"

// Counting is the question as a program asks it that has other measures than
// this one: one less, or another version of one.
func (q Question) Counting(all []measure.Measure) Question {
	q.measures = all
	return q
}
