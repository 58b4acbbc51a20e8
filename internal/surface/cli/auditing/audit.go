// Package auditing is the command "audit" with those below it: who changed the person's
// evidence, and whether all of it is as it was written.
package auditing

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/proof"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// app is the command's end of the program.
type app struct {
	*terminal.Terminal
	desk *desk.Options
}

// Command is "audit", for a terminal, over the store of a desk.
func Command(t *terminal.Terminal, o *desk.Options) *cobra.Command {
	return (&app{t, o}).auditCommand()
}

// auditFlags are those of the audit.
type auditFlags struct {
	since, act   string
	verify, json bool
}

func (a *app) auditCommand() *cobra.Command {
	f := &auditFlags{}
	c := &cobra.Command{
		Use:   "audit",
		Short: "Who changed your evidence, when and how much; with --verify also whether all of it is as it was written",
		Long: "Each change to your evidence is a line of the audit, the oldest first. --verify works\n" +
			"out the hashes of all lines again, whatever --since shows, and compares everything that\n" +
			"is kept with the count and digest of who wrote it. Exit code 1: something does not\n" +
			"match. Keep the root somewhere else: only with it can you find out that the whole\n" +
			"audit was replaced.",
		Example: "  backsight audit --since 2026-11 --act import\n  backsight audit verify\n  backsight audit checkpoint ~/usb/audit.txt",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.audit(c.Context(), f) },
	}
	c.Flags().StringVar(&f.since, "since", "", "only lines from this `day`, month or year on")
	c.Flags().StringVar(&f.act, "act", "", "only lines of this `act`: import, say, key, permit, read, erase ...")
	c.Flags().BoolVar(&f.verify, "verify", false, "check every line and everything that is kept")
	c.Flags().BoolVar(&f.json, "json", false, "as JSON, as the page /audit.json has it")
	c.AddCommand(a.auditVerifyCommand(), a.auditProveCommand(), a.auditCheckpointCommand(), a.auditAcceptCommand(), a.auditEraseCommand())
	return c
}

// audit shows the lines, and verifies all where that is asked.
func (a *app) audit(ctx context.Context, f *auditFlags) error {
	from, err := a.auditFrom(f.since)
	if err != nil {
		return err
	}
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	c, err := d.DB.Checkpoint(ctx, d.Grant)
	if err != nil {
		return fmt.Errorf("reading the audit: %w", err)
	}
	out := proof.NewAuditValue(c)
	for line, err := range d.DB.AuditEntries(ctx, d.Grant, 0) {
		if err != nil {
			return fmt.Errorf("reading the audit: %w", err)
		}
		said := !line.Erased && line.Entry.At >= from && (f.act == "" || line.Entry.Act == f.act)
		if from == 0 && f.act == "" || said {
			out.Lines = append(out.Lines, proof.NewAuditLine(line))
		}
	}
	var found *audit.Verdict
	if f.verify {
		v, err := proof.Verify(ctx, d, false)
		if err != nil {
			return fmt.Errorf("verifying the audit: %w", err)
		}
		found, out.Verified = &v, proof.NewAuditVerdict(v)
	}
	if f.json {
		err = a.WriteJSON(out)
	} else {
		a.auditText(out, found)
	}
	if err == nil && found != nil && !found.Sound() {
		err = &fault.Fault{Kind: fault.Failed}
	}
	return err
}

// auditFrom is the beginning of what --since names, at home; 0 for all.
func (a *app) auditFrom(since string) (when.Instant, error) {
	if since == "" {
		return 0, nil
	}
	today, err := a.desk.Today("")
	if err != nil {
		return 0, err
	}
	days, err := terminal.Period(since, today)
	if err != nil {
		return 0, err
	}
	zone, err := a.desk.Zone("")
	return days.From.Start(zone), err
}

// auditText prints the lines, and then what became of a verification.
func (a *app) auditText(out proof.AuditValue, found *audit.Verdict) {
	s := a.Screen()
	for _, l := range out.Lines {
		fmt.Fprintln(a.Out, strings.Join(a.auditLine(s, l), "\n"))
	}
	fmt.Fprintf(a.Out, "root %s\n", out.Root)
	if found == nil {
		a.Tell("%s in all; `backsight audit verify` checks them", say.Count(int(out.Size), "line", "lines"))
		return
	}
	a.verdictText(*found)
}

// verdictText says what became of a verification.
func (a *app) verdictText(found audit.Verdict) {
	s, lines := a.Screen(), say.Count(int(found.Size), "line", "lines")
	switch {
	case found.Sound():
		fmt.Fprintf(a.Out, "%s, each as it was written; what the store holds is unchanged\n", lines)
	default:
		for _, sentence := range proof.Unsound(found) {
			fmt.Fprintln(a.Out, strings.Join(s.Lines("bad  ", sentence), "\n"))
		}
	}
	for _, e := range found.Erasures {
		fmt.Fprintf(a.Out, "what line %d said was erased by its owner at %s (line %d); its hash is kept\n", e.Seq, a.atHome(e.At), e.By)
	}
}

// atHome is an instant as the clock at home showed it.
func (a *app) atHome(at when.Instant) string {
	zone, err := a.desk.Zone("")
	if err != nil {
		zone = a.desk.MachineZone()
	}
	return at.In(zone).Format("2006-01-02 15:04")
}

// auditLine is a line of the audit on the screen: when, what, by whom and how much,
// and below it of what.
func (a *app) auditLine(s text.Screen, l proof.AuditLine) []string {
	if l.Erased {
		return []string{fmt.Sprintf("%6d  erased", l.Seq)}
	}
	e := l.Entry
	var what strings.Builder
	what.WriteString(e.Act)
	if e.Decision != audit.Allowed {
		what.WriteString(", " + e.Decision)
	}
	if e.Purpose != "" && e.Purpose != e.Act {
		what.WriteString(", by " + e.Purpose)
	}
	if e.Policy != audit.Own {
		what.WriteString(", permitted by " + e.Policy)
	}
	for _, name := range slices.Sorted(maps.Keys(e.Counts)) {
		what.WriteString(", " + say.Count(int(e.Counts[name]), strings.TrimSuffix(name, "s"), name))
	}
	head := fmt.Sprintf("%6d  %s  ", l.Seq, a.atHome(e.At))
	lines := s.Lines(head, what.String())
	if e.Object == "" || e.Act == "say" { // of what was said
		return lines
	}
	return append(lines, s.Lines(strings.Repeat(" ", len(head)), e.Object)...)
}
