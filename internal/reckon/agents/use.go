package agents

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Use is answers of one model on one day of which the same buckets of tokens are
// filled: those are priced alike but for how long their prompts are.
type Use struct {
	Program, Model string
	Day            when.Day
	Fast           bool
	Summed         bool             // each is itself the sum of some answers: how long their prompts were is not known
	Tokens         logbook.Tokens   // of all
	Longest        int64            // the longest prompt, in tokens
	Each           []logbook.Tokens // of each answer
}

func (u *Use) add(t logbook.Tokens) {
	u.Tokens, u.Longest, u.Each = u.Tokens.Add(t), max(u.Longest, t.Prompt()), append(u.Each, t)
}

// useKey is what the answers of a use of one day have in common.
type useKey struct {
	program, model string
	fast, summed   bool
	filled         [6]bool
}

func useOf(t *logbook.AgentTurn) useKey {
	n := t.Tokens
	return useKey{t.Program, t.Model, t.Fast, isSum(t), [...]bool{n.In != 0, n.Out != 0, n.Reasoning != 0, n.Write5m != 0, n.Write1h != 0, n.Read != 0}}
}

// isSum says whether a record tells of some answers together.
func isSum(t *logbook.AgentTurn) bool { return t.Type == logbook.TurnUsage }

// counted says whether the tool recorded tokens that passed.
func counted(t *logbook.AgentTurn) bool { return t.Tokens != nil && t.Tokens.Sum() > 0 }
