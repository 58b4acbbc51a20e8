package gitlog

import (
	"bufio"
	"context"
	"errors"
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
// is not there is empty; so is one that cannot be read, whose name is in lost: a
// partial clone may have left it out, and it is not fetched.
func blobs(ctx context.Context, common, commit string, names ...string) (list []blob, lost []string, err error) {
	for commit != "" && len(list) < len(names) {
		read, err := someBlobs(ctx, common, commit, names[len(list):])
		list = append(list, read...)
		var failed *gitError
		if err != nil && !errors.As(err, &failed) {
			return nil, nil, err
		}
		if err != nil && len(list) < len(names) {
			lost = append(lost, names[len(list)])
			list = append(list, blob{})
		}
	}
	return append(list, make([]blob, len(names)-len(list))...), lost, nil
}

// someBlobs reads files up to the first one that git cannot give.
func someBlobs(ctx context.Context, common, commit string, names []string) (list []blob, err error) {
	var ask strings.Builder
	for _, name := range names {
		fmt.Fprintf(&ask, "%s:%s\n", commit, name)
	}
	g, err := start(ctx, common, strings.NewReader(ask.String()), "cat-file", "--batch", "--buffer")
	if err != nil {
		return nil, err
	}
	r := bufio.NewReader(g.out)
	for _, name := range names {
		b, err := readBlob(r)
		if err == io.EOF {
			break
		}
		if err != nil {
			g.stop()
			return list, &gitError{said: name + " " + err.Error(), cause: err}
		}
		list = append(list, b)
	}
	if err := g.wait(ctx); err != nil {
		return list, err
	}
	if len(list) < len(names) {
		return list, &gitError{said: "nothing about " + names[len(list)]}
	}
	return list, nil
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
	if size < 0 || size > maxBlob {
		return blob{}, fmt.Errorf("is %d bytes long", size)
	}
	text := make([]byte, size+1) // and a newline
	if _, err := io.ReadFull(r, text); err != nil {
		return blob{}, io.EOF
	}
	if kind != "blob" {
		return blob{}, nil
	}
	return blob{id, text[:size]}, nil
}
