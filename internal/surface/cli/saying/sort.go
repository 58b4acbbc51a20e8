package saying

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

type sortFlags struct {
	json, list, all, pin, unpin, pins bool
}

func (a *app) sortCommand() *cobra.Command {
	f := &sortFlags{}
	c := &cobra.Command{
		Use:   "sort [KEY [KIND]]",
		Short: "Sort the meetings of your calendar by kind, those with most time first",
		Long: "sort asks about the series whose kind no rule knows, one key each, those with most time\n" +
			"first. Your answer always wins, is kept with its history, and improves the guesses about\n" +
			"the other series. Without a terminal, sort lists what it would ask. KEY is the short\n" +
			"name that --list shows, or a title.",
		Example: "  backsight sort\n  backsight sort --list\n  backsight sort --pin 3f9a01c2 design_review\n  backsight sort --unpin 3f9a01c2",
		Args:    cobra.MaximumNArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			return a.sort(c.Context(), f, args)
		},
	}
	flags := c.Flags()
	flags.BoolVar(&f.list, "list", false, "list the series instead of asking")
	flags.BoolVar(&f.all, "all", false, "list every series, with the reason for its kind")
	flags.BoolVar(&f.pins, "pins", false, "list the series you sorted, the last first")
	flags.BoolVar(&f.pin, "pin", false, "say that the series KEY is of the kind KIND")
	flags.BoolVar(&f.unpin, "unpin", false, "undo what you said about the series KEY")
	flags.BoolVar(&f.json, "json", false, "list as JSON")
	return c
}

// sort does the one of its jobs that was asked for.
func (a *app) sort(ctx context.Context, f *sortFlags, args []string) error {
	want := 0
	switch {
	case f.pin:
		want = 2
	case f.unpin:
		want = 1
	}
	if len(args) != want || f.pin && f.unpin {
		return fault.New(fault.Usage, "sort takes KEY and KIND with --pin, KEY with --unpin, and no argument otherwise").Try("`backsight sort --list` shows the keys")
	}
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	sorted, err := sorter(ctx, d)
	if err != nil {
		return err
	}
	switch {
	case f.pin:
		return a.pin(ctx, d, sorted, args[0], args[1])
	case f.unpin:
		return a.unpin(ctx, d, sorted, args[0])
	case f.list || f.all || f.pins || f.json || !a.Asks:
		return a.listSorted(f, sorted)
	}
	return a.askAbout(ctx, d, sorted)
}

func sorter(ctx context.Context, d *desk.Desk) (*kinds.Sorter, error) {
	q, err := d.Question(ctx, desk.Query{})
	if err != nil {
		return nil, err
	}
	return d.Reckoning().Sort(ctx, d.Grant, q)
}

func (a *app) listSorted(f *sortFlags, sorter *kinds.Sorter) error {
	list := sorter.Doubtful()
	switch {
	case f.all:
		list = sorter.Series
	case f.pins:
		list = nil
		for _, p := range sorter.Pinned() {
			list = append(list, pinnedSeries(sorter, p))
		}
	}
	if f.json {
		return a.WriteJSON(text.SortingOf(sorter, list))
	}
	if len(sorter.Series) == 0 {
		return fault.New(fault.Nothing, "no calendar of yours is known").Try("`backsight import CALENDAR.ics` keeps one")
	}
	return text.Sorting(a.Out, sorter, list, a.Screen())
}

// pinnedSeries is the series of a pin, or what is known of one that has gone.
func pinnedSeries(sorter *kinds.Sorter, p kinds.Pin) kinds.Series {
	if i := slices.IndexFunc(sorter.Series, func(s kinds.Series) bool { return s.Key == p.Series }); i >= 0 {
		return sorter.Series[i]
	}
	return kinds.Series{Key: p.Series, Title: p.Title, Weekday: -1}
}

// named finds a series by its short name, the beginning of it, or its title.
func named(sorter *kinds.Sorter, key string) (kinds.Series, error) {
	var found []kinds.Series
	for _, s := range sorter.Series {
		if s.ID() == key {
			return s, nil
		}
		if len(key) >= 4 && strings.HasPrefix(s.ID(), key) || strings.EqualFold(s.Title, key) {
			found = append(found, s)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return kinds.Series{}, fault.New(fault.Usage, "there is no series %q", key).Try("`backsight sort --all` shows the keys of all")
	}
	return kinds.Series{}, fault.New(fault.Usage, "%q could be any of %d series", key, len(found)).Try("`backsight sort --all` shows their keys")
}

func (a *app) pin(ctx context.Context, d *desk.Desk, sorter *kinds.Sorter, key, kind string) error {
	s, err := named(sorter, key)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(sorter.Table(), func(k kinds.Kind) bool { return k.Name == kind }) {
		var names []string
		for _, k := range sorter.Table() {
			names = append(names, k.Name)
		}
		return fault.New(fault.Usage, "there is no kind %q", kind).Try("one of: %s", strings.Join(names, ", "))
	}
	if err := sayPin(ctx, d, s.Key, s.Title, kind); err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "%s is %s: you said so. `backsight sort --unpin %s` takes it back.\n", a.titled(s), kind, s.ID())
	return nil
}

