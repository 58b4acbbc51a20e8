package logbook_test

import (
	"fmt"
	"iter"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// spoken yields beats, minutes apart.
func spoken(beats ...logbook.Beat) iter.Seq2[logbook.Beat, error] {
	return func(yield func(logbook.Beat, error) bool) {
		for _, b := range beats {
			if !yield(b, nil) {
				return
			}
		}
	}
}

func ExamplePlaced() {
	page := logbook.Beat{Type: "url", Project: "<<LAST_PROJECT>>", Branch: "<<LAST_BRANCH>>", Language: "<<LAST_LANGUAGE>>"}
	at := func(minute when.Instant, b logbook.Beat) logbook.Beat {
		b.At = minute * when.Minute
		return b
	}
	for b := range logbook.Placed(spoken(
		at(0, page), // nothing was before
		at(1, logbook.Beat{Project: "ledger", Branch: "main", Language: "Go"}),
		at(2, logbook.Beat{Project: "site"}), // says nothing of a branch
		at(2, logbook.Beat{Lane: logbook.Lane{Source: "assistant"}, Project: "other"}),
		at(3, page),
		at(61, page), // Go is an hour old
		at(62, page), // and now too old
		at(63, page), // so is the site
	)) {
		fmt.Printf("%s %q %q %q\n", b.At.UTC().Format("15:04"), b.Project, b.Branch, b.Language)
	}
	// Output:
	// 00:00 "" "" ""
	// 00:01 "ledger" "main" "Go"
	// 00:02 "site" "" ""
	// 00:02 "other" "" ""
	// 00:03 "site" "main" "Go"
	// 01:01 "site" "main" "Go"
	// 01:02 "site" "" ""
	// 01:03 "" "" ""
}

// Whoever begins Remembered earlier is told the same of a span as whoever read
// from the beginning.
func TestPlacedNeedsOnlyWhatIsRemembered(t *testing.T) {
	var all []logbook.Beat
	for i := range when.Instant(200) {
		b := logbook.Beat{At: i * 7 * when.Minute, Project: fmt.Sprint("p", i%13)}
		if i%5 > 0 {
			b.Project = "<<LAST_PROJECT>>"
		}
		all = append(all, b)
	}
	var whole []string
	for b := range logbook.Placed(spoken(all...)) {
		whole = append(whole, b.Project)
	}
	for from := range all {
		begin := from
		for begin > 0 && all[begin-1].At >= all[from].At-logbook.Remembered {
			begin--
		}
		var part []string
		for b := range logbook.Placed(spoken(all[begin:]...)) {
			part = append(part, b.Project)
		}
		if part[from-begin] != whole[from] {
			t.Fatalf("from %d it is %q, from the beginning %q", from, part[from-begin], whole[from])
		}
	}
}
