package atomicfile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/desk/atomicfile"
)

// What cannot be put in place leaves what was there, and nothing beside it.
func TestWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "a.json")
	for _, text := range []string{"one", "two"} {
		if err := atomicfile.Write(file, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != text {
			t.Errorf("%q, %v", got, err)
		}
	}
	if is, err := os.Stat(file); err != nil || is.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v %v", is.Mode(), err)
	}
	if err := os.Mkdir(filepath.Join(folder, "b.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	if atomicfile.Write(filepath.Join(folder, "b.json"), nil) == nil || atomicfile.Write(filepath.Join(folder, "no", "c"), nil) == nil {
		t.Error("what cannot be written is no error")
	}
	if left, _ := os.ReadDir(folder); len(left) != 2 {
		t.Errorf("beside it lies %v", left)
	}
}
