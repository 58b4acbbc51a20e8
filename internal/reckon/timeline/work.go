// Package timeline reconciles overlapping evidence into one account of a
// person's time: acts (something done at a point) and stints (an unbroken
// stretch of one kind of work). It is pure, and the answer does not depend on
// the order of the evidence. It counts nothing: that is what measures are for.
package timeline

// Work is a kind of work.
type Work string

// The kinds of work. Away is not work, and Unknown is not nothing: no evidence
// says what happened.
const (
	Making        Work = "making"
	Reviewing     Work = "reviewing"
	Mentoring     Work = "mentoring"
	Hiring        Work = "hiring"
	Coordinating  Work = "coordinating"
	Operating     Work = "operating"
	Learning      Work = "learning"
	Administering Work = "administering"
	Away          Work = "away"
	Unknown       Work = "unknown"
)

// Remove is how far each kind of work stands from what compiles: 0 hands on the
// thing, 4 coordinating the coordinators. It is data: Habits may hold another.
func Remove() map[Work]int {
	return map[Work]int{
		Making: 0, Operating: 0, Learning: 0,
		Reviewing: 1, Mentoring: 2, Hiring: 2,
		Coordinating: 3, Administering: 3,
	}
}

// Sphere says whose the work was: the employer's or the person's own.
type Sphere string

// The spheres. Something seen in several places is work if any of them is,
// else own, else unknown.
const (
	SphereAll     Sphere = "all"
	SphereWork    Sphere = "work"
	SphereOwn     Sphere = "own"
	SphereUnknown Sphere = "unknown"
)

// Stronger is the sphere of something seen in both.
func Stronger(a, b Sphere) Sphere {
	for _, s := range []Sphere{SphereWork, SphereOwn} {
		if a == s || b == s {
			return s
		}
	}
	return SphereUnknown
}
