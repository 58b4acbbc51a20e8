package lives

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
)

// Newcomer is a life as a stranger brings it: three addresses at work, one after the
// other, the last one in another spelling of the name; a calendar whose owner is none
// of them; and a machine that commits every night. It is not in All: WriteHome leaves
// its traces as a home folder holds them, with things in it that are not the
// person's.
func Newcomer() Life {
	l := steadyHand()
	l.Name, l.Title, l.Seed = "newcomer", "the newcomer", 71
	l.Story = "Founds, changes the address twice and builds all the while: who counts one address alone is told the opposite."
	l.Person = Author{"René Okafor", "rene@first.example.org"}
	l.Home = "rene@home.example.org"
	l.Addresses = []Address{
		{when.Date(2020, time.March, 2), Author{"Rene Okafor", "rene.okafor@second.example.org"}},
		{when.Date(2026, time.August, 3), Author{"OKAFOR, René", "founder@third.example.org"}},
	}
	l.Invited, l.Nightly = "rene@calendar.example.org", true
	return l
}

// Configured is the address that the machine's git is set to on a day.
func (l Life) Configured(on when.Day) Author {
	return l.as(stamp{Author: l.Person, at: on.Start(time.UTC)})
}

// WriteHome leaves the traces of a life up to a day in a home folder: what Write does
// under src, the calendar, git's configuration; and beside them what a program must
// not take for the person's own: fixtures in a work tree, in a module cache and in
// node_modules, and, where the life has it, the repository of a nightly machine.
func WriteHome(ctx context.Context, l Life, home string, until when.Day) error {
	if err := Write(ctx, l, filepath.Join(home, "src"), until); err != nil {
		return err
	}
	own := l.Configured(until)
	meeting := l.fixture(until)
	files := map[string]string{
		".gitconfig": fmt.Sprintf("[user]\n\tname = %s\n\temail = %s\n", own.Name, own.Email),
		"go/pkg/mod/example.org/ical@v1.2.3/testdata/meeting.ics": meeting,
		"src/site/node_modules/ical/test/meeting.ics":             meeting,
		"src/fixture/testdata/meeting.ics":                        meeting,
	}
	for name, text := range files {
		path := filepath.Join(home, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	if !l.Nightly {
		return nil
	}
	return l.writeNightly(ctx, filepath.Join(home, "src", "snapshots"), until)
}

// fixture is a calendar that would book the person's whole week.
func (l Life) fixture(until when.Day) string {
	day := until.Monday() - 7*30
	return strings.Join([]string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example.org//Fixture//EN", "BEGIN:VEVENT", "UID:fixture@example.org",
		"SUMMARY:Test fixture meeting", fmt.Sprintf("DTSTART:%sT080000Z", day.Time().Format("20060102")), "DURATION:PT8H",
		"RRULE:FREQ=DAILY", "ORGANIZER:mailto:a@fixture.example.org", "ATTENDEE:mailto:b@fixture.example.org",
		"END:VEVENT", "END:VCALENDAR", "",
	}, "\r\n")
}

// writeNightly makes the repository of a machine that commits at three every night for
// the last two years, in the person's name.
func (l Life) writeNightly(ctx context.Context, dir string, until when.Day) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := git(ctx, dir, nil, "init", "--quiet", "--template=", "--object-format=sha1", "--initial-branch=main", "."); err != nil {
		return err
	}
	var b bytes.Buffer
	for day := until - 2*365; day < until; day++ {
		at := day.Start(time.UTC) + 3*when.Hour + when.Instant(int(day)%50)*when.Second
		a := l.as(stamp{Author: l.Person, at: at})
		who := fmt.Sprintf("%s <%s> %d +0000", a.Name, a.Email, at/when.Second)
		text := "update snapshot\n"
		fmt.Fprintf(&b, "commit refs/heads/main\nauthor %s\ncommitter %s\ndata %d\n%s", who, who, len(text), text)
		fmt.Fprintf(&b, "M 100644 inline snapshot.json\ndata %d\n%s\n", len(day.String()), day)
	}
	return git(ctx, dir, &b, "fast-import", "--quiet")
}
