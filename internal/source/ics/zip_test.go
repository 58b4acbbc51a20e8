package ics

import (
	"archive/zip"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// pack writes an archive with calendars of some events each.
func pack(t *testing.T, file string, calendars map[string]int) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for _, name := range slices.Sorted(maps.Keys(calendars)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, "BEGIN:VCALENDAR\nX-WR-CALNAME:of "+name+"\n")
		for i := range calendars[name] {
			fmt.Fprintf(w, "BEGIN:VEVENT\nUID:%s-%d\nDTSTAMP:20170301T000000Z\nDTSTART:20170301T%02d0000Z\nDURATION:PT1H\nEND:VEVENT\n", name, i, i%24)
		}
		fmt.Fprint(w, "END:VCALENDAR\n")
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

// A Takeout is read as it was downloaded, and keeps what every source promises.
func TestATakeoutIsReadAsItIs(t *testing.T) {
	root := t.TempDir()
	pack(t, filepath.Join(root, "takeout-20170302T100000Z-001.zip"), map[string]int{"Takeout/Calendar/ann.ics": 2*batchSize + 200, "Takeout/Calendar/home.ics": 700, "Takeout/archive_browser.html": 0})
	pack(t, filepath.Join(root, "other.zip"), map[string]int{"not-mine.ics": 3})
	var got []string
	for p, err := range (Source{}).Find(t.Context(), root) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, p.Name+" at "+strings.TrimPrefix(p.URI, root))
	}
	want := []string{
		"of Takeout/Calendar/ann.ics at /takeout-20170302T100000Z-001.zip!/Takeout/Calendar/ann.ics",
		"of Takeout/Calendar/home.ics at /takeout-20170302T100000Z-001.zip!/Takeout/Calendar/home.ics",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("found in a folder (-want +got):\n%s", diff)
	}
	sourcetest.Run(t, sourcetest.Case{Source: Source{Machine: "m"}, Declared: Declared(), Root: root, Self: who.Self{Person: 7}, Now: now})
}

// Any archive is looked into where it is what was asked for; an entry that is
// as it was is not unpacked again, one that changed is, and one that has gone or
// an archive that is broken is said by name.
func TestAnArchiveThatWasAskedFor(t *testing.T) {
	l := newLog(t)
	file := filepath.Join(t.TempDir(), "export.zip")
	l.path = file + "!/a.ics"
	pack(t, file, map[string]int{"a.ics": 2})
	l.pull(t)
	puts := len(l.Batches)
	kept := os.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, filepath.Join(kept, "not", "there")) // whoever unpacks fails
	}
	l.pull(t)
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, kept)
	}
	if len(l.Batches) != puts || len(l.inForce()) != 2 {
		t.Errorf("%d batches after %d, %d events", len(l.Batches), puts, len(l.inForce()))
	}
	pack(t, file, map[string]int{"a.ics": 3})
	if l.pull(t); len(l.inForce()) != 3 {
		t.Errorf("%d events of a changed entry, want 3", len(l.inForce()))
	}
	for uri, want := range map[string]string{file + "!/b.ics": "b.ics is no longer in", filepath.Join(t.TempDir(), "x.zip") + "!/a.ics": "no longer there"} {
		err := (Source{}).Pull(t.Context(), source.Ask{Place: logbook.Place{URI: uri}, Sink: l, Now: now})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", uri, err, want)
		}
	}
	if err := os.WriteFile(file, []byte("PK broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, err := range (Source{}).Find(t.Context(), file) {
		if err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("a broken archive: %v", err)
		}
	}
}

// An archive made by another program is read too: Python's zipfile, where it is.
func TestAnArchiveOfAnotherProgram(t *testing.T) {
	tool, err := exec.LookPath("python3")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("python3 is missing: .ci/run installs it")
	}
	if err != nil {
		t.Skip("SKIPPED: python3 is not here to make an archive with")
	}
	l := newLog(t)
	write(t, filepath.Join(filepath.Dir(l.path), "ann.ics"), "20170301T000000Z", "UID:1\nDTSTART:20170301T090000Z\nDTEND:20170301T100000Z")
	make := exec.Command(tool, "-m", "zipfile", "-c", "takeout-1.zip", "ann.ics")
	make.Dir = filepath.Dir(l.path)
	if out, err := make.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	l.path = filepath.Join(make.Dir, "takeout-1.zip") + "!/ann.ics"
	l.pull(t)
	for _, f := range l.inForce() {
		if f.Span.From != when.At(when.Date(2017, 3, 1).Time())+9*when.Hour {
			t.Errorf("at %d", f.Span.From)
		}
	}
	if len(l.inForce()) != 1 {
		t.Errorf("%d events, want 1", len(l.inForce()))
	}
}
