package kinds

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Public calendars, labelled by hand by reading the titles alone, before they were
// sorted: of the time of events with five people, most is sorted, and nine tenths of
// that as labelled. Where nobody can tell which of two kinds a title is, either is
// right.
//
//	label|label<TAB>times<TAB>minutes in all<TAB>title
//
// A label of "" is a title of which nobody can tell the kind; "?" is a title that is
// left out, such as of what was cancelled. The lists lie outside the repository: the
// calendars are other people's. They were of FINOS, Galaxy, the Kubernetes community
// and Rust; DECISIONS.md says what came out.
func TestPublicCalendarsAreSorted(t *testing.T) {
	root := os.Getenv("BACKSIGHT_CORPORA")
	lists, _ := filepath.Glob(filepath.Join(root, "titles", "*.tsv"))
	if root == "" || len(lists) == 0 {
		t.Skip("set BACKSIGHT_CORPORA to a folder with titles/*.tsv: labelled titles were NOT sorted")
	}
	for _, list := range lists {
		b, err := os.ReadFile(list)
		if err != nil {
			t.Fatal(err)
		}
		s := scoreOf(t, string(b))
		t.Logf("%s: %.0f %% of %.0f hours sorted, %.0f %% of them as labelled", filepath.Base(list), 100*s.sorted/s.all, s.all/60, 100*s.right/s.sorted)
		t.Logf("wrong: %q, open: %q", s.wrong, s.open)
		if s.all == 0 || s.sorted < 0.6*s.all || s.right < 0.9*s.sorted {
			t.Errorf("%s: too little is sorted, or too much of it wrongly", list)
		}
	}
}

// labelScore is how much time is in a list, how much of it rules sorted, and how much
// as labelled.
type labelScore struct {
	all, sorted, right float64
	wrong, open        []string
}

func scoreOf(t *testing.T, list string) (s labelScore) {
	t.Helper()
	for line := range strings.Lines(list) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != 4 || cells[0] == "?" {
			continue
		}
		minutes, err := strconv.ParseFloat(cells[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		got := byRules(meets(cells[3], 5))
		s.all += minutes
		switch labels := strings.Split(cells[0], "|"); {
		case got == "":
			s.open = append(s.open, cells[3])
		case slices.Contains(labels, got):
			s.sorted, s.right = s.sorted+minutes, s.right+minutes
		default:
			s.sorted += minutes
			s.wrong = append(s.wrong, cells[3]+" as "+got)
		}
	}
	return s
}

// The score itself: what stays open is not sorted, one of several labels is right,
// and the label "" makes any kind wrong.
func TestTheScoreOfLabels(t *testing.T) {
	got := scoreOf(t, "planning\t2\t60\tBug triage\n|learning\t1\t30\tZephyr\nlearning\t1\t40\tBoard meeting\n\t1\t20\tTown hall\nx|staff_alignment\t1\t5\tTown hall\n?\t1\t9\tTown hall\n")
	if got.all != 155 || got.sorted != 125 || got.right != 65 || len(got.wrong) != 2 {
		t.Errorf("%+v", got)
	}
}
