package doctor_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/doctor"
	"github.com/backsight/backsight/internal/desk/editor"
	"github.com/backsight/backsight/internal/govern/policy"
)

// said is what the checks of a machine find, a line a finding.
func said(t *testing.T, o desk.Options) string {
	t.Helper()
	var lines []string
	for _, f := range doctor.Check(t.Context(), o) {
		lines = append(lines, f.State+" "+f.Check+" "+f.Say)
		if f.State == doctor.Bad && f.Do == "" {
			t.Errorf("%s: nothing is to be done about it", f.Say)
		}
	}
	return strings.Join(lines, "\n")
}

// connected has the plugins send here.
func connected(t *testing.T, o desk.Options) error {
	t.Helper()
	d, err := o.OpenOwn(t.Context())
	if err != nil {
		return err
	}
	defer d.Close()
	p, err := editor.Open(editor.File(o))
	if err == nil {
		_, err = p.Connect(t.Context(), d, "http://127.0.0.1:7717/api/v1")
	}
	return err
}

// Each check finds what it is there for, and nothing where nothing is wrong.
func TestChecks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a mode tells nothing there: run it where it does")
	}
	home := t.TempDir()
	env := func(name string) string { return map[string]string{"HOME": home, "BACKSIGHT_HOME": home + "/b"}[name] }
	now := when.Date(2026, time.November, 20).Start(time.UTC)
	o := desk.Options{Env: env, Host: "laptop", Folders: desk.FoldersOf(env), Settings: config.Default(), Now: func() when.Instant { return now }}
	expect := func(what string, wants ...string) {
		t.Helper()
		text := said(t, o)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s: it does not say %q:\n%s", what, want, text)
			}
		}
		if bad := strings.Count("\n"+text, "\nbad "); bad != strings.Count("\n"+strings.Join(wants, "\n"), "\nbad ") {
			t.Errorf("%s: %d things are bad:\n%s", what, bad, text)
		}
	}
	expect("no store", "note store there is no store yet")

	d, err := o.OpenOwn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(home, "cal.ics")
	if err := os.WriteFile(file, []byte("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261101T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	places := o.Finder().Paths(t.Context(), []string{file}).Places
	if problems, err := d.Import(t.Context(), nil, places, desk.Silent{}); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	if _, err := d.MakeKey(t.Context(), editor.KeyName, append(editor.Opens(), policy.Read)); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	expect("a key of before", "bad editors the key of the editors' plugins also reads all that is yours")
	if err := connected(t, o); err != nil {
		t.Fatal(err)
	}
	expect("all is well", "ok store "+o.Address()+" is whole", "ok audit 5 lines, each as it was written; the contents of the store are unchanged", "ok places 1 place on this machine", "ok files")

	readable := func(mode os.FileMode) {
		files, _ := filepath.Glob(o.Address() + "*")
		for _, file := range files {
			if err := os.Chmod(file, mode); err != nil {
				t.Fatal(err)
			}
		}
	}
	readable(0o644)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	expect("others read it, a place is gone", "bad files others on this machine can read or write "+o.Address()+" (mode 0644)", "bad files others on this machine can read or write "+o.Address()+"-wal", "note places "+file+" is gone")

	if err := os.WriteFile(filepath.Join(home, ".wakatime.cfg"), []byte("[settings]\nAPI_URL = https://waka.example.org/api?x\n; api_url = http://127.0.0.1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	readable(0o600)
	expect("editors send elsewhere", "bad editors the editors' plugins send only to waka.example.org")

	if err := os.WriteFile(o.Address(), []byte("no store at all, and long enough to be looked at"), 0o600); err != nil {
		t.Fatal(err)
	}
	expect("a damaged store", "bad store the store at "+o.Address()+" cannot be opened", "bad editors")
}
