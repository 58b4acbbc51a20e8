package wakatime

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/source/disk"
)

// notEnough says of a file of WakaTime's or Wakapi's that is no dump of heartbeats
// what it is, and what to export instead; nil for any other file. Totals of days
// do not say when anything was done.
func notEnough(ctx context.Context, path string) error {
	head := beginning(ctx, path)
	switch {
	case isTotals(head):
		return fault.New(fault.Incomplete, "%s holds WakaTime's totals of days and no heartbeats, so it does not say when you worked", path).
			Try("export the heartbeats: on WakaTime's page of settings, under \"Export my code stats\", choose \"Heartbeats\" and not \"Daily totals\"")
	case isTable(head):
		return fault.New(fault.Incomplete, "%s is the table of heartbeats (csv) that Wakapi lets one download, which is not read", path).
			Try("what is read is an export of heartbeats as JSON, as WakaTime writes it (\"Heartbeats\" under \"Export my code stats\"); `backsight connect editor` has them kept from now on")
	}
	return nil
}

func beginning(ctx context.Context, path string) []byte {
	return bytes.TrimSpace(bytes.TrimPrefix(disk.Head(ctx, path, peek), []byte("\uFEFF")))
}

// isTotals says whether a file is an object with sums of days: WakaTime's export of
// them, or what its summaries answer.
func isTotals(head []byte) bool {
	return bytes.HasPrefix(head, []byte("{")) && bytes.Contains(head, []byte(`"grand_total"`)) &&
		(bytes.Contains(head, []byte(`"days"`)) || bytes.Contains(head, []byte(`"data"`)))
}

// isTable says whether a file is a table whose columns are a heartbeat's.
func isTable(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	var columns []string
	for column := range strings.SplitSeq(strings.ToLower(string(line)), ",") {
		columns = append(columns, strings.Trim(strings.TrimSpace(column), `"`))
	}
	for _, need := range []string{"time", "entity", "project"} {
		if !slices.Contains(columns, need) {
			return false
		}
	}
	return true
}
