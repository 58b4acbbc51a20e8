package assistant

import (
	"context"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// typed is Claude Code's history.jsonl: a line for everything a person typed.
// It outlives the transcripts, which are deleted after a month.
type typed struct{}

func (typed) decode(ctx context.Context, in *slim.Lines, o *out) error {
	return o.each(ctx, in, func(line []byte) (bool, error) {
		var l struct {
			Display string     `json:"display"`
			At      slim.Stamp `json:"timestamp"`
			Project string     `json:"project"`
			Session string     `json:"sessionId"`
		}
		if !slim.Parse(line, &l) {
			return false, nil
		}
		key := "typed " + l.Session + " " + strconv.FormatInt(int64(l.At), 10)
		return true, o.add(turn{
			key: key, kind: logbook.TurnPrompt, at: l.At.Instant(), session: l.Session,
			body: logbook.Turn{
				Cwd: l.Project, Human: true, History: true, Length: slim.Length(l.Display),
				Command: strings.HasPrefix(l.Display, "/"),
			},
		})
	})
}
