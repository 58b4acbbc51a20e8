package doctor

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/desk/proof"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/store/address"
)

// soundStore asks the engine whether the file is whole, the store whether it holds
// what was written to it, and the audit whether its lines are as they were written.
func (c check) soundStore(ctx context.Context) (out []Finding) {
	if file := address.Path(c.Address()); file != "" {
		wrong, err := c.d.DB.Check(ctx)
		if err != nil {
			wrong = err.Error()
		}
		if wrong != "" {
			out = append(out, bad("store", "copy the file away, then restore a backup or import again", "%s is damaged: %s", file, wrong))
		} else {
			out = append(out, fine("store", "%s is whole", file))
		}
	}
	if c.d.Departed != "" {
		out = append(out, bad("audit", "restore the store it was, or `backsight audit accept`", "%s", c.d.Departed))
	}
	v, err := c.d.DB.VerifyAudit(ctx, c.d.Grant)
	for _, change := range v.Changes {
		sentence, do := proof.Changed(change)
		out = append(out, bad("evidence", do, "%s", sentence))
	}
	switch {
	case err != nil:
		out = append(out, bad("audit", "", "the audit cannot be read: %v", err))
	case len(v.Breaks) > 0:
		out = append(out, bad("audit", "ask who else can write to the store", "%s of the audit no longer hold what was written", say.Count(len(v.Breaks), "line", "lines")))
	case len(v.Changes) > 0:
		out = append(out, fine("audit", "%s, each as it was written", say.Count(int(v.Size), "line", "lines")))
	default:
		out = append(out, fine("audit", "%s, each as it was written; the contents of the store are unchanged", say.Count(int(v.Size), "line", "lines")))
	}
	return out
}

// placesThere says which places are gone: what was read of them is kept, and
// nothing new comes.
func (c check) placesThere(ctx context.Context) (out []Finding) {
	places, err := c.d.DB.PlacesUncounted(ctx, c.d.Grant)
	if err != nil {
		return []Finding{bad("places", "", "the places cannot be read: %v", err)}
	}
	there := 0
	for _, p := range places {
		if !filepath.IsAbs(p.URI) || egress.Address(p.URI) || p.Machine != c.Machine() {
			continue
		}
		if _, err := os.Stat(p.URI); errors.Is(err, fs.ErrNotExist) {
			out = append(out, note("places", "%s is gone; what was read from it until %s is kept", p.Where(), p.Last.UTC().Format("2006-01-02")))
			continue
		}
		there++
	}
	return append([]Finding{fine("places", "%s on this machine, each still where it was", say.Count(there, "place", "places"))}, out...)
}

// privateFiles says who else on this machine can read what is the person's own.
func (c check) privateFiles() (out []Finding) {
	if runtime.GOOS == "windows" {
		return nil // where a mode tells nothing
	}
	looked := 0
	files := []string{address.Path(c.Address())}
	for _, dir := range []string{c.Folders.Config, c.Folders.Data, c.Folders.State} {
		for _, pattern := range []string{"*", "*/*"} {
			more, _ := filepath.Glob(filepath.Join(dir, pattern))
			files = append(files, more...)
		}
	}
	seen := map[string]bool{"": true}
	for _, file := range files {
		info, err := os.Lstat(file)
		if seen[file] || err != nil || !info.Mode().IsRegular() || harmless(file) {
			continue
		}
		seen[file] = true
		looked++
		if mode := info.Mode().Perm(); mode&0o077 != 0 {
			out = append(out, bad("files", "chmod 600 "+quoted(file), "others on this machine can read or write %s (mode %04o)", file, mode))
		}
	}
	if len(out) == 0 {
		out = append(out, fine("files", "%s of Backsight, readable only by you", say.Count(looked, "file", "files")))
	}
	return out
}

// harmless says whether a file holds nothing that is private: the settings, and
// the engine's index of its journal.
func harmless(file string) bool {
	return filepath.Base(file) == "settings.toml" || strings.HasSuffix(file, ".db-shm")
}

// quoted is a path as a shell takes it.
func quoted(path string) string {
	if strings.ContainsAny(path, " '\"$&;()[]*?\\|<>`!#~") {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
