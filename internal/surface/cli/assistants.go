package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/costs"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

func (a *app) assistantsCommand() *cobra.Command {
	f := &answerFlags{}
	c := &cobra.Command{
		Use:   "assistants [PATH...]",
		Short: "What coding assistants did: your time and theirs, their tokens, and three different prices",
		Long: "assistants reads the logs of coding assistants among the PATHs (~/.claude, ~/.codex, …),\n" +
			"or what `backsight import` has kept: how often you typed, how long agents worked, and how\n" +
			"many tokens each model used. The list price, what was charged and what a plan costs are\n" +
			"three different figures: do not add them. What is not known is shown as unknown. The text\n" +
			"of prompts and answers is never kept.",
		Example: "  backsight assistants ~/.claude\n  backsight assistants --since 2026-10 --until 2026-10\n  backsight assistants --json | jq '.models[] | {model, tokens}'",
		RunE:    func(c *cobra.Command, paths []string) error { return a.assistants(c.Context(), f, paths) },
	}
	flags := c.Flags()
	flags.StringVar(&f.since, "since", "", "from this `day`, month or year on; the first known day if not given")
	flags.StringVar(&f.until, "until", "", "until the end of this `day`, month or year; now if not given")
	flags.StringVar(&f.zone, "zone", "", "the home zone, such as Europe/Berlin")
	flags.BoolVar(&f.json, "json", false, "everything as JSON (docs/assistants.md)")
	return c
}

func (a *app) assistants(ctx context.Context, f *answerFlags, paths []string) error {
	ask, err := a.assistantsQuestion(&f.queryFlags)
	if err != nil {
		return err
	}
	var found reckon.Assistants
	problem := a.over(ctx, ask.Question, desk.Evidence{Paths: paths, Me: f.me}, func(s *desk.Sight) (err error) {
		ask.Question = s.Question
		found, err = s.Desk.Reckoning().Assistants(ctx, s.Desk.Grant, ask)
		return err
	})
	var part *fault.Fault
	if problem != nil && !(errors.As(problem, &part) && part.Kind == fault.Incomplete && found.Version > 0) {
		return problem
	}
	if len(found.Tools) == 0 && problem == nil {
		return fault.New(fault.Nothing, "no work of a coding assistant is known %s", within(ask.Days)).
			Try("`backsight import ~/.claude` keeps what its logs say; --since and --until name another period")
	}
	if f.json {
		err = a.WriteJSON(found)
	} else {
		err = errors.Join(text.NotCounted(a.Out, ask.Uncounted, a.Screen()), text.Assistants(a.Out, found, a.Screen()))
	}
	return errors.Join(err, problem)
}

// within says a period that may have no beginning.
func within(days when.Days) string {
	if days.From == when.NoDay {
		return "yet"
	}
	return fmt.Sprintf("from %s to %s", days.From, days.Last())
}

func (a *app) assistantsQuestion(f *queryFlags) (ask reckon.AssistantsQuestion, err error) {
	said, err := a.query(f)
	if err != nil {
		return ask, err
	}
	if ask.Question, err = a.desk.Question(said); err != nil {
		return ask, err
	}
	ask.Days = when.Days{From: ask.Since, To: ask.Now + 1}
	if said.Until.Len() > 0 {
		ask.Days.To = min(ask.Days.To, said.Until.To)
	}
	ask.Since = when.NoDay
	prices, err := costs.Prices(a.desk)
	if err != nil {
		return ask, err
	}
	ask.Prices = prices
	ask.Plans, err = costs.Plans(a.desk)
	return ask, err
}
