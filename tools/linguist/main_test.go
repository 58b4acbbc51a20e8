package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/source/gitlog/linguist"
	"github.com/go-enry/go-enry/v2"
	"github.com/go-enry/go-enry/v2/data"
)

// TestTablesAreOfToday asks for the tables to be what go-enry's rules give.
func TestTablesAreOfToday(t *testing.T) {
	want, err := write()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(tables)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the tables are not what go-enry gives: run go -C tools/linguist run .")
	}
}

// TestVersionIsTheOneUsed holds the header against go.mod.
func TestVersionIsTheOneUsed(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(mod), "github.com/go-enry/go-enry/v2 "+version) {
		t.Errorf("go.mod names another go-enry than %s", version)
	}
}

// differs tells how the product's rules differ from go-enry's for a path, or "".
func differs(name string) string {
	base := path.Base(name)
	byName, _ := enry.GetLanguageByFilename(base)
	byEnding, _ := enry.GetLanguageByExtension(base)
	want := fmt.Sprint(enry.IsVendor(name), enry.IsGenerated(name, nil), byName, "|", byEnding)
	got := fmt.Sprint(linguist.Vendored(name), linguist.Generated(name), linguist.LanguageByName(name), "|", linguist.LanguageByEnding(name))
	if got == want {
		return ""
	}
	return fmt.Sprintf("%q: got %s, go-enry says %s", name, got, want)
}

// hold compares every name and stops after twenty that differ.
func hold(t *testing.T, names map[string]bool) {
	t.Helper()
	wrong := 0
	for name := range names {
		if problem := differs(name); problem != "" {
			t.Error(problem)
			if wrong++; wrong == 20 {
				t.Fatal("and so on")
			}
		}
	}
	t.Logf("%d paths compared", len(names))
}

// TestPathsOfRepositories compares over every path of the modules on this
// machine, and of the histories in the folders of BACKSIGHT_HISTORIES, a list as
// in PATH; this tree's own history is always among them.
func TestPathsOfRepositories(t *testing.T) {
	names := map[string]bool{}
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	ofFolder(t, strings.TrimSpace(string(cache)), names)
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	ofFolder(t, strings.TrimSpace(string(root)), names)
	for _, dir := range append(filepath.SplitList(os.Getenv("BACKSIGHT_HISTORIES")), "../..") {
		ofHistory(t, dir, names)
	}
	if len(names) < 10_000 {
		t.Errorf("only %d paths were found: that proves little", len(names))
	}
	hold(t, names)
}

// ofFolder adds the paths of a folder, each also from the modules' own roots, so
// that what begins a path is seen as well.
func ofFolder(t *testing.T, dir string, names map[string]bool) {
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name = filepath.ToSlash(strings.TrimPrefix(name, dir+string(filepath.Separator)))
		names[name] = true
		if _, inside, ok := strings.Cut(name, "@"); ok {
			_, inside, _ = strings.Cut(inside, "/")
			names[inside] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ofHistory adds every path that a history ever had, in whichever encoding.
func ofHistory(t *testing.T, dir string, names map[string]bool) {
	out, err := exec.Command("git", "-C", dir, "log", "--all", "--format=", "--name-only", "-z", "--no-renames").Output()
	if err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
	for name := range strings.SplitSeq(string(out), "\x00") {
		if name = strings.TrimPrefix(name, "\n"); name != "" {
			names[name] = true
		}
	}
}

// words are what paths are made of here: every literal of the rules, each also
// in another case and cut, every file name and every ending that go-enry knows.
func words(t *testing.T) (all []string) {
	var made rules
	for _, m := range data.VendorMatchers {
		if err := made.add(m.String()); err != nil {
			t.Fatal(err)
		}
	}
	named, err := nameMatchers()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range named {
		if err := m.into(&made); err != nil {
			t.Fatal(err)
		}
	}
	for _, list := range [][]string{made.folders, made.files, made.starts, made.begins, made.holds, made.ends, made.anyCase} {
		all = append(all, list...)
	}
	for _, p := range made.patterns {
		all = append(all, p.need)
	}
	for name := range data.LanguagesByFilename {
		all = append(all, name)
	}
	for ending := range data.LanguagesByExtension {
		all = append(all, ending)
	}
	for ending := range data.GeneratedCodeExtensions {
		all = append(all, ending)
	}
	return all
}

// between are what may stand between two words.
var between = []string{"", "", "/", "/", "/", ".", "-", "_", "1.2", "-3.4.5", "x", "\n", "\xff", "ſ", "K", " ", ".min.js", ".css", ".js", "Pods/", "y.lock", ".com", ".js.map", ".CSS.MAP", ".zep.c"}

// TestMadePaths compares every word alone, inside and at the ends of a path, and
// paths made of words at random, so that each rule is met from both sides.
func TestMadePaths(t *testing.T) {
	all, names := words(t), map[string]bool{"": true, "/": true, "a//b": true, "a/": true}
	for _, w := range all {
		for _, as := range []string{w, strings.ToUpper(w), strings.ToLower(w), w[min(1, len(w)):], w[:len(w)-1]} {
			for _, shape := range []string{"%s", "a/%s", "%s/a", "a%s", "%sa", "a/b%s.js", "src/%s/b.c", "a.%s", "%s.in"} {
				names[fmt.Sprintf(shape, as)] = true
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	for range 200_000 {
		name := pick(between)
		for range 1 + r.IntN(3) {
			name += pick(all) + pick(between)
		}
		names[name] = true
	}
	hold(t, names)
}

// FuzzPath looks for a path that the two see differently.
func FuzzPath(f *testing.F) {
	file, err := os.Open(tables)
	if err != nil {
		f.Fatal(err)
	}
	defer file.Close()
	for line := bufio.NewScanner(file); line.Scan(); {
		f.Add(strings.Trim(line.Text(), "\t\",{}"))
	}
	f.Fuzz(func(t *testing.T, name string) {
		if problem := differs(name); problem != "" {
			t.Error(problem)
		}
	})
}

func BenchmarkVendored(b *testing.B) {
	names := []string{"internal/reckon/measure/activity.go", "Documentation/RelNotes/2.1.0.txt", "src/components/react-button.js"}
	for _, by := range []struct {
		name string
		do   func(string) bool
	}{{"tables", linguist.Vendored}, {"go-enry", enry.IsVendor}} {
		b.Run(by.name, func(b *testing.B) {
			for i := range b.N {
				by.do(names[i%len(names)])
			}
		})
	}
}
