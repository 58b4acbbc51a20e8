package terminal

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/logbook"
)

// asked is a terminal at which these lines are typed, and what it writes.
func asked(typed string) (Talk, *bytes.Buffer) {
	var out bytes.Buffer
	return Talk{&Terminal{
		In: strings.NewReader(typed), Err: &out, Asks: true, Now: time.Now,
		Env: func(string) string { return "C.UTF-8" }, Columns: func() int { return 80 },
	}}, &out
}

// What is left out is named by numbers; Enter leaves out nothing, and what cannot be
// meant is asked about again. No line is wider than the screen, and none moves the cursor.
func TestLeaveOut(t *testing.T) {
	var lines []find.Line
	for i := range 7 {
		p := find.Found{Place: logbook.Place{Source: "git", Name: fmt.Sprint(i), URI: fmt.Sprint("/src/", i)}}
		l := find.Line{Kind: "git repositories", What: fmt.Sprint("src/", i), Places: []find.Found{p}, Glimpse: find.Glimpse{From: 1, To: 9000}}
		switch i {
		case 1:
			l.What, l.Places = "257 more with nothing known as yours", append(l.Places, find.Found{Place: logbook.Place{Source: "git", URI: "/src/more"}})
		case 2:
			l.What = "src/" + strings.Repeat("very/", 20) + "deep\x1b[2J"
		case 3:
			l.Kind, l.From, l.To = "calendars", when.NoDay, when.NoDay
		}
		lines = append(lines, l)
	}
	for typed, want := range map[string]string{
		"\n": "", "none\n": "", "2\n": "/src/1 /src/more", "2,5-7\n": "/src/1 /src/more /src/4 /src/5 /src/6", "3 1\n": "/src/0 /src/2",
		"8\n0\n5-2\nx\n4\n": "/src/3", "all\n": "/src/0 /src/1 /src/more /src/2 /src/3 /src/4 /src/5 /src/6",
	} {
		talk, out := asked(typed)
		left, ok := talk.LeaveOut(nil, "/home/ann", func() []find.Line { return lines })
		var got []string
		for _, f := range left {
			got = append(got, f.URI)
		}
		if !ok || strings.Join(got, " ") != want || talk.asked != 1 {
			t.Errorf("%q: %v, %v, asked %d", typed, got, ok, talk.asked)
		}
		said := strings.Split(strings.TrimSpace(out.String()), "\n")
		if wide := slices.IndexFunc(said[1:len(said)-1], func(l string) bool { return runewidth.StringWidth(l) > 80 }); wide >= 0 && !strings.HasPrefix(said[1+wide], "backsight:") && !strings.Contains(said[1+wide], "Leave out") {
			t.Errorf("a line is too wide: %q", said[1+wide])
		}
		if strings.ContainsRune(out.String(), 0x1b) || !strings.Contains(out.String(), "…very/deep") && !strings.Contains(out.String(), "/deep") {
			t.Errorf("a long name: %q", out)
		}
	}
	talk, _ := asked("")
	if _, ok := talk.LeaveOut(nil, "/home/ann", func() []find.Line { return lines }); ok {
		t.Error("who says nothing has all of it read")
	}
	talk, _ = asked("")
	talk.Asks = false
	left, ok := talk.LeaveOut(nil, "/home/ann", func() []find.Line { t.Error("a list is made that nobody reads"); return nil })
	if !ok || len(left) > 0 {
		t.Error("without a terminal something is left out")
	}
}
