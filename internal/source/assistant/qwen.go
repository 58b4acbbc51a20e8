package assistant

import (
	"context"

	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/assistant/told"
)

// qwen is Qwen Code, a fork of the Gemini CLI. Its first versions write what that one
// writes, in a folder of their own; later ones a line a record, a file a session:
//
//	.qwen/projects/FOLDER/chats/SESSION.jsonl
func qwen() *tool {
	t := gemini()
	t.name, t.program, t.agents = "Qwen Code", "qwen-code", []string{"qwen-code", "qwen"}
	t.folders, t.home, t.env, t.keeps = []string{".qwen", "qwen"}, []string{".qwen"}, nil, nil
	t.holds = append(t.holds, "projects/*/chats/*.jsonl")
	t.logs = append(t.logs, log{under: "projects", match: "*.jsonl", read: func(file) decoder { return &records{} }})
	return t
}

// records is one session of its later versions.
type records struct{ told.Qwen }

func (d *records) decode(ctx context.Context, in *slim.Lines, o *out) error {
	return o.each(ctx, in, func(line []byte) (bool, error) {
		t, whole := d.Line(line)
		return whole, o.told(t)
	})
}
