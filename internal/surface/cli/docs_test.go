package cli

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

var update = flag.Bool("update", false, "write the reference pages of docs/ anew")

// TestReferencePages holds the pages of the manual that are made from the code
// against the code.
func TestReferencePages(t *testing.T) {
	for name, text := range map[string]string{
		"commands.md": commandsPage(),
		"measures.md": measuresPage(),
		"settings.md": settingsPage(),
	} {
		file := filepath.Join("..", "..", "..", "docs", name)
		if *update {
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		was, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(was, []byte(text)) {
			t.Errorf("docs/%s is not what the code says (%v); go test ./internal/surface/cli -run ReferencePages -update writes it", name, err)
		}
	}
}

const made = "<!-- made from the code by go test ./internal/surface/cli -run ReferencePages -update -->\n\n"

func commandsPage() string {
	var b strings.Builder
	b.WriteString("# Commands\n\n" + made + "Data goes to stdout, everything else to stderr. `--store`, `--no-input` and `--no-color` work with every command.\n")
	root := (&app{}).root()
	commandsOf(&b, root)
	return b.String()
}

func commandsOf(b *strings.Builder, c *cobra.Command) {
	for _, child := range c.Commands() {
		if child.Hidden || child.Name() == "help" || child.Name() == "completion" {
			continue
		}
		fmt.Fprintf(b, "\n## `%s`\n\n%s.\n", child.UseLine(), strings.TrimSuffix(child.Short, "."))
		if child.Long != "" {
			fmt.Fprintf(b, "\n%s\n", child.Long)
		}
		if usages := child.LocalNonPersistentFlags().FlagUsages(); usages != "" {
			fmt.Fprintf(b, "\n```\n%s```\n", usages)
		}
		if child.Example != "" {
			fmt.Fprintf(b, "\n```\n%s\n```\n", child.Example)
		}
		commandsOf(b, child)
	}
}

func measuresPage() string {
	var b strings.Builder
	b.WriteString("# Measures\n\n" + made + "| measure | unit | from | means | does not mean |\n|---|---|---|---|---|\n")
	for _, m := range measure.All() {
		if !m.Hidden {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", m.Name, m.Unit, m.Source, m.Means, m.Not)
		}
	}
	b.WriteString("\n## Rules\n\nEvery minute and every act has one of these reasons; `backsight why` names it.\n\n| rule | text |\n|---|---|\n")
	for _, r := range timeline.Rules() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", r.ID, r.Text)
	}
	return b.String()
}

func settingsPage() string {
	var b strings.Builder
	b.WriteString("# Settings\n\n" + made + "`~/.config/backsight/settings.toml`; without the file everything has its default.\n\n| setting | default | means |\n|---|---|---|\n")
	for _, r := range config.Table() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.Name, r.Default, r.Means)
	}
	return b.String()
}
