package store

import "testing"

func TestOlder(t *testing.T) {
	for version, want := range map[string]bool{
		"3.51.3": false, "3.51.10": false, "3.53.0": false, "4.0.0": false,
		"3.51.2": true, "3.7.0": true, "3.40.1": true, "2.99.99": true, "": true, "new": true,
	} {
		if got := older(version); got != want {
			t.Errorf("older(%q) is %v", version, got)
		}
	}
}
