package tell

import (
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/report"
)

// isLevel says whether the reading is of a level (a share, a mean, a length) and
// not of something counted each week.
func (t teller) isLevel() bool { return !strings.HasSuffix(t.r.Unit, "/week") }

// level is a value with its unit.
func (t teller) level(v float64) say.Text {
	if t.r.Unit == "%" {
		return say.F("%.0f%%", v)
	}
	return say.F("%s %s", say.Num(v), t.r.Unit)
}

func (t teller) band(r report.Range) say.Text {
	if t.r.Unit == "%" {
		return say.F("(%.0f to %.0f)", r.Low, r.High)
	}
	return between(r)
}

// apart is how far two levels lie from one another.
func (t teller) apart(v float64) say.Text {
	if t.r.Unit == "%" {
		return say.F("~%.0f points", v)
	}
	return say.F("~%s %s", say.Num(v), t.r.Unit)
}

// movedLevel is the finding about a level.
func (t teller) movedLevel() report.Claim {
	m, ref := *t.r.Backsight.Moved, t.reference()
	is := t.opening("The "+t.noun()+" is", "the "+t.noun()+" was")
	switch {
	case t.about(m):
		return t.claim(say.F("%s about what it was %s (%s lower to %s higher).", is, ref, t.apart(-m.Low), t.apart(m.High)), &m)
	case unsure(m):
		return t.claim(t.notSure(), &m)
	case m.Value < 0:
		return t.claim(say.F("%s %s lower than %s %s.", is, t.apart(-m.Value), ref, t.band(report.Range{Value: -m.Value, Low: -m.High, High: -m.Low})), &m)
	}
	return t.claim(say.F("%s %s higher than %s %s.", is, t.apart(m.Value), ref, t.band(m)), &m)
}

// rate is how fast a level goes.
func (t teller) rate(r report.Range) report.Claim {
	if r.Value < 0 {
		return t.claim(say.F("It is falling by %s each year %s.", t.apart(-r.Value), t.band(report.Range{Value: -r.Value, Low: -r.High, High: -r.Low})), &r)
	}
	return t.claim(say.F("It is rising by %s each year %s.", t.apart(r.Value), t.band(r)), &r)
}
