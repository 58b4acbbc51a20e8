package calendar

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/who"
)

// corpusCase is one line of calendar/cases.jsonl: a file and what the peers'
// own tests say takes place in a window of it.
type corpusCase struct {
	ID       string      `json:"id"`
	ICS      string      `json:"ics"`
	From     string      `json:"window_start"`
	To       string      `json:"window_end"`
	Zone     string      `json:"tz"`
	Compare  string      `json:"compare"`
	Expected []corpusRow `json:"expected"`
}

type corpusRow struct {
	Start   string  `json:"start"`
	End     *string `json:"end"`
	Summary *string `json:"summary"`
}

// TestCorpus holds the engine against every case that at least two families of
// calendar engines agree on.
func TestCorpus(t *testing.T) {
	root := os.Getenv("BACKSIGHT_CORPORA")
	if root == "" {
		t.Skip("BACKSIGHT_CORPORA is not set: the peers' calendar cases were NOT run")
	}
	cases := readCorpus(t, filepath.Join(root, "calendar", "cases.jsonl"))
	failed, filled := 0, 0
	for _, c := range cases {
		if len(c.Expected) > 0 {
			filled++
		}
		got, want := c.run(t), c.want()
		if !slices.Equal(got, want) {
			failed++
			t.Errorf("%s\n got %v\nwant %v", c.ID, got, want)
		}
	}
	t.Logf("%d of %d cases right, %d of them with occurrences", len(cases)-failed, len(cases), filled)
	if len(cases) == 0 {
		t.Error("the corpus is empty")
	}
}

func readCorpus(t *testing.T, path string) (cases []corpusCase) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var c corpusCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return cases
}

// run gives what Occurrences finds, in the fields that the case compares.
func (c *corpusCase) run(t *testing.T) (got []string) {
	zone := time.UTC
	if c.Zone != "" && !strings.HasPrefix(c.Zone, "(") {
		zone, _ = time.LoadLocation(c.Zone)
	}
	list, err := Occurrences(strings.NewReader(c.ICS), c.From, c.To, zone, who.Self{}, time.LoadLocation)
	if err != nil {
		t.Errorf("%s: %v", c.ID, err)
	}
	titled := len(c.Expected) > 0 && c.Expected[0].Summary != nil
	for _, r := range list.Rows {
		line := r.Start
		if c.Compare == "start_end" {
			line += " to " + r.End
		}
		if titled {
			line += " " + strings.TrimSpace(r.Summary)
		}
		got = append(got, line)
	}
	slices.Sort(got)
	return got
}

func (c *corpusCase) want() (want []string) {
	for _, e := range c.Expected {
		line := e.Start
		if c.Compare == "start_end" && e.End != nil {
			line += " to " + *e.End
		}
		if e.Summary != nil {
			line += " " + strings.TrimSpace(*e.Summary)
		}
		want = append(want, line)
	}
	slices.Sort(want)
	return want
}
