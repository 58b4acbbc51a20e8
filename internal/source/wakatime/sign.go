package wakatime

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
)

// Declared is what the source says of itself.
func Declared() logbook.Source {
	return logbook.Source{
		Name: Name, One: "dump of WakaTime", Many: "dumps of WakaTime", Facts: "facts",
		Sees: []logbook.Class{logbook.Hands, logbook.Heartbeats}, Version: 1, Lane: logbook.LaneEditor,
		Reason: "signs of a person in an editor", Sign: sign,
	}
}

// aiCoding is the category in which clients mix an agent's time with that of the
// person beside it.
const aiCoding = "ai coding"

// sign reads a heartbeat. Where the client calls it "ai coding" only lines that a
// person changed say that a person was there. A heartbeat without a category that
// is not of a file says no more than that somebody was there.
func sign(b *logbook.Beat) logbook.Sign {
	s := logbook.Sign{Of: logbook.OfHand, Name: strings.ToLower(b.Category), Named: true, Program: strings.ToLower(b.Lane.Program)}
	typed := linesTyped(b.Raw)
	switch {
	case s.Name == aiCoding && typed:
		s.Turn = true
	case s.Name == aiCoding:
		s.Of, s.Turn, s.Unclear = logbook.OfEither, true, true
	case s.Name == "" && b.Type != "file":
		s.Of = logbook.OfHere
	default:
		s.Soft = !b.Write && !typed
	}
	return s
}

// linesTyped says whether a heartbeat tells of lines that a person changed, as
// the one line of WakaTime's CLI names them or as the other does.
func linesTyped(raw []byte) bool {
	var item struct {
		Changes   json.Number `json:"human_line_changes"`
		Additions json.Number `json:"human_additions"`
		Deletions json.Number `json:"human_deletions"`
	}
	if len(raw) == 0 || json.Unmarshal(raw, &item) != nil {
		return false
	}
	return slices.ContainsFunc([]json.Number{item.Changes, item.Additions, item.Deletions}, func(n json.Number) bool {
		lines, err := n.Float64()
		return err == nil && lines > 0
	})
}
