package report

import "github.com/backsight/backsight/internal/base/when"

// Layers is a person's known time by its distance from the work, month by month.
// Months without any time stand too, empty.
type Layers struct {
	Version int          `json:"version"`
	Layers  []LayerName  `json:"layers"` // those of making first, then nearest to the work first
	Months  []LayerMonth `json:"months"`
}

// LayerName is one layer, at its level in the person's own table.
type LayerName struct {
	Name  string `json:"name"`
	Words string `json:"words"`
	Level int    `json:"level"`
}

// LayerMonth is one month, named by its first day. Hours are in the order of the
// layers, in all; Agents are on a clock of their own. Heard is on how many of its
// Days an editor or an assistant could be heard: where none was, what was made is
// not known, and the hours are those of the calendar alone.
type LayerMonth struct {
	Month  when.Day  `json:"month"`
	Hours  []float64 `json:"hours"`
	Known  []float64 `json:"hours_heard"` // of Hours those of the days on which something could be heard
	Agents float64   `json:"agent_hours"`
	Heard  int       `json:"heard_days"`
	Seen   int       `json:"seen_days"` // by the calendar or by what hears
	Days   int       `json:"days"`
}

// Weeks are how many weeks of the month were seen, in part ones too.
func (m LayerMonth) Weeks() float64 { return float64(m.Seen) / 7 }
