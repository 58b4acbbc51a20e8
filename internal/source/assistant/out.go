package assistant

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/assistant/told"
	"github.com/backsight/backsight/internal/source/disk"
)

// turn is one record of a log on its way into a beat. Key names it among all
// records of its tool.
type turn struct {
	key      string
	kind     string // logbook.Turn*
	at, last when.Instant
	session  string
	branch   string
	body     logbook.Turn
}

// out takes what a decoder finds in one file.
type out struct {
	*pulling
	file     file
	fork     bool  // the file begins with what another holds
	modified int64 // nanoseconds since 1970
	again    bool  // the file must be read again though nothing changes
}

// add puts a turn; one that has no name or no time is nothing.
func (o *out) add(t turn) error {
	return o.as(o.file.tool.program, t)
}

// told is add for what was read of a tool's own files.
func (o *out) told(t told.Turn) error { return o.add(turnOf(t)) }

func turnOf(t told.Turn) turn {
	return turn{key: t.Key, kind: t.Kind, at: t.At, last: t.For, session: t.Session, branch: t.Branch, body: t.Body}
}

// as is add for a tool that the log itself names.
func (o *out) as(program string, t turn) error {
	if t.key == "" || t.at == 0 || t.kind == "" {
		return nil
	}
	t.body.Fork = t.body.Fork || o.fork && t.kind != logbook.TurnCopy
	b := logbook.Beat{
		Lane: logbook.Lane{Source: sourceName, Machine: o.source.Machine, Program: logbook.Text(program)},
		Key:  logbook.Text(program + " " + t.key), At: t.at, For: t.last, Type: t.kind,
		Entity: logbook.Text(t.key), Session: logbook.Text(t.session), Branch: logbook.Text(t.branch),
		Project: logbook.Text(lastPart(t.body.Cwd)), Raw: logbook.Body(t.body), More: moreOf(&t),
	}
	if len(o.entries) >= batchSize {
		if err := o.put(nil); err != nil {
			return err
		}
	}
	o.entries = append(o.entries, logbook.Entry{Beat: &b})
	return nil
}

// moreOf says how much a turn is to be believed beside another of its key. What
// a later version of this reader says outdoes what an earlier one said; then what
// is no copy; then what tells of more tokens, of which there are fewer than 2^43.
// Of two copies the bare one stays, as the one with the greater Raw.
func moreOf(t *turn) int64 {
	more := int64(engine) << 44
	if !t.body.Fork && t.kind != logbook.TurnCopy {
		more |= 1 << 43
	}
	if t.body.Tokens != nil {
		more += t.body.Tokens.Sum()
	}
	return more
}

// beside says whether a file, by a pattern of its path, lies in the folder of the
// one that is read.
func (o *out) beside(pattern string) bool {
	dir := filepath.Dir(o.file.path)
	if rest, above := strings.CutPrefix(pattern, "../"); above {
		dir, pattern = filepath.Dir(dir), rest
	}
	return len(disk.Match(dir, pattern)) > 0
}

// bad notes a line that cannot be read. Its text is not kept: it may hold what
// somebody typed.
func (o *out) bad(line int, what string) {
	at := o.file.rel
	if line > 0 {
		at = fmt.Sprintf("%s:%d", at, line)
	}
	if len(o.entries) >= batchSize {
		_ = o.put(nil) // what is wrong with the sink is kept, and ends the reading
	}
	o.entries = append(o.entries, logbook.Entry{Bad: &logbook.BadRow{What: logbook.Text(at + ": " + what)}})
}

// tooLong is bad for what is beyond a bound: the reading says so even where nothing else
// is known of the place.
func (o *out) tooLong(line int, what string) {
	o.bad(line, what)
	o.long++
}

// each gives every whole line of a log that is not empty to take, which says
// whether it could be read. A last line that does not end is taken if it can be
// read, and otherwise left for the next reading: it is still being written.
func (o *out) each(ctx context.Context, in *slim.Lines, take func(line []byte) (ok bool, err error)) error {
	for {
		line, ended, err := in.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if in.Huge {
			o.tooLong(in.N, "the line holds too much")
			continue
		}
		if len(line) == 0 {
			continue
		}
		ok, err := take(line)
		if err != nil {
			return err
		}
		if !ok && ended {
			o.bad(in.N, "the line is no whole record")
		}
	}
}

// lastPart is the last folder of a path of any system.
func lastPart(cwd string) string {
	cwd = strings.TrimRight(strings.ReplaceAll(cwd, `\`, "/"), "/")
	if cwd == "" {
		return ""
	}
	return path.Base(cwd)
}
