package report

import "github.com/backsight/backsight/internal/base/say"

// YearMean is a year and its months: the mean of a week seen whole, null where
// none was seen.
type YearMean struct {
	Year   int          `json:"year"`
	Mean   *float64     `json:"mean"`
	Seen   int          `json:"seen_weeks"`
	Of     int          `json:"weeks"`
	Months [12]*float64 `json:"months"`
}

// YearMeans are the means of the years and their months, a week belonging to
// where its Thursday lies.
func YearMeans(r Reading) (out []YearMean) {
	var all sum
	var months [12]sum
	mean := func(s sum) *float64 {
		v, some := s.mean()
		if !some {
			return nil
		}
		v = say.Tenth(v)
		return &v
	}
	for _, w := range r.Series {
		thursday := w.Week + 3
		if n := len(out); n == 0 || out[n-1].Year != thursday.Year() {
			out, all, months = append(out, YearMean{Year: thursday.Year()}), sum{}, [12]sum{}
		}
		y := &out[len(out)-1]
		y.Of++
		if w.Value == nil || w.Seen == 0 {
			continue
		}
		y.Seen++
		month := &months[thursday.Time().Month()-1]
		all.add(r, w)
		month.add(r, w)
		y.Mean, y.Months[thursday.Time().Month()-1] = mean(all), mean(*month)
	}
	return out
}
