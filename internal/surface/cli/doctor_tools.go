package cli

import (
	"context"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/source/assistant"
)

// logsKept says for how long coding assistants keep their logs: those in their
// usual folders, and those that were read. d is nil where there is no store.
func (a *app) logsKept(ctx context.Context, d *desk) (out []finding) {
	dirs := assistant.Homes(a.Env)
	if a.dirs.home != "" {
		dirs = append(dirs, assistant.Usual(a.dirs.home)...)
	}
	if d != nil {
		places, _ := d.db.Places(ctx, d.grant) // placesThere says what is wrong
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
			out = append(out, fine("assistants", "%s in %s: nothing is known to be deleted", r.Tool, dir))
		case r.Do == "":
			out = append(out, fine("assistants", "%s in %s keeps its logs for %d days", r.Tool, dir, r.Days))
		case r.Loss != "":
			out = append(out, bad("assistants", r.Do, "%s in %s: %s", r.Tool, dir, r.Loss))
		default:
			out = append(out, bad("assistants", r.Do, "%s in %s deletes its logs after %s", r.Tool, dir, counted(r.Days, "day", "days")))
		}
	}
	return out
}

// editorSends says where the editors' plugins send their heartbeats.
func (a *app) editorSends() []finding {
	host, here, known := a.editorTarget()
	switch {
	case !known:
		return nil
	case here:
		return []finding{fine("editors", "the plugins send to this machine (%s)", a.editorFile())}
	}
	return []finding{bad("editors", "`backsight connect editor` has them send here as well", "the editors' plugins send only to %s (%s)", host, a.editorFile())}
}

// editorTarget is the host to which the editors' plugins send, and whether this
// machine hears them; known is false where no plugin has been set up.
func (a *app) editorTarget() (host string, here, known bool) {
	text, err := os.ReadFile(a.editorFile())
	if err != nil {
		return "", false, false // no plugin, or none that can be asked
	}
	to, mirrored := readEditorConfig(string(text)).target()
	return hostOf(to), mirrored || loopback(to), true
}

// loopback says whether an address is this machine's own.
func loopback(address string) bool {
	host := hostOf(address)
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// hostOf is the host of an address, without a key that may stand in it.
func hostOf(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() == "" {
		return "an address that cannot be read"
	}
	return u.Hostname()
}
