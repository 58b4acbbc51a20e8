package timeline

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// mark is what a beat is evidence of: a person's hand, an assistant's turn, one
// of the two and nothing tells which, or only that somebody sat there.
type mark struct {
	span    when.Span
	kind    markKind
	turn    bool // an assistant took part
	soft    bool // of a hand: only unless the machine was left alone
	work    Work
	machine string
	project string
}

type markKind int8

const (
	markNothing markKind = iota
	markHand             // an editor, a file of it
	markPrompt           // typed to an assistant
	markAgent            // an assistant's own doing
	markMaybe            // a person or an agent
	markWindow           // the window in front
	markHere             // keyboard and mouse moved
	markGone             // they did not
)

func lasts(b *logbook.Beat) when.Instant { return min(max(0, b.For), logbook.LongestEvent) }

// marks reads the beats, which are in order. The zero kind takes no part.
func marks(beats []logbook.Beat, until when.Instant, h Habits) []mark {
	r := reader{categories: h.Categories, windows: Windows(), agents: Agents()}
	if r.categories == nil {
		r.categories = Categories()
	}
	out := make([]mark, 0, len(beats))
	for i := range beats {
		b := &beats[i]
		if b.At < logbook.EarliestBeat || b.At > until {
			continue
		}
		if m := r.read(b); m.kind != markNothing {
			m.span = when.Span{From: b.At, To: b.At + lasts(b)}
			m.machine, m.project = b.Lane.Machine, b.Project
			out = append(out, m)
		}
	}
	return out
}

type reader struct {
	categories, windows map[string]Work
	agents              []string
}

func (r reader) read(b *logbook.Beat) mark {
	switch b.Lane.Source {
	case "wakatime":
		return r.editor(b)
	case "activitywatch":
		return r.desktop(b)
	case "assistant":
		return turn(b)
	}
	return mark{}
}

// editor reads a heartbeat of WakaTime's. Where the client calls it "ai coding"
// only lines that a person changed say that a person was there.
func (r reader) editor(b *logbook.Beat) mark {
	if slices.Contains(r.agents, strings.ToLower(b.Lane.Program)) {
		return mark{kind: markAgent, turn: true, work: Making}
	}
	work, known := r.categories[strings.ToLower(b.Category)]
	typed := linesTyped(b.Raw)
	switch {
	case strings.EqualFold(b.Category, aiCoding) && typed:
		return mark{kind: markHand, turn: true, work: work}
	case strings.EqualFold(b.Category, aiCoding):
		return mark{kind: markMaybe, turn: true, work: work}
	case !known || b.Category == "" && b.Type != "file":
		return mark{kind: markHere}
	}
	return mark{kind: markHand, work: work, soft: !b.Write && !typed}
}

// Unclear says whether only what the client sent, its Raw, tells of a person: a
// heartbeat of "ai coding".
func Unclear(b *logbook.Beat) bool {
	return b.Lane.Source == "wakatime" && strings.EqualFold(b.Category, aiCoding)
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

// desktop reads an event of ActivityWatch's by the type of its bucket.
func (r reader) desktop(b *logbook.Beat) mark {
	switch b.Type {
	case "afkstatus":
		switch b.Category {
		case "not-afk":
			return mark{kind: markHere}
		case "afk":
			return mark{kind: markGone}
		}
	case "app.editor.activity":
		return mark{kind: markHand, soft: true, work: Making}
	case "currentwindow":
		name := strings.TrimSuffix(strings.ToLower(b.Entity), ".exe")
		if work, known := r.windows[name]; known {
			return mark{kind: markWindow, work: work}
		}
	}
	return mark{}
}

// turn reads a record of an assistant's own log.
func turn(b *logbook.Beat) mark {
	switch b.Type {
	case logbook.TurnPrompt:
		return mark{kind: markPrompt, turn: true, work: Making}
	case logbook.TurnAnswer, logbook.TurnTool:
		return mark{kind: markAgent, turn: true, work: Making}
	case logbook.TurnPresence:
		return mark{kind: markMaybe, turn: true, work: Making}
	}
	return mark{}
}
