//go:build unix

package desk_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
)

// Nothing is put where others could have prepared it.
func TestWhoseFoldersTheyAre(t *testing.T) {
	home := t.TempDir()
	with := func(set map[string]string) desk.Options {
		env := func(name string) string { return set[name] }
		return desk.Options{Env: env, Folders: desk.FoldersOf(env)}
	}
	if err := with(nil).Owned(); fault.KindOf(err) != fault.Usage {
		t.Errorf("without a home: %v", err)
	}
	if err := with(map[string]string{"XDG_DATA_HOME": home, "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}).Owned(); err != nil {
		t.Errorf("without a home, but with folders: %v", err)
	}
	o := with(map[string]string{"BACKSIGHT_HOME": home})
	if err := o.Owned(); err != nil {
		t.Errorf("folders that are not there yet: %v", err)
	}
	for _, folder := range []string{o.Folders.Data, o.Folders.State} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.Owned(); err != nil {
		t.Errorf("folders of one's own: %v", err)
	}
	for _, place := range []string{o.Folders.State, o.Folders.Data, o.Address()} {
		if place == o.Address() {
			if err := os.WriteFile(place, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		was, err := os.Stat(place)
		if err == nil {
			err = os.Chmod(place, 0o777)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Owned(); fault.KindOf(err) != fault.NotAllowed {
			t.Errorf("%s is everybody's: %v", filepath.Base(place), err)
		}
		if err := os.Chmod(place, was.Mode()); err != nil {
			t.Fatal(err)
		}
	}
	defer desk.RunAs(os.Geteuid() + 1)()
	if err := o.Owned(); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("somebody else's: %v", err)
	}
}
