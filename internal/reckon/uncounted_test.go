package reckon_test

import (
	"slices"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/reckon"
)

// While an address that may be the person's goes on after their last commit, no clock
// and no alarm rings, in a look as in what check asks; one that ended long ago hushes
// nothing. It is named in both.
func TestNothingRingsWhileAnAddressGoesOn(t *testing.T) {
	t.Parallel()
	l, err := lives.Named("drifting-director")
	if err != nil {
		t.Fatal(err)
	}
	until := when.Date(2026, 11, 20)
	d := newDesk(t)
	defer d.db.Close()
	d.put(t, batches(l, until)...)
	for name, c := range map[string]struct {
		to    when.Day
		rings bool
	}{"goes on": {until - 1, false}, "ended long ago": {until - 3000, true}, "of no known day": {when.NoDay, true}} {
		q := asked(l, until)
		q.Uncounted = []reckon.Uncounted{{Name: "Ilse", Email: "i@new.example", Commits: 3, From: c.to, To: c.to}}
		look := d.look(t, q)
		brief, err := d.Brief(ctx, d.grant, q)
		if err != nil {
			t.Fatal(err)
		}
		for what, r := range map[string]reckon.Report{"look": look, "brief": brief} {
			claims := slices.ContainsFunc(r.Claims, func(c reckon.Claim) bool { return c.Rings })
			clocks := slices.ContainsFunc(r.Clocks, func(c reckon.Clock) bool { return c.Alarm })
			if claims != c.rings || clocks != c.rings || len(r.Person.Uncounted) != 1 {
				t.Errorf("%s, %s: claims ring %v, clocks %v, want %v; %d named", name, what, claims, clocks, c.rings, len(r.Person.Uncounted))
			}
		}
		if ringing := look.Measures[0].Backsight.Alarm.Ringing; ringing != c.rings {
			t.Errorf("%s: the alarm rings: %v", name, ringing)
		}
	}
}
