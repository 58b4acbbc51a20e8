package wakatime

import (
	"bytes"
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
	if !mayTell(raw) || json.Unmarshal(raw, &item) != nil {
		return false
	}
	return slices.ContainsFunc([]json.Number{item.Changes, item.Additions, item.Deletions}, func(n json.Number) bool {
		lines, err := n.Float64()
		return err == nil && lines > 0
	})
}

// mayTell says whether an item may have a key that begins as linesTyped's do. Few do,
// and taking an item apart is dear: of a million heartbeats it was a tenth of
// reckoning them. Where anything is escaped it is taken apart.
func mayTell(raw []byte) bool {
	if bytes.Contains(raw, []byte(`\u`)) {
		return true
	}
	const key = "human_"
	for at := 0; ; at++ {
		next := bytes.IndexByte(raw[at:], key[len(key)-1])
		if next < 0 {
			return false
		}
		if at += next; at >= len(key)-1 && bytes.EqualFold(raw[at-len(key)+1:at+1], []byte(key)) {
			return true
		}
	}
}
