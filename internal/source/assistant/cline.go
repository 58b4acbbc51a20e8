package assistant

import (
	"context"
	"path"
	"path/filepath"

	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/assistant/told"
)

// cline is Cline, in an editor: a folder a task. What was shown of it lies in
// ui_messages.json, what models it used in task_metadata.json. A task has one name
// wherever it lies, so that one that was moved counts once.
func cline() *tool {
	return &tool{
		name: "Cline", program: "cline",
		folders: []string{"saoudrizwan.claude-dev", ".cline"},
		home: []string{
			".cline", ".config/Code/User/globalStorage/saoudrizwan.claude-dev", ".config/Code - Insiders/User/globalStorage/saoudrizwan.claude-dev",
			".config/VSCodium/User/globalStorage/saoudrizwan.claude-dev", ".config/Cursor/User/globalStorage/saoudrizwan.claude-dev",
			"Library/Application Support/Code/User/globalStorage/saoudrizwan.claude-dev",
		},
		agents: []string{"cline"},
		holds:  []string{"tasks/*/" + clineFile, "data/tasks/*/" + clineFile},
		logs:   []log{{match: clineFile, fresh: true, read: func(f file) decoder { return task{} }}},
	}
}

const clineFile = "ui_messages.json"

// task is one task.
type task struct{}

func (task) decode(ctx context.Context, in *slim.Lines, o *out) error {
	var about struct {
		Models []told.ClineModel `json:"model_usage"`
	}
	readObject(ctx, filepath.Join(filepath.Dir(o.file.path), "task_metadata.json"), &about)
	d := told.Task{Name: path.Base(path.Dir(o.file.rel)), Models: about.Models}
	whole, err := d.Read(ctx, in.Raw(), o.told)
	if !whole {
		o.bad(1, "the file is no whole list of messages")
	}
	return err
}
