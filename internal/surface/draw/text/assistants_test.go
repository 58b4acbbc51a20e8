package text_test

import (
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

func someAssistants() reckon.Assistants {
	part := 0.913
	list := money.Amount{Minor: 31240, Currency: "USD"}
	return reckon.Assistants{
		Version: 1, Period: reckon.Period{From: when.Date(2026, 8, 1), To: when.Date(2026, 11, 21), Zone: "Europe/Berlin"},
		You:      reckon.You{Prompts: 7350, Days: 1, Minutes: &reckon.HandsMinutes{Assisted: 1920, ByHand: 88.5, CantTell: 0.4}},
		Agents:   reckon.AgentClock{Sum: 3780, Union: 500, Gap: 5},
		Sessions: 94, SubAgents: 1, Headless: 3, Swept: 2,
		Tools: []reckon.ToolUse{
			{Tool: "claude-code", Sessions: 94, SubAgents: 1, Prompts: 7350, Answers: 38675, Tokens: &reckon.Tokens{In: 1_234_567}},
			{Tool: "aider", Sessions: 2},
		},
		Models: []reckon.ModelUse{
			{Tool: "claude-code", Model: "claude-opus-4-8", Tokens: reckon.Tokens{In: 999, Out: 999_499, Reasoning: 2, Write5m: 12_600, Read: 2_590_000_000}, List: &list},
			{Tool: "claude-code", Model: "an unknown model with a name that has no end to speak of", Tokens: reckon.Tokens{In: 7}, Unpriced: 7},
			{Tool: "claude-code", Model: "priced in part", List: &list, Unpriced: 7},
			{Tool: "claude-code", Unpriced: 7},
		},
		Prices: reckon.Prices{List: []money.Amount{list}, Priced: &part, Unpriced: []string{"", "an unknown model with a name that has no end to speak of"}},
		Limits: []say.Text{say.Plain("A limit that is said.")},
	}
}

// TestAssistants: what is said of the two clocks, the tokens and the three
// prices.
func TestAssistants(t *testing.T) {
	var b strings.Builder
	if err := text.Assistants(&b, someAssistants(), text.Screen{Width: 80}); err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(b.String()), " ")
	for _, want := range []string{
		"You typed 7,350 prompts on 1 day; agents worked for ~8.3 h.",
		"your time ~32 h with an assistant, ~89 min by hand, ~1 min either with an assistant or delegated",
		"agents' time ~8.3 h with at least one at work; ~63 h if each is counted",
		"94 sessions, 1 sub-agent, 3 run by a program, 2 with only the prompts left",
		"aider 2 0 unknown",
		"claude-code 94 7350 38,675 1,234,567",
		"claude-opus-4-8 999 1.0 M 12.6 k 2.6 G 312.40 USD",
		"priced in part 0 0 0 0 > 312.40 USD",
		"(model not named) 0 0 0 0 unknown",
		"~312.40 USD for 91% of the tokens; no price is known for a model without a name, an unknown model",
		"charged unknown (no bill was read)",
		"plan fees unknown",
		"A limit that is said.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if t.Failed() {
		t.Log(b.String())
	}
}

// TestAssistantsFit: on any terminal no line is wider than it.
func TestAssistantsFit(t *testing.T) {
	for _, s := range []text.Screen{{Width: 80}, {Width: 80, ASCII: true}, {Width: 120}} {
		a := someAssistants()
		a.Prices.Plans = []reckon.Plan{{Name: strings.Repeat("a plan ", 30), Month: money.Amount{Minor: 10000, Currency: "EUR"}}}
		charged := money.Amount{Minor: 5, Currency: "EUR"}
		a.Prices.Charged = &charged
		var b strings.Builder
		if err := text.Assistants(&b, a, s); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if runewidth.StringWidth(strings.TrimRight(line, "\n")) > s.Width {
				t.Errorf("%d columns: %q", s.Width, line)
			}
		}
		if !strings.Contains(b.String(), "100.00 EUR a month") || !strings.Contains(b.String(), "0.05 EUR") {
			t.Errorf("the plan or the charge is missing:\n%s", b.String())
		}
	}
}
