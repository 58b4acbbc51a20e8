package ics

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// Before a calendar is read it can be told who stands in it, wherever it lies; of a long
// one only the beginning is looked at.
func TestAttendanceOfAPlace(t *testing.T) {
	const event = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:NAME\r\nDTSTART:20241103T090000Z\r\n" +
		"ORGANIZER:mailto:ann@e.x\r\nATTENDEE:mailto:bob@e.x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	one := write("one.ics", event)
	for _, name := range []string{"a", "b", "c"} {
		write("folder/"+name+".ics", strings.Replace(event, "NAME", name, 1))
	}
	var archive strings.Builder
	z := zip.NewWriter(&archive)
	in, err := z.Create("Takeout/Calendar/ann.ics")
	if err == nil {
		_, err = in.Write([]byte(event))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	takeout := write("takeout-1.zip", archive.String())
	for uri, events := range map[string]int{one: 1, filepath.Join(dir, "folder"): 3, takeout + "!/Takeout/Calendar/ann.ics": 1} {
		all, whole, err := Source{}.Attendance(t.Context(), logbook.Place{URI: uri}, who.Self{Identities: []who.Identity{"bob@e.x"}}, 1<<20)
		if err != nil || !whole || all.Events != events || all.Own.Events != events {
			t.Errorf("%s: %+v, %v, %v", uri, all, whole, err)
		}
	}
	if all, whole, err := (Source{}).Attendance(t.Context(), logbook.Place{URI: one}, who.Self{}, 60); err != nil || whole || all.Events != 0 {
		t.Errorf("a part of it: %+v, %v, %v", all, whole, err)
	}
	if _, _, err := (Source{}).Attendance(t.Context(), logbook.Place{URI: filepath.Join(dir, "gone.ics")}, who.Self{}, 60); err == nil {
		t.Error("what is not there can be looked at")
	}
}
