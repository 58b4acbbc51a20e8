package look

import (
	"slices"

	"github.com/backsight/backsight/internal/reckon/report"
)

// young lets a report without a reference begin with what can be told of it: the
// first measure of which there are sums by month is the headline, and its sums come
// before what is not known yet.
func young(r *report.Report) {
	if r.Reference != nil {
		return
	}
	sums := func(m report.Reading) func(report.Claim) bool {
		return func(c report.Claim) bool {
			return c.Kind == report.Summed && c.About == m.Name && c.Sphere == m.Sphere
		}
	}
	head := slices.IndexFunc(r.Measures, func(m report.Reading) bool { return slices.ContainsFunc(r.Claims, sums(m)) })
	if head < 0 {
		return
	}
	m := r.Measures[head]
	r.Measures = slices.Insert(slices.Delete(slices.Clone(r.Measures), head, head+1), 0, m)
	i := slices.IndexFunc(r.Claims, sums(m))
	claim := r.Claims[i]
	r.Claims = slices.Insert(slices.Delete(slices.Clone(r.Claims), i, i+1), 0, claim)
}
