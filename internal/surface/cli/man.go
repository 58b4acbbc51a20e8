package cli

import (
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"github.com/backsight/backsight/internal/base/fault"
)

// manCommand writes the manual pages; packagers run it. The completion command
// is cobra's own.
func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man FOLDER", Short: "Write the manual pages into a folder", Hidden: true, Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fault.New(fault.Failed, "%s cannot be made", args[0]).Because(err)
			}
			root := c.Root()
			root.DisableAutoGenTag = true
			return doc.GenManTree(root, &doc.GenManHeader{Title: "BACKSIGHT", Section: "1", Source: "Backsight " + Version}, args[0])
		},
	}
}
