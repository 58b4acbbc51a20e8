package web_test

import (
	"strings"
	"testing"
)

// TestNoDayIsSeenBeforeItIsOver: the week that runs ends, for what was seen, with
// the last day that is over.
func TestNoDayIsSeenBeforeItIsOver(t *testing.T) {
	t.Parallel()
	_, all := read(t, onlyRead(t), "/drift")
	over := (today - 1).Time().Format("2 Jan 2006")
	if !strings.Contains(all, " to "+over+".") {
		t.Errorf("it does not end with %s: %.600s", over, all)
	}
}
