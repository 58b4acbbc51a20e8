package notes

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/bounded"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
)

// maxLine is how much of a line is read: a longer one is no entry.
const maxLine = 64 << 10

// readFile reads a file below a folder, and gives what it says in order until take has
// enough.
func readFile(ctx context.Context, dir, name string, home *time.Location, take func(written) bool) error {
	in, err := disk.OpenIn(ctx, dir, filepath.ToSlash(name))
	if err != nil {
		return err
	}
	defer in.Close()
	return read(in, dayOf(name), home, take)
}

// read reads a text whose lines are of a day, NoDay where its name tells none.
func read(in io.Reader, day when.Day, home *time.Location, take func(written) bool) error {
	t := &reading{day: day, home: home}
	r := bufio.NewReader(in)
	for number := 1; ; number++ {
		raw, err := bounded.Line(r, maxLine)
		long := errors.Is(err, bounded.ErrLong)
		if err != nil && !long && !errors.Is(err, io.EOF) {
			return err
		}
		text := strings.TrimRight(logbook.Text(string(raw)), "\r\n")
		if number == 1 {
			text = strings.TrimPrefix(text, "\uFEFF")
		}
		if w, ok := t.line(number, text); ok {
			if long {
				w.err = fmt.Errorf("the line is longer than the %d bytes that are read of one", maxLine)
			}
			if w.line = number; !take(w) {
				return nil
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
	}
}

// reading is where in a text one is.
type reading struct {
	day   when.Day // of the lines from here on
	home  *time.Location
	front bool   // in the front matter, between two lines "---" at the beginning
	fence string // what ends the block of code one is in
}

var heading = regexp.MustCompile(`^#{1,6}[ \t]+(.*?)[ \t#]*$`)

// line reads the next line. Front matter and blocks of code say nothing; a heading that
// is a date and nothing else says of which day the lines below it are.
func (t *reading) line(number int, text string) (written, bool) {
	bare := strings.TrimSpace(text)
	switch {
	case number == 1 && bare == "---":
		t.front = true
	case t.front:
		t.front = bare != "---" && bare != "..." && bare != "" // a line "---" above a blank one is but a rule
	case t.fence != "":
		if strings.HasPrefix(bare, t.fence) {
			t.fence = ""
		}
	case strings.HasPrefix(bare, "```"), strings.HasPrefix(bare, "~~~"):
		t.fence = bare[:3]
	default:
		if m := heading.FindStringSubmatch(text); m != nil {
			if day := dayIn(m[1]); day != when.NoDay {
				t.day = day
			}
			return written{}, false
		}
		return readLine(text, t.day, t.home)
	}
	return written{}, false
}

var (
	daily   = regexp.MustCompile(`^([0-9]{4})[-_]?([0-9]{2})[-_]?([0-9]{2})(?:[ ].*)?$`)
	dateTop = regexp.MustCompile(`^(?:\[\[)?([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\]\])?$`)
)

// dayOf is the day of a daily note by its name: 2026-03-02.md of Obsidian, 2026_03_02.md
// of Logseq, "2026-03-02 Monday.md". NoDay for any other.
func dayOf(name string) when.Day {
	base := filepath.Base(name)
	m := daily.FindStringSubmatch(strings.TrimSuffix(base, filepath.Ext(base)))
	if m == nil {
		return when.NoDay
	}
	return dayIn(m[1] + "-" + m[2] + "-" + m[3])
}

// dayIn is the day that a text is, NoDay where it is none.
func dayIn(text string) when.Day {
	m := dateTop.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return when.NoDay
	}
	day, err := when.ParseDay(m[1])
	if err != nil {
		return when.NoDay
	}
	return day
}
