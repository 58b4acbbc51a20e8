package assistant

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// cursor is Cursor's agent. Its transcripts hold no time and no tokens: that one
// of them grew, and when, is all they tell.
func cursor() *tool {
	read := func(file) decoder { return cursorTranscript{} }
	return &tool{
		name: "Cursor", program: "cursor",
		folders: []string{".cursor"},
		home:    []string{".cursor"},
		agents:  []string{"cursor-agent"},
		holds:   []string{"projects/*/agent-transcripts"},
		logs: []log{
			{under: "projects", match: "*.txt", fresh: true, read: read},
			{under: "projects", match: "*.jsonl", fresh: true, read: read},
		},
	}
}

type cursorTranscript struct{}

func (cursorTranscript) decode(_ context.Context, _ *slim.Lines, o *out) error {
	if !strings.Contains(o.file.rel, "/agent-transcripts/") {
		return nil
	}
	at := when.Instant(o.modified / 1000)
	session := strings.TrimSuffix(path.Base(o.file.rel), path.Ext(o.file.rel))
	t := turn{key: fmt.Sprintf("%s %d", session, at), kind: logbook.TurnPresence, at: at, session: session}
	if parent, _, ok := strings.Cut(o.file.rel, "/subagents/"); ok { // a sub-agent's: nobody sat there
		t.kind, t.session, t.body.Side, t.body.Agent = logbook.TurnTool, path.Base(parent), true, session
	}
	return o.add(t)
}
