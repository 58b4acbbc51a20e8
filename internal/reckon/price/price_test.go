package price_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/price"
)

var day = when.Date(2026, 11, 2)

// TestQuote: each bucket at its own price, the price of the day, of the length of
// the prompt and of the mode; and what is not listed is unknown.
func TestQuote(t *testing.T) {
	const m = 1_000_000
	for _, c := range []struct {
		name, model string
		day         when.Day
		tokens      logbook.Tokens
		fast        bool
		want        string
		unknown     bool
		assumed     bool
	}{
		{name: "every bucket", model: "claude-opus-4-1-20250805", tokens: logbook.Tokens{In: 1000, Out: 600, Reasoning: 400, Write5m: 1000, Write1h: 1000, Read: 1000}, want: "0.14 USD"},
		{name: "input", model: "claude-opus-4-8", tokens: logbook.Tokens{In: m}, want: "5.00 USD"},
		{name: "fast", model: "claude-opus-4-8", tokens: logbook.Tokens{In: m}, fast: true, want: "10.00 USD"},
		{name: "fast where no fast price is listed", model: "claude-haiku-4-5", tokens: logbook.Tokens{In: m}, fast: true, want: "0.00 ", unknown: true},
		{name: "a short prompt", model: "claude-sonnet-4-5", tokens: logbook.Tokens{In: 200_000, Out: m}, want: "15.60 USD"},
		{name: "a long one", model: "claude-sonnet-4-5", tokens: logbook.Tokens{In: 100_000, Read: 100_001, Out: m}, want: "23.16 USD"},
		{name: "long, while it was dearer", model: "claude-opus-4-6", day: when.Date(2026, 3, 12), tokens: logbook.Tokens{In: 300_000}, want: "3.00 USD"},
		{name: "long, when it was no longer", model: "claude-opus-4-6", day: when.Date(2026, 3, 13), tokens: logbook.Tokens{In: 300_000}, want: "1.50 USD"},
		{name: "the first day of a price", model: "o3", day: when.Date(2025, 6, 10), tokens: logbook.Tokens{In: m}, want: "2.00 USD"},
		{name: "before the first", model: "o3", day: when.Date(2025, 6, 9), tokens: logbook.Tokens{In: m}, want: "0.00 ", unknown: true},
		{name: "dearer by an unknown amount", model: "gpt-5.4", tokens: logbook.Tokens{In: 300_000}, want: "0.00 ", unknown: true},
		{name: "a cache without a price", model: "gemini-2.5-pro", tokens: logbook.Tokens{In: 100_000, Read: 100_000}, want: "0.14 USD", assumed: true},
		{name: "nobody knows it", model: "model-test", tokens: logbook.Tokens{In: 5}, want: "0.00 ", unknown: true},
		{name: "of nothing", model: "model-test", want: "0.00 "},
	} {
		if c.day == 0 {
			c.day = day
		}
		q := price.Listed().Quote(c.model, c.day, c.tokens, c.fast)
		if got := q.List.Amount().String(); got != c.want || q.Known == c.unknown || q.Assumed != c.assumed {
			t.Errorf("%s: %s, known %v, assumed %v", c.name, got, q.Known, q.Assumed)
		}
	}
}

// TestListed: every price can be read, says where it is from, and is in keeping
// with the others of its model: reading a cache is the cheapest, writing a word
// the dearest.
func TestListed(t *testing.T) {
	table := price.Listed()
	if len(table) < 100 {
		t.Fatalf("only %d prices", len(table))
	}
	of := map[price.Row]map[price.Component]int64{}
	for _, r := range table {
		if r.Source == "" || r.Model != price.Name(r.Model) || !r.Unlisted && (r.Price.Micro <= 0 || r.Price.Currency != "USD") {
			t.Errorf("%+v", r)
		}
		if r.To != when.NoDay && r.From != when.NoDay && r.To <= r.From {
			t.Errorf("%s %s ends before it begins", r.Model, r.Component)
		}
		key := r
		key.Component, key.Price = "", money.Tariff{}
		if of[key] == nil {
			of[key] = map[price.Component]int64{}
		}
		of[key][r.Component] = r.Price.Micro
	}
	for r, c := range of {
		read, listed := c[price.Read]
		if !r.Unlisted && (c[price.In] >= c[price.Out] || listed && (read == 0 || read >= c[price.In])) {
			t.Errorf("%s: %v", r.Model, c)
		}
	}
}

