// Package fault is an error for two readers: a sentence the person can act on,
// and the cause for whoever reads the log. It is not for errors inside the
// program that nobody can act on; those are wrapped with fmt.Errorf.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of thing went wrong; a command turns it into its exit
// code, a page into its status.
type Kind int

// The kinds, whose numbers are the exit codes of DESIGN.md.
const (
	Failed     Kind = 1
	Usage      Kind = 2
	Incomplete Kind = 3
	NotAllowed Kind = 4
	Nothing    Kind = 5
	Drifted    Kind = 10
	Stopped    Kind = 130
)

// Fault is an error with a sentence for the person: what, why, and in Hint
// what to do next.
type Fault struct {
	Kind  Kind
	Say   string
	Hint  string
	Cause error
}

// Error is the sentence, then the cause where there is one.
func (f *Fault) Error() string {
	if f.Cause == nil {
		return f.Say
	}
	return f.Say + ": " + f.Cause.Error()
}

// Unwrap is the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// New is a fault of a kind with the sentence that format and args make.
func New(kind Kind, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Say: fmt.Sprintf(format, args...)}
}

// Because adds the cause.
func (f *Fault) Because(cause error) *Fault {
	f.Cause = cause
	return f
}

// Try adds what to do next.
func (f *Fault) Try(format string, args ...any) *Fault {
	f.Hint = fmt.Sprintf(format, args...)
	return f
}

// KindOf is the kind of the first Fault in the chain, Failed for any other
// error and 0 for none.
func KindOf(err error) Kind {
	if err == nil {
		return 0
	}
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return Failed
}
