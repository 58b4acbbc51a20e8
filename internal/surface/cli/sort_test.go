package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const sortedCalendar = `BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a
SUMMARY:Zephyr numbers
DTSTART:20261102T090000Z
DTEND:20261102T110000Z
RRULE:FREQ=DAILY;COUNT=5
END:VEVENT
BEGIN:VEVENT
UID:b
SUMMARY:Numbers for Zephyr
DTSTART:20261103T130000Z
DTEND:20261103T140000Z
END:VEVENT
BEGIN:VEVENT
UID:c
SUMMARY:Orbit
DTSTART:20261104T130000Z
DTEND:20261104T143000Z
END:VEVENT
END:VCALENDAR
`

// typed runs a command line with somebody at the keyboard, and gives what was
// printed on stdout and stderr.
func typed(t *testing.T, home, keys string, args ...string) (string, string) {
	t.Helper()
	var out, err bytes.Buffer
	code := Run(context.Background(), Program{
		In: strings.NewReader(keys), Out: &out, Err: &err, Asks: true,
		Env: func(name string) string {
			return map[string]string{"BACKSIGHT_HOME": home, "HOME": home, "TZ": "UTC", "LANG": "C.UTF-8"}[name]
		},
		Now:     func() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC) },
		Columns: func() int { return 0 },
	}, args)
	if code != 0 {
		t.Fatalf("%q ends with %d: %s", args, code, err.String())
	}
	return out.String(), err.String()
}

// A sitting: what has most hours at stake is asked first, a key answers, what
// was learnt is offered for the next, Enter takes it, u takes the last back,
// Space passes over, and all of it is kept.
func TestASitting(t *testing.T) {
	home := t.TempDir()
	file := filepath.Join(home, "cal.ics")
	if err := os.WriteFile(file, []byte(sortedCalendar), 0o600); err != nil {
		t.Fatal(err)
	}
	typed(t, home, "", "import", file)

	_, said := typed(t, home, "d\n!\nu\nx\n\nq\n", "sort")
	for _, want := range []string{
		"h  hiring_interview ", "  Zephyr numbers\n  10 h in 5 times, in cal",
		"design_review\n", `the key '!' stands for no kind of meeting`, "customer_external\n",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	if strings.Count(said, "  Zephyr numbers\n") != 2 {
		t.Errorf("what was undone is not asked again:\n%s", said)
	}
	list, _ := typed(t, home, "", "sort", "--pins")
	if !strings.Contains(list, "customer_external    pin    Zephyr numbers") || strings.Contains(list, "design_review") {
		t.Errorf("what was said:\n%s", list)
	}

	// Enter takes a guess worth saying, Space passes over, and the end is said.
	_, said = typed(t, home, " \n\n", "sort")
	if !strings.Contains(said, "[customer_external, ") || !strings.Contains(said, "every series has a known kind, or you skipped it") {
		t.Errorf("%s", said)
	}
	list, _ = typed(t, home, "", "sort", "--all")
	if !strings.Contains(list, "customer_external    pin    Numbers for Zephyr") || !strings.Contains(list, "none   Orbit") {
		t.Errorf("%s", list)
	}
	if !strings.Contains(list, "Of 2 things you sorted, ") {
		t.Errorf("no score:\n%s", list)
	}
}
