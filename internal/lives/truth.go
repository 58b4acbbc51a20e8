package lives

import "github.com/backsight/backsight/internal/base/when"

// Sphere says which hands-on days are meant.
type Sphere string

// The spheres of a life. Of Both, a day on which both happened counts once.
const (
	Both   Sphere = "all"
	AtWork Sphere = "work"
	OfOwn  Sphere = "own"
)

// Turn is a change of level as it truly is. End is the first week at the new
// level of a slide, NoDay of a step.
type Turn struct {
	At, End  when.Day
	From, To float64 // hands-on days in an ordinary week
}

// Own projects are a matter of evenings, more so of weekends. The two weights
// leave the week's total as it is: 5·0.8 + 2·1.5 = 7.
const (
	weekday = 0.8
	weekend = 1.5
)

// Level is the true level on a day: the hands-on days of an ordinary week, one
// without absences, as they would be on average.
func (l Life) Level(s Sphere, on when.Day) float64 {
	t := l.traits(on)
	switch s {
	case AtWork:
		return t.Work
	case OfOwn:
		return t.Own
	}
	evening, free := t.Own/7*weekday, t.Own/7*weekend
	return 5*(1-(1-t.Work/5)*(1-evening)) + 2*free
}

// Turns are the true changes of level of half a day a week and more, in order
// of time.
func (l Life) Turns(s Sphere) []Turn {
	var turns []Turn
	for _, p := range l.Phases[1:] {
		end, after := when.NoDay, p.From
		if p.Over > 0 {
			end = p.From + when.Day(7*p.Over)
			after = end
		}
		t := Turn{At: p.From, End: end, From: l.Level(s, p.From-1), To: l.Level(s, after)}
		if t.To-t.From >= 0.5 || t.From-t.To >= 0.5 {
			turns = append(turns, t)
		}
	}
	return turns
}

// traits are the levels on a day: those of the phase, or on the way to them.
func (l Life) traits(on when.Day) Traits {
	now := l.Phases[0].Traits
	for _, p := range l.Phases[1:] {
		if on < p.From {
			break
		}
		gone := 1.0
		if p.Over > 0 {
			gone = min(1, float64(on-p.From)/float64(7*p.Over))
		}
		now = now.toward(p.Traits, gone)
	}
	return now
}

// toward is the part of the way from t to o.
func (t Traits) toward(o Traits, part float64) Traits {
	on := func(a, b float64) float64 { return a*(1-part) + b*part }
	return Traits{
		on(t.Work, o.Work), on(t.Own, o.Own), on(t.Meet, o.Meet),
		on(t.Review, o.Review), on(t.Integrate, o.Integrate), on(t.Assistance, o.Assistance),
	}
}
