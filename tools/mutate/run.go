package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// verdict is how it ended with a mutant.
type verdict string

const (
	killed      verdict = "killed"       // a test failed, as it must
	survived    verdict = "SURVIVED"     // none did
	harmless    verdict = "harmless"     // none did, and the list says why none can
	notHarmless verdict = "NOT HARMLESS" // a test failed that the list says cannot
	notBuilt    verdict = "NOT BUILT"    // the compiler noticed, so that nothing was tried
	outOfDate   verdict = "OUT OF DATE"  // the entry no longer fits its file
	unsound     verdict = "UNSOUND"      // the tests fail without it too
)

// as says whether a mutant ended as the list says it must.
func (v verdict) as(m mutant) bool {
	return v == killed && m.harmless == "" || v == harmless && m.harmless != ""
}

// runner tries mutants of the tree at root; dir is for files of its own.
type runner struct {
	root, dir string
	sound     map[string]error // of suites: how they end with nothing broken
}

// limit ends a test that a mutant keeps from ending; that is noticing too.
const limit = "-timeout=300s"

var (
	unbuilt = regexp.MustCompile(`(?m)^FAIL\t.*\[(build|setup) failed\]$`)
	failed  = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)
)

// try breaks the code as a mutant says and runs its tests, until one fails. The
// second value is the failing test, or what the reader has to know.
func (r runner) try(ctx context.Context, m mutant) (verdict, string) {
	overlay, err := r.overlay(m)
	if err != nil {
		return outOfDate, err.Error()
	}
	for _, s := range m.tests {
		if err := r.soundly(ctx, s); err != nil {
			return unsound, err.Error()
		}
		out, err := r.test(ctx, s, "-overlay="+overlay)
		switch {
		case err == nil:
			continue
		case unbuilt.Match(out):
			return notBuilt, firstLine(out)
		case m.harmless != "":
			return notHarmless, which(out)
		}
		return killed, which(out)
	}
	if m.harmless != "" {
		return harmless, m.harmless
	}
	return survived, m.file
}

// overlay lays the broken file over its own, for the go command alone, and gives
// the file that tells it so.
func (r runner) overlay(m mutant) (string, error) {
	text, err := m.broken(r.root)
	if err != nil {
		return "", err
	}
	over, err := filepath.Abs(filepath.Join(r.root, m.file))
	if err != nil {
		return "", err
	}
	broken, overlay := filepath.Join(r.dir, "broken.go"), filepath.Join(r.dir, "overlay.json")
	said, err := json.Marshal(map[string]any{"Replace": map[string]string{over: broken}})
	if err == nil {
		err = cmp.Or(os.WriteFile(broken, text, 0o600), os.WriteFile(overlay, said, 0o600))
	}
	return overlay, err
}

// soundly runs tests with nothing broken, once: what fails anyway proves nothing.
func (r runner) soundly(ctx context.Context, s suite) error {
	key := s.pkg + " " + s.run
	err, done := r.sound[key]
	if !done {
		var out []byte
		if out, err = r.test(ctx, s); err != nil {
			err = fmt.Errorf("%s fails with nothing broken: %s", key, which(out))
		} else if bytes.Contains(out, []byte("no tests to run")) {
			err = fmt.Errorf("%s are no tests", key)
		}
		r.sound[key] = err
	}
	return err
}

// test runs tests of a package in the tree, and gives what they print.
func (r runner) test(ctx context.Context, s suite, flags ...string) ([]byte, error) {
	args := append([]string{"test", "-vet=off", "-failfast", limit, "-run=" + s.run}, flags...)
	c := exec.CommandContext(ctx, "go", append(args, s.pkg)...)
	c.Dir = r.root
	return c.CombinedOutput()
}

// which is the test that failed, or the last line where none is named.
func which(out []byte) string {
	if m := failed.FindSubmatch(out); m != nil {
		return string(m[1])
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return lines[len(lines)-1]
}

// firstLine is what the compiler says first, after the name of the package.
func firstLine(out []byte) string {
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "#") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}
