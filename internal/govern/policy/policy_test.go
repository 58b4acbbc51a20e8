package policy_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
)

func TestTheZeroGrantGivesNothing(t *testing.T) {
	var g policy.Grant
	if g.Given() || g.Owner() != 0 || g.Permit() != "" {
		t.Errorf("%+v", g)
	}
}

// people, measures and times are few, so that asks and permits meet often.
var (
	person  = rapid.SampledFrom([]who.Person{0, 1, 2, 3})
	measure = rapid.SampledFrom([]string{"", "hands_on_days", "meeting_hours"})
	purpose = rapid.SampledFrom([]string{"", "a talk"})
	instant = rapid.SampledFrom([]when.Instant{0, 1, 2, 3})
	days    = rapid.Custom(func(t *rapid.T) when.Days {
		from := when.Day(rapid.IntRange(0, 4).Draw(t, "from"))
		return when.Days{From: from, To: from + when.Day(rapid.IntRange(0, 3).Draw(t, "length"))}
	})
	anAsk = rapid.Custom(func(t *rapid.T) policy.Ask {
		return policy.Ask{
			Viewer: person.Draw(t, "viewer"), Owner: person.Draw(t, "owner"), Measure: measure.Draw(t, "measure"),
			Grain: rapid.SampledFrom([]policy.Grain{policy.Weeks, policy.Evidence}).Draw(t, "grain"),
			Days:  days.Draw(t, "days"), Purpose: purpose.Draw(t, "purpose"),
		}
	})
	aPermit = rapid.Custom(func(t *rapid.T) policy.Permit {
		return policy.Permit{
			ID: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "id"), Owner: person.Draw(t, "owner"), Viewer: person.Draw(t, "viewer"),
			Measure: measure.Draw(t, "measure"), Days: days.Draw(t, "days"), Purpose: purpose.Draw(t, "purpose"),
			From: instant.Draw(t, "from"), Until: instant.Draw(t, "until"), Revoked: instant.Draw(t, "revoked"),
		}
	})
)

// opens says in other words what a permit opens: it stands, and every single
// day and measure that is asked for lies inside it.
func opens(p policy.Permit, ask policy.Ask, now when.Instant) bool {
	if p.Revoked != 0 || now < p.From || p.Until != 0 && now >= p.Until {
		return false
	}
	if p.Owner != ask.Owner || p.Viewer != ask.Viewer || p.Purpose != ask.Purpose || ask.Grain != policy.Weeks {
		return false
	}
	if p.Measure != "" && p.Measure != ask.Measure {
		return false
	}
	if p.Days.Len() == 0 {
		return true
	}
	for d := ask.Days.From; d < ask.Days.To; d++ {
		if !p.Days.Has(d) {
			return false
		}
	}
	return ask.Days.Len() > 0 // all time lies inside no stretch of days
}

// TestDefaultDeny: a grant is given to the owner, or where one permit opens all
// that is asked for, and never else.
func TestDefaultDeny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ask, now := anAsk.Draw(t, "ask"), instant.Draw(t, "now")
		permits := rapid.SliceOfN(aPermit, 0, 4).Draw(t, "permits")
		if len(permits) > 0 && rapid.Bool().Draw(t, "meant for it") {
			p := &permits[0]
			p.Owner, p.Viewer, p.Purpose, p.Measure = ask.Owner, ask.Viewer, ask.Purpose, ask.Measure
			p.From, p.Until, p.Revoked = 0, 0, 0
		}
		own := ask.Viewer == ask.Owner
		want := own
		for _, p := range permits {
			want = want || opens(p, ask, now)
		}
		want = want && ask.Owner != 0 && ask.Viewer != 0
		g, err := policy.Allow(ask, permits, now)
		if (err == nil) != want || g.Given() != want {
			t.Fatalf("allowed %v, %v; want %v", g.Given(), err, want)
		}
		switch {
		case !want && (fault.KindOf(err) != fault.NotAllowed || g != policy.Grant{}):
			t.Fatalf("a refusal gave %+v, %v", g, err)
		case want && (g.Owner() != ask.Owner || g.Ask() != ask || own != (g.Permit() == "")):
			t.Fatalf("the grant is %+v", g)
		}
	})
}

