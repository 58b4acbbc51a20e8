package saying

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/bounded"
	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

func (a *app) sayCommand() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:   "say KIND",
		Short: "Keep something only you know: energy, a win, something learned, and every other kind",
		Long: "say keeps one entry. `backsight said` lists entries, `backsight unsay` takes one back; the\n" +
			"history is kept. Each kind has a command below, and some have a short command of their\n" +
			"own. --in keeps a file of entries, one JSON object a line, as `backsight said --jsonl`\n" +
			"writes them; a line with a mistake is reported, and the other lines are kept.",
		Example: "  backsight say energy 5 \"slept well\"\n  backsight say win \"the parser runs\" --level 0 --at 10:15\n  backsight said --jsonl | backsight say --in -",
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) > 0:
				_, err := sayable(args[0])
				return err
			case from != "":
				return a.sayLines(c.Context(), from)
			}
			return c.Help()
		},
	}
	c.Flags().StringVar(&from, "in", "", "read entries from `file`, one JSON object a line; - is stdin")
	for _, k := range record.Sayable() {
		c.AddCommand(a.kindCommand(k, k.Name))
	}
	return c
}

// shortCommands are those that kinds have of their own.
func (a *app) shortCommands() (out []*cobra.Command) {
	for _, k := range record.Sayable() {
		if k.Short != "" {
			out = append(out, a.kindCommand(k, k.Short))
		}
	}
	return out
}

// sayable finds a kind by its name.
func sayable(name string) (*record.Kind, error) {
	if k, known := record.Named(name); known {
		return k, nil
	}
	var names []string
	for _, k := range record.Sayable() {
		names = append(names, k.Name)
	}
	return nil, fault.New(fault.Usage, "there is no kind %q", name).Try("one of: %s", strings.Join(names, ", "))
}

