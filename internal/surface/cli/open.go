package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/surface/serve"
)

func (a *app) openCommand() *cobra.Command {
	f := &serveFlags{}
	only := false
	c := &cobra.Command{
		Use:   "open",
		Short: "Show the pages in your browser; start the server if none runs",
		Long: "open asks the server that runs for a link that works once, within ten minutes, and opens\n" +
			"it in your browser. Where no server runs it starts one, which ends with Ctrl-C.",
		Example: "  backsight open\n  backsight open --print",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.openPages(c.Context(), f, only) },
	}
	c.Flags().StringVar(&f.addr, "addr", "127.0.0.1:7717", "where to listen if no server runs, `host:port`")
	c.Flags().StringVar(&f.zone, "zone", "", "the time `zone` days are told in, such as Europe/Berlin")
	c.Flags().BoolVar(&only, "print", false, "print the link, open no browser")
	return c
}

// openPages opens the pages of the server that runs, else of one of its own.
func (a *app) openPages(ctx context.Context, f *serveFlags, only bool) error {
	url, runs := a.running(ctx)
	if !runs {
		return a.serve(ctx, f, func(url string, s *serve.Sessions) { a.browse(ctx, url+s.Link(), only) })
	}
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	link, err := a.invited(ctx, d, url)
	if err == nil {
		a.browse(ctx, url+link, only)
	}
	return err
}

// invited asks a server for a link, with a key that stands no longer than that.
func (a *app) invited(ctx context.Context, d *desk.Desk, url string) (link string, err error) {
	name := fmt.Sprintf("open %d", a.instant())
	key, err := d.MakeKey(ctx, name, policy.Scopes())
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, d.DB.RevokeToken(context.WithoutCancel(ctx), d.Grant, name)) }()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/login", http.NoBody)
	if err != nil {
		return "", fmt.Errorf("asking for a link: %w", err)
	}
	r.Header.Set("Authorization", "Bearer "+key)
	status, text, err := asked(r)
	if err == nil && status != http.StatusOK {
		err = fault.New(fault.Failed, "the server at %s does not know this store's keys", url).Try("it may serve another store: stop it, or name its store with --store")
	}
	return strings.TrimSpace(text), err
}

// asked sends a request to a server on this machine.
func asked(r *http.Request) (status int, body string, err error) {
	const soon = 5 * time.Second
	client := http.Client{Timeout: soon, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		return 0, "", fmt.Errorf("asking %s: %w", r.URL.Host, err)
	}
	defer answer.Body.Close()
	const most = 4096
	text, err := io.ReadAll(io.LimitReader(answer.Body, most))
	return answer.StatusCode, string(text), err
}

// serverFile is where a server that runs leaves its address.
func (a *app) serverFile() string { return filepath.Join(a.desk.Folders.State, "server") }

// rememberServer leaves the address for `backsight open`. That it cannot be left
// is no reason not to serve.
func (a *app) rememberServer(url string) {
	if err := os.MkdirAll(a.desk.Folders.State, 0o700); err == nil {
		err = os.WriteFile(a.serverFile(), []byte(url+"\n"), 0o600)
		if err != nil {
			fmt.Fprintf(a.Err, "backsight: the address cannot be left in %s: %v\n", a.serverFile(), err)
		}
	}
}

// forgetServer takes an address away again, so that nobody else who listens there
// later is taken for this server; another's address stays.
func (a *app) forgetServer(url string) {
	if text, err := os.ReadFile(a.serverFile()); err == nil && url != "" && strings.TrimSpace(string(text)) == url {
		_ = os.Remove(a.serverFile()) // one left behind is tried, and does not answer
	}
}

// running is the address of the server that was started last, if it answers.
func (a *app) running(ctx context.Context) (url string, runs bool) {
	text, err := os.ReadFile(a.serverFile())
	if errors.Is(err, fs.ErrNotExist) || err != nil {
		return "", false
	}
	url = strings.TrimSpace(string(text))
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/healthz", http.NoBody)
	if err != nil {
		return "", false
	}
	status, _, err := asked(r)
	return url, err == nil && status == http.StatusOK
}

// browse opens a link in the person's browser, and says it where that cannot be
// done or is not wanted.
func (a *app) browse(ctx context.Context, link string, only bool) {
	fmt.Fprintln(a.Out, link)
	if only || a.Env("BROWSER") == "none" {
		return
	}
	name, args := opener(a.Env("BROWSER"))
	if err := exec.CommandContext(context.WithoutCancel(ctx), name, append(args, link)...).Start(); err != nil {
		fmt.Fprintln(a.Err, "backsight: no browser could be started; open the link above, within ten minutes")
	}
}

// opener is the program that opens links here.
func opener(chosen string) (name string, args []string) {
	switch {
	case chosen != "":
		return chosen, nil
	case runtime.GOOS == "darwin":
		return "open", nil
	case runtime.GOOS == "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler"}
	}
	return "xdg-open", nil
}
