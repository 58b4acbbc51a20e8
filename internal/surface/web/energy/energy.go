// Package energy is the page that asks how much energy one has, and says which kinds
// of work give it and which take it. What was said before is not shown beside the
// question: it would pull the answer.
package energy

import (
	"context"
	"fmt"
	"strconv"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/asked"
	"github.com/backsight/backsight/internal/reckon/energy"
	"github.com/backsight/backsight/internal/reckon/felt"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// Page is at /energy.
var Page = frame.Page{Name: "energy", Title: "Energy", Key: "n", Show: show, Acts: map[string]frame.Act{"say": answer, "give": give}}

// view is what the page draws.
type view struct {
	CanSay   bool
	Form     string
	Prompt   string // the moment of the question that is open, "" for none
	Question string
	Values   []key
	Give     string // the question of the block that has ended, "" for none
	Gave     []key
	Picture  frame.Picture
	Rows     []row
	Heavy    []string
	Beside   []string
	Rule     string
}

type key struct {
	Value int
	Means string
}

type row struct{ Kind, Value, Interval, Hours, Told string }

func show(a *frame.Ask) (frame.View, error) {
	f, err := frame.Once(a, "felt", func(ctx context.Context) (felt.Felt, error) { return a.Reckon.Felt(ctx, a.Grant, a.Question) })
	if err != nil {
		return frame.View{}, err
	}
	page := view{CanSay: a.Voice != nil, Form: frame.NewForm(), Values: keys(1, 7, "drained", "wanting more"), Beside: f.Beside(), Rule: energy.Rule, Question: record.Energy.Fields[0].Label}
	if p, open, err := asked.Open(a.Ctx, a.Desk, a.Desk.Options.Now()); err == nil && open {
		page.Prompt = strconv.FormatInt(int64(p.At), 10)
	}
	if block, err := asked.Block(a.Ctx, a.Desk, a.Desk.Options.Now()); err == nil && block {
		page.Give, page.Gave = record.Give.Fields[0].Label, keys(-3, 3, "took", "gave")
	}
	if f.Needed == 0 { // before, dots are all there is to see
		page.fill(a, f.Answer)
	}
	if page.Prompt != "" { // what was found would pull the answer
		return frame.View{Finding: page.Question, Value: f, Rows: func() [][]string { return table(f.Answer) }, Page: view{
			CanSay: page.CanSay, Form: page.Form, Prompt: page.Prompt, Question: "1 is drained, 7 is wanting more", Values: page.Values, Rule: "What was found stands here again once you have answered.",
		}}, nil
	}
	return frame.View{Finding: f.Headline(), Value: f, Rows: func() [][]string { return table(f.Answer) }, Page: page}, nil
}

func (v *view) fill(a *frame.Ask, f energy.Answer) {
	i := svg.Intervals{Title: "Kinds of work against your average hour"}
	for _, k := range f.Kinds {
		i.Items = append(i.Items, svg.Interval{Name: k.Kind, Value: k.Value, Low: k.Low, High: k.High, Sure: k.Claim})
		r := row{Kind: say.Upper(k.Kind), Value: fmt.Sprintf("%+.1f", k.Value), Interval: fmt.Sprintf("%+.1f to %+.1f", k.Low, k.High), Hours: a.Locale.Number(k.Hours)}
		if r.Told = "not sure"; k.Claim {
			r.Told = "sure"
		}
		v.Rows = append(v.Rows, r)
	}
	v.Picture = frame.Drawn(i.SVG(false, "energy"), i.SVG(true, "energys"))
	for _, h := range f.HeavyDays {
		if sentence := h.Sentence(); sentence != "" {
			v.Heavy = append(v.Heavy, sentence)
		}
	}
}

// keys are the values of an answer, with what both ends mean.
func keys(from, to int, low, high string) (out []key) {
	for n := from; n <= to; n++ {
		out = append(out, key{n, map[int]string{from: low, to: high}[n]})
	}
	return out
}

// give keeps what the last hour gave or took.
func give(a *frame.Ask) (string, error) {
	e, err := a.Typed(record.Give)
	if err != nil {
		return "", err
	}
	return "/energy", a.Say(e)
}

func table(f energy.Answer) [][]string {
	rows := [][]string{{"kind", "value", "low", "high", "p", "claim", "hours"}}
	for _, k := range f.Kinds {
		rows = append(rows, []string{k.Kind, fmt.Sprint(k.Value), fmt.Sprint(k.Low), fmt.Sprint(k.High), fmt.Sprint(k.P), fmt.Sprint(k.Claim), fmt.Sprint(k.Hours)})
	}
	return rows
}

// answer keeps a check-in that the form said. One that answers a question says how it
// came about; once the question has expired it is a memory.
func answer(a *frame.Ask) (string, error) {
	e, err := a.Typed(record.Energy)
	if err != nil {
		return "", err
	}
	if text := a.Query.Get("prompt"); text != "" {
		at, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return "", fault.New(fault.Usage, "the question that is answered has no time")
		}
		p, found, err := asked.At(a.Ctx, a.Desk, when.Instant(at))
		if err != nil {
			return "", err
		}
		answered := true
		if found {
			answered, err = asked.Answered(a.Ctx, a.Desk, p)
		}
		if err != nil {
			return "", err
		}
		if !answered {
			asked.Answer(&e, p, a.Desk.Options.Now())
		}
	}
	if err := a.Say(e); err != nil {
		return "", err
	}
	return "/energy", asked.Take(a.Desk.Options.Folders.State)
}
