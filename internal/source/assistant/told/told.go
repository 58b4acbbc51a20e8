// Package told reads what some tools write in files of their own shape: a line a
// record, a file a message, a file a task. It says of each record who spoke, when, in
// which session, and how many tokens were recorded; it keeps no word. It opens nothing:
// whoever reads the files hands in what lies beside them.
package told

import (
	"encoding/json"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Turn is one record of a log. Key names it among all records of its tool; a turn
// without a kind says nothing.
type Turn struct {
	Key     string
	Kind    string // logbook.Turn*
	At      when.Instant
	For     when.Instant // how long it went on
	Session string
	Branch  string
	Body    logbook.Turn
}

// Amount is a decimal number as it was written, "" for none and for zero: tools
// write a cost of zero where they know none.
func Amount(n json.Number) string {
	f, err := n.Float64()
	if err != nil || f <= 0 {
		return ""
	}
	return n.String()
}

// cost puts an amount into a turn.
func (t *Turn) cost(n json.Number) {
	if t.Body.Cost = Amount(n); t.Body.Cost != "" {
		t.Body.Currency = "USD"
	}
}
