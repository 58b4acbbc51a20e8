package outlook

import (
	"testing"
	"time"
)

func TestEveryZoneIsInTheDatabase(t *testing.T) {
	if n := len(zones()); n < 250 {
		t.Errorf("only %d names", n)
	}
	for name, to := range zones() {
		if _, err := time.LoadLocation(to); err != nil {
			t.Errorf("%q leads to %q, which the IANA database does not have", name, to)
		}
	}
}
