package energy

import (
	"fmt"
	"math"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
)

// Rule is how the comparison is made, for beside every finding.
const Rule = "Hours are compared inside the same day, with the hour of the day taken into account. A kind of work is told when the chance of more than 0.15 points is at least 90 %."

// Finding is what the check-ins say, a sentence each: the kinds that are told, or how
// many check-ins more it takes.
func (a Answer) Finding() (out []string) {
	for _, k := range a.Kinds {
		if k.Claim {
			out = append(out, k.sentence())
		}
	}
	switch {
	case a.N == 0 && a.LeftOut == 0:
		return []string{"There is no check-in yet."}
	case a.N == 0:
		return []string{fmt.Sprintf("No check-in that counts so far; about %d are needed before a first finding is possible.", a.Needed)}
	case a.Needed > 0:
		return []string{fmt.Sprintf("%s so far; about %d more until a first finding is possible.",
			say.Upper(say.Count(a.N, "check-in that counts", "check-ins that count")), a.Needed)}
	case len(out) == 0:
		return []string{"No kind of work is surely above or below your average hour yet."}
	}
	return out
}

// Headline is the finding in short, without intervals.
func (a Answer) Headline() string {
	var parts []string
	for _, k := range a.Kinds {
		name, by := say.Upper(k.Kind), points(math.Abs(k.Value))
		switch {
		case !k.Claim:
		case k.Value > 0:
			parts = append(parts, fmt.Sprintf("%s gives you energy: %s more than your average hour.", name, by))
		case len(parts) == 0:
			parts = append(parts, fmt.Sprintf("%s takes your energy: %s less than your average hour.", name, by))
		default:
			parts = append(parts, fmt.Sprintf("%s takes it: %s less.", name, by))
		}
	}
	if len(parts) == 0 {
		return strings.Join(a.Finding(), " ")
	}
	return strings.Join(parts, " ")
}

func (k Kind) sentence() string {
	what, way := "gives you energy", "more"
	low, high := k.Low, k.High
	if k.Value < 0 {
		what, way, low, high = "takes your energy", "less", -k.High, -k.Low
	}
	return fmt.Sprintf("%s %s: %s %s than your average hour (90 %% interval: %s).",
		say.Upper(k.Kind), what, points(math.Abs(k.Value)), way, between(low, high, way))
}

func points(v float64) string {
	if text := fmt.Sprintf("%.1f", v); text != "1.0" {
		return text + " points"
	}
	return "1.0 point"
}

// between is an interval whose lower end may lie on the other side.
func between(low, high float64, way string) string {
	if low >= -0.05 {
		return fmt.Sprintf("%.1f to %.1f %s", math.Abs(low), high, way)
	}
	other := "less"
	if way == other {
		other = "more"
	}
	return fmt.Sprintf("%.1f %s to %.1f %s", -low, other, high, way)
}

// Beside is what stands beside the finding: what was left out, what too little is
// known of.
func (a Answer) Beside() (out []string) {
	if a.LeftOut > 0 {
		out = append(out, fmt.Sprintf("%s left out: you gave %s unasked, or late. Only prompt answers to a question count.",
			say.Upper(say.Count(a.LeftOut, "check-in is", "check-ins are")), say.Plural(a.LeftOut, "it", "them")))
	}
	if len(a.TooLittle) > 0 {
		out = append(out, "Too little is known of "+strings.Join(a.TooLittle, ", ")+".")
	}
	return out
}

// Sentence says what days that hold much of a kind are like, "" where it is not sure
// which way.
func (h HeavyDay) Sentence() string {
	if h.Low < Least && h.High > -Least {
		return ""
	}
	way := "better"
	if h.Value < 0 {
		way = "worse"
	}
	return fmt.Sprintf("Days with much %s are %s than others. That may have other reasons, such as what else such days hold.", h.Kind, way)
}
