package web_test

import (
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/web"
)

// TestNoDayIsSeenBeforeItIsOver: the week that runs ends, for what was seen, with
// the last day that is over.
func TestNoDayIsSeenBeforeItIsOver(t *testing.T) {
	_, all := read(t, web.Handler(living(t, lives.All()[0]).o), "/drift")
	over := (today - 1).Time().Format("2 Jan 2006")
	if !strings.Contains(all, " to "+over+".") {
		t.Errorf("it does not end with %s: %.600s", over, all)
	}
}
