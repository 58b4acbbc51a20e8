package saying

import (
	"context"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/asked"
	"github.com/backsight/backsight/internal/record"
)

// oneKey asks for the value of a check-in with one key, where a person is at a
// terminal and gave none.
func (a *app) oneKey(k *record.Kind, args []string, flags map[string]*string) error {
	field := k.Fields[0]
	if k != record.Energy && k != record.Give || len(args) > 0 || *flags[field.Name] != "" || !a.Asks {
		return nil
	}
	keys := "1 drained … 7 wanting more"
	if k == record.Give {
		keys = "0 neither; + and a figure for gave, - and a figure for took, 1 to 3"
	}
	fmt.Fprintf(a.Err, "%s  %s ", field.Label, keys)
	typed := ""
	for typed == "" || typed == "-" || typed == "+" {
		key, ok := a.Key()
		if !ok || key == '\r' || key == '\n' {
			fmt.Fprintln(a.Err)
			return fault.New(fault.Usage, "nothing was said")
		}
		typed += string(key)
	}
	fmt.Fprintln(a.Err, typed)
	*flags[field.Name] = strings.TrimPrefix(typed, "+")
	return nil
}

// thenGive asks, after a check-in at the end of a block, what that hour gave or took;
// Enter says nothing.
func (a *app) thenGive(ctx context.Context, d *desk.Desk, e record.Entry) error {
	if e.Kind != record.Energy || !a.Asks {
		return nil
	}
	block, err := asked.Block(ctx, d, a.desk.Now())
	if err != nil || !block {
		return err
	}
	flags := map[string]*string{"value": new(string), "note": new(string)}
	if err := a.oneKey(record.Give, nil, flags); err != nil || *flags["value"] == "" {
		return nil // whoever says nothing need not be told
	}
	give, err := record.Give.Typed(func(field string) string { return *flags[field] })
	if err != nil {
		return err
	}
	if give, err = a.placed(give, ""); err != nil {
		return err
	}
	told, err := d.Say(ctx, give)
	if err == nil {
		fmt.Fprintf(a.Out, "%s: %s\n", record.Give.Name, a.entryText(told[0].Entry))
	}
	return err
}

// answering joins a check-in of now with the question that is open, if one is.
func (a *app) answering(ctx context.Context, d *desk.Desk, e *record.Entry, at string) error {
	if e.Kind != record.Energy || at != "" {
		return nil
	}
	joined, err := asked.Join(ctx, d, e, a.desk.Now())
	if err != nil || !joined {
		return err
	}
	return asked.Take(a.desk.Folders.State)
}
