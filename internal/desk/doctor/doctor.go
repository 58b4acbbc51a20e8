// Package doctor finds what would cost evidence or privacy on this machine, each
// with what to do about it. It changes nothing, and prints nothing.
package doctor

import (
	"context"
	"errors"
	"fmt"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
)

// States of a finding.
const (
	OK   = "ok"
	Bad  = "bad" // something is to be done
	Note = "note"
)

// Finding is what one check found.
type Finding struct {
	Check string `json:"check"`
	State string `json:"state"` // OK, Bad, Note
	Say   string `json:"say"`
	Do    string `json:"do,omitempty"`
}

func fine(check, format string, args ...any) Finding {
	return Finding{Check: check, State: OK, Say: fmt.Sprintf(format, args...)}
}

func note(check, format string, args ...any) Finding {
	return Finding{Check: check, State: Note, Say: fmt.Sprintf(format, args...)}
}

func bad(check, do, format string, args ...any) Finding {
	return Finding{Check: check, State: Bad, Say: fmt.Sprintf(format, args...), Do: do}
}

// Check runs every check. It changes nothing, and is never empty. To add one,
// write it and put it here.
func Check(ctx context.Context, o desk.Options) []Finding {
	d, err := o.FindOwn(ctx)
	c := check{o, d}
	found := []Finding{}
	switch {
	case err != nil:
		found = append(found, bad("store", hintOf(err, "restore it from a copy; what it was read from may still be there"),
			"the store at %s cannot be opened: %v", desk.Shown(o.Address()), err))
	case d == nil:
		found = append(found, note("store", "there is no store yet; `backsight import PATH...` makes one"))
	default:
		defer d.Close()
		found = append(found, c.soundStore(ctx)...)
		found = append(found, c.placesThere(ctx)...)
		found = append(found, c.readOften(ctx)...)
		found = append(found, c.heardFrom(ctx)...)
		found = append(found, c.namesakes(ctx)...)
	}
	found = append(found, c.privateFiles()...)
	found = append(found, c.logsKept(ctx)...)
	found = append(found, c.editorKey(ctx)...)
	return append(found, c.editorSends()...)
}

// check is what the checks look at: a machine, and the store on it, if any.
type check struct {
	desk.Options
	d *desk.Desk // nil where there is no store
}

// hintOf is what an error itself says to do, else what usually helps.
func hintOf(err error, usual string) string {
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Hint != "" {
		return f.Hint
	}
	return usual
}