// TestParse: a person's own prices count before those that came along, and a
// wrong line is named.
func TestParse(t *testing.T) {
	const head = "model,component,from,to,above,mode,price,currency,source\n"
	own, err := price.Parse(strings.NewReader(head + "# ours\nmodel-test,in,2026-01-01,,,,3.5,EUR,contract\nclaude-opus-5,in,,,,,4,USD,contract\n"))
	if err != nil {
		t.Fatal(err)
	}
	table := append(price.Listed(), own...)
	if q := table.Quote("model-test", day, logbook.Tokens{In: 1_000_000}, false); q.List.Amount().String() != "3.50 EUR" || !q.Known {
		t.Errorf("%v", q)
	}
	if q := table.Quote("claude-opus-5", day, logbook.Tokens{In: 1_000_000}, false); q.List.Amount().String() != "4.00 USD" {
		t.Errorf("%v", q.List.Amount())
	}
	for text, want := range map[string]string{
		"model,price\n": "line 1",
		head + "m,in,,,,,3,USD,x\nm,tea,,,,,3,USD,x\n": "line 3",
		head + "m,in,soon,,,,3,USD,x\n":                "line 2",
		head + "m,in,,,,,three,USD,x\n":                "line 2",
		head + "m,in,,,-1,,3,USD,x\n":                  "line 2",
		head + "m,in,,,,slow,3,USD,x\n":                "line 2",
		head + ",in,,,,,3,USD,x\n":                     "line 2",
		head + "m,in,,,,,3,USD\n":                      "line 2",
	} {
		if _, err := price.Parse(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want it to name %s", text, err, want)
		}
	}
}

// TestQuoteIsMonotone: more tokens of a listed model never cost less, and twice
// as many of one bucket cost twice as much.
func TestQuoteIsMonotone(t *testing.T) {
	table := price.Listed()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 50_000).Draw(t, "n")
		a := table.Quote("claude-opus-5", day, logbook.Tokens{Out: n}, false).List
		b := table.Quote("claude-opus-5", day, logbook.Tokens{Out: 2 * n}, false).List
		if twice, _ := a.Plus(a); twice.Amount() != b.Amount() {
			t.Errorf("%d tokens cost %v, twice as many %v", n, a.Amount(), b.Amount())
		}
	})
}

// FuzzParse: whatever a file holds, it is prices or an error.
func FuzzParse(f *testing.F) {
	f.Add("model,component,from,to,above,mode,price,currency,source\nm,in,,,,,3,USD,x\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := price.Parse(strings.NewReader(text))
		for _, r := range table {
			if err == nil && (r.Model == "" || r.Price.Micro < 0) {
				t.Errorf("%+v", r)
			}
		}
	})
}

// The price of some answers together is the sum of their prices, unless a price of
// the model hangs on how long a prompt is.
func TestTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		model := rapid.SampledFrom([]string{"claude-sonnet-4-5", "claude-opus-4-8", "gpt-5.4", "gemini-2.5-pro", "model-test"}).Draw(t, "model")
		fast, some := rapid.Bool().Draw(t, "fast"), rapid.Int64Range(1, 150_000)
		var sum logbook.Tokens
		var longest int64
		var list money.Exact
		known, assumed := true, false
		for range rapid.IntRange(1, 5).Draw(t, "answers") {
			one := logbook.Tokens{In: some.Draw(t, "in"), Out: some.Draw(t, "out"), Read: some.Draw(t, "read")}
			q := price.Listed().Quote(model, day, one, fast)
			list, _ = list.Plus(q.List)
			known, assumed = known && q.Known, assumed || q.Assumed
			sum, longest = sum.Add(one), max(longest, one.Prompt())
		}
		q, ok := price.Listed().Together(model, day, sum, longest, fast)
		if parted := longest > 200_000 && (model == "claude-sonnet-4-5" || model == "gemini-2.5-pro") || longest > 272_000 && model == "gpt-5.4"; ok == parted {
			t.Fatalf("prompts of up to %d tokens of %s: priced together %t", longest, model, ok)
		}
		if ok && (q.Known != known || known && (q.Assumed != assumed || q.List.Amount() != list.Amount())) {
			t.Fatalf("together %+v, one by one %v %t %t", q, list.Amount(), known, assumed)
		}
	})
}
