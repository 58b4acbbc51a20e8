package gitlog

import (
	"context"
	"strings"
)

// stash is the newest stash of a repository. Git keeps it as a merge of what was
// checked out with up to two helpers (the index, and files that were not
// tracked); the person did one thing: they put their work aside.
type stash struct {
	tip     string
	helpers map[string]bool
}

// stashOf finds the commits of the stash at a tip, "" for none. One that cannot
// be read has no helpers.
func stashOf(ctx context.Context, common, tip string) stash {
	s := stash{tip: tip}
	if tip == "" {
		return s
	}
	out, err := output(ctx, common, nil, "rev-list", "--parents", "--max-count=1", tip)
	if ids := strings.Fields(string(out)); err == nil && len(ids) > 2 {
		s.helpers = map[string]bool{}
		for _, id := range ids[2:] {
			s.helpers[id] = true
		}
	}
	return s
}
