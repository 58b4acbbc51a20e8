package energy

import (
	"math"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/reckon/stat/mixed"
)

// The columns before the kinds': 1, the hour of the day to the third power, a trend. What
// single hours differ from that curve, such as those after lunch, is a pool of its own.
const fixed = 5

// leastVaried is the least that a kind's share must vary within days, summed over
// check-ins in hours, for anything to be said of it.
const leastVaried = 0.5

// fit fills in what the check-ins say of each kind.
func (a *Answer) fit(used []CheckIn, met []kind) {
	if len(used) < fewest {
		a.tooLittle(met)
		return
	}
	most := min(len(met), mostKinds)
	a.tooLittle(met[most:])
	met = met[:most]
	rows := layOut(used, met)
	fitted, err := mixed.Fit(rows.data)
	if err != nil { // a value that is no number; whoever reads check-ins refuses it
		a.tooLittle(met)
		return
	}
	for i, k := range met {
		if rows.varied[i] >= leastVaried {
			a.Kinds = append(a.Kinds, told(k, len(used), fitted.Of(rows.against(i, 0))))
		} else {
			a.tooLittle(met[i : i+1])
		}
		if heavy := fitted.Of(rows.against(i, 1)); rows.daysVaried[i] >= leastVaried {
			a.HeavyDays = append(a.HeavyDays, HeavyDay{k.name, heavy.Mean(), heavy.Quantile(0.05), heavy.Quantile(0.95)})
		}
	}
}

func (a *Answer) tooLittle(some []kind) {
	for _, k := range some {
		a.TooLittle = append(a.TooLittle, k.name)
	}
}

// told is a kind with its interval, claimed where the gate opens.
func told(k kind, n int, c mixed.Mixture) Kind {
	out := Kind{Kind: k.name, Value: c.Mean(), Low: c.Quantile(0.05), High: c.Quantile(0.95), Hours: k.hours}
	out.P = math.Max(1-c.Below(Least), c.Below(-Least))
	out.Claim = out.P >= Sure && out.Hours >= Hours && n >= Enough
	return out
}

// rows are check-ins as the model takes them. The pools are the kinds' shares less
// their day's mean, and those means; the rest of the hour is the last of each.
type rows struct {
	data       mixed.Data
	mix        []float64 // the person's average hour
	hours      []int     // hours of the day that occur, a column each
	varied     []float64 // Σ |share − its day's mean| a kind
	daysVaried []float64 // the same of the days' means
}

func layOut(used []CheckIn, met []kind) *rows {
	columns := len(met) + 1
	r := &rows{
		mix: make([]float64, columns), varied: make([]float64, columns), daysVaried: make([]float64, columns),
		hours: hoursOf(used),
	}
	r.data = mixed.Data{Fixed: fixed, Pools: []int{columns, columns, len(r.hours)}}
	shares := make([][]float64, len(used))
	for i, c := range used {
		shares[i] = sharesOf(c, met)
		for k, s := range shares[i] {
			r.mix[k] += s / float64(len(used))
		}
	}
	first, last := used[0].At, used[len(used)-1].At
	half := max(last.Sub(first).Hours()/2, 1)
	for from := 0; from < len(used); {
		to := from + 1
		for to < len(used) && sameDay(used[from].At, used[to].At) {
			to++
		}
		mean := make([]float64, columns)
		for _, s := range shares[from:to] {
			for k, v := range s {
				mean[k] += v / float64(to-from)
			}
		}
		for i := from; i < to; i++ {
			since := used[i].At.Sub(first).Hours()
			r.add(used[i], since, since/half-1, from, shares[i], mean)
		}
		from = to
	}
	return r
}

// add puts one check-in in.
func (r *rows) add(c CheckIn, since, trend float64, day int, shares, mean []float64) {
	d := &r.data
	hour := (float64(c.At.Hour()) + float64(c.At.Minute())/60 - 13) / 4
	d.Y, d.At, d.Day = append(d.Y, c.Value), append(d.At, since), append(d.Day, day)
	d.X = append(d.X, 1, hour, hour*hour, hour*hour*hour, trend)
	for k, s := range shares {
		d.X = append(d.X, s-mean[k])
		r.varied[k] += math.Abs(s - mean[k])
	}
	for k, m := range mean {
		d.X = append(d.X, m-r.mix[k])
		r.daysVaried[k] += math.Abs(m - r.mix[k])
	}
	for _, h := range r.hours {
		d.X = append(d.X, one(c.At.Hour() == h))
	}
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// hoursOf are the hours of the day at which anything was answered.
func hoursOf(used []CheckIn) (hours []int) {
	for _, c := range used {
		hours = append(hours, c.At.Hour())
	}
	slices.Sort(hours)
	return slices.Compact(hours)
}

// sharesOf is the hour before a check-in: each kind's share, and the rest.
func sharesOf(c CheckIn, met []kind) []float64 {
	out := make([]float64, len(met)+1)
	rest := 1.0
	for k, kind := range met {
		out[k] = c.Exposure[kind.name]
		rest -= out[k]
	}
	out[len(met)] = max(rest, 0)
	return out
}

// against is the factors of an hour of the kind less the average hour, in the pool.
func (r *rows) against(kind, pool int) []float64 {
	columns := len(r.mix)
	out := make([]float64, r.data.Width())
	for k, share := range r.mix {
		out[fixed+pool*columns+k] = -share
	}
	out[fixed+pool*columns+kind]++
	return out
}

// sameDay says whether two moments lie on one day, each on its own clock.
func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}
