package gitlog

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// canary is a program that leaves a mark when it is run.
func canary(t *testing.T) (program string, ran func() bool) {
	t.Helper()
	mark := filepath.Join(t.TempDir(), "ran")
	program = filepath.Join(t.TempDir(), "canary")
	script := fmt.Sprintf("#!/bin/sh\necho \"$0 $*\" >>%s\nexit 1\n", mark)
	if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return program, func() bool { return disk.Exists(mark) }
}

// traps is every setting of a repository that makes some git command run a program.
const traps = `[core]
	fsmonitor = CANARY
	hooksPath = HOOKS
	sshCommand = CANARY
	gitProxy = CANARY
	pager = CANARY
	editor = CANARY
	askPass = CANARY
	alternateRefsCommand = CANARY
	attributesFile = ATTRIBUTES
	repositoryFormatVersion = 1
[log]
	showSignature = true
[gpg]
	program = CANARY
[gpg "ssh"]
	program = CANARY
	defaultKeyCommand = CANARY
[gpg "x509"]
	program = CANARY
[diff]
	external = CANARY
[diff "trap"]
	textconv = CANARY
	command = CANARY
[filter "trap"]
	clean = CANARY
	smudge = CANARY
	process = CANARY
[merge "trap"]
	driver = CANARY
[trailer "reviewed-by"]
	command = CANARY
	cmd = CANARY
[alias]
	rev-list = !CANARY
	for-each-ref = !CANARY
	cat-file = !CANARY
	diff-tree = !CANARY
[pager]
	rev-list = CANARY
	for-each-ref = CANARY
	diff-tree = CANARY
	cat-file = CANARY
[credential]
	helper = !CANARY
[uploadpack]
	packObjectsHook = CANARY
[receive]
	procReceiveRefs = refs
[interactive]
	diffFilter = CANARY
[protocol "ext"]
	allow = always
[protocol]
	allow = always
[trace2]
	eventTarget = TRACE
[extensions]
	partialClone = origin
[remote "origin"]
	url = ext::CANARY %S
	promisor = true
	partialCloneFilter = blob:none
	uploadpack = CANARY
	vcs = ext
`

