package gitlog

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
)

// blob is a small file out of a commit's tree.
type blob struct {
	id   string // "" where there is none
	text []byte
}

// maxBlob bounds the files that say how a history is to be read.
const maxBlob = 16 << 20

// blobs reads files of a commit's tree, in the order of the names. A file that
// is not there, or that a partial clone left out, is empty.
func blobs(ctx context.Context, common, commit string, names ...string) ([]blob, error) {
	list := make([]blob, len(names))
	if commit == "" {
		return list, nil
	}
	var ask strings.Builder
	for _, name := range names {
		fmt.Fprintf(&ask, "%s:%s\n", commit, name)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g, err := start(ctx, common, strings.NewReader(ask.String()), "cat-file", "--batch", "--buffer")
	if err != nil {
		return nil, err
	}
	r := bufio.NewReader(g.out)
	for i := range list {
		if list[i], err = readBlob(r); err != nil {
			g.stop()
			return nil, fmt.Errorf("the file %s: %w", names[i], err)
		}
	}
	return list, g.wait(ctx)
}

// readBlob reads one answer of cat-file --batch: "id type size", then the
// content; or "name missing".
func readBlob(r *bufio.Reader) (blob, error) {
	head, err := r.ReadString('\n')
	if err != nil {
		return blob{}, err
	}
	var id, kind string
	var size int64
	if n, _ := fmt.Sscanf(head, "%s %s %d\n", &id, &kind, &size); n != 3 || !isOID([]byte(id)) {
		return blob{}, nil
	}
	if size > maxBlob {
		return blob{}, fmt.Errorf("is %d bytes long", size)
	}
	text := make([]byte, size+1) // and a newline
	if _, err := io.ReadFull(r, text); err != nil {
		return blob{}, err
	}
	if kind != "blob" {
		return blob{}, nil
	}
	return blob{id, text[:size]}, nil
}
