package reckon_test

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/reckon"
)

// Two programs that reckon all days at once, again and again, both end, and leave
// what one alone would have left.
func TestTwoProgramsReckonAtOnce(t *testing.T) {
	d, q := living(t, 2)
	want := d.look(t, q)
	var wg sync.WaitGroup
	for range 2 {
		other := d.Desk
		other.Cache = reckon.NewCache() // as another program has
		wg.Go(func() {
			for range 6 {
				if err := d.db.Forget(ctx, d.grant); err != nil {
					t.Error(err)
				}
				if err := other.Refresh(ctx, d.grant, q); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	d.Cache = reckon.NewCache()
	if diff := cmp.Diff(want, d.look(t, q)); diff != "" {
		t.Errorf("afterwards (-before +after):\n%.2000s", diff)
	}
}
