package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// here is the tree, seen from this folder, where tests run.
const here = "../.."

// TestTheListFits: every entry still breaks what it means to, and what a sample
// takes changes with the seed alone.
func TestTheListFits(t *testing.T) {
	all, err := readList("mutants.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 60 {
		t.Errorf("the list has %d mutants", len(all))
	}
	for _, m := range all {
		if _, err := m.broken(here); err != nil {
			t.Errorf("%s: %v", m.name, err)
		}
		for _, s := range m.tests {
			if _, err := os.Stat(filepath.Join(here, s.pkg)); err != nil {
				t.Errorf("%s: %v", m.name, err)
			}
		}
	}
	some := chosen(all, "", 8, 1)
	for i, m := range chosen(all, "", 8, 1) {
		if m.slow || m.harmless != "" || m.name != some[i].name {
			t.Errorf("a sample took %s, and %s before", m.name, some[i].name)
		}
	}
	if other := chosen(all, "", 8, 2); len(other) != 8 || other[0].name == some[0].name && other[1].name == some[1].name {
		t.Errorf("another seed took %s, %s again", other[0].name, other[1].name)
	}
}

// TestVerdicts breaks a small tree in every way that it can end with.
func TestVerdicts(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":     "module example\n\ngo 1.26\n",
		"of.go":      "package example\n\nfunc of(n int) int { return n + 1 - 0 }\n",
		"of_test.go": "package example\n\nimport \"testing\"\n\nfunc TestOf(t *testing.T) {\n\tif of(1) != 2 {\n\t\tt.Error(\"another\")\n\t}\n}\n\nfunc TestNever(t *testing.T) { t.Error(\"ever\") }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := runner{root: dir, dir: t.TempDir(), sound: map[string]error{}}
	for _, c := range []struct {
		old, new, run, why string
		want               verdict
	}{
		{"n + 1", "n + 2", "TestOf", "", killed},
		{"n + 1", "n + 2", "TestOf", "nobody asks", notHarmless},
		{"- 0", "+ 0", "TestOf", "", survived},
		{"- 0", "+ 0", "TestOf", "nothing is nothing", harmless},
		{"n + 1", "m + 1", "TestOf", "", notBuilt},
		{"n + 3", "n + 2", "TestOf", "", outOfDate},
		{"n", "m", "TestOf", "", outOfDate}, // it stands there more than once
		{"n + 1", "n + 1", "TestOf", "", outOfDate},
		{"n + 1", "n + 2", "TestNever", "", unsound},
		{"n + 1", "n + 2", "TestNothing", "", unsound},
	} {
		m := mutant{name: "of", file: "of.go", old: c.old, new: c.new, harmless: c.why, tests: []suite{{".", c.run}}}
		if got, detail := r.try(t.Context(), m); got != c.want {
			t.Errorf("%q for %q, %s: %s (%s), not %s", c.new, c.old, c.run, got, detail, c.want)
		}
	}
}

// TestOddLists: what cannot be read is said, with the name of its entry.
func TestOddLists(t *testing.T) {
	const sound = "name a\nfile f\n- x\n+ y\ntest ./p\n"
	for text, want := range map[string]string{
		sound:                               "",
		"# words alone\n\n" + sound:         "",
		sound + "\n" + sound:                "a stands there twice",
		"name a\nfile f\n- x\n+ y\n":        "it needs",
		"name a\nfile f\n+ y\ntest ./p\n":   "it needs",
		sound + "harmles it is\n":           "no word of a list",
		"name a\n- x\n+ y\ntest ./p Test\n": "it needs",
	} {
		path := filepath.Join(t.TempDir(), "list")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readList(path); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q gave %v, not %q", text, err, want)
		}
	}
}
