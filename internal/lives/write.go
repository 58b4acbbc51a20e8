package lives

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
)

// Write leaves the traces of a life up to a day in a folder: the repositories
// under work and own, and calendar.ics. Writing into the same folder again, up to a
// later day, goes on from there. It runs git, in an environment of its own.
func Write(ctx context.Context, l Life, dir string, until when.Day) error {
	lived := l.Live(until)
	for _, h := range lived.repos {
		if err := h.write(ctx, filepath.Join(dir, filepath.FromSlash(h.repo.folder()))); err != nil {
			return fmt.Errorf("writing %s of %s: %w", h.repo.Name, l.Name, err)
		}
	}
	if l.Diary >= until {
		return nil
	}
	return writeAt(filepath.Join(dir, "calendar.ics"), lived.Calendar(), lived.end().UTC())
}

// writeAt writes a file as if at a time: how far a calendar speaks is read off
// it.
func writeAt(name string, text []byte, at time.Time) error {
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return err
	}
	return os.Chtimes(name, at, at)
}

// folder is where the repository lies in a life: "work/ledger".
func (r Repo) folder() string {
	if r.Own {
		return "own/" + r.Name
	}
	return "work/" + r.Name
}

func (h *history) write(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	create := []string{"init", "--quiet", "--template=", "--object-format=sha1", "--initial-branch=main", "."}
	if h.repo.Bare {
		create = append(create[:len(create)-1], "--bare", ".")
	}
	if err := git(ctx, dir, nil, create...); err != nil {
		return err
	}
	var stream bytes.Buffer
	if err := h.stream(&stream); err != nil {
		return err
	}
	if err := git(ctx, dir, &stream, "fast-import", "--quiet"); err != nil {
		return err
	}
	if h.repo.Bare {
		return nil
	}
	return git(ctx, dir, nil, "reset", "--quiet", "--hard")
}

// git runs one command in a folder, with nobody's configuration.
func git(ctx context.Context, dir string, stdin *bytes.Buffer, args ...string) error {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "GIT_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
	if stdin != nil {
		cmd.Stdin = stdin
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("git %s: %w: %s", args[0], err, bytes.TrimSpace(out))
	}
	return nil
}
