package gitlog

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
)

// readable are the refs that are read. Others (notes, replacements, the pull
// requests of a mirror) are not the person's work, or are there by the thousand.
var readable = []string{"refs/heads", "refs/remotes", "refs/tags", "refs/stash"}

// refsHash is a hash over the files that hold the refs. While it stays the same
// nothing new can be in the repository, and no git need be started. It is "" for
// a repository that keeps its refs in another way (reftable).
func refsHash(common string) (string, error) {
	if disk.Exists(filepath.Join(common, "reftable")) {
		return "", nil
	}
	h := sha256.New()
	for _, head := range heads(common) {
		hashFile(h, common, head)
	}
	hashFile(h, common, "packed-refs")
	for _, ref := range readable {
		if err := hashTree(h, common, ref); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

// heads are the files HEAD of the repository and of its worktrees.
func heads(common string) []string {
	list := []string{"HEAD"}
	worktrees, _ := disk.List(filepath.Join(common, "worktrees"))
	for _, w := range worktrees {
		list = append(list, filepath.Join("worktrees", w.Name(), "HEAD"))
	}
	return list
}

// hashTree adds every file below a folder; a folder that is not there adds nothing.
func hashTree(h hash.Hash, common, name string) error {
	if other := gitdir.Lent(common, name); other != "" {
		common = other
	}
	return disk.Walk(context.Background(), filepath.Join(common, name), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(common, path)
		hashFile(h, common, rel)
		return nil
	})
}

// maxRefs bounds packed-refs: a mirror of the largest sites has some 50 MB.
const maxRefs = 256 << 20

func hashFile(h hash.Hash, common, name string) {
	text, err := gitdir.File(common, name, maxRefs)
	if err != nil {
		return // not there, which the missing name says
	}
	h.Write([]byte(name))
	h.Write([]byte{0})
	h.Write(text)
	h.Write([]byte{0})
}

// refs are the tips of a repository.
type refs struct {
	tips   []string // object ids, sorted, each once
	byName map[string]string
}

const refFormat = "--format=%(objectname) %(objecttype) %(*objectname) %(refname)"

// listRefs asks git for the tips. A ref whose object is missing makes git give
// up; then the names are listed without looking at objects, and the error of the
// first try comes back beside them.
func listRefs(ctx context.Context, common string) (refs, error) {
	text, err := output(ctx, common, nil, append([]string{"for-each-ref", refFormat}, readable...)...)
	if err == nil || ctx.Err() != nil {
		return parseRefs(text, common), err
	}
	plain := "--format=%(objectname) commit  %(refname)"
	text, again := output(ctx, common, nil, append([]string{"for-each-ref", plain}, readable...)...)
	if again != nil {
		return refs{}, again
	}
	return parseRefs(text, common), err
}

// parseRefs reads "id type peeled name" lines and adds the heads that are on no
// branch.
func parseRefs(text []byte, common string) refs {
	r := refs{byName: map[string]string{}}
	for line := range bytes.Lines(text) {
		f := strings.SplitN(strings.TrimSpace(string(line)), " ", 4)
		if len(f) != 4 {
			continue
		}
		id := f[0]
		if f[1] == "tag" && f[2] != "" {
			id = f[2]
		}
		r.byName[f[3]] = id
		if f[1] == "commit" || f[1] == "tag" {
			r.tips = append(r.tips, id)
		}
	}
	for _, head := range heads(common) {
		if id, err := gitdir.Small(common, head); err == nil && isOID([]byte(id)) {
			r.tips = append(r.tips, id)
		}
	}
	slices.Sort(r.tips)
	r.tips = slices.Compact(r.tips)
	return r
}

// main is the commit whose tree says how the history is to be read: HEAD's, or
// where that names a branch without commits, the main branch's; "" for none.
func (r refs) main(common string) string {
	head, _ := gitdir.Small(common, "HEAD")
	if isOID([]byte(head)) {
		return head
	}
	name := strings.TrimSpace(strings.TrimPrefix(head, "ref:"))
	for _, n := range []string{
		name, "refs/heads/main", "refs/heads/master", "refs/heads/trunk",
		"refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master",
	} {
		if id := r.byName[n]; id != "" {
			return id
		}
	}
	names := make([]string, 0, len(r.byName))
	for n := range r.byName {
		if strings.HasPrefix(n, "refs/heads/") {
			names = append(names, n)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return r.byName[slices.Min(names)]
}
