package price_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/price"
)

// TestName: what providers, resellers and tools make of a model's name. Those on
// the right with a dash before them are unknown, and stay so.
func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"claude-opus-4-1-20250805":                     "claude-opus-4-1",
		"us.anthropic.claude-sonnet-4-5-20250929-v1:0": "claude-sonnet-4-5",
		"anthropic.claude-3-5-sonnet-20240620-v1:0":    "claude-3-5-sonnet",
		"bedrock/us.anthropic.claude-opus-4-6-v1":      "claude-opus-4-6",
		"databricks-claude-sonnet-4":                   "claude-sonnet-4",
		"anthropic/claude-haiku-4-5":                   "claude-haiku-4-5",
		"anthropic/claude-sonnet-4.5":                  "claude-sonnet-4-5",
		"openrouter/anthropic/claude-opus-4.1":         "claude-opus-4-1",
		"claude-sonnet-4.6":                            "claude-sonnet-4-6",
		"Claude Sonnet 4.6":                            "claude-sonnet-4-6",
		"claude_sonnet_4_6":                            "claude-sonnet-4-6",
		"claude-4.5-sonnet-thinking":                   "claude-sonnet-4-5",
		"claude-4-sonnet":                              "claude-sonnet-4",
		"claude-sonnet-4-0":                            "claude-sonnet-4",
		"claude-4.6-opus-high-thinking":                "claude-opus-4-6",
		"claude-opus-4-8-xhigh":                        "claude-opus-4-8",
		"claude-opus-4-8-max":                          "claude-opus-4-8",
		"sonnet-4.5-thinking":                          "claude-sonnet-4-5",
		"claude-opus-4-6[1m]":                          "claude-opus-4-6",
		"claude-sonnet-4@20250514":                     "claude-sonnet-4",
		"claude-3-5-haiku-latest":                      "claude-3-5-haiku",
		"claude-3.5-sonnet":                            "claude-3-5-sonnet",
		"claude-sonnet-3-5":                            "claude-3-5-sonnet",
		"claude-3-7-sonnet-thinking":                   "claude-3-7-sonnet",
		"claude-3-opus-20240229":                       "claude-3-opus",
		"gpt-5-2025-08-07":                             "gpt-5",
		"gpt-5-2":                                      "gpt-5.2",
		"gpt5.2":                                       "gpt-5.2",
		"openai/gpt-5.1-codex":                         "gpt-5.1-codex",
		"gpt-5.2-codex-xhigh":                          "gpt-5.2-codex",
		"GPT-5-2-Codex-High":                           "gpt-5.2-codex",
		"gpt-5.1-codex-max-xhigh":                      "gpt-5.1-codex-max",
		"o4-mini-high":                                 "o4-mini",
		"gemini-2.5-pro-preview-05-06":                 "gemini-2.5-pro",
		"models/gemini-2.5-pro-preview":                "gemini-2.5-pro",
		"google/gemini-3-pro-preview-high":             "gemini-3-pro",
		"gemini-2.5-flash-preview-09-2025":             "gemini-2.5-flash",
		"gemini-2-5-pro":                               "gemini-2.5-pro",

		"gemini-2.5-flash-preview-04-17": "gemini-2.5-flash-preview-04-17",
		"gemini-2.5-pro-preview-tts":     "gemini-2.5-pro-preview-tts",
		"gemini-2.5-pro-exp-03-25":       "gemini-2.5-pro-exp-03-25",
		"anthropic/claude-opus-5:free":   "claude-opus-5:free",
		"qwen3-claude-opus-4-5-distill":  "qwen3-claude-opus-4-5-distill",
		"claude-opus-4-5-distill-7b":     "claude-opus-4-5-distill-7b",
		"grok-code-fast-1":               "grok-code-fast-1",
		"gpt-5-pro":                      "gpt-5-pro",
		"<synthetic>":                    "<synthetic>",
		"us":                             "us",
		"sonnet":                         "sonnet",
		"":                               "",
	} {
		if got := price.Name(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

// TestSpelledFast: a name that says it was the faster mode is priced as that, or
// not at all.
func TestSpelledFast(t *testing.T) {
	for model, want := range map[string]string{
		"claude-opus-4-8-fast": "10.00 USD", "anthropic/claude-4.8-opus-fast": "10.00 USD", "claude-opus-4-8": "5.00 USD",
		"gpt-5.2-high-fast": "0.00 ", "claude-haiku-4-5-fast": "0.00 ",
	} {
		q := price.Listed().Quote(model, day, logbook.Tokens{In: 1_000_000}, false)
		if got := q.List.Amount().String(); got != want || q.Known == strings.HasPrefix(want, "0") {
			t.Errorf("%s: %s, known %v", model, got, q.Known)
		}
	}
}

// TestNameIsSteady: a name that was made plain stays as it is, and what is written
// around a listed name does not change what it costs.
func TestNameIsSteady(t *testing.T) {
	table := price.Listed()
	rapid.Check(t, func(t *rapid.T) {
		model := table[rapid.IntRange(0, len(table)-1).Draw(t, "row")].Model
		before := rapid.SampledFrom([]string{"", "openrouter/anthropic/", "us.anthropic.", "azure/", "github-copilot/", "global."}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", "-high", "-thinking", "-20250805", "-2025-08-05", "@20250805", "[1m]", "-v1:0", "-xhigh-thinking", "-latest"}).Draw(t, "after")
		shout := rapid.Bool().Draw(t, "shout")
		written := before + model + after
		if shout {
			written = strings.ToUpper(written)
		}
		if got := price.Name(written); got != model {
			t.Errorf("%s is %s", written, got)
		}
	})
}

// FuzzName: of any text a name is made, and of that name no other.
func FuzzName(f *testing.F) {
	f.Add("us.anthropic.claude-opus-4-1-20250805-v1:0")
	f.Add("us.eu.-")
	f.Fuzz(func(t *testing.T, text string) {
		once := price.Name(text)
		if again := price.Name(once); again != once && !strings.ContainsAny(text, "/:@[ ") {
			t.Errorf("%q is %q, and that is %q", text, once, again)
		}
	})
}
