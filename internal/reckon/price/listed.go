package price

import (
	"strings"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
)

// Where the prices were read, and when. Those of a page that was not at hand are
// its provider's all the same, told by others; each such source says so.
const (
	anthropic = "platform.claude.com/docs/en/about-claude/pricing, a copy, read 2026-11-21"
	told      = "platform.claude.com/docs/en/about-claude/pricing, as told by others, 2026-11-21"
	openai    = "developers.openai.com/api/docs/models, as told by others, 2026-11-21"
	google    = "ai.google.dev/gemini-api/docs/pricing, as told by others, 2026-11-21"
)

// listing is what a page says of some models: US dollars for a million tokens,
// "" where it says nothing.
type listing struct {
	models   string
	from, to string // days; "" for ever before, ever after
	above    int64
	fast     bool
	in, out  string
	read     string
	write5m  string
	write1h  string
	source   string
}

// listed is what the program brings along: few models. What is not here is
// unknown until a file says it.
func listed() []listing {
	return []listing{
		{models: "claude-fable-5", in: "10", out: "50", read: "1", write5m: "12.50", write1h: "20", source: anthropic},
		{models: "claude-fable-5-1", in: "10", out: "50", read: "0.25", write5m: "12.50", write1h: "20", source: anthropic},
		{models: "claude-opus-5-5", in: "4", out: "20", read: "0.20", write5m: "5", write1h: "8", source: anthropic},
		{models: "claude-opus-4-5 claude-opus-4-6 claude-opus-4-7 claude-opus-4-8 claude-opus-5", in: "5", out: "25", read: "0.50", write5m: "6.25", write1h: "10", source: anthropic},
		{models: "claude-opus-4-6", to: "2026-03-13", above: 200_000, in: "10", out: "37.50", read: "1", write5m: "12.50", write1h: "20", source: told},
		{models: "claude-opus-4-6 claude-opus-4-7", fast: true, in: "30", out: "150", read: "3", write5m: "37.50", write1h: "60", source: told},
		{models: "claude-opus-4-8 claude-opus-5", fast: true, in: "10", out: "50", read: "1", write5m: "12.50", write1h: "20", source: told},
		{models: "claude-3-opus claude-opus-4 claude-opus-4-1", in: "15", out: "75", read: "1.50", write5m: "18.75", write1h: "30", source: anthropic},
		{models: "claude-sonnet-5", in: "2", out: "10", read: "0.20", write5m: "2.50", write1h: "4", source: anthropic},
		{models: "claude-3-5-sonnet", in: "3", out: "15", read: "0.30", write5m: "3.75", write1h: "6", source: told},
		{models: "claude-3-7-sonnet claude-sonnet-4 claude-sonnet-4-5 claude-sonnet-4-6", in: "3", out: "15", read: "0.30", write5m: "3.75", write1h: "6", source: anthropic},
		{models: "claude-sonnet-4 claude-sonnet-4-5", above: 200_000, in: "6", out: "22.50", read: "0.60", write5m: "7.50", write1h: "12", source: told},
		{models: "claude-sonnet-4-6", to: "2026-03-13", above: 200_000, in: "6", out: "22.50", read: "0.60", write5m: "7.50", write1h: "12", source: told},
		{models: "claude-haiku-4-5", in: "1", out: "5", read: "0.10", write5m: "1.25", write1h: "2", source: anthropic},
		{models: "claude-3-5-haiku", from: "2025-01-01", in: "0.80", out: "4", read: "0.08", write5m: "1", write1h: "1.60", source: anthropic},
		{models: "claude-3-haiku", in: "0.25", out: "1.25", read: "0.03", write5m: "0.30", write1h: "0.50", source: anthropic},

		{models: "gpt-5 gpt-5-codex gpt-5.1 gpt-5.1-codex gpt-5.1-codex-max", in: "1.25", out: "10", read: "0.125", source: openai},
		{models: "gpt-5-mini gpt-5.1-codex-mini", in: "0.25", out: "2", read: "0.025", source: openai},
		{models: "gpt-5-nano", in: "0.05", out: "0.40", read: "0.005", source: openai},
		{models: "gpt-5.2 gpt-5.2-codex gpt-5.3-codex", in: "1.75", out: "14", read: "0.175", source: openai},
		{models: "gpt-5.4", in: "2.50", out: "15", read: "0.25", source: openai},
		{models: "gpt-5.4", above: 272_000, source: openai}, // dearer, by how much is not known here
		{models: "gpt-5.5", in: "5", out: "30", read: "0.50", source: openai},
		{models: "gpt-5.5", above: 272_000, in: "10", out: "45", read: "1", source: openai},
		{models: "gpt-4.1", in: "2", out: "8", read: "0.50", source: openai},
		{models: "o3", from: "2025-06-10", in: "2", out: "8", read: "0.50", source: openai},
		{models: "o4-mini", in: "1.10", out: "4.40", read: "0.275", source: openai},

		{models: "gemini-2.5-pro", in: "1.25", out: "10", source: google},
		{models: "gemini-2.5-pro", above: 200_000, in: "2.50", out: "15", source: google},
		{models: "gemini-2.5-flash", in: "0.30", out: "2.50", source: google},
		{models: "gemini-3-pro gemini-3.1-pro", in: "2", out: "12", read: "0.20", source: google},
		{models: "gemini-3-pro gemini-3.1-pro", above: 200_000, in: "4", out: "18", read: "0.40", source: google},
	}
}

// Listed is the table the program brings along.
func Listed() Table {
	var t Table
	for _, l := range listed() {
		for model := range strings.FieldsSeq(l.models) {
			t = append(t, l.rows(model)...)
		}
	}
	return t
}

func (l *listing) rows(model string) (rows []Row) {
	for _, c := range Components() {
		number := map[Component]string{In: l.in, Out: l.out, Read: l.read, Write5m: l.write5m, Write1h: l.write1h}[c]
		row := Row{
			Model: model, Component: c, From: dayOf(l.from), To: dayOf(l.to), Above: l.above, Fast: l.fast, Source: l.source,
		}
		if number == "" {
			if row.Unlisted = l.in == ""; row.Unlisted {
				rows = append(rows, row)
			}
			continue
		}
		row.Price, _ = money.ParseTariff(number, "USD") // a test reads every one
		rows = append(rows, row)
	}
	return rows
}

func dayOf(text string) when.Day {
	day, err := when.ParseDay(text)
	if err != nil {
		return when.NoDay
	}
	return day
}