// TestWhatIsRevokedStaysShut: a revoked permit opens nothing, whenever it was
// revoked and whatever stands beside it that opens nothing either.
func TestWhatIsRevokedStaysShut(t *testing.T) {
	now := when.Instant(5)
	ask := policy.Ask{Viewer: 2, Owner: 1, Measure: "m", Days: when.Year(2017), Purpose: "a talk"}
	p := policy.Permit{ID: "a", Owner: 1, Viewer: 2, Measure: "m", Days: when.Year(2017), Purpose: "a talk", From: 5}
	if g, err := policy.Allow(ask, []policy.Permit{p}, now); err != nil || g.Permit() != "a" {
		t.Fatalf("a standing permit gave %v", err)
	}
	for what, spoil := range map[string]func(*policy.Permit){
		"revoked":            func(p *policy.Permit) { p.Revoked = 1 },
		"revoked just now":   func(p *policy.Permit) { p.Revoked = 5 },
		"revoked later":      func(p *policy.Permit) { p.Revoked = 9 },
		"not begun":          func(p *policy.Permit) { p.From = 6 },
		"at its end":         func(p *policy.Permit) { p.Until = 5 },
		"another viewer":     func(p *policy.Permit) { p.Viewer = 3 },
		"another owner":      func(p *policy.Permit) { p.Owner = 3 },
		"another measure":    func(p *policy.Permit) { p.Measure = "n" },
		"another purpose":    func(p *policy.Permit) { p.Purpose = "" },
		"a day less at last": func(p *policy.Permit) { p.Days.To-- },
		"a day less first":   func(p *policy.Permit) { p.Days.From++ },
	} {
		shut := p
		spoil(&shut)
		if _, err := policy.Allow(ask, []policy.Permit{shut, shut}, now); fault.KindOf(err) != fault.NotAllowed {
			t.Errorf("%s: %v", what, err)
		}
		if g, err := policy.Allow(ask, []policy.Permit{shut, p}, now); err != nil || !g.Given() {
			t.Errorf("%s, and one that stands: %v", what, err)
		}
	}
	ever := ask
	ever.Days = when.Days{From: when.Date(2017, 6, 1), To: when.Date(2017, 6, 1)}
	if _, err := policy.Allow(ever, []policy.Permit{p}, now); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("all time, where a year is permitted: %v", err)
	}
	everything := ask
	everything.Measure = ""
	if _, err := policy.Allow(everything, []policy.Permit{p}, now); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("every measure, where one is permitted: %v", err)
	}
	nobody, for0 := ask, p
	nobody.Viewer, for0.Viewer = 0, 0
	if _, err := policy.Allow(nobody, []policy.Permit{for0}, now); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("nobody, whom a permit names: %v", err)
	}
	fine := ask
	fine.Grain = policy.Evidence
	if _, err := policy.Allow(fine, []policy.Permit{p}, now); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("finer than a week: %v", err)
	}
}

// TestWhatAKeyOpens: its own scopes, what lies inside of them, and nothing once it is
// revoked.
func TestWhatAKeyOpens(t *testing.T) {
	inside := map[policy.Scope][]policy.Scope{policy.Write: {policy.Say}, policy.Read: {policy.Status, policy.Clocks}}
	for _, has := range policy.Scopes() {
		for _, asked := range policy.Scopes() {
			k := policy.Token{Scopes: []policy.Scope{has}}
			if want := has == asked || slices.Contains(inside[has], asked); k.Opens(asked) != want {
				t.Errorf("a key of the scope %s opens %s: %v", has, asked, !want)
			}
			if k.Revoked = 1; k.Opens(asked) {
				t.Errorf("a revoked key of the scope %s opens %s", has, asked)
			}
		}
	}
	if (policy.Token{}).Opens(policy.Ingest) {
		t.Error("a key without scopes opens something")
	}
}
