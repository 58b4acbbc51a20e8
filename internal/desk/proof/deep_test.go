package proof

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/govern/audit"
)

// A damaged fact ends the reckoning from nothing, not the verification: what was found
// without it is said with it too, and then why it could not be reckoned.
func TestWhatCannotBeReckonedIsSaidBesideTheRest(t *testing.T) {
	plain := audit.Verdict{Breaks: []audit.Break{{Seq: 4, What: "the line is missing"}}, Changes: []audit.Change{{Kind: "energy", Written: 1}}}
	deep := withReckoning(plain, nil, errors.New("reading what you said: the fact ab was changed"))
	want := append(Unsound(plain), "not everything could be worked out from nothing and compared: reading what you said: the fact ab was changed")
	if diff := cmp.Diff(want, Unsound(deep)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if v := withReckoning(audit.Verdict{}, nil, errors.New("damaged")); v.Sound() || NewAuditVerdict(v).Unreckoned != "damaged" {
		t.Errorf("what could not be reckoned is said to be sound: %+v", v)
	}
	if v := withReckoning(audit.Verdict{}, nil, nil); !v.Sound() || len(Unsound(v)) > 0 {
		t.Errorf("not sound: %+v", v)
	}
}