// trapped is a partial clone of a history whose blobs are missing and whose
// configuration runs the canary wherever git lets it.
func trapped(t *testing.T, program string) string {
	t.Helper()
	history := golden()
	history[1].files = map[string]string{".gitattributes": "* diff=trap filter=trap merge=trap\n", "big.txt": "text"}
	full := repository(t, history)
	run(t, full, "", "config", "uploadpack.allowFilter", "true")
	dir := filepath.Join(t.TempDir(), "trapped")
	run(t, "", "", "clone", "-q", "--no-checkout", "--filter=blob:none", "file://"+full, dir)
	hooks, attributes := t.TempDir(), filepath.Join(t.TempDir(), "attributes")
	for _, hook := range []string{"post-checkout", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc", "post-index-change"} {
		if err := os.Symlink(program, filepath.Join(hooks, hook)); err != nil {
			t.Fatal(err)
		}
	}
	text := strings.NewReplacer("CANARY", program, "HOOKS", hooks, "ATTRIBUTES", attributes,
		"TRACE", filepath.Join(t.TempDir(), "trace")).Replace(traps)
	for name, content := range map[string]string{
		filepath.Join(dir, ".git", "config"):             text,
		filepath.Join(dir, ".git", "info", "attributes"): "* diff=trap filter=trap\n",
		attributes: "* diff=trap filter=trap\n",
	} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// traced puts a git before the real one that writes down what it does.
func traced(t *testing.T) (events func() string) {
	t.Helper()
	real, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	bin, log := t.TempDir(), filepath.Join(t.TempDir(), "events")
	script := fmt.Sprintf("#!/bin/sh\nGIT_TRACE2_EVENT=%s exec %s \"$@\"\n", log, real)
	if err := os.WriteFile(filepath.Join(bin, "git"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() string {
		text, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
}

// No program named in a repository's configuration runs, and nothing is fetched
// for what a partial clone left out.
func TestCanaries(t *testing.T) {
	program, ran := canary(t)
	dir := trapped(t, program)
	events := traced(t)
	b, p := read(t, dir, ann)
	if ran() {
		t.Error("a program named in the repository's configuration was run")
	}
	log := events()
	if !strings.Contains(log, `"rev-list"`) || !strings.Contains(log, `"diff-tree"`) {
		t.Fatal("the trace does not show the commands that were run")
	}
	for _, bad := range []string{`"fetch"`, `"child_start"`, `"remote-ext"`, `"fetch-pack"`} {
		if strings.Contains(log, bad) {
			t.Errorf("git did %s", bad)
		}
	}
	if n := len(commits(t, b, p, logbook.Authored)); b.Coverage(p.URI).Facts != 14 || n < 9 {
		t.Errorf("%d own of %d commits: metadata and paths need no blob", n, b.Coverage(p.URI).Facts)
	}
	if bad := b.Bad(p.URI); len(bad) != 1 || !strings.Contains(bad[0].What, ".mailmap") {
		t.Errorf("bad rows %+v, want one for the mailmap that was not fetched", bad)
	}
	if len(touched(t, b, p)) < 8 {
		t.Errorf("%d commits with paths", len(touched(t, b, p)))
	}
	if _, _, err := (Source{}).Authors(t.Context(), p, now, 0); err != nil || ran() {
		t.Errorf("authors: %v, canary %v", err, ran())
	}
}

// The traps of TestCanaries are real: a git without the safe environment runs
// the canary.
func TestCanariesSing(t *testing.T) {
	program, ran := canary(t)
	dir := trapped(t, program)
	cmd := exec.Command("git", "-C", dir, "log", "-p", "--all")
	_ = cmd.Run()
	if !ran() {
		t.Error("git log -p ran no canary: the test of canaries proves nothing")
	}
}

// The caller's own variables do not reach git.
func TestCallersEnvironment(t *testing.T) {
	dir := repository(t, golden())
	other := repository(t, golden()[:2])
	program, ran := canary(t)
	for name, value := range map[string]string{
		"GIT_DIR": filepath.Join(other, ".git"), "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_NAMESPACE": "x",
		"GIT_EXTERNAL_DIFF": program, "GIT_PAGER": program, "GIT_CONFIG_COUNT": "1",
		"GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": program, "GIT_CONFIG_PARAMETERS": "nonsense",
	} {
		t.Setenv(name, value)
	}
	b, p := &sourcetest.Book{}, place(t, dir)
	if err := pullInto(t.Context(), b, p, ann); err != nil {
		t.Fatal(err)
	}
	if ran() || b.Coverage(p.URI).Facts != 14 {
		t.Errorf("canary %v, covers %+v", ran(), b.Coverage(p.URI))
	}
}

// Replace refs and grafts would hide commits.
func TestNothingIsHidden(t *testing.T) {
	list := make([]commit, 6)
	for i := range list {
		list[i] = day(i + 1)
	}
	dir := repository(t, list)
	oid := strings.Fields(run(t, dir, "", "rev-list", "main"))
	run(t, dir, "", "replace", "--graft", oid[2])
	if n := run(t, dir, "", "rev-list", "--count", "main"); n != "3" {
		t.Fatalf("the replace ref leaves %s commits, want 3", n)
	}
	if err := os.WriteFile(filepath.Join(dir, ".git", "info", "grafts"), []byte(oid[3]+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	b, p := read(t, dir, ann)
	if c := b.Coverage(p.URI); c.Facts != 6 {
		t.Errorf("%d commits, want 6", c.Facts)
	}
}

func TestShallow(t *testing.T) {
	list := make([]commit, 6)
	for i := range list {
		list[i] = day(i + 1)
	}
	full := repository(t, list)
	dir := filepath.Join(t.TempDir(), "shallow")
	run(t, "", "", "clone", "-q", "--depth=2", "file://"+full, dir)
	b, p := read(t, dir, ann)
	c := b.Coverage(p.URI)
	if c.Facts != 2 || !c.Shallow || c.From.String() != "2025-01-05" || c.Open {
		t.Errorf("covers %+v", c)
	}
	if paths := touched(t, b, p); len(paths) != 1 {
		t.Errorf("%d commits with paths, want 1: at the boundary it would be the whole tree", len(paths))
	}
	run(t, dir, "", "fetch", "-q", "--unshallow")
	again(t, b, p, ann)
	same(t, b, p, ann)
	if c := b.Coverage(p.URI); c.Facts != 6 || c.Shallow || len(touched(t, b, p)) != 6 {
		t.Errorf("after deepening covers %+v, %d with paths", c, len(touched(t, b, p)))
	}
}

func TestSHA256(t *testing.T) {
	b, p := read(t, repository(t, golden(), "--object-format=sha256"), ann)
	list := commits(t, b, p, logbook.Authored)
	if len(list) != 10 || len(list[0].Object) != 64 || len(touched(t, b, p)) != 9 {
		t.Errorf("%d commits, %d with paths", len(list), len(touched(t, b, p)))
	}
}
