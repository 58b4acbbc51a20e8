package assistant

import (
	"context"
	"io"

	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/assistant/told"
	"github.com/backsight/backsight/internal/source/disk"
)

// neutral is the one format that any script can write for a tool that is not
// known here: JSON lines in a file called NAME.assistant.jsonl, or any other
// name where the file itself is given. docs/assistants.md describes it.
func neutral() *tool {
	return &tool{
		name: "assistant", program: "assistant",
		logs: []log{{match: "*", flat: true, read: func(file) decoder { return neutralLog{} }}},
	}
}

// neutralSuffix is how such a file is called.
const neutralSuffix = ".assistant.jsonl"

type neutralLog struct{}

func (neutralLog) decode(ctx context.Context, in *slim.Lines, o *out) error {
	return o.each(ctx, in, func(line []byte) (bool, error) {
		tool, t, whole := told.Neutral(line)
		return whole, o.as(tool, turnOf(t))
	})
}

// isNeutral says whether a file begins like the neutral format.
func isNeutral(ctx context.Context, path string) bool {
	f, err := disk.Open(ctx, path)
	if err != nil {
		return false
	}
	defer f.Close()
	line, _, err := slim.New(io.LimitReader(f, 64<<10)).Next()
	if err != nil {
		return false
	}
	_, _, whole := told.Neutral(line)
	return whole
}
