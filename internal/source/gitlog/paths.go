package gitlog

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/routine"
)

// differ asks git what own commits touched, in one process that answers commit
// by commit while the history is still being read. It compares trees only: no
// file's content is needed, so none is fetched or filtered.
type differ struct {
	common   string
	w        *writer
	ignored  map[string]bool // the ids of .git-blame-ignore-revs
	classes  classes
	git      *git
	in       io.WriteCloser
	out      *bufio.Reader
	failures int
	stripped bool        // it was told that the clone has no trees
	routines routine.Set // of what was answered
}

// change is one own commit whose paths are wanted, and when it was.
type change struct {
	oid     string
	subject string
	span    when.Span
	zone    string
	day     when.Day
}

// maxFailures is after how many commits whose trees are damaged the rest is not
// tried any more.
const maxFailures = 50

// run answers until want is closed. It always empties want; after an error only
// that.
func (d *differ) run(ctx context.Context, want <-chan change) error {
	defer func() { _ = d.end() }() // each answer was judged when it came
	var failed error
	for c := range want {
		if failed == nil {
			failed = d.diffCommit(ctx, c)
		}
	}
	return failed
}

// diffCommit reads what one commit touched. A commit that git cannot compare costs
// itself and a new process, not the rest.
func (d *differ) diffCommit(ctx context.Context, c change) error {
	if d.failures >= maxFailures {
		return nil
	}
	body, err := d.request(ctx, c.oid)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		d.failures++
		said := d.end()
		if said != nil && strings.Contains(said.Error(), "promisor remote") {
			return d.tellStripped(ctx, c.oid)
		}
		if exhausted(said) { // so would the next
			d.failures = maxFailures
		}
		return d.w.badRow(ctx, fmt.Sprintf("what a commit touched cannot be read: %s", said), c.oid)
	}
	if c.day != when.NoDay {
		d.routines.Note(c.subject, c.span.From, c.zone, body)
	}
	f := logbook.Fact{
		Person: d.w.ask.Self.Person, Kind: logbook.KindPaths, Key: c.oid,
		Version: logbook.Seq{Stamp: rules}, Span: c.span, Zone: c.zone, Day: c.day, Body: logbook.Body(body),
	}
	if body.Mechanical { // the list is written after the commit: what it says comes later
		f.Version.N = 1
	}
	return d.w.fact(ctx, f)
}

// tellStripped tells once that trees are missing which a clone left with its server,
// by choice: nothing is fetched for them, and nothing is damaged.
func (d *differ) tellStripped(ctx context.Context, oid string) error {
	if d.stripped {
		return nil
	}
	d.stripped = true
	return d.w.badRow(ctx, "this clone left out the trees of commits (--filter=tree:0): what they touched is not known, so neither are their languages", oid)
}

// request asks git for the paths of one commit. It writes the id and then a line that
// is no id: git repeats that line, which marks the end of the answer.
func (d *differ) request(ctx context.Context, oid string) (logbook.Paths, error) {
	if err := d.begin(ctx); err != nil {
		return logbook.Paths{}, err
	}
	if _, err := io.WriteString(d.in, oid+"\n-\n"); err != nil {
		return logbook.Paths{}, err
	}
	body := logbook.Paths{Object: oid, Mechanical: d.ignored[oid]}
	return body, d.readAnswer(&body)
}

// begin starts git where none runs.
func (d *differ) begin(ctx context.Context) error {
	if d.git != nil {
		return nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close() // git has its own
	g, err := start(ctx, d.common, r, "diff-tree", "--stdin", "--always", "-r", "--root",
		"--no-renames", "--no-ext-diff", "--no-textconv", "-z", "--raw")
	if err != nil {
		return errors.Join(err, w.Close())
	}
	d.git, d.in, d.out = g, w, bufio.NewReaderSize(g.out, 64<<10)
	return nil
}

// end stops git and gives what it complained of.
func (d *differ) end() error {
	if d.git == nil {
		return nil
	}
	_ = d.in.Close()
	_, _ = io.Copy(io.Discard, d.git.out)
	err := d.git.wait(context.Background())
	d.git = nil
	return err
}

// readAnswer reads "id NUL", then for each path "meta NUL path NUL", then "-\n".
func (d *differ) readAnswer(body *logbook.Paths) error {
	for {
		first, err := d.out.Peek(1)
		if err != nil {
			return err
		}
		if first[0] == '-' {
			_, err := d.out.Discard(len("-\n"))
			return err
		}
		field, err := d.out.ReadBytes(0)
		if err != nil {
			return err
		}
		if field[0] != ':' {
			if !isOID(bytes.TrimSuffix(field, []byte{0})) {
				return errors.New("git printed something unexpected")
			}
			continue
		}
		path, err := d.path()
		if err != nil {
			return err
		}
		d.note(body, logbook.Text(path))
	}
}

// longestPath is how much of a path is kept: no file system takes a longer one.
const longestPath = 4 << 10

// path reads a path to its NUL, and cuts it.
func (d *differ) path() (string, error) {
	var path []byte
	for {
		part, err := d.out.ReadSlice(0)
		path = append(path, part[:min(len(part), longestPath-len(path))]...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return strings.TrimSuffix(string(path), "\x00"), err
	}
}

// note counts one path.
func (d *differ) note(body *logbook.Paths, path string) {
	body.Files++
	if len(body.List) < logbook.MaxPaths {
		body.List = append(body.List, path)
	}
	c := d.classes.of(path)
	if c.vendored {
		body.Vendored++
	}
	if c.generated {
		body.Generated++
	}
	if c.language != "" && !c.vendored && !c.generated {
		if body.Languages == nil {
			body.Languages = map[string]int{}
		}
		body.Languages[c.language]++
	}
}

// ignoredCommits reads .git-blame-ignore-revs: an id a line, "#" before remarks.
func ignoredCommits(text []byte) map[string]bool {
	ids := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		id, _, _ := strings.Cut(line, "#")
		if id = strings.ToLower(strings.TrimSpace(id)); isOID([]byte(id)) {
			ids[id] = true
		}
	}
	return ids
}
