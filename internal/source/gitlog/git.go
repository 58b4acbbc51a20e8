package gitlog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/source/disk"
)

// environment is all that git gets to see. It starts from nothing, so that no
// GIT_ variable of the caller reaches it.
func environment() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"),
		"SYSTEMROOT=" + os.Getenv("SYSTEMROOT"), // programs on Windows do not start without
		"LC_ALL=C",
		"GIT_CONFIG_NOSYSTEM=1",
		"GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_ATTR_NOSYSTEM=1",
		"GIT_OPTIONAL_LOCKS=0",
		"GIT_NO_LAZY_FETCH=1",
		"GIT_ALLOW_PROTOCOL=none",
		"GIT_TERMINAL_PROMPT=0",
		"GIT_NO_REPLACE_OBJECTS=1",
		"GIT_GRAFT_FILE=/dev/null/none", // a path that cannot exist: /dev/null itself makes git print a hint
		"GIT_FLUSH=0",                   // write when the buffer is full, not after each commit
	}
}

// settings override what the repository's own configuration says. None of the
// commands used here heeds the first four; they stand for the day one does.
var settings = []string{
	"core.fsmonitor=false",
	"log.showSignature=false",
	"core.hooksPath=/dev/null",
	"core.quotePath=false",
	"i18n.logOutputEncoding=UTF-8",
	// Memory, not speed: on a history of 85,000 commits rev-list peaks at 51
	// instead of 70 MB with these, diff-tree at 36 instead of 147, and neither
	// takes longer.
	"core.packedGitLimit=8m",
	"core.packedGitWindowSize=1m",
	"core.deltaBaseCacheLimit=4m",
	"core.bigFileThreshold=16m", // streamed, and not held whole
	// What git keeps beside the objects to be faster: damage in it ends git by a signal,
	// though every object is sound, and what is read here is no slower without.
	"core.commitGraph=false",
	"core.multiPackIndex=false",
}

// arguments of one git command in the repository whose common directory is dir.
// Naming the directory keeps git from looking for another one.
func arguments(dir string, command ...string) []string {
	args := []string{"--git-dir=" + dir, "--no-pager"}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	return append(args, command...)
}

// git is one running git command. Its output is read from out; its end is
// judged by exit status, what it said on stderr only explains it.
type git struct {
	cmd    *exec.Cmd
	out    io.ReadCloser
	stderr tail
}

// start runs a git command; in may be nil. When ctx ends it is killed.
func start(ctx context.Context, dir string, in io.Reader, command ...string) (*git, error) {
	g := &git{cmd: exec.CommandContext(ctx, "git", arguments(dir, command...)...)}
	g.cmd.Env = environment()
	g.cmd.Stdin = in
	g.cmd.Stderr = &g.stderr
	g.cmd.WaitDelay = time.Second
	var err error
	if g.out, err = g.cmd.StdoutPipe(); err != nil {
		return nil, fmt.Errorf("a pipe from git: %w", err)
	}
	if err = g.cmd.Start(); errors.Is(err, exec.ErrNotFound) {
		return nil, fault.New(fault.Failed, "the program git is not installed").Because(err).
			Try("install git 2.39 or later")
	}
	if err != nil {
		return nil, fmt.Errorf("starting git: %w", err)
	}
	limitsOf(dir).bound(g.cmd.Process)
	g.out = struct {
		io.Reader
		io.Closer
	}{disk.Counted(ctx, g.out), g.out}
	return g, nil
}

// wait ends the command. Call it after reading out to its end.
func (g *git) wait(ctx context.Context) error {
	err := g.cmd.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err == nil {
		return nil
	}
	failed := &gitError{status: g.cmd.ProcessState.ExitCode(), said: g.stderr.reason(), cause: err}
	if failed.status < 0 && failed.said == "" { // a signal
		failed.said = "nothing, and was ended (" + g.cmd.ProcessState.String() + ")"
	}
	return failed
}

// stop kills the command and forgets how it ended.
func (g *git) stop() {
	_ = g.cmd.Process.Kill()
	_ = g.cmd.Wait()
}

// output runs a command whose answer is small and gives all of it.
func output(ctx context.Context, dir string, in io.Reader, command ...string) ([]byte, error) {
	g, err := start(ctx, dir, in, command...)
	if err != nil {
		return nil, err
	}
	b, readErr := io.ReadAll(g.out)
	if err := g.wait(ctx); err != nil {
		return b, err
	}
	return b, readErr
}

// gitError is a git command that ended with another status than 0.
type gitError struct {
	status int
	said   string
	cause  error
}

func (e *gitError) Error() string {
	if e.said == "" {
		return fmt.Sprintf("git ended with status %d", e.status)
	}
	return "git said: " + e.said
}

func (e *gitError) Unwrap() error { return e.cause }

// exhausted says whether git was ended because it used all that it may.
func exhausted(err error) bool {
	var failed *gitError
	return errors.As(err, &failed) && (failed.status < 0 || strings.Contains(failed.said, "memory"))
}

// tail keeps the end of what is written to it.
type tail struct{ kept []byte }

const tailSize = 4 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if over := len(t.kept) - tailSize; over > 0 {
		t.kept = append(t.kept[:0], t.kept[over:]...)
	}
	return len(p), nil
}

// reason is what git says is wrong: its last line that begins with "fatal: " or
// "error: ", without that, and the lines after it, which may name what it speaks
// of; where none does, its last line.
func (t *tail) reason() string {
	lines := slices.DeleteFunc(strings.Split(strings.TrimSpace(strings.ToValidUTF8(string(t.kept), "\uFFFD")), "\n"),
		func(line string) bool { return strings.HasPrefix(line, "hint: ") })
	if len(lines) == 0 {
		return ""
	}
	from := len(lines) - 1
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.HasPrefix(lines[i], "fatal: ") || strings.HasPrefix(lines[i], "error: ") {
			from = i
			break
		}
	}
	line := strings.Join(strings.Fields(strings.Join(lines[from:], " ")), " ")
	line = strings.TrimPrefix(strings.TrimPrefix(line, "fatal: "), "error: ")
	return line[:min(len(line), 300)]
}
