package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/cli/serving"
	"github.com/backsight/backsight/internal/surface/serve"
)

func (a *app) demoCommand() *cobra.Command {
	addr, only := "127.0.0.1:0", false
	var names []string
	for _, l := range lives.All() {
		names = append(names, l.Name)
	}
	c := &cobra.Command{
		Use:   "demo [LIFE]",
		Short: "Show the pages of a made-up life; your store is not touched",
		Long: "demo makes up a life in memory and shows its pages until Ctrl-C. Nothing is\n" +
			"written. The lives: " + strings.Join(names, ", ") + ".",
		Example:   "  backsight demo\n  backsight demo returning-builder --print",
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: names,
		RunE: func(c *cobra.Command, args []string) error {
			return a.demo(c.Context(), append(args, names[0])[0], addr, only)
		},
	}
	c.Flags().StringVar(&addr, "addr", addr, "where to listen, `host:port`; port 0 takes a free port")
	c.Flags().BoolVar(&only, "print", false, "print the link and open no browser")
	return c
}

// demo shows a life that nobody lived.
func (a *app) demo(ctx context.Context, name, addr string, only bool) error {
	life, err := lives.Named(name)
	if err != nil {
		return fault.New(fault.Usage, "there is no made-up life called %q", name).Try("`backsight demo --help` names them")
	}
	q, err := a.desk.Question(desk.Query{})
	if err != nil {
		return err
	}
	d, _, err := a.desk.MadeUp(ctx, life, q)
	if err != nil {
		return err
	}
	defer d.Close()
	a.endless = true
	defer a.unlead()
	s := serving.Server{
		Desk: d, Addr: addr, Log: a.log(false), Errors: a.log(false),
		Ready: func(l serving.Left, s *serve.Sessions) { a.browse(ctx, l, s.Link(), only) },
	}
	return s.Demo(ctx)
}
