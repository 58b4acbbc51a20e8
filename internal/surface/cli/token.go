package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/surface/serve"
)

func (a *app) tokenCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "token",
		Short: "Keys for programs that use `backsight serve`: new, list, revoke",
		Long: "A plugin needs a key to send to `backsight serve`. The key is shown once, when it is made;\n" +
			"only its SHA-256 is kept. The scope says what a key opens: ingest sends evidence, status\n" +
			"shows the line in an editor's status bar, read reads what is yours, say keeps what you\n" +
			"say about yourself and reads nothing, write keeps anything in your name.",
		Example: "  backsight token new laptop --scope ingest,status\n  backsight token new phone --scope say\n  backsight token revoke laptop",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.listTokens(c.Context(), false) },
	}
	c.AddCommand(a.tokenNewCommand(), a.tokenListCommand(), a.tokenRevokeCommand())
	return c
}

func (a *app) tokenNewCommand() *cobra.Command {
	var scope string
	var asJSON bool
	c := &cobra.Command{
		Use:   "new NAME",
		Short: "Make a key and show it once; a running server accepts it at once",
		Args:  cobra.ExactArgs(1),
		RunE:  func(c *cobra.Command, args []string) error { return a.newToken(c.Context(), args[0], scope, asJSON) },
	}
	c.Flags().StringVar(&scope, "scope", "ingest", "what the key opens: ingest, status, read, say, write, separated by commas")
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}

func (a *app) tokenListCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: "List the keys by name, without the keys themselves", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.listTokens(c.Context(), asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}

func (a *app) tokenRevokeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "revoke NAME",
		Short: "Revoke a key at once",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			d, err := a.desk.NeedOwn(c.Context())
			if err != nil {
				return err
			}
			defer d.Close()
			if err := d.DB.RevokeToken(c.Context(), d.Grant, args[0]); err != nil {
				return err
			}
			time.Sleep(serve.Believed) // a server may have asked just before
			fmt.Fprintf(a.Out, "revoked %s: the key opens nothing any more\n", a.Screen().Plain(args[0]))
			return nil
		},
	}
}

// scopes reads "ingest,read".
func scopes(text string) (list []policy.Scope, err error) {
	for word := range strings.SplitSeq(text, ",") {
		s := policy.Scope(strings.TrimSpace(word))
		if !slices.Contains(policy.Scopes(), s) {
			return nil, fault.New(fault.Usage, "there is no scope %q", string(s)).Try("use one or more of ingest, status, read, say, write, separated by commas")
		}
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list, nil
}

func scopeWords(list []policy.Scope) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
	}
	return strings.Join(words, ",")
}

// tokenJSON is a key in `token new --json`, and without the key in `token list
// --json`.
type tokenJSON struct {
	Name    string `json:"name"`
	Scope   string `json:"scope"`
	Token   string `json:"token,omitempty"`
	Made    string `json:"made,omitempty"`
	Used    string `json:"used,omitempty"`
	Revoked string `json:"revoked,omitempty"`
}

func (a *app) newToken(ctx context.Context, name, scope string, asJSON bool) error {
	list, err := scopes(scope)
	if err != nil {
		return err
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	key, err := d.MakeKey(ctx, name, list)
	if err != nil {
		return err
	}
	if asJSON {
		return a.WriteJSON(tokenJSON{Name: name, Scope: scopeWords(list), Token: key})
	}
	fmt.Fprintln(a.Out, key)
	fmt.Fprintf(a.Err, "backsight: the scope of this key is %s; it is not shown again\n", scopeWords(list))
	return nil
}

func (a *app) listTokens(ctx context.Context, asJSON bool) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	tokens, err := d.DB.Tokens(ctx, d.Grant)
	if err != nil {
		return err
	}
	if asJSON {
		out := make([]tokenJSON, len(tokens))
		for i, t := range tokens {
			out[i] = tokenJSON{Name: t.Name, Scope: scopeWords(t.Scopes), Made: said(t.Made), Used: said(t.Used), Revoked: said(t.Revoked)}
		}
		return a.WriteJSON(out)
	}
	for _, t := range tokens {
		fmt.Fprintln(a.Out, a.tokenLine(t))
	}
	if len(tokens) == 0 {
		a.Tell("no key was made yet; `backsight token new NAME` makes one")
	}
	return nil
}

// said is an instant, "" for none.
func said(i when.Instant) string {
	if i == 0 {
		return ""
	}
	return i.String()
}

// tokenLine is one key as the person is shown it.
func (a *app) tokenLine(t policy.Token) string {
	line := fmt.Sprintf("%-20s %-18s made %s", a.Screen().Plain(t.Name), scopeWords(t.Scopes), t.Made.Day(a.desk.MachineZone()))
	switch {
	case t.Revoked != 0:
		return line + ", revoked " + t.Revoked.Day(a.desk.MachineZone()).String()
	case t.Used != 0:
		return line + ", last used " + t.Used.Day(a.desk.MachineZone()).String()
	}
	return line + ", never used"
}
