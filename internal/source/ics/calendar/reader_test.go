package calendar

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/backsight/backsight/internal/base/who"

	"pgregory.net/rapid"
)

// read is what a file amounts to: "summary @ start" of each event that takes
// place between 1990 and 2040, and the lines of what could not be read.
func read(t testing.TB, file string) (events []string, bad []int) {
	t.Helper()
	list, err := Occurrences(strings.NewReader(file), "1990-01-01", "2040-01-01", time.UTC, who.Self{}, time.LoadLocation)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list.Rows {
		events = append(events, r.Summary+" @ "+r.Start)
	}
	for _, b := range list.Bad {
		bad = append(bad, b.Line)
	}
	return events, bad
}

// TestWhatTheWorldWrites is a file for each thing that real programs get wrong
// or that readers trip over.
func TestWhatTheWorldWrites(t *testing.T) {
	long := strings.Repeat("x", 120_000)
	plain := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20240105T090000Z\nSUMMARY:hi\n%s\nEND:VEVENT\nEND:VCALENDAR\n"
	with := func(line string) string { return fmt.Sprintf(plain, line) }
	const good = "hi @ 2024-01-05T09:00:00Z"
	for _, c := range []struct{ name, file, want, bad string }{
		{"byte order mark", "\uFEFF" + with("X-A:b"), good, ""},
		{"CR LF", strings.ReplaceAll(with("X-A:b"), "\n", "\r\n"), good, ""},
		{"no final newline", strings.TrimSuffix(with("X-A:b"), "\n"), good, ""},
		{"blank lines", strings.ReplaceAll(with("X-A:b"), "\n", "\n\n"), good, ""},
		{"lower case", strings.ToLower("begin:vcalendar\nbegin:vevent\nuid:a\n") + "dtstart:20240105t090000z\nsummary:hi\nend:vevent\nend:vcalendar\n", good, ""},
		{"fold with a tab", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240105T090000Z\nSUMMARY:h\n\ti\nEND:VEVENT\nEND:VCALENDAR", good, ""},
		{"fold inside a character", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240105T090000Z\nSUMMARY:gr\xc3\r\n \xbcn\nEND:VEVENT\nEND:VCALENDAR", "grün @ 2024-01-05T09:00:00Z", ""},
		{"a line of 120 kB", with("DESCRIPTION:" + long), good, ""},
		{"a line of 3 MB", with("ATTACH;ENCODING=BASE64:" + strings.Repeat(long, 25)), good, "6"},
		{"a folded line of 3 MB", with("ATTACH:" + strings.Repeat(long+"\n ", 25)), good, "6"},
		{"garbage", with("what is this"), good, "6"},
		{"a parameter without a value", with("ATTENDEE;CN=foo"), good, "6"},
		{"text after a quote", with(`ATTENDEE;CN="Doe"x:mailto:a@example.org`), good, ""},
		{"a quote that never closes", with(`ATTENDEE;CN="Doe:mailto:a@example.org`), good, ""},
		{"a backslash that escapes nothing", strings.Replace(with("X-A:b"), "SUMMARY:hi", `SUMMARY:C:\Users\dir`, 1), `C:\Users\dir @ 2024-01-05T09:00:00Z`, ""},
		{"escapes", strings.Replace(with("X-A:b"), "SUMMARY:hi", `SUMMARY:a\, b\; c\\d`, 1), `a, b; c\d @ 2024-01-05T09:00:00Z`, ""},
		{"bytes that are not UTF-8", strings.Replace(with("X-A:b"), "SUMMARY:hi", "SUMMARY:gr\xfcn", 1), "gr\uFFFDn @ 2024-01-05T09:00:00Z", ""},
		{"a group before the name", strings.Replace(with("X-A:b"), "SUMMARY", "item1.SUMMARY", 1), good, ""},
		{"two calendars", with("X-A:b") + strings.ReplaceAll(with("X-A:b"), "UID:a", "UID:b"), good + "|" + good, ""},
		{"two events without UID", "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nDTSTART:20240105T090000Z\nSUMMARY:hi\nEND:VEVENT\n", 2) + "END:VCALENDAR", good + "|" + good, ""},
		{"an event outside all calendars", "BEGIN:VEVENT\nDTSTART:20240105T090000Z\nSUMMARY:hi\nEND:VEVENT\n", good, ""},
		{"a bad start among good ones", with("X-A:b") + "BEGIN:VEVENT\nDTSTART:tomorrow\nEND:VEVENT\n", good, "10"},
		{"no start", with("X-A:b") + "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n", good, "10"},
		{"a date without VALUE=DATE", strings.Replace(with("X-A:b"), "T090000Z", "", 1), "hi @ 2024-01-05", ""},
		{"a rule with a trailing semicolon", with("RRULE:FREQ=DAILY;COUNT=2;"), good + "|hi @ 2024-01-06T09:00:00Z", ""},
		{"a rule nobody knows", with("RRULE:W1 MO 0700"), good, "6"},
		{"END:VEVENT missing", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20240105T090000Z\nSUMMARY:hi\nBEGIN:VEVENT\nUID:b\nDTSTART:20240106T090000Z\nSUMMARY:b\nEND:VEVENT\nEND:VCALENDAR", good + "|b @ 2024-01-06T09:00:00Z", "6"},
		{"END:VTIMEZONE missing", "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:x\nBEGIN:VEVENT\nDTSTART:20240105T090000Z\nSUMMARY:hi\nEND:VEVENT\nEND:VCALENDAR", good, "4"},
		{"END:VALARM missing", with("BEGIN:VALARM\nACTION:DISPLAY"), good, ""},
		{"an end too many", with("X-A:b") + "END:VCALENDAR\n", good, "9"},
		{"an alarm with its own summary", with("BEGIN:VALARM\nSUMMARY:alarm\nDTSTART:19990101T000000Z\nEND:VALARM"), good, ""},
		{"a to-do", strings.ReplaceAll(with("X-A:b"), "VEVENT", "VTODO"), "", ""},
		{"cut inside an event", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20240105T090000Z\nSUMMARY:hi\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nDTSTART:202401", good, "7"},
		{"cut between events", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20240105T090000Z\nSUMMARY:hi\nEND:VEVENT\n", good, "6"},
		{"nothing at all", "", "", ""},
		{"no calendar", "hello\nworld", "", "1 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			events, bad := read(t, c.file)
			if got := strings.Join(events, "|"); got != c.want {
				t.Errorf("events %q, want %q", got, c.want)
			}
			if got := strings.Trim(fmt.Sprint(bad), "[]"); got != c.bad {
				t.Errorf("bad lines %q, want %q", got, c.bad)
			}
		})
	}
}

func TestAStreamThatBreaksIsAnError(t *testing.T) {
	broken := errors.New("the disk is gone")
	in := io.MultiReader(strings.NewReader("BEGIN:VCALENDAR\nBEGIN:VEVENT\n"), iotest.ErrReader(broken))
	if _, err := Occurrences(in, "2024-01-01", "2025-01-01", nil, who.Self{}, time.LoadLocation); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// components are all of a stream, as text.
func components(in io.Reader) (all []string) {
	r := NewReader(in)
	for {
		c, err := r.Next()
		if err != nil {
			return all
		}
		all = append(all, fmt.Sprintf("%s %d %v\n%s", c.Name, c.Calendar, c.Cut, c.Text))
	}
}

// TestFoldingChangesNothing: a file parses to the same whether its lines are
// folded, wherever, and however few bytes come at once.
func TestFoldingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOf(rapid.SampledFrom([]string{
			"BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "SUMMARY:grün\\, weiß", "UID:1", "BEGIN:VALARM", "END:VALARM",
			"DTSTART;TZID=\"a:b\":20240101T000000", "END:VCALENDAR", "nothing", "X-LONG:" + strings.Repeat("ü", 300),
		})).Draw(t, "lines")
		plain := strings.Join(lines, "\n")
		var folded bytes.Buffer
		for i := range len(plain) {
			folded.WriteByte(plain[i])
			inside := plain[i] != '\n' && i+1 < len(plain) && plain[i+1] != '\n'
			if inside && rapid.IntRange(0, 9).Draw(t, "fold") == 0 {
				folded.WriteString(rapid.SampledFrom([]string{"\r\n ", "\n\t", "\n "}).Draw(t, "how"))
			}
		}
		want := strings.Join(components(strings.NewReader(plain)), "")
		got := strings.Join(components(iotest.OneByteReader(&folded)), "")
		if got != want {
			t.Fatalf("folded:\n%s\nplain:\n%s", got, want)
		}
	})
}

// TestLongLinesDoNotSpoilTheNext: what lies around the limit of the buffer is
// read as anywhere else.
func TestLongLinesDoNotSpoilTheNext(t *testing.T) {
	for _, length := range []int{chunk - 40, chunk - 1, chunk, chunk + 1, maxLine - 20, maxLine + 20, 3 * maxLine} {
		file := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nX-LONG:" + strings.Repeat("y", length) + "\nDTSTART:20240105T090000Z\nSUMMARY:hi\nEND:VEVENT\nEND:VCALENDAR\n"
		events, bad := read(t, file)
		if len(events) != 1 || (length+7 > maxLine) != (len(bad) == 1) {
			t.Errorf("a line of %d: %v, bad lines %v", length, events, bad)
		}
	}
}
