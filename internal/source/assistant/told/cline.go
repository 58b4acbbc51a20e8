package told

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/backsight/backsight/internal/base/bounded"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/author"
	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// Task is one task of Cline: what was shown of it, in order of time.
type Task struct {
	Name   string
	Models []ClineModel // in order of time

	cwd  string
	open Turn // the answer that is being given, the zero turn for none
}

type clineMessage struct {
	At    slim.Stamp `json:"ts"`
	Ask   string     `json:"ask"`
	Say   string     `json:"say"`
	Text  string     `json:"text"`
	Model struct {
		ID string `json:"modelId"`
	} `json:"modelInfo"`
}

// clineUsage is what the text of a request tells beside the request itself.
type clineUsage struct {
	Request string      `json:"request"`
	In      slim.Count  `json:"tokensIn"`
	Out     slim.Count  `json:"tokensOut"`
	Write   slim.Count  `json:"cacheWrites"`
	Read    slim.Count  `json:"cacheReads"`
	Cost    json.Number `json:"cost"`
}

// ClineModel says since when a task used a model.
type ClineModel struct {
	At slim.Stamp `json:"ts"`
	ID string     `json:"model_id"`
}

// mostShown bounds what is read of one task, in bytes.
const mostShown = 256 << 20

// mostSaid bounds one message of it: the words of a request are whole files at times.
const mostSaid = 16 << 20

// errShape says that a JSON value is not what such files hold.
var errShape = errors.New("no list")

// Read walks through the messages, each read whole: the counts of a request stand
// behind its words, in one text. whole is false where the list ends too soon or is none;
// what came before was put.
func (d *Task) Read(ctx context.Context, in io.Reader, put func(Turn) error) (whole bool, err error) {
	err = d.messages(ctx, bounded.JSON(io.LimitReader(in, mostShown), mostSaid), put)
	var syntax *json.SyntaxError
	broken := errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, errShape) || errors.Is(err, bounded.ErrLong)
	if broken {
		err = nil
	}
	return !broken, errors.Join(err, d.close(put))
}

func (d *Task) messages(ctx context.Context, in *json.Decoder, put func(Turn) error) error {
	if t, err := in.Token(); err != nil || t != json.Delim('[') {
		return errors.Join(err, errShape)
	}
	for first := true; in.More(); first = false {
		var m clineMessage
		if err := in.Decode(&m); err != nil && !mistyped(err) {
			return err
		}
		if err := errors.Join(ctx.Err(), d.message(&m, first, put)); err != nil {
			return err
		}
	}
	_, err := in.Token()
	return err
}

// message puts what a message says. Whatever the agent shows while it answers makes
// the answer last.
func (d *Task) message(m *clineMessage, first bool, put func(Turn) error) error {
	t := Turn{Key: fmt.Sprintf("%s %d %s", d.Name, m.At.Instant(), m.Say+m.Ask), At: m.At.Instant(), Session: d.Name}
	switch {
	case m.At == 0:
		return nil
	case m.Say == "api_req_started":
		return d.request(m, t, put)
	case m.Say == "task", m.Say == "user_feedback", first && m.Say == "text": // once, what was asked was said like an answer
		t.Kind, t.Body.Human, t.Body.Length = logbook.TurnPrompt, true, len(m.Text)
		if author.Injected(m.Text) {
			t.Kind, t.Body = logbook.TurnRequest, logbook.Turn{}
		}
	case m.Say == "user_feedback_diff": // they changed what was proposed
		t.Kind, t.Body.Human = logbook.TurnTool, true
	case m.Say == "subagent_usage", m.Say == "deleted_api_reqs":
		t.Kind = logbook.TurnUsage
		d.counts(m, &t)
	default:
		d.open.For = max(d.open.For, t.At-d.open.At)
		return nil
	}
	t.Body.Cwd = d.cwd
	if t.Kind == logbook.TurnPrompt || t.Kind == logbook.TurnRequest {
		if err := d.close(put); err != nil {
			return err
		}
	}
	return put(t)
}

// request begins an answer. That of a request which was never answered has no
// counts.
func (d *Task) request(m *clineMessage, t Turn, put func(Turn) error) error {
	if err := d.close(put); err != nil {
		return err
	}
	t.Kind, t.Body.Message = logbook.TurnAnswer, t.Key
	d.counts(m, &t)
	t.Body.Cwd = d.cwd
	d.open = t
	return nil
}

// close puts the answer that was open.
func (d *Task) close(put func(Turn) error) error {
	t := d.open
	d.open = Turn{}
	return put(t)
}

// counts reads the figures in a message's text, and the folder that its words name.
func (d *Task) counts(m *clineMessage, t *Turn) {
	var u clineUsage
	if !slim.Parse([]byte(m.Text), &u) {
		return
	}
	if found := clineFolder.FindStringSubmatch(u.Request); found != nil {
		d.cwd = found[1]
	}
	if k := (logbook.Tokens{In: int64(u.In), Out: int64(u.Out), Write5m: int64(u.Write), Read: int64(u.Read)}); k.Sum() > 0 {
		t.Body.Tokens = &k
	}
	t.cost(u.Cost)
	if t.Body.Model = m.Model.ID; t.Body.Model == "" {
		t.Body.Model = d.modelAt(t.At)
	}
}

// clineFolder is how Cline tells a model in which folder it works.
var clineFolder = regexp.MustCompile(`Current (?:Working|Workspace) Directory \(([^)\n]+)\)`)

// modelAt is the model that the task used last by a time.
func (d *Task) modelAt(at when.Instant) (id string) {
	for _, m := range d.Models {
		if m.At.Instant() <= at || id == "" {
			id = m.ID
		}
	}
	return id
}

func mistyped(err error) bool {
	var kind *json.UnmarshalTypeError
	return errors.As(err, &kind)
}
