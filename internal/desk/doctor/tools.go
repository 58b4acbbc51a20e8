package doctor

import (
	"context"
	"slices"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/desk/editor"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/source/assistant"
)

// logsKept says for how long coding assistants keep their logs: those in their
// usual folders, and those that were read.
func (c check) logsKept(ctx context.Context) (out []Finding) {
	dirs := assistant.Homes(c.Variable)
	if c.Folders.Home != "" {
		dirs = append(dirs, assistant.Usual(c.Folders.Home)...)
	}
	if c.d != nil {
		places, _ := c.d.DB.PlacesUncounted(ctx, c.d.Grant) // placesThere says what is wrong
		for _, p := range places {
			if p.Source == assistant.Name {
				dirs = append(dirs, p.URI)
			}
		}
	}
	slices.Sort(dirs)
	for _, dir := range slices.Compact(dirs) {
		r, known := assistant.Retain(dir)
		switch {
		case !known:
		case r.Do == "" && r.Days == 0:
			out = append(out, fine("assistants", "%s in %s does not delete its logs, as far as is known", r.Tool, dir))
		case r.Do == "":
			out = append(out, fine("assistants", "%s in %s keeps its logs for %s", r.Tool, dir, say.Count(r.Days, "day", "days")))
		case r.Loss != "":
			out = append(out, bad("assistants", r.Do, "%s in %s: %s", r.Tool, dir, r.Loss))
		default:
			out = append(out, bad("assistants", r.Do, "%s in %s deletes its logs after %s", r.Tool, dir, say.Count(r.Days, "day", "days")))
		}
	}
	return out
}

// editorKey says whether the plugins' key opens more than they need: it lies in a file,
// and plugins send it to whoever listens at their address.
func (c check) editorKey(ctx context.Context) []Finding {
	if c.d == nil {
		return nil
	}
	keys, err := c.d.DB.Tokens(ctx, c.d.Grant)
	if err != nil {
		return nil // soundStore says what is wrong
	}
	for _, k := range keys {
		if k.Name == editor.KeyName && (k.Opens(policy.Read) || k.Opens(policy.Write)) {
			return []Finding{bad("editors", "`backsight connect editor` replaces it", "the key of the editors' plugins also reads all that is yours; it should only send and show the status bar")}
		}
	}
	return nil
}

// editorSends says where the editors' plugins send their heartbeats.
func (c check) editorSends() []Finding {
	file := editor.File(c.Options)
	host, here, known := editor.Target(file)
	switch {
	case !known:
		return nil
	case here:
		return []Finding{fine("editors", "the plugins send to this machine (%s)", file)}
	}
	return []Finding{bad("editors", "`backsight connect editor` has them send here as well", "the editors' plugins send only to %s (%s)", host, file)}
}
