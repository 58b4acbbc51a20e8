package gitlog

import (
	"bytes"
	"context"
	"path/filepath"

	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
)

// Tracked are the files that git tracks in the work tree at top, as paths from the root
// of the file system, in the order of the index; none where top holds no repository. It
// asks git once.
func (Source) Tracked(ctx context.Context, top string) (files []string, err error) {
	dir, err := gitdir.Of(top)
	if err != nil || dir == "" {
		return nil, err
	}
	if err := gitdir.Inspect(ctx, dir); err != nil {
		return nil, err
	}
	names, err := output(ctx, dir, nil, "--work-tree="+top, "ls-files", "-z", "--cached")
	for name := range bytes.SplitSeq(bytes.TrimSuffix(names, []byte{0}), []byte{0}) {
		files = append(files, filepath.Join(top, filepath.FromSlash(string(name))))
	}
	return files, err
}
