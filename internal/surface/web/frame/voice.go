package frame

import (
	"context"
	"crypto/rand"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
)

// Voice keeps what the person says. A *desk.Desk is one.
type Voice interface {
	Say(context.Context, ...record.Entry) ([]desk.Kept, error)
	Unsay(ctx context.Context, k *record.Kind, id string) (record.Entry, error)
}

// NewForm is a name for a form that no other has, made with its page.
func NewForm() string { return rand.Text() }

// Typed is what a form says of a kind. Sent twice, as by a double click, it is one
// entry: the name of the form and all that was typed make its id. Typed anew on the
// same page it is another.
func (a *Ask) Typed(k *record.Kind) (record.Entry, error) {
	e, err := k.Typed(a.Query.Get)
	if err == nil && a.Query.Get("form") != "" && k.Keyed == record.PerMoment {
		e.ID = logbook.KeyHash(k.Fact, a.Query.Encode()).String()
	}
	return e, err
}

// Say keeps what a form said, where that is possible at all.
func (a *Ask) Say(entries ...record.Entry) error {
	if a.Voice == nil {
		return errMadeUp()
	}
	_, err := a.Voice.Say(a.Ctx, entries...)
	return err
}

// Unsay takes back what a form names, where that is possible at all.
func (a *Ask) Unsay(k *record.Kind, id string) error {
	if a.Voice == nil {
		return errMadeUp()
	}
	_, err := a.Voice.Unsay(a.Ctx, k, id)
	return err
}

func errMadeUp() error {
	return fault.New(fault.NotAllowed, "nothing can be said here: this life is made up")
}
