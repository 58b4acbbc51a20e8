package assistant

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/disk"
)

// A resumed or forked session of Claude Code begins with a copy of what was said
// before, under a session of its own. Nothing in the lines says which file is the
// copy. Files that begin with the same record are one family; the one that ended
// first is the original, since the copy went on after it:
//
//	aaaa.jsonl  u1 u2 u3 u4
//	bbbb.jsonl  u1 u2 u3 u4 u5 u6      a fork: u1 to u4 stay with aaaa
//
// A fork made in the background says so of itself, and is never the original.

// peeked is how much of a file's beginning and end is looked at for its family.
const peeked = 256 << 10

// forks says of which of the files that may be forks this is so. Files are looked
// into only where they changed, and at their ends only within a family.
func (p *pulling) forks(files []file) map[string]bool {
	families := map[string][]file{}
	stirred := map[string]bool{}
	for _, f := range files {
		if !f.log.forks || strings.Contains(f.rel, "/subagents/") {
			continue
		}
		info, err := disk.Lstat(f.path)
		if err != nil {
			continue
		}
		was := p.at.Files[f.rel]
		root := was.Root
		if !was.same(reachedOf(info)) || root == "" {
			root = rootOf(p.ctx, f.path)
			stirred[root] = true
		}
		if root != "" {
			p.roots[f.rel] = root
			families[root] = append(families[root], f)
		}
	}
	forks := map[string]bool{}
	for root, family := range families {
		if len(family) == 1 || !stirred[root] {
			continue
		}
		slices.SortFunc(family, func(a, b file) int { return cmp.Compare(a.rel, b.rel) })
		slices.SortStableFunc(family, func(a, b file) int { return cmp.Compare(lastOf(p.ctx, a.path), lastOf(p.ctx, b.path)) })
		for _, f := range family[1:] {
			forks[f.rel] = true
		}
	}
	return forks
}

// rootOf is what the first record of a conversation is and when it was made, ""
// where the beginning of the file holds none. A fork gives it another name and
// session; these it keeps.
func rootOf(ctx context.Context, path string) (root string) {
	each(ctx, path, 0, func(l *recordHead) bool {
		root = l.Type + " " + l.At.Instant().UTC().Format("2006-01-02T15:04:05.000000")
		return false
	})
	return root
}

// lastOf is when the last record of a conversation was made. That of a fork in the
// background counts as never.
func lastOf(ctx context.Context, path string) (last when.Instant) {
	info, err := disk.Lstat(path)
	if err != nil {
		return 0
	}
	background := false
	each(ctx, path, max(0, info.Size()-peeked), func(l *recordHead) bool {
		last, background = max(last, l.At.Instant()), background || l.Session == "bg"
		return true
	})
	if background {
		return 1 << 62
	}
	return last
}

// recordHead is what tells records of a conversation from what else lies in a
// transcript.
type recordHead struct {
	Type    string     `json:"type"`
	UUID    string     `json:"uuid"`
	At      slim.Stamp `json:"timestamp"`
	Session string     `json:"sessionKind"`
}

// each gives the records of a part of a file, from some place on, until take has
// enough.
func each(ctx context.Context, path string, from int64, take func(*recordHead) bool) {
	f, err := disk.Open(ctx, path)
	if err != nil {
		return
	}
	defer f.Close()
	in := slim.New(io.NewSectionReader(f, from, peeked))
	for {
		line, _, err := in.Next()
		if err != nil {
			return
		}
		var l recordHead
		if json.Unmarshal(line, &l) != nil || l.UUID == "" || l.At == 0 || l.Type != "user" && l.Type != "assistant" {
			continue
		}
		if !take(&l) {
			return
		}
	}
}
