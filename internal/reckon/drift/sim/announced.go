package sim

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// Announced is how a detector did on announced changes of role: parts of the
// events it found, and of the random weeks of those who stayed where it would
// have found as much. Intervals hold 95 of 100 resamples of people.
type Announced struct {
	Name                    string
	Strict, Chance          Share
	Lift                    Share
	Live, LiveChance        [3]Share // known 26 weeks before, at, and 26 weeks after
	FalsePerTenYears        Share
	Events, People, Control int
}

// Share is a part with its interval.
type Share struct{ Value, Low, High float64 }

// liveAt are the weeks from the announcement at which the series is cut.
var liveAt = [3]int{-26, 0, 26}

// verdict is what a detector said about one person: for each moment, an
// announcement or a random week, whether it hits.
type verdict struct {
	control bool
	strict  []bool
	live    [3][]bool
	deep    float64 // falls
	weeks   int
}

// Judge scores a detector on cases; each is run by do, which may run some at
// once but must return only when all have.
func Judge(name string, detect Detector, cases []Case, do func(n int, one func(i int) error) error) (Announced, error) {
	verdicts := make([]verdict, len(cases))
	err := do(len(cases), func(i int) (err error) {
		verdicts[i], err = judge(detect, cases[i])
		return err
	})
	if err != nil {
		return Announced{}, fmt.Errorf("judge %s: %w", name, err)
	}
	return summary(name, verdicts), nil
}

func judge(detect Detector, c Case) (verdict, error) {
	v := verdict{control: c.Control, weeks: len(c.Days)}
	falls, level, err := detect(c.ID, c.Start, c.Days)
	if err != nil {
		return v, err
	}
	for _, f := range falls {
		if f.To <= deep*f.From {
			v.deep++
		}
	}
	for _, at := range c.moments() {
		v.strict = append(v.strict, hit(falls, level, at-lookBack, at+lookOn))
		for k, shift := range liveAt {
			cut := min(at+shift, len(c.Days))
			if cut < 52 {
				v.live[k] = append(v.live[k], false)
				continue
			}
			falls, level, err := detect(c.ID, c.Start, c.Days[:cut])
			if err != nil {
				return v, err
			}
			v.live[k] = append(v.live[k], hit(falls, level, cut-lookBack, cut))
		}
	}
	return v, nil
}

// moments are the announcements, or for a control the weeks taken for one:
// every thirteenth.
func (c Case) moments() []int {
	if !c.Control {
		return c.Announced
	}
	var all []int
	for t := 0; t < len(c.Days); t += chanceAt {
		all = append(all, t)
	}
	return all
}

func summary(name string, verdicts []verdict) Announced {
	a := Announced{Name: name}
	for _, v := range verdicts {
		if v.control {
			a.Control++
		} else {
			a.People++
			a.Events += len(v.strict)
		}
	}
	strict := func(v verdict) []bool { return v.strict }
	a.Strict = resample(verdicts, func(vs []verdict) float64 { return part(vs, false, strict) })
	a.Chance = resample(verdicts, func(vs []verdict) float64 { return part(vs, true, strict) })
	a.Lift = resample(verdicts, func(vs []verdict) float64 { return part(vs, false, strict) - part(vs, true, strict) })
	for k := range liveAt {
		live := func(v verdict) []bool { return v.live[k] }
		a.Live[k] = resample(verdicts, func(vs []verdict) float64 { return part(vs, false, live) })
		a.LiveChance[k] = resample(verdicts, func(vs []verdict) float64 { return part(vs, true, live) })
	}
	a.FalsePerTenYears = resample(verdicts, falseRate)
	return a
}

// part is the mean over people of the part of their moments that hit.
func part(vs []verdict, control bool, of func(verdict) []bool) float64 {
	sum, n := 0.0, 0.0
	for _, v := range vs {
		hits := of(v)
		if v.control != control || len(hits) == 0 {
			continue
		}
		k := 0.0
		for _, h := range hits {
			if h {
				k++
			}
		}
		sum, n = sum+k/float64(len(hits)), n+1
	}
	return sum / n
}

// falseRate is the deep falls of those who stayed, in ten years.
func falseRate(vs []verdict) float64 {
	falls, weeks := 0.0, 0
	for _, v := range vs {
		if v.control {
			falls, weeks = falls+v.deep, weeks+v.weeks
		}
	}
	return falls / float64(weeks) * 521.775
}

// resample is a figure with the interval of 2,000 resamples of people, those
// who left and those who stayed apart.
func resample(all []verdict, figure func([]verdict) float64) Share {
	random := rand.New(rand.NewPCG(1, 2))
	var left, stayed []verdict
	for _, v := range all {
		if v.control {
			stayed = append(stayed, v)
		} else {
			left = append(left, v)
		}
	}
	draws := make([]float64, 0, 2000)
	for range 2000 {
		var vs []verdict
		for range left {
			vs = append(vs, left[random.IntN(len(left))])
		}
		for range stayed {
			vs = append(vs, stayed[random.IntN(len(stayed))])
		}
		if x := figure(vs); !math.IsNaN(x) {
			draws = append(draws, x)
		}
	}
	slices.Sort(draws)
	return Share{figure(all), draws[len(draws)/40], draws[len(draws)-1-len(draws)/40]}
}

// AnnouncedTable is the figures as a Markdown table, a detector a line.
func AnnouncedTable(all []Announced) string {
	var b strings.Builder
	b.WriteString("| detector | strict | chance | lift | live at -26 w (chance) | live at 0 | live at +26 | false deep falls / 10 a |\n|---|---|---|---|---|---|---|---|\n")
	for _, a := range all {
		fmt.Fprintf(&b, "| %s | %s | %s | %+.0f [%.0f to %.0f] |", a.Name, a.Strict, percent(a.Chance.Value), 100*a.Lift.Value, 100*a.Lift.Low, 100*a.Lift.High)
		for k := range liveAt {
			fmt.Fprintf(&b, " %s (%s) |", percent(a.Live[k].Value), percent(a.LiveChance[k].Value))
		}
		fmt.Fprintf(&b, " %.1f [%.1f-%.1f] |\n", a.FalsePerTenYears.Value, a.FalsePerTenYears.Low, a.FalsePerTenYears.High)
	}
	return b.String()
}

func (s Share) String() string {
	return fmt.Sprintf("%.0f %% [%.0f-%.0f]", 100*s.Value, 100*s.Low, 100*s.High)
}
