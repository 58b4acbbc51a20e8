package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
)

// connectFlags are the flags of connect editor.
type connectFlags struct {
	url         string
	undo, dryly bool
}

func (a *app) connectEditorCommand() *cobra.Command {
	f := &connectFlags{}
	c := &cobra.Command{
		Use:   "editor",
		Short: "Write ~/.wakatime.cfg, so that WakaTime's plugins speak to this machine",
		Long: "connect editor makes a key and writes it, with the address, into the file that every\n" +
			"plugin of WakaTime reads (in WAKATIME_HOME, else in your home folder). Where the plugins\n" +
			"speak to another server already, that stays, and Backsight is told the same besides: this\n" +
			"takes wakatime-cli 2 or later. The file as it was is kept beside it; --undo takes back\n" +
			"what was written and revokes the key.",
		Example: "  backsight connect editor --dry-run\n  backsight connect editor\n  backsight connect editor --undo",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.check(); err != nil {
				return err
			}
			if f.undo {
				return a.disconnectEditor(c.Context(), f)
			}
			return a.connectEditor(c.Context(), f)
		},
	}
	c.Flags().StringVar(&f.url, "url", "http://127.0.0.1:7717", "where `backsight serve` is reached")
	c.Flags().BoolVar(&f.undo, "undo", false, "take back what was written")
	c.Flags().BoolVar(&f.dryly, "dry-run", false, "show what would be written, write nothing")
	return c
}

// editorKey is the name of the plugins' key.
const editorKey = "editor"

// editorFile is the configuration of WakaTime's plugins.
func (a *app) editorFile() string {
	if folder := a.Env("WAKATIME_HOME"); folder != "" {
		return filepath.Join(folder, ".wakatime.cfg")
	}
	return filepath.Join(a.desk.Folders.Home, ".wakatime.cfg")
}

// check says whether the address can be one of a server.
func (f *connectFlags) check() error {
	at, err := url.Parse(f.url)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Host == "" || at.RawQuery != "" || strings.ContainsAny(f.url, "|\r\n ") {
		return fault.New(fault.Usage, "%q is no address of a server", f.url).Try("like http://127.0.0.1:7717")
	}
	return nil
}

// apiURL is what plugins are told.
func (f *connectFlags) apiURL() string { return strings.TrimSuffix(f.url, "/") + "/api/v1" }

func (a *app) connectEditor(ctx context.Context, f *connectFlags) error {
	file := a.editorFile()
	was, err := readOr(file, "")
	if err != nil {
		return err
	}
	if f.dryly {
		is, besides := readEditorConfig(was).with(f.apiURL(), "waka_(a new key)")
		a.sayConnected(file, besides)
		for _, line := range is {
			if !slices.Contains(readEditorConfig(was), line) {
				fmt.Fprintln(a.Out, "+", line)
			}
		}
		return nil
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := dropKey(ctx, d, editorKey); err != nil {
		return err
	}
	key, err := a.makeToken(ctx, d, editorKey, []policy.Scope{policy.Ingest, policy.Read})
	if err != nil {
		return err
	}
	is, besides := readEditorConfig(was).with(f.apiURL(), key)
	if err := keepCopy(file, readEditorConfig(was).without(f.apiURL()).text()); err != nil {
		return err
	}
	if err := replaceFile(file, is.text()); err != nil {
		return errors.Join(err, dropKey(context.WithoutCancel(ctx), d, editorKey))
	}
	a.sayConnected(file, besides)
	fmt.Fprintln(a.Out, "`backsight connect editor --undo` takes it back")
	if _, runs := a.running(ctx); !runs {
		fmt.Fprintln(a.Err, "backsight: no server runs: start it with `backsight serve`; until then the plugins keep what they see")
	}
	return nil
}

// sayConnected says what the file makes the plugins do.
func (a *app) sayConnected(file string, besides bool) {
	if besides {
		fmt.Fprintf(a.Out, "%s: the plugins go on as they were, and tell Backsight the same (wakatime-cli 2 or later)\n", file)
		return
	}
	fmt.Fprintf(a.Out, "%s: the plugins speak to Backsight, and to nobody else\n", file)
}

func (a *app) disconnectEditor(ctx context.Context, f *connectFlags) error {
	file := a.editorFile()
	was, err := readOr(file, "")
	if err != nil {
		return err
	}
	is := readEditorConfig(was).without(f.apiURL()).text()
	if is == was {
		return fault.New(fault.Nothing, "%s says nothing of %s", file, f.apiURL()).Try("--url says where the server was")
	}
	if f.dryly {
		for _, line := range readEditorConfig(was) {
			if !slices.Contains(readEditorConfig(is), line) {
				name, _, _ := strings.Cut(line, "=")
				fmt.Fprintln(a.Out, "-", strings.TrimSpace(name))
			}
		}
		return nil
	}
	if err := replaceFile(file, is); err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "%s: Backsight is told nothing any more\n", file)
	d, err := a.desk.FindOwn(ctx)
	if err != nil || d == nil {
		return err
	}
	defer d.Close()
	return dropKey(ctx, d, editorKey)
}

// dropKey revokes a key, if it stands.
func dropKey(ctx context.Context, d *desk.Desk, name string) error {
	err := d.DB.RevokeToken(ctx, d.Grant, name)
	if fault.KindOf(err) == fault.Nothing {
		return nil
	}
	return err
}

// readOr is the text of a file, or other where there is none.
func readOr(file, other string) (string, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return other, nil
	}
	if err != nil {
		return "", fault.New(fault.Failed, "%s cannot be read", file).Because(err)
	}
	return string(text), nil
}

// keepCopy keeps what a file said before it was first written to, if anything.
func keepCopy(file, was string) error {
	if was == "" {
		return nil
	}
	f, err := os.OpenFile(file+".before-backsight", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err == nil {
		_, err = f.WriteString(was)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return fault.New(fault.Failed, "no copy of %s could be kept, so it was left alone", file).Because(err)
	}
	return nil
}

// replaceFile writes a file whole or not at all, where it really lies: it may be
// a link into somebody's dotfiles. It holds a key, so only its owner may read it.
func replaceFile(file, text string) error {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".backsight-*")
	if err == nil {
		_, err = f.WriteString(text)
		err = errors.Join(err, f.Sync(), f.Close())
		if err == nil {
			err = os.Rename(f.Name(), file)
		}
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}
	if err != nil {
		return fault.New(fault.Failed, "%s cannot be written", file).Because(err)
	}
	return nil
}
