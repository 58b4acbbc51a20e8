package saying_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/cli/saying"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

// A win without a level is asked for one at a terminal, with what its words propose:
// Enter takes it, a figure is another, a dash leaves it out. Nobody is asked where the
// level stands there, where no word tells, or where there is no terminal.
func TestAWinProposesItsLevel(t *testing.T) {
	for name, c := range map[string]struct {
		args      []string
		typed     string
		asks      bool
		level     string
		questions int
	}{
		"Enter takes it":  {[]string{"win", "hired Bea"}, "\n", true, "2", 1},
		"another":         {[]string{"win", "hired Bea"}, "0\n", true, "0", 1},
		"left out":        {[]string{"win", "hired Bea"}, "-\n", true, "", 1},
		"nothing typed":   {[]string{"win", "hired Bea"}, "", true, "", 1},
		"it stands there": {[]string{"win", "hired Bea", "--level", "4"}, "\n", true, "4", 0},
		"no word tells":   {[]string{"win", "a good day"}, "\n", true, "", 0},
		"no terminal":     {[]string{"win", "hired Bea"}, "\n", false, "", 0},
		"something else":  {[]string{"learned", "hired Bea"}, "\n", true, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			o := &desk.Options{Now: still, Store: filepath.Join(t.TempDir(), "s.db"), Settings: config.Default()}
			says, _ := saying.Commands(&terminal.Terminal{In: strings.NewReader(c.typed), Out: &out, Err: &out, Asks: c.asks, Env: func(string) string { return "" }, Columns: func() int { return 0 }}, o)
			root := &cobra.Command{SilenceErrors: true, SilenceUsage: true}
			root.AddCommand(says...)
			root.SetArgs(c.args)
			if err := root.ExecuteContext(context.Background()); err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(out.String(), "Distance from the work: 2"); n != c.questions {
				t.Errorf("asked %d times:\n%s", n, out.String())
			}
			d, err := desk.Open(context.Background(), o.Store, still)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			k := record.Win
			if c.args[0] == "learned" {
				k = record.Learned
			}
			said, err := d.Said(context.Background(), k, when.Span{})
			if err != nil || len(said) != 1 || said[0].Text("level") != c.level {
				t.Errorf("%+v, %v; want level %q", said, err, c.level)
			}
		})
	}
}
