package assistants

import (
	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
)

// Assistants is what coding assistants did in a period, and what the person did
// with them. Its JSON is stable: keys are only ever added, and absent is null or
// missing, never 0. Two clocks stand in it that are never added: the person's,
// and that of the agents. So do three prices: what the tokens would have cost at
// the list price, what was charged, and what plans cost.
type Assistants struct {
	Version   int           `json:"version"`
	Synthetic bool          `json:"synthetic"`
	Period    report.Period `json:"period"` // without --since from the first turn known
	You       You           `json:"you"`
	Agents    AgentClock    `json:"agents"`
	Sessions  int           `json:"sessions"`
	SubAgents int           `json:"sub_agents"`
	Headless  int           `json:"headless"` // of the sessions those that a program ran
	Swept     int           `json:"swept"`    // of the sessions those of which only the prompts are left
	Tools     []ToolUse     `json:"tools"`
	Models    []ModelUse    `json:"models"` // those with most tokens first
	Prices    Prices        `json:"prices"`
	Limits    []say.Text    `json:"limits"`
}

// You is the person's side. Minutes is null where nothing but prompts tells of
// the person's time.
type You struct {
	Prompts  int           `json:"prompts"`  // typed, commands to the tool apart
	Commands int           `json:"commands"` // such as /compact
	Days     int           `json:"days"`     // on which anything was typed
	Minutes  *HandsMinutes `json:"minutes"`
}

// HandsMinutes is a person's time at making in the period, by how it was done.
// No hour holds more than 60 of them.
type HandsMinutes struct {
	Assisted float64 `json:"assisted"`
	ByHand   float64 `json:"by_hand"`
	CantTell float64 `json:"cant_tell"` // with an assistant or delegated
}

// AgentClock is the agents' time: Sum counts each agent on its own, Union the
// time on the wall clock when any was at work.
type AgentClock struct {
	Sum   float64 `json:"sum_minutes"`
	Union float64 `json:"union_minutes"`
	Gap   float64 `json:"gap_minutes"` // a longer silence is a hole
}

// ToolUse is one tool's part.
type ToolUse struct {
	Tool      string  `json:"tool"`
	Sessions  int     `json:"sessions"`
	SubAgents int     `json:"sub_agents"`
	Prompts   int     `json:"prompts"`
	Answers   int     `json:"answers"` // whose tokens the tool recorded
	Tokens    *Tokens `json:"tokens"`  // as recorded; null where it recorded none
}

// ModelUse is one model's part, as one tool recorded it. List is null where no
// price of it is known; where only some is, Unpriced tokens are not in it.
type ModelUse struct {
	Tool     string        `json:"tool"`
	Model    string        `json:"model"` // "" where the tool names none
	Answers  int           `json:"answers"`
	Tokens   Tokens        `json:"tokens"`
	List     *money.Amount `json:"list_price"`
	Unpriced int64         `json:"unpriced_tokens"`
}

// Tokens are logbook.Tokens as a report shows them: a bucket that was counted and
// is empty is 0.
type Tokens struct {
	In        int64 `json:"in"`
	Out       int64 `json:"out"`
	Reasoning int64 `json:"reasoning"`
	Write5m   int64 `json:"write_5m"`
	Write1h   int64 `json:"write_1h"`
	Read      int64 `json:"read"`
}

// Sum is all of them.
func (t Tokens) Sum() int64 { return t.In + t.Out + t.Reasoning + t.Write5m + t.Write1h + t.Read }

// Prices are three figures that must not be taken for one another.
type Prices struct {
	List     []money.Amount `json:"list_price"`      // one a currency; empty where nothing is priced
	Priced   *float64       `json:"priced"`          // the part of the tokens that List covers; null where there are none
	Assumed  bool           `json:"assumed"`         // some prices of caches are the usual part of the price of input
	Unpriced []string       `json:"unpriced_models"` // whose tokens have no price
	Charged  *money.Amount  `json:"charged"`         // null: no ledger was read
	Plans    []Plan         `json:"plans"`           // as the settings say
}

// Plan is what a plan costs a month.
type Plan struct {
	Name  string       `json:"name"`
	Month money.Amount `json:"a_month"`
}

// AssistantsQuestion is what is asked of a period; Days.From is NoDay for the
// beginning.
type AssistantsQuestion struct {
	session.Question
	Days   when.Days
	Prices Pricing
	Plans  []Plan
}
