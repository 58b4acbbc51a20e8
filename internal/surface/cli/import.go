package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/all"
)

func (a *app) importCommand() *cobra.Command {
	var me []string
	c := &cobra.Command{
		Use:   "import PATH...",
		Short: "Keep what look reads: later looks read only what is new, and what vanishes stays",
		Long: "import reads the PATHs into your own store: folders, searched for git repositories,\n" +
			".ics files, Google Takeout archives, the logs of coding assistants, exports and\n" +
			"databases of ActivityWatch and dumps of WakaTime; one of these; the https:// address of\n" +
			"an .ics file. Importing twice changes nothing; stopping it loses nothing. Calendars that\n" +
			"need a password, or are to be read again and again, are for `backsight calendar`, an\n" +
			"ActivityWatch that runs for `backsight connect`.",
		Example: "  backsight import ~/src ~/calendar.ics\n  backsight import https://example.org/holidays.ics\n  backsight import --me ann@example.org repo",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, paths []string) error { return a.importPaths(c.Context(), me, paths) },
	}
	c.Flags().StringArrayVar(&me, "me", nil, "a `name` or e-mail address of yours; may be given again")
	return c
}

// importPaths reads the paths into the person's own store.
func (a *app) importPaths(ctx context.Context, me, paths []string) error {
	places, problems := a.search(ctx, paths)
	if len(places) == 0 {
		return a.report(problems)
	}
	d, err := a.open(ctx, a.storeAddress())
	if err != nil {
		return err
	}
	defer d.db.Close()
	p, err := a.importer(ctx, d, me, places)
	if err != nil {
		return err
	}
	p.self.Person = d.person
	problems = append(problems, a.read(ctx, d, p.self, places, "import")...)
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := a.summary(ctx, d, places); err != nil {
		return err
	}
	return a.report(problems)
}

// importer is who the store is about: who it knows already and whom --me adds;
// at the first import the configured person, else a guess. What is new of it is
// kept as the person's own word.
func (a *app) importer(ctx context.Context, d *desk, me []string, places []found) (person, error) {
	p, err := d.identified(ctx)
	if err != nil {
		return p, err
	}
	if len(me) > 0 {
		return a.alsoKnown(ctx, d, given(me))
	}
	if len(p.self.Identities) > 0 || !anyGit(places) {
		return p, nil
	}
	if p, err = a.asked(nil); err != nil {
		return p, err
	}
	present, err := a.present(ctx, p, places)
	if err != nil {
		return p, err
	}
	if !present {
		guess, some, err := a.guess(ctx, p, places)
		if err != nil {
			return p, err
		}
		if some {
			p = guess
		}
	}
	return a.alsoKnown(ctx, d, p)
}

// present says whether anything in the histories is this person's.
func (a *app) present(ctx context.Context, p person, places []found) (bool, error) {
	authors, err := a.likely(ctx, places)
	if err != nil {
		return false, err
	}
	for _, author := range authors {
		for _, mail := range author.Emails {
			if _, is := p.self.Match(author.Name, mail); is {
				return true, nil
			}
		}
	}
	return len(authors) == 0, nil
}

// alsoKnown keeps the identities of a person and gives back all that are known.
func (a *app) alsoKnown(ctx context.Context, d *desk, p person) (person, error) {
	texts := append([]string{}, p.names...)
	for _, i := range p.self.Identities {
		if i.IsEmail() {
			texts = append(texts, string(i))
		}
	}
	what := ""
	if p.chosen == "guessed" || p.chosen == "configured" {
		what = p.chosen
	}
	for _, i := range p.self.Identities {
		said := logbook.Said{Text: textOf(i, texts), What: what, At: a.instant()}
		if err := d.say(ctx, logbook.KindIdentity, string(i), false, said); err != nil {
			return p, err
		}
	}
	return d.identified(ctx)
}

// summary says what the places hold now.
func (a *app) summary(ctx context.Context, d *desk, places []found) error {
	q, err := a.question(&lookFlags{})
	if err != nil {
		return err
	}
	sources, err := d.reckoning().Sources(ctx, d.grant, q)
	if err != nil {
		return err
	}
	var facts, yours, bad int
	for _, s := range sources {
		if slices.ContainsFunc(places, func(f found) bool { return f.Source == s.Name && f.Where() == s.Where }) {
			facts, yours, bad = facts+s.Facts, yours+s.Yours, bad+s.BadRows
		}
	}
	fmt.Fprintf(a.Out, "%s: %s, %d yours", foundWords(places), factWords(places, facts), yours)
	if bad > 0 {
		fmt.Fprintf(a.Out, ", %s (`backsight sources` shows them)", counted(bad, "bad row", "bad rows"))
	}
	fmt.Fprintln(a.Out)
	return nil
}

// factWords says how many facts of the places there are.
func factWords(places []found, n int) string {
	beats := func(f found) bool { return all.Declared().See(f.Source, logbook.Hands) }
	switch some := slices.ContainsFunc(places, beats); {
	case !some:
		return fmt.Sprintf("%d commits and events", n)
	case slices.ContainsFunc(places, func(f found) bool { return !beats(f) }):
		return fmt.Sprintf("%d commits, events and records", n)
	}
	return counted(n, "record", "records")
}

func (a *app) rebuildCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rebuild",
		Short: "Throw away everything derived and reckon it again from the facts",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			d, err := a.mustOpenOwn(ctx)
			if err != nil {
				return err
			}
			defer d.db.Close()
			if err := d.db.Forget(ctx, d.grant); err != nil {
				return fault.New(fault.Failed, "the derived tables could not be thrown away").Because(err)
			}
			q, err := a.question(&lookFlags{})
			if err != nil {
				return err
			}
			p, err := d.identified(ctx)
			if err != nil {
				return err
			}
			r, err := a.take(ctx, d, &lookFlags{}, q, p)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Out, "rebuilt from facts %s\n", r.Engine.Data[:12])
			return nil
		},
	}
}
