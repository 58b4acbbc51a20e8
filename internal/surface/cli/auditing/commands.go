package auditing

import (
	"context"
	"fmt"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/proof"
	"github.com/backsight/backsight/internal/govern/audit"
)

// auditVerifyCommand holds everything against the audit.
func (a *app) auditVerifyCommand() *cobra.Command {
	var against string
	var deep, asJSON bool
	c := &cobra.Command{
		Use:   "verify",
		Short: "Whether everything that is kept is as it was written",
		Long: "Reckons the hashes of all lines again, counts every table and holds it against the\n" +
			"account its writers kept, and that against how the store was left, which is noted in\n" +
			"the state folder. Exit code 1: something does not hold, by table and place.\n" +
			"--deep also works every number out from nothing, which takes as long as `rebuild`,\n" +
			"and leaves what came of it.",
		Example: "  backsight audit verify --against ~/usb/audit.txt\n  backsight audit verify --deep",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withDesk(c.Context(), func(ctx context.Context, d *desk.Desk) error {
				kept, err := checkpointIn(against)
				if err != nil {
					return err
				}
				v, err := proof.Verify(ctx, d, deep, kept...)
				if err != nil {
					return fmt.Errorf("verifying the audit: %w", err)
				}
				if asJSON {
					err = a.WriteJSON(proof.NewAuditVerdict(v))
				} else {
					a.verdictText(v)
				}
				if err == nil && !v.Sound() {
					err = &fault.Fault{Kind: fault.Failed}
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&against, "against", "", "also against the checkpoint in this `file`")
	c.Flags().BoolVar(&deep, "deep", false, "also work every number out again and compare")
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}

// checkpointIn reads the checkpoint of a file; none of "".
func checkpointIn(file string) ([]audit.Checkpoint, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fault.New(fault.Usage, "the checkpoint %s cannot be read", file).Because(err)
	}
	c, err := audit.ReadCheckpoint(string(text))
	return []audit.Checkpoint{c}, err
}

// auditProveCommand proves that a line is in the audit.
func (a *app) auditProveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "prove LINE",
		Short: "The proof that a line is in the audit, as JSON",
		Long: "Prints the line's hash, the hashes on its way to the root, and the root (RFC 6962),\n" +
			"with which somebody who has a checkpoint can see that the line is one of the audit.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withLine(c.Context(), args[0], func(ctx context.Context, d *desk.Desk, seq int64) error {
				var p audit.Proof
				err := d.DB.Tree(ctx, d.Grant, func(size int64, stored audit.Stored) (err error) {
					p, err = audit.Prove(size, seq, stored)
					return err
				})
				if err != nil {
					return err
				}
				for line, err := range d.DB.AuditEntries(ctx, d.Grant, seq) {
					if err != nil {
						return err
					}
					said := ""
					if !line.Erased {
						said = string(line.Entry.Body())
					}
					return a.WriteJSON(struct {
						audit.Proof
						Says string `json:"says"`
					}{p, said})
				}
				return nil
			})
		},
	}
}

// auditCheckpointCommand writes the checkpoint.
func (a *app) auditCheckpointCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "checkpoint FILE",
		Short: "Write how many lines there are, and their root, into a file to keep elsewhere",
		Long: "Keep the file where nobody who can write to the store can: on another machine, or\n" +
			"on paper. `backsight audit verify --against FILE` tells whether the audit still\n" +
			"begins with the same lines.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withDesk(c.Context(), func(ctx context.Context, d *desk.Desk) error {
				now, err := d.DB.Checkpoint(ctx, d.Grant)
				if err != nil {
					return err
				}
				if err := os.WriteFile(args[0], []byte(now.Text()), 0o600); err != nil {
					return fault.New(fault.Failed, "the checkpoint could not be written").Because(err)
				}
				return nil
			})
		},
	}
}

// auditAcceptCommand goes on from a store that is not the one that was left.
func (a *app) auditAcceptCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "accept",
		Short: "Go on with a store that is not the one that was written last, such as a restored backup",
		Long:  "Writes a line that names both roots. Until then each opening says so.",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withDesk(c.Context(), func(ctx context.Context, d *desk.Desk) error {
				gone, err := d.DB.Accept(ctx, d.Grant)
				if err != nil {
					return err
				}
				fmt.Fprintf(a.Out, "accepted: root %s of %d lines, instead of root %s of %d lines\n",
					gone.Found.Root, gone.Found.Lines, gone.Left.Root, gone.Left.Lines)
				return nil
			})
		},
	}
}

// auditEraseCommand takes away what a line says.
func (a *app) auditEraseCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "erase LINE",
		Short: "Take away what a line of the audit says; its hash stays, and a new line says so",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withLine(c.Context(), args[0], func(ctx context.Context, d *desk.Desk, seq int64) error {
				if err := d.DB.EraseLine(ctx, d.Grant, seq); err != nil {
					return err
				}
				fmt.Fprintf(a.Out, "what line %d said is gone; the audit still verifies\n", seq)
				return nil
			})
		},
	}
}

// withDesk opens the person's own store for as long as do takes.
func (a *app) withDesk(ctx context.Context, do func(context.Context, *desk.Desk) error) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	return do(ctx, d)
}

func (a *app) withLine(ctx context.Context, text string, do func(context.Context, *desk.Desk, int64) error) error {
	seq, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return fault.New(fault.Usage, "%q is no number of a line", text).Try("`backsight audit` shows them")
	}
	return a.withDesk(ctx, func(ctx context.Context, d *desk.Desk) error { return do(ctx, d, seq) })
}
