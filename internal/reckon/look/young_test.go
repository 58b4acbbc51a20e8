package look

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/report"
)

// A life of 13 weeks is told by its sums, not by what is not known of it; one with a
// reference is told as ever.
func TestAYoungLifeBeginsWithItsSums(t *testing.T) {
	r := report.Report{
		Measures: []report.Reading{{Name: "hands_on_share", Sphere: "all"}, {Name: "hand_hours", Sphere: "work"}, {Name: "hand_hours", Sphere: "all"}},
		Claims: []report.Claim{
			{About: "hands_on_share", Sphere: "all", Text: say.Plain("not known")},
			{About: "hand_hours", Sphere: "all", Text: say.Plain("not known either")},
			{About: "hand_hours", Sphere: "all", Kind: report.Summed, Text: say.Plain("By hand: Sep 9.2 h a week")},
		},
	}
	order := func(r report.Report) (out []string) {
		for _, m := range r.Measures {
			out = append(out, m.Name+" "+m.Sphere)
		}
		for _, c := range r.Claims {
			out = append(out, c.Text.String())
		}
		return out
	}
	old, was := r, order(r)
	young(&r)
	want := []string{"hand_hours all", "hands_on_share all", "hand_hours work", "By hand: Sep 9.2 h a week", "not known", "not known either"}
	if diff := cmp.Diff(want, order(r)); diff != "" {
		t.Error(diff)
	}
	old.Reference = ref2017
	young(&old)
	if diff := cmp.Diff(was, order(old)); diff != "" {
		t.Errorf("with a reference:\n%s", diff)
	}
}
