package assistant

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// aiderFile is the log that aider keeps in a repository.
const aiderFile = ".aider.chat.history.md"

// aider tells when it was started, by the clock on the wall of an unnamed zone,
// and nothing else with a time: presence, and no more.
func aider() *tool {
	return &tool{
		name: "aider", program: "aider", agents: []string{"aider"},
		logs: []log{{match: aiderFile, flat: true, read: func(f file) decoder { return launches{cwd: filepath.Dir(f.path)} }}},
	}
}

type launches struct{ cwd string }

const launched = "# aider chat started at "

func (d launches) decode(ctx context.Context, in *slim.Lines, o *out) error {
	zone := o.source.Zone
	if zone == nil {
		zone = time.UTC
	}
	return o.each(ctx, in, func(line []byte) (bool, error) {
		text, ok := strings.CutPrefix(string(line), launched)
		if !ok {
			return true, nil
		}
		at, err := time.ParseInLocation(time.DateTime, strings.TrimSpace(text), zone)
		if err != nil {
			return false, nil
		}
		return true, o.add(turn{
			key: lastPart(d.cwd) + " " + strings.TrimSpace(text), kind: logbook.TurnPresence, at: when.At(at),
			session: "aider " + strings.TrimSpace(text), body: logbook.Turn{Cwd: d.cwd},
		})
	})
}
