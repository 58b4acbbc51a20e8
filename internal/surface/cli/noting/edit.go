package noting

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/noted"
	"github.com/backsight/backsight/internal/record"
)

func (a *app) editCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "edit N",
		Short: "Change the entry that the list numbers N, in your editor ($VISUAL or $EDITOR)",
		Long: "What does not hold is refused with the line it is on, and you may edit it again. What the\n" +
			"entry said before stays in the store as history. An entry that stands in a file of yours\n" +
			"is changed there.",
		Example: "  backsight notes\n  backsight notes edit 12",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.edit(c.Context(), args[0]) },
	}
}

func (a *app) edit(ctx context.Context, number string) error {
	home, err := a.desk.Zone("")
	if err != nil {
		return err
	}
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	was, err := chosen(ctx, d, number)
	if err != nil {
		return err
	}
	for text := form(was); ; {
		typed, err := a.inEditor(ctx, text)
		if err != nil {
			return err
		}
		e, err := filled(was, typed, home)
		if err == nil {
			if err = a.keep(ctx, d, was, e); err == nil {
				return nil
			}
		}
		if !refused(err) {
			return err
		}
		a.Complain(err)
		if !a.Asks || !a.Yes("Edit it again?") {
			return fault.New(fault.Usage, "nothing was changed")
		}
		text = typed
	}
}

// refused says whether it is for the person to put right what they typed.
func refused(err error) bool {
	_, line := errors.AsType[*wrongLine](err)
	_, entry := errors.AsType[*record.Wrong](err)
	return line || entry
}

// chosen is the entry with a number, unless it stands in a file.
func chosen(ctx context.Context, d *desk.Desk, number string) (record.Entry, error) {
	all, err := entries(ctx, d)
	if err != nil {
		return record.Entry{}, err
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(all) {
		return record.Entry{}, fault.New(fault.Usage, "there is no entry %s", number).Try("`backsight notes` numbers them, 1 to %d", len(all))
	}
	e := all[n-1].entry
	written, err := noted.Written(ctx, d, e)
	if err == nil && len(written) > 0 {
		err = fault.New(fault.Usage, "that entry stands in %s", written[0].URI).Try("change it there; `backsight import` reads it anew")
	}
	return e, err
}

// keep keeps the entry as it is now. One whose name was changed is another: the one
// before is taken back with it.
func (a *app) keep(ctx context.Context, d *desk.Desk, was, e record.Entry) error {
	if e.Same(was) && e.At == was.At && e.Zone == was.Zone {
		fmt.Fprintln(a.Out, "nothing was changed")
		return nil
	}
	if e.Kind.Placed != record.AtMoment {
		e.At, e.Zone, was.At, was.Zone = 0, "", 0, "" // it is said now
	}
	say := []record.Entry{e}
	if e.Kind.Keyed == record.PerName {
		named := e
		named.Key, named.ID = "", ""
		if named.KeyOf(0) != was.Key {
			was.Gone = true
			say = []record.Entry{was, named}
		}
	}
	told, err := d.Say(ctx, say...)
	if err != nil {
		return err
	}
	kept := told[len(told)-1].Entry
	fmt.Fprintf(a.Out, "%s: %s\n", kept.Kind.Name, a.line(kept))
	return nil
}

// inEditor lets the person edit a text, by way of a file that only they can read.
func (a *app) inEditor(ctx context.Context, text string) (string, error) {
	f, err := os.CreateTemp("", "backsight-*.txt") // 0600
	if err != nil {
		return "", fault.New(fault.Failed, "no file could be made for the editor").Because(err)
	}
	defer os.Remove(f.Name())
	if _, err := f.WriteString(text); err != nil {
		f.Close()
		return "", fault.New(fault.Failed, "the file for the editor could not be written").Because(err)
	}
	if err := f.Close(); err != nil {
		return "", fault.New(fault.Failed, "the file for the editor could not be written").Because(err)
	}
	if err := a.Edit(ctx, f.Name()); err != nil {
		return "", err
	}
	typed, err := os.ReadFile(f.Name())
	if err != nil {
		return "", fault.New(fault.Failed, "what was edited could not be read").Because(err)
	}
	return string(typed), nil
}
