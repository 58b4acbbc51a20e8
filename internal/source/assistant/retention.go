package assistant

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/source/disk"
)

// Enough is how many days a tool should keep its logs for at least: whoever reads
// them once a year then misses nothing.
const Enough = 365

// Retention is how long a tool keeps its logs, as its settings say.
type Retention struct {
	Tool string // "Claude Code"
	Dir  string // where its logs are
	Days int    // 0 where it deletes nothing that is known
	Loss string // what else is lost, "" for nothing
	Do   string // how to keep more, "" where that is enough
}

// Retain says of a folder how long the tool whose it is keeps what lies there; ok
// is false where no tool is known by it.
func Retain(dir string) (r Retention, ok bool) {
	t := toolAt(dir, true)
	if t == nil {
		return r, false
	}
	r = Retention{Tool: t.name, Dir: dir}
	if t.keeps != nil {
		t.keeps(&r)
	}
	return r, true
}

// claudeDays is for how long Claude Code keeps transcripts where nothing is set.
const claudeDays = 30

// claudeKeeps reads cleanupPeriodDays; 0 or less keeps nothing.
func claudeKeeps(r *Retention) {
	file := filepath.Join(r.Dir, "settings.json")
	var s struct {
		Days *float64 `json:"cleanupPeriodDays"`
	}
	r.Days = claudeDays
	if settings(file, &s) && s.Days != nil {
		r.Days = max(0, int(*s.Days))
	}
	if r.Days == 0 {
		r.Loss = "it keeps no transcripts"
	}
	if r.Days < Enough {
		r.Do = `set "cleanupPeriodDays": 3650 in ` + file + ", or import more often than that"
	}
}

// geminiKeeps reads general.sessionRetention, which deletes where it is enabled.
func geminiKeeps(r *Retention) {
	file := filepath.Join(r.Dir, "settings.json")
	var s struct {
		General struct {
			Retention struct {
				Enabled bool   `json:"enabled"`
				Age     string `json:"maxAge"`
			} `json:"sessionRetention"`
		} `json:"general"`
	}
	if !settings(file, &s) || !s.General.Retention.Enabled {
		return
	}
	if r.Days = daysOf(s.General.Retention.Age); r.Days < Enough {
		r.Do = `set "maxAge": "3650d" in general.sessionRetention of ` + file + ", or import more often than that"
	}
}

// copilotKeeps looks for the telemetry without which no token is written down.
func copilotKeeps(r *Retention) {
	if len(disk.Match(r.Dir, "otel/*.jsonl")) == 0 {
		r.Loss = "it does not record tokens"
		r.Do = "set COPILOT_OTEL_ENABLED=true in your shell; sessions before that have none"
	}
}

// daysOf reads "30d", "4w", "6m" as days; 1 for what cannot be read.
func daysOf(age string) int {
	n, unit := 0, ""
	for i, c := range age {
		if c < '0' || c > '9' || n > 100_000 {
			unit = age[i:]
			break
		}
		n = 10*n + int(c-'0')
	}
	days, known := map[string]int{"d": 1, "w": 7, "m": 30, "y": 365}[strings.ToLower(strings.TrimSpace(unit))]
	if !known {
		return 1
	}
	return max(1, n*days)
}

// maxSettings bounds the settings of a tool.
const maxSettings = 4 << 20

// settings reads a tool's settings; false where there are none that can be read.
func settings(file string, v any) bool {
	b, err := disk.Small(context.Background(), file, maxSettings)
	return err == nil && json.Unmarshal(b, v) == nil
}
