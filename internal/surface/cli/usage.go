package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/backsight/backsight/internal/base/fault"
)

// sayPlainly makes a command and its children say which arguments they want, with
// an example. Without it the library says how many it counted.
func sayPlainly(c *cobra.Command) {
	if takes := c.Args; takes != nil {
		c.Args = func(c *cobra.Command, args []string) error { return wrongArgs(c, takes, args) }
	}
	for _, child := range c.Commands() {
		sayPlainly(child)
	}
}

// wrongArgs says which argument is missing or too many; nil where takes is content.
func wrongArgs(c *cobra.Command, takes cobra.PositionalArgs, args []string) error {
	var own *fault.Fault
	err := takes(c, args)
	if err == nil || errors.As(err, &own) {
		return err
	}
	for n := len(args) - 1; n >= 0; n-- {
		if takes(c, args[:n]) != nil {
			continue
		}
		if c.HasAvailableSubCommands() {
			return fault.New(fault.Usage, "there is no command `%s %s`", c.CommandPath(), args[n]).Try("one of: %s", strings.Join(namesOf(c), ", "))
		}
		return wrongUse(c, "%q is one argument too many", args[n])
	}
	return wrongUse(c, "an argument is missing")
}

// wrongUse is a fault with the form of the command behind it, and its first
// example.
func wrongUse(c *cobra.Command, format string, args ...any) *fault.Fault {
	f := fault.New(fault.Usage, "%s: write `%s`", fmt.Sprintf(format, args...), strings.TrimSuffix(c.UseLine(), " [flags]"))
	if example, _, _ := strings.Cut(strings.TrimSpace(c.Example), "\n"); example != "" {
		f = f.Try("for example `%s`", example)
	}
	return f
}

func namesOf(c *cobra.Command) (names []string) {
	for _, child := range c.Commands() {
		if child.IsAvailableCommand() {
			names = append(names, child.Name())
		}
	}
	return names
}

// wrongFlag says what is wrong with a flag, in place of the library, which tells
// which function of Go did not like a number. A command may have one of its own.
func wrongFlag(c *cobra.Command, err error) error {
	help := fmt.Sprintf("`%s --help` shows its flags", c.CommandPath())
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return fault.New(fault.Usage, "there is no flag -%s", unknown.GetSpecifiedName()).Try("%s", help)
	case errors.As(err, &unknown):
		return fault.New(fault.Usage, "there is no flag --%s", unknown.GetSpecifiedName()).Try("%s", help)
	case errors.As(err, &bare):
		return fault.New(fault.Usage, "--%s needs a value", bare.GetFlag().Name).Try("%s", help)
	case errors.As(err, &invalid):
		return fault.New(fault.Usage, "--%s must be %s, not %q", invalid.GetFlag().Name, wanted(invalid.GetFlag().Value.Type()), invalid.GetValue()).Try("%s", help)
	}
	return fault.New(fault.Usage, "the flags could not be understood").Because(err).Try("%s", help)
}

// wanted says what a flag of some type takes.
func wanted(kind string) string {
	switch kind {
	case "bool":
		return "true or false"
	case "int":
		return "a whole number"
	}
	return "a " + kind
}

// unknownCommand is what the library says of a word that is no command, in plain
// words and with those that are like it; any other error stays as it is.
func unknownCommand(root *cobra.Command, err error) error {
	var name, of string
	if err == nil || !strings.HasPrefix(err.Error(), "unknown command ") {
		return err
	}
	if _, scan := fmt.Sscanf(err.Error(), "unknown command %q for %q", &name, &of); scan != nil {
		return fault.New(fault.Usage, "%v", err)
	}
	f := fault.New(fault.Usage, "there is no command %q", name)
	if like := root.SuggestionsFor(name); len(like) > 0 {
		return f.Try("is it `%s %s`? `%s help` lists all", of, strings.Join(like, "`, or `"+of+" "), of)
	}
	return f.Try("`%s help` lists all", of)
}
