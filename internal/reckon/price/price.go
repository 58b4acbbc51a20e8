// Package price says what tokens would have cost at the provider's list price of
// the day they were used on. It is not what anybody was charged, which only a
// ledger knows, nor what a plan costs. It fetches nothing: prices are rows with
// dates and a source, those it brings along and those of a person's own file.
//
// Invariant: what no row prices is unknown, never zero.
package price

import (
	"strings"

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
	return t.quote(circumstances{Name(model), day, tokens.Prompt(), fast}, tokens)
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
	at := circumstances{Name(model), day, longest, fast}
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

// Name is a model's name as rows have it: without the provider and region before
// it, and without date, version or context window after it.
// "us.anthropic.claude-opus-4-1-20250805-v1:0" is "claude-opus-4-1".
func Name(model string) string {
	name := strings.ToLower(strings.TrimSpace(model))
	name = name[strings.LastIndexByte(name, '/')+1:]
	for _, start := range []string{"claude-", "gpt-", "gemini-"} {
		if i := strings.Index(name, "."+start); i >= 0 {
			name = name[i+1:]
		}
	}
	name, _, _ = strings.Cut(name, "[")
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ":")
	if i := strings.LastIndex(name, "-v"); i > 0 && len(name)-i == 3 && digits(name[i+2:]) {
		name = name[:i]
	}
	return undated(strings.TrimSuffix(name, "-latest"))
}

// undated takes "-20250805" or "-2025-08-07" from the end of a name.
func undated(name string) string {
	if i := len(name) - 9; i > 0 && name[i] == '-' && digits(name[i+1:]) {
		return name[:i]
	}
	if i := len(name) - 11; i > 0 && name[i] == '-' {
		if _, err := when.ParseDay(name[i+1:]); err == nil {
			return name[:i]
		}
	}
	return name
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
