package assistant

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
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
	modified int64 // nanoseconds since 1970
	again    bool  // the file must be read again though nothing changes
}

// add puts a turn; one that has no name or no time is nothing.
func (o *out) add(t turn) error {
	return o.as(o.file.tool.program, t)
}

// as is add for a tool that the log itself names.
func (o *out) as(program string, t turn) error {
	if t.key == "" || t.at == 0 {
		return nil
	}
	b := logbook.Beat{
		Lane: logbook.Lane{Source: sourceName, Machine: o.source.Machine, Program: logbook.Text(program)},
		Key:  logbook.Text(program + " " + t.key), At: t.at, For: t.last, Type: t.kind,
		Entity: logbook.Text(t.key), Session: logbook.Text(t.session), Branch: logbook.Text(t.branch),
		Project: logbook.Text(lastPart(t.body.Cwd)), Raw: logbook.Body(t.body),
	}
	if t.body.Tokens != nil {
		b.More = t.body.Tokens.Sum()
	}
	if len(o.entries) >= batchSize {
		if err := o.put(nil); err != nil {
			return err
		}
	}
	o.entries = append(o.entries, logbook.Entry{Beat: &b})
	return nil
}

// bad notes a line that cannot be read. Its text is not kept: it may hold what
// somebody typed.
func (o *out) bad(line int, what string) {
	o.entries = append(o.entries, logbook.Entry{Bad: &logbook.BadRow{
		What: logbook.Text(fmt.Sprintf("%s:%d: %s", o.file.rel, line, what)),
	}})
}

// each gives every whole line of a log that is not empty to take, which says
// whether it could be read. A last line that does not end is taken if it can be
// read, and otherwise left for the next reading: it is still being written.
func (o *out) each(ctx context.Context, in *lines, take func(line []byte) (ok bool, err error)) error {
	for {
		line, ended, err := in.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if in.huge {
			o.bad(in.n, "the line holds too much")
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
			o.bad(in.n, "the line is no whole record")
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
