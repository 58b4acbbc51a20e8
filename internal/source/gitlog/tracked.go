package gitlog

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"path/filepath"
)

// Tracked yields every file that git tracks in the work tree at top, as paths from
// the root of the file system, in the order of the index. It asks git once; where top
// holds no repository, or a broken one, it yields an error.
func (Source) Tracked(ctx context.Context, top string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		dir, err := gitDir(top)
		if err == nil && dir == "" {
			err = fmt.Errorf("%s holds no repository", top)
		}
		if err != nil {
			yield("", err)
			return
		}
		g, err := start(ctx, dir, nil, "--work-tree="+top, "ls-files", "-z", "--cached")
		if err != nil {
			yield("", err)
			return
		}
		in := bufio.NewReaderSize(g.out, 64<<10)
		for {
			name, err := in.ReadBytes(0)
			if err != nil {
				if err == io.EOF {
					err = nil
				}
				if ended := g.wait(ctx); ended != nil {
					err = ended
				}
				if err != nil {
					yield("", err)
				}
				return
			}
			if !yield(filepath.Join(top, filepath.FromSlash(string(bytes.TrimSuffix(name, []byte{0})))), nil) {
				g.stop()
				return
			}
		}
	}
}