func (a *app) unpin(ctx context.Context, d *desk.Desk, sorter *kinds.Sorter, key string) error {
	for _, p := range sorter.Pinned() {
		s := pinnedSeries(sorter, p)
		if s.ID() == key || len(key) >= 4 && strings.HasPrefix(s.ID(), key) || strings.EqualFold(s.Title, key) {
			if err := sayPin(ctx, d, p.Series, p.Title, ""); err != nil {
				return err
			}
			fmt.Fprintf(a.Out, "%s is no longer %s: the automatic result is used again.\n", a.titled(s), p.Kind)
			return nil
		}
	}
	return fault.New(fault.Nothing, "you have not sorted a series %q", key).Try("`backsight sort --pins` shows what you said")
}

// titled is a series as a sentence names it.
func (a *app) titled(s kinds.Series) string {
	return fmt.Sprintf("the series %q", cmp.Or(a.Screen().Plain(s.Title), s.ID()))
}

// sayPin says what a series is about; "" takes back what was said of it.
func sayPin(ctx context.Context, d *desk.Desk, series, title, about string) error {
	_, err := d.Say(ctx, record.Sorted(series, title, about))
	return err
}

// asking is one sitting of questions.
type asking struct {
	*app
	d      *desk.Desk
	sorter *kinds.Sorter
	passed map[string]bool // asked, and passed over
	last   []string        // keys pinned in this sitting, in order
}

// askAbout asks until nothing is in doubt or the person has had enough.
func (a *app) askAbout(ctx context.Context, d *desk.Desk, sorter *kinds.Sorter) error {
	s := &asking{app: a, d: d, sorter: sorter, passed: map[string]bool{}}
	text.SortKeys(a.Err, sorter.Table(), a.Screen())
	for {
		next, some := s.next()
		if !some {
			fmt.Fprintln(a.Err, "backsight: every series has a known kind, or you skipped it")
			return nil
		}
		text.SortQuestion(a.Err, next, sorter.Of(next.Key), a.Screen())
		more, err := s.answered(ctx, next)
		if err != nil || !more {
			return err
		}
	}
}

func (s *asking) next() (kinds.Series, bool) {
	for _, of := range s.sorter.Doubtful() {
		if !s.passed[of.Key] {
			return of, true
		}
	}
	return kinds.Series{}, false
}

// answered does what one key says; more is false where the sitting ends.
func (s *asking) answered(ctx context.Context, of kinds.Series) (more bool, err error) {
	key, ok := s.Key()
	if !ok || key == 'q' {
		return false, nil
	}
	switch key {
	case ' ':
		s.passed[of.Key] = true
		return true, nil
	case '?':
		text.SortKeys(s.Err, s.sorter.Table(), s.Screen())
		return true, nil
	case 'u':
		return true, s.undo(ctx)
	case '\r', '\n':
		if v := s.sorter.Of(of.Key); v.P >= 0.3 {
			return true, s.take(ctx, of, v.Guess)
		}
		s.passed[of.Key] = true
		return true, nil
	}
	for _, k := range s.sorter.Table() {
		if k.Key == key {
			return true, s.take(ctx, of, k.Name)
		}
	}
	fmt.Fprintf(s.Err, "backsight: the key %q stands for no kind of meeting; ? shows the keys\n", key)
	return true, nil
}

func (s *asking) take(ctx context.Context, of kinds.Series, kind string) error {
	at := s.desk.Now()
	if err := sayPin(ctx, s.d, of.Key, of.Title, kind); err != nil {
		return err
	}
	for _, o := range s.sorter.Pinned() { // as the store keeps them: later than all before
		at = max(at, o.At+1)
	}
	s.sorter = s.sorter.With(kinds.Pin{Series: of.Key, Title: of.Title, Kind: kind, At: at})
	s.last = append(s.last, of.Key)
	fmt.Fprintln(s.Err, kind)
	return nil
}

// undo takes the last answer of the sitting back, and asks it again.
func (s *asking) undo(ctx context.Context) error {
	if len(s.last) == 0 {
		fmt.Fprintln(s.Err, "backsight: nothing to undo")
		return nil
	}
	key := s.last[len(s.last)-1]
	s.last = s.last[:len(s.last)-1]
	s.sorter = s.sorter.Without(key)
	return sayPin(ctx, s.d, key, "", "")
}