// kindCommand says something of a kind, under a name.
func (a *app) kindCommand(k *record.Kind, name string) *cobra.Command {
	flags, at, below, asJSON := map[string]*string{}, "", "", false
	c := &cobra.Command{
		Use:   usageOf(k, name),
		Short: "Say " + k.Means,
		Long:  "It does not say " + k.Not + ".",
		RunE: func(c *cobra.Command, args []string) error {
			if below != "" {
				args = append([]string{below}, args...)
			}
			return a.say(c.Context(), k, args, flags, at, asJSON)
		},
	}
	for _, f := range k.Asks() {
		flags[f.Name] = c.Flags().String(f.Name, "", flagHelp(f))
	}
	belowZero(c, k, &below)
	if k.Placed == record.AtMoment {
		c.Flags().StringVar(&at, "at", "", "when it was: a `time` like 10:15 or \"2026-03-02 10:15\"; now if not given")
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print what was kept as JSON")
	return c
}

// belowZero lets a whole number below zero stand where the first value stands, as in
// "give -2": to a command line it looks like a flag, so it is one, which nobody sees.
func belowZero(c *cobra.Command, k *record.Kind, below *string) {
	first := k.Fields[0]
	if k.Args == 0 || first.As != record.Number || !first.Whole {
		return
	}
	for n := -1; n >= int(max(first.From, -9)); n-- {
		name := fmt.Sprintf("minus-%d", -n)
		c.Flags().VarPF(&minus{below, strconv.Itoa(n)}, name, strconv.Itoa(-n), "").NoOptDefVal = "true"
		_ = c.Flags().MarkHidden(name) // it was just made
	}
}

// minus is the flag that is a number.
type minus struct {
	to   *string
	text string
}

func (m *minus) Set(string) error { *m.to = m.text; return nil }
func (m *minus) String() string   { return "" }
func (m *minus) Type() string     { return "" }

// usageOf is a command with what may stand behind it without a name.
func usageOf(k *record.Kind, name string) string {
	for _, f := range k.Fields[:k.Args] {
		word := strings.ToUpper(f.Name)
		if !f.Must {
			word = "[" + word + "]"
		}
		name += " " + word
	}
	return name
}

func flagHelp(f record.Field) string {
	text := strings.ToLower(f.Label[:1]) + f.Label[1:]
	if f.Help != "" {
		text += " (" + f.Help + ")"
	}
	if len(f.Choices) > 0 {
		text += ": " + strings.Join(f.Choices, ", ")
	}
	if f.Default != "" {
		text += "; " + f.Default + " if not given"
	}
	return text
}

// say keeps one entry of a kind.
func (a *app) say(ctx context.Context, k *record.Kind, args []string, flags map[string]*string, at string, asJSON bool) error {
	if err := positional(k, args, flags); err != nil {
		return err
	}
	if err := a.oneKey(k, args, flags); err != nil {
		return err
	}
	a.proposed(k, flags)
	e, err := k.Typed(func(field string) string {
		if flags[field] == nil { // the program fills it in
			return ""
		}
		return *flags[field]
	})
	if err != nil {
		return err
	}
	if e, err = a.placed(e, at); err != nil {
		return err
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := a.answering(ctx, d, &e, at); err != nil {
		return err
	}
	told, err := d.Say(ctx, e)
	if err != nil {
		return err
	}
	if asJSON {
		return a.WriteJSON(told[0].Object())
	}
	fmt.Fprintf(a.Out, "%s: %s\n", k.Name, a.entryText(told[0].Entry))
	fmt.Fprintf(a.Err, "backsight: `backsight unsay %s %s` takes it back\n", k.Name, told[0].ID) // its client named none: no shell reads more into it
	return a.thenGive(ctx, d, told[0].Entry)
}

// positional puts what stands without a name into the fields of a kind, in order.
// What is left over belongs to a text at the end.
func positional(k *record.Kind, args []string, flags map[string]*string) error {
	if n := k.Args; len(args) > n && n > 0 && k.Fields[n-1].As == record.Text {
		args = append(slices.Clone(args[:n-1]), strings.Join(args[n-1:], " "))
	}
	if len(args) > k.Args {
		takes := say.Count(k.Args, "value", "values")
		if k.Args == 0 {
			takes = "no value"
		}
		return fault.New(fault.Usage, "%q is one argument too many: %s takes %s without a flag", args[k.Args], k.Name, takes).Try("`backsight say %s --help` shows its flags", k.Name)
	}
	for i, text := range args {
		name := k.Fields[i].Name
		if from, to, two := strings.Cut(text, ".."); two && name == "from" && flags["to"] != nil {
			if err := spanned(from, to, flags); err != nil {
				return err
			}
			continue
		}
		if *flags[name] != "" {
			return fault.New(fault.Usage, "%s is given twice, as %q and with --%s", name, text, name).Try("give it once")
		}
		*flags[name] = text
	}
	return nil
}

// spanned puts a period such as 2022-01..2024-06 into a first and a last day; one
// without an end, 2022-01.., has no last day.
func spanned(from, to string, flags map[string]*string) error {
	period := from + ".." + to
	if to == "" {
		period = from
	}
	days, err := when.ParsePeriod(period)
	if err != nil {
		return fault.New(fault.Usage, "%v", err).Try("write 2022-01..2024-06, or 2022-01.. for what goes on")
	}
	*flags["from"] = days.From.String()
	if to != "" {
		*flags["to"] = days.Last().String()
	}
	return nil
}

// placed is an entry at the moment that is named, at home; now where none is.
func (a *app) placed(e record.Entry, at string) (record.Entry, error) {
	zone, err := a.desk.Zone("")
	if err != nil {
		return e, err
	}
	switch {
	case at == "" && e.Kind.Placed != record.AtMoment:
		return e, nil // said when it is kept
	case at == "":
		return e.In(a.desk.Now(), zone), nil
	}
	if t, err := time.Parse(time.RFC3339, at); err == nil {
		_, east := t.Zone()
		return e.In(when.At(t), time.FixedZone("", east)), nil
	}
	if minute, err := terminal.Clock(at); err == nil {
		return e.In(a.desk.Now().Day(zone).At(zone, minute), zone), nil
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, at); err == nil {
			return e.In(when.DayOf(t).At(zone, t.Hour()*60+t.Minute()), zone), nil
		}
	}
	return e, fault.New(fault.Usage, "%q is not a time", at).Try("write 10:15, \"2026-03-02 10:15\", or 2026-03-02T10:15:00+01:00")
}

// Line is an entry on one line: when, and what its fields hold.
func Line(t *terminal.Terminal, o *desk.Options, e record.Entry) string {
	return (&app{t, o}).entryText(e)
}

// entryText is an entry on one line: when, and what its fields hold.
func (a *app) entryText(e record.Entry) string {
	line := e.Object().At[:len("2006-01-02T15:04")]
	if e.Kind.Placed != record.AtMoment {
		zone, _ := a.desk.Zone("") // UTC where the setting is wrong: other commands say so
		if zone == nil {
			zone = time.UTC
		}
		line = e.At.In(zone).Format("2006-01-02T15:04")
	}
	line = strings.Replace(line, "T", " ", 1) + " "
	for _, f := range e.Kind.Asks() {
		if text := e.Text(f.Name); text != "" {
			line += " " + f.Name + " " + a.Screen().Plain(text) + ","
		}
	}
	return strings.TrimSuffix(line, ",")
}

// sayLines keeps the entries of a file, one JSON object a line. A line that does
// not hold is named and left out.
func (a *app) sayLines(ctx context.Context, from string) error {
	in := a.In
	if from != "-" {
		f, err := os.Open(from)
		if err != nil {
			return fault.New(fault.Incomplete, "%s cannot be read", from).Because(err)
		}
		defer f.Close()
		in = f
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	l := lines{Desk: d}
	l.leave = func(number int, err error) {
		l.bad++
		fmt.Fprintf(a.Err, "backsight: %s:%d: %v\n", from, number, err)
	}
	r := bufio.NewReader(in)
	for more := true; more; {
		text, err := bounded.Line(r, maxEntry)
		if errors.Is(err, bounded.ErrLong) {
			text, err = text[:100], nil // which is no entry, and told of as such
		}
		if more = err == nil; err != nil && !errors.Is(err, io.EOF) {
			return fault.New(fault.Incomplete, "%s could not be read to its end", from).Because(err)
		}
		l.number++
		if err := l.take(ctx, bytes.TrimSpace(text)); err != nil {
			l.leave(l.number, err)
		}
		if len(l.waiting) >= linesAtOnce || !more {
			if err := l.keep(ctx); err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(a.Out, "%s kept, %s before\n", say.Count(l.kept, "entry was", "entries were"), say.Count(l.known, "was kept", "were kept"))
	if l.bad > 0 {
		return fault.New(fault.Incomplete, "%s left out", say.Count(l.bad, "line was", "lines were"))
	}
	return nil
}

// lines is a file of entries on its way into the store, some hundred at a time.
type lines struct {
	*desk.Desk
	waiting                  []record.Entry
	numbers                  []int // of the lines that wait
	number, kept, known, bad int
	leave                    func(number int, err error) // says why a line is left out
}

const linesAtOnce = 500

// maxEntry is how long the line of one entry may be.
const maxEntry = 1 << 20

// take reads a line; an empty one holds nothing.
func (l *lines) take(ctx context.Context, text []byte) error {
	if len(text) == 0 {
		return nil
	}
	var of struct{ Kind string }
	if json.Unmarshal(text, &of) != nil {
		return record.ErrNoJSON
	}
	k, err := sayable(of.Kind)
	if err != nil {
		return err
	}
	e, err := k.Parse(text)
	if err != nil {
		return err
	}
	l.waiting, l.numbers = append(l.waiting, e), append(l.numbers, l.number)
	return nil
}

// keep keeps what waits, all at once, or, where one of it does not hold beside what
// was said before, one by one.
func (l *lines) keep(ctx context.Context) error {
	told, err := l.Say(ctx, l.waiting...)
	if _, some := errors.AsType[*record.Wrong](err); some {
		told, err = l.each(ctx)
	}
	for i, t := range told {
		switch {
		case t.Kind == nil: // left out
		case t.Again && !t.Repeats(l.waiting[i]):
			l.leave(l.numbers[i], fault.New(fault.Usage, "id %q was used before, for an entry that says something else", t.ID))
		case t.Again:
			l.known++
		default:
			l.kept++
		}
	}
	l.waiting, l.numbers = nil, nil
	return err
}

// each keeps what waits one by one; what does not hold is named, and the zero Kept.
func (l *lines) each(ctx context.Context) ([]desk.Kept, error) {
	out := make([]desk.Kept, len(l.waiting))
	for i, e := range l.waiting {
		told, err := l.Say(ctx, e)
		if _, wrong := errors.AsType[*record.Wrong](err); wrong {
			l.leave(l.numbers[i], err)
			continue
		}
		if err != nil {
			return out, err
		}
		out[i] = told[0]
	}
	return out, nil
}
