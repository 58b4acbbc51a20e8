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
	"github.com/backsight/backsight/internal/reckon/kinds"
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
		"kinds.md":    kindsPage(),
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
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", m.Name, m.Unit, m.Class, m.Means, m.Not)
		}
	}
	b.WriteString("\n## Of a stretch of days\n\n`backsight meetings` tells these of a period.\n\n| figure | unit | means | does not mean |\n|---|---|---|---|\n")
	for _, f := range measure.Figures() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Name, f.Unit, f.Means, f.Not)
	}
	b.WriteString("\n## Rules\n\nEvery minute and every act has one of these reasons; `backsight why` names it.\n\n| rule | text |\n|---|---|\n")
	for _, r := range timeline.Rules() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", r.ID, r.Text)
	}
	return b.String()
}

const kindsIntro = "What the series of a calendar are about is told by four, asked in turn: what you said of the series (`backsight sort`), " +
	"the rules below, what was learnt from what you said, and, where none is sure enough, nobody: the series stays unsorted and stands as coordinating. " +
	"A series is all that goes by one title, numbers apart, and was organised by the same person; a rule is asked of each occurrence by itself.\n\n"

func kindsPage() string {
	var b strings.Builder
	b.WriteString("# Kinds\n\n" + made + kindsIntro)
	b.WriteString("| kind | key | counts as | meeting | is |\n|---|---|---|---|---|\n")
	for _, k := range kinds.Table() {
		meeting := "no"
		if k.Meeting {
			meeting = "yes"
		}
		fmt.Fprintf(&b, "| `%s` | %c | %s | %s | %s |\n", k.Name, k.Key, k.Work, meeting, k.Text)
	}
	b.WriteString("\nThe setting `kinds` changes what a kind counts as, and adds kinds of your own.\n\n## Rules\n\nThe first that fits decides.\n\n| rule | kind | says |\n|---|---|---|\n")
	for _, r := range kinds.Rules() {
		fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", r.ID, r.Kind, r.Text)
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
