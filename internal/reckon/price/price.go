// Package price says what tokens would have cost at the provider's list price of
// the day they were used on. It is not what anybody was charged, which only a
// ledger knows, nor what a plan costs. It fetches nothing: prices are rows with
// dates and a source, those it brings along and those of a person's own file.
//
// Invariant: what no row prices is unknown, never zero.
package price

import (
	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Component is what of an answer a price is for.
type Component string

// The components, in the order in which they are shown.
const (
	In      Component = "in"       // read anew
	Out     Component = "out"      // written, reasoning included
	Write5m Component = "write_5m" // put into a cache for five minutes
	Write1h Component = "write_1h" // put into a cache for an hour
	Read    Component = "read"     // read from a cache
)

// Components are all of them.
func Components() []Component { return []Component{In, Out, Write5m, Write1h, Read} }

// Row is one price.
type Row struct {
	Model     string // as the provider names it, without a date: "claude-opus-4-1"
	Component Component
	From, To  when.Day // [From, To); NoDay for ever before, ever after
	Above     int64    // holds for prompts of more tokens than this; of several the greatest
	Fast      bool     // of the provider's faster mode
	Price     money.Tariff
	Unlisted  bool   // the provider lists no price here that is known: unknown, not the price below
	Source    string // where the price was read, and when
}

// Table is a list of prices. Of two rows for the same thing the later one counts.
type Table []Row

// Quote is what one answer would have cost.
type Quote struct {
	List    money.Exact // of what is known
	Known   bool        // all of it is
	Assumed bool        // a price of the cache was not listed and is the usual part of the price of input
}

// Quote prices one answer. Where a model has a price for input and none for the
// cache, writing is taken to cost 1.25 times input (twice for an hour) and reading
// a tenth, as the providers that tell their cache apart do; Assumed says so. A
// fast answer is never priced as a slow one.
func (t Table) Quote(model string, day when.Day, tokens logbook.Tokens, fast bool) Quote {
	return t.quote(circumstancesOf(model, day, tokens.Prompt(), fast), tokens)
}

func (t Table) quote(at circumstances, tokens logbook.Tokens) Quote {
	q := Quote{Known: true}
	for _, c := range Components() {
		n := countOf(tokens, c)
		if n == 0 {
			continue
		}
		tariff, assumed, known := t.tariff(at, c)
		if sum, same := q.List.Plus(tariff.Of(n)); known && same {
			q.List, q.Assumed = sum, q.Assumed || assumed
		} else {
			q.Known = false
		}
	}
	return q
}

// Together prices the sum of some answers of one model, day and mode of which the
// same buckets are filled and no prompt is longer than so many tokens: it is the
// sum of their prices. ok is false where a price of the model hangs on how long a
// prompt is, and they have to be priced one by one.
func (t Table) Together(model string, day when.Day, sum logbook.Tokens, longest int64, fast bool) (q Quote, ok bool) {
	at := circumstancesOf(model, day, longest, fast)
	for i := range t {
		if r := &t[i]; r.Model == at.model && r.Above > 0 && longest > r.Above {
			return q, false
		}
	}
	return t.quote(at, sum), true
}

// circumstances are what the price of an answer depends on.
type circumstances struct {
	model  string
	day    when.Day
	prompt int64
	fast   bool
}

// circumstancesOf takes a model's name in any spelling; one that names the faster
// mode is fast.
func circumstancesOf(model string, day when.Day, prompt int64, fast bool) circumstances {
	name, named := spelled(model)
	return circumstances{name, day, prompt, fast || named}
}

func (t Table) tariff(at circumstances, c Component) (tariff money.Tariff, assumed, known bool) {
	if row, found := t.row(at, c); found {
		return row.Price, false, !row.Unlisted
	}
	in, found := t.row(at, In)
	if !found || in.Unlisted {
		return tariff, false, false
	}
	switch c {
	case Write5m:
		return in.Price.Part(5, 4), true, true
	case Write1h:
		return in.Price.Part(2, 1), true, true
	case Read:
		return in.Price.Part(1, 10), true, true
	}
	return tariff, false, false
}

// row is the one that counts: of the greatest threshold below the prompt, the
// last.
func (t Table) row(at circumstances, c Component) (best Row, found bool) {
	for _, r := range t {
		if r.Component == c && r.holds(at) && (!found || r.Above >= best.Above) {
			best, found = r, true
		}
	}
	return best, found
}

func (r *Row) holds(at circumstances) bool {
	return r.Model == at.model && r.Fast == at.fast &&
		(r.From == when.NoDay || r.From <= at.day) && (r.To == when.NoDay || at.day < r.To) &&
		(r.Above == 0 || at.prompt > r.Above)
}

func countOf(t logbook.Tokens, c Component) int64 {
	switch c {
	case In:
		return t.In
	case Out:
		return t.Out + t.Reasoning
	case Write5m:
		return t.Write5m
	case Write1h:
		return t.Write1h
	case Read:
		return t.Read
	}
	return 0
}
