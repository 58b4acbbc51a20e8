package frame

import (
	"context"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/record"
)

// Voice keeps what the person says. A *desk.Desk is one.
type Voice interface {
	Say(context.Context, ...record.Entry) ([]desk.Kept, error)
	Unsay(ctx context.Context, k *record.Kind, id string) (record.Entry, error)
}

// Say keeps what a form said, where that is possible at all.
func (a *Ask) Say(e record.Entry) (string, error) {
	if a.Voice == nil {
		return "", errMadeUp()
	}
	_, err := a.Voice.Say(a.Ctx, e)
	return "/reference", err
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
