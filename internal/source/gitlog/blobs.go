package gitlog

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// blob is a small file; the zero blob is none.
type blob struct {
	id   string
	text []byte
}

// maxBlob bounds the files that say how a history is to be read.
const maxBlob = 16 << 20

// blobs reads files at the top of a commit's tree, by name. A file that is not
// there is empty; so is one that cannot be read, whose name is in lost: a partial
// clone may have left it out, and it is not fetched.
func blobs(ctx context.Context, common, commit string, names ...string) (files map[string]blob, lost []string, err error) {
	files = map[string]blob{}
	if commit == "" {
		return files, nil, nil
	}
	list, err := output(ctx, common, nil, append([]string{"ls-tree", "--full-tree", "-z", commit, "--"}, names...)...)
	var failed *gitError
	if errors.As(err, &failed) { // a damaged tree, of which the history will say more
		return files, names, nil
	}
	for entry := range bytes.SplitSeq(list, []byte{0}) {
		meta, name, _ := strings.Cut(string(entry), "\t")
		f := strings.Fields(meta)
		if err != nil || len(f) != 3 || f[1] != "blob" {
			continue
		}
		var b blob
		if b, err = oneBlob(ctx, common, f[2]); errors.As(err, &failed) {
			lost, err = append(lost, name), nil
		}
		files[name] = b
	}
	return files, lost, err
}

// oneBlob reads the blob of an id.
func oneBlob(ctx context.Context, common, id string) (blob, error) {
	g, err := start(ctx, common, strings.NewReader(id+"\n"), "cat-file", "--batch", "--buffer")
	if err != nil {
		return blob{}, err
	}
	b, err := readBlob(bufio.NewReader(g.out))
	if err != nil {
		g.stop()
		return blob{}, &gitError{said: err.Error(), cause: err}
	}
	return b, g.wait(ctx)
}

// readBlob reads one answer of cat-file --batch: "id type size", then the
// content; or "id missing".
func readBlob(r *bufio.Reader) (blob, error) {
	head, err := r.ReadString('\n')
	if err != nil {
		return blob{}, err
	}
	var id, kind string
	var size int64
	if n, _ := fmt.Sscanf(head, "%s %s %d\n", &id, &kind, &size); n != 3 || kind != "blob" {
		return blob{}, errors.New("is missing")
	}
	if size < 0 || size > maxBlob {
		return blob{}, fmt.Errorf("is %d bytes long", size)
	}
	text := make([]byte, size+1) // and a newline
	if _, err := io.ReadFull(r, text); err != nil {
		return blob{}, err
	}
	return blob{id, text[:size]}, nil
}
