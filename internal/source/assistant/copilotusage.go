package assistant

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/disk"
)

// copilotMetrics are what the calls of one model used together: the cached tokens
// are among the input, the reasoning among the output.
type copilotMetrics struct {
	Usage copilotUse `json:"usage"`
}

type copilotUse struct {
	In        slim.Count `json:"inputTokens"`
	Out       slim.Count `json:"outputTokens"`
	Read      slim.Count `json:"cacheReadTokens"`
	Write     slim.Count `json:"cacheWriteTokens"`
	Reasoning slim.Count `json:"reasoningTokens"`
}

// copilotLeg is what is known of a session since it was started or resumed last.
type copilotLeg struct {
	Leg   when.Instant          `json:"leg,omitempty"`   // when that was
	Said  slim.Count            `json:"said,omitempty"`  // the tokens of its messages, as each of them says
	Spoke bool                  `json:"spoke,omitempty"` // any of them said so
	Used  map[string]copilotUse `json:"used,omitempty"`  // by model, as the last shutdown said
}

// speak takes note of what a message says of its own length.
func (d *copilotSession) speak(e *copilotEvent) {
	if e.Data.Out != nil {
		d.Said, d.Spoke = d.Said+*e.Data.Out, true
	}
}

// shutdown puts what each model used since the session was resumed, without what
// the telemetry tells of.
func (d *copilotSession) shutdown(e *copilotEvent, t turn, o *out) error {
	used := map[string]copilotUse{}
	for model, m := range e.Data.Metrics {
		used[model] = m.Usage
	}
	goes := d.goesOn(used)
	for _, model := range slices.Sorted(maps.Keys(used)) {
		tokens := used[model].tokens()
		if goes {
			tokens = less(tokens, d.Used[model].tokens())
		}
		traced, err := o.traced(d.Session, model, d.Leg, t.at)
		if err != nil {
			return err
		}
		if tokens = less(tokens, traced); tokens.Sum() == 0 {
			continue
		}
		one := t
		one.key, one.kind = t.key+" "+model, logbook.TurnUsage
		one.body.Model, one.body.Tokens, one.body.Length = model, &tokens, 0
		one.body.Message = fmt.Sprintf("shutdown %d %s %d", t.at, model, tokens.Sum())
		if err := o.add(one); err != nil {
			return err
		}
	}
	d.copilotLeg = copilotLeg{Leg: t.at, Used: used}
	return nil
}

// goesOn says whether a shutdown counts on from the one before, as newer versions
// do, or from nothing. Where nothing became less, what the messages say they were
// long decides; where they do not say, it counts from nothing.
func (d *copilotSession) goesOn(used map[string]copilotUse) bool {
	var all, before slim.Count
	for model, was := range d.Used {
		is := used[model]
		if is.In < was.In || is.Out < was.Out || is.Read < was.Read || is.Write < was.Write {
			return false
		}
		before += was.Out
	}
	for _, is := range used {
		all += is.Out
	}
	return d.Spoke && before > 0 && apart(all-before, d.Said) < apart(all, d.Said)
}

func apart(a, b slim.Count) slim.Count { return max(a-b, b-a) }

func (u copilotUse) tokens() logbook.Tokens {
	read := min(u.Read, u.In)
	write, reasoning := min(u.Write, u.In-read), min(u.Reasoning, u.Out)
	return logbook.Tokens{
		In: int64(u.In - read - write), Out: int64(u.Out - reasoning), Reasoning: int64(reasoning), Write5m: int64(write), Read: int64(read),
	}
}

// less is what is left of a without b, no bucket below nothing.
func less(a, b logbook.Tokens) logbook.Tokens {
	out, reasoning := a.Out, a.Reasoning
	written := b.Out + b.Reasoning // the telemetry does not tell them apart
	out, written = max(0, out-written), max(0, written-out)
	return logbook.Tokens{
		In: max(0, a.In-b.In), Out: out, Reasoning: max(0, reasoning-written),
		Write5m: max(0, a.Write5m-b.Write5m), Write1h: max(0, a.Write1h-b.Write1h), Read: max(0, a.Read-b.Read),
	}
}

// traced is what the telemetry beside a session's events tells that a model used
// in some time. It is read as far as it lies there; where there is none it costs
// nothing.
func (o *out) traced(session, model string, from, to when.Instant) (sum logbook.Tokens, err error) {
	root := filepath.Dir(filepath.Dir(o.file.path))
	for !strings.HasSuffix(root, string(filepath.Separator)) && filepath.Base(root) == "session-state" {
		root = filepath.Dir(root)
	}
	for _, path := range disk.Match(root, "otel/*.jsonl") {
		part, err := o.tracedIn(path, session, model, when.Span{From: from, To: to + 1})
		if err != nil {
			return sum, err
		}
		sum = sum.Add(part)
	}
	return sum, nil
}

func (o *out) tracedIn(path, session, model string, within when.Span) (sum logbook.Tokens, err error) {
	f, err := disk.Open(o.ctx, path)
	if err != nil {
		return sum, nil // it is read for itself, and what is wrong with it said there
	}
	defer f.Close()
	in := slim.New(f)
	for {
		line, _, err := in.Next()
		if errors.Is(err, io.EOF) {
			return sum, nil
		}
		if err != nil {
			return sum, err
		}
		if err := context.Cause(o.ctx); err != nil {
			return sum, err
		}
		var s span
		if !slim.Parse(line, &s) {
			continue
		}
		t := s.turn()
		if t.key == "" || t.at < within.From || t.at >= within.To || !alike(s.Attr.Model, model) || !o.ofSession(s.Attr.Session, session) {
			continue
		}
		sum = sum.Add(*t.body.Tokens)
	}
}

// ofSession says whether a call's conversation may be the session: it is called so,
// or is called like none that there are events of.
func (o *out) ofSession(conversation, session string) bool {
	if conversation == session || conversation == "" {
		return true
	}
	name := disk.Literal(filepath.Base(conversation))
	return !o.beside(name+".jsonl") && !o.beside("../"+name+"/*.jsonl")
}

// alike says whether two names may be one model's: the response names a date that
// the request does not.
func alike(a, b string) bool {
	a, b = strings.ReplaceAll(strings.ToLower(a), ".", "-"), strings.ReplaceAll(strings.ToLower(b), ".", "-")
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}
